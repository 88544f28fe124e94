using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Definitions.Schemas;

/// <summary>
/// A JSON Schema, read once and applied many times: the validation keywords of draft 2020-12 and those of draft 7 that differ, with
/// references inside the schema. <c>format</c>, <c>title</c> and the like only describe. A schema with <c>writeOnly</c> or
/// <c>secret</c> set to true keeps its values out of messages.
/// </summary>
internal sealed class JsonSchema
{
    private readonly SchemaNode _root;

    private JsonSchema(SchemaNode root) => _root = root;

    /// <summary>The schema <c>{}</c>, which accepts everything.</summary>
    public static JsonSchema Any { get; } = new(new SchemaNode());

    /// <summary>Reads a schema; false when it has mistakes, all of which are added to the diagnostics.</summary>
    /// <param name="schema">The schema: an object or a boolean. It is not used after the call.</param>
    /// <param name="place">Where it stands in its file, for the diagnostics.</param>
    /// <param name="diagnostics">Where mistakes are told, each with the pointer of its place in the schema.</param>
    /// <param name="result">The schema.</param>
    public static bool TryRead(
        JsonElement schema, SourceSpan place, ICollection<Diagnostic> diagnostics, [NotNullWhen(true)] out JsonSchema? result)
    {
        var reader = new SchemaReader(schema.Clone(), place);
        var root = reader.Read();
        result = reader.Diagnostics.Count == 0 ? new JsonSchema(root) : null;
        foreach (var diagnostic in reader.Diagnostics)
        {
            diagnostics.Add(diagnostic);
        }

        return result is not null;
    }

    /// <summary>Everything that is wrong with a value; nothing when it is valid. Never throws; a value that costs too much is not valid.</summary>
    public IReadOnlyList<SchemaError> Validate(JsonElement value)
    {
        var check = new SchemaCheck();
        check.Check(_root, value);
        return check.Abandoned is { } abandoned ? [abandoned] : check.Errors;
    }
}
