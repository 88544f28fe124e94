using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Sources.Packs;

/// <summary>Why the catalogue refused something, as data.</summary>
/// <param name="Kind">Which of the three kinds it is.</param>
/// <param name="Code">A code of <see cref="CatalogCodes"/>.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Entity">What was asked for: <c>pack</c>, <c>workflow</c> or <c>revision</c>; null for a validation error.</param>
/// <param name="Field">By what it was asked for: <c>ref</c> or <c>number</c>.</param>
/// <param name="Value">The value of that.</param>
public sealed record CatalogError(
    CatalogErrorKind Kind, string Code, string Message, string? Entity = null, string? Field = null, string? Value = null)
{
    internal static CatalogError Invalid(string message) => new(CatalogErrorKind.Validation, CatalogCodes.InvalidDefinition, message);

    internal static CatalogError NotFound(string entity, string field, string value) =>
        new(CatalogErrorKind.NotFound, CatalogCodes.NotFound, $"There is no {entity} with the {field} '{value}'.", entity, field, value);

    internal static CatalogError AlreadyExists(string entity, string field, string value) =>
        new(CatalogErrorKind.AlreadyExists, CatalogCodes.AlreadyExists, $"There is already a {entity} with the {field} '{value}'.", entity, field, value);
}
