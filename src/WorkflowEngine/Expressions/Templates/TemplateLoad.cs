using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Templates;

/// <summary>What a loader found under a name.</summary>
/// <param name="Template">The template; null when there is none or it has mistakes.</param>
/// <param name="Problem">Why there is none, when its name is the reason; null when there is one or it has mistakes.</param>
/// <param name="Diagnostics">The mistakes of the template.</param>
internal sealed record TemplateLoad(Template? Template, string? Problem, IReadOnlyList<Diagnostic> Diagnostics)
{
    public static TemplateLoad Of(Template template) => new(template, null, []);

    public static TemplateLoad Missing(string problem) => new(null, problem, []);

    public static TemplateLoad Broken(IReadOnlyList<Diagnostic> diagnostics) => new(null, null, diagnostics);
}
