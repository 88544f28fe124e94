namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary>A macro as written.</summary>
/// <param name="Source">The template it stands in.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Its parameters with their defaults.</param>
/// <param name="TakesMore">Whether it looks at <c>varargs</c> or <c>kwargs</c>, and so takes arguments that no parameter names.</param>
/// <param name="Body">What it renders.</param>
internal sealed record MacroDefinition(
    TemplateSource Source, string Name, IReadOnlyList<(string Name, TemplateExpression? Default)> Parameters, bool TakesMore, PartList Body);
