using System.Diagnostics.CodeAnalysis;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Templates.Parts;

namespace WorkflowEngine.Expressions.Templates;

/// <summary>
/// A text with expressions and statements in the way of Jinja: <c>if for set with macro call filter include import extends block raw</c>.
/// Immutable, parsed once and rendered many times. What is not defined prints nothing, but reading something of it is an error.
/// </summary>
internal sealed class Template
{
    private Template(TemplateSource source, PartList body, IReadOnlyDictionary<string, BlockPart> blocks) =>
        (Source, Body, Blocks) = (source, body, blocks);

    public TemplateSource Source { get; }

    public PartList Body { get; }

    public IReadOnlyDictionary<string, BlockPart> Blocks { get; }

    /// <summary>Reads a template; false when it has mistakes, all of which are added to the diagnostics.</summary>
    /// <param name="source">The text and where it stands.</param>
    /// <param name="diagnostics">Where mistakes are told.</param>
    /// <param name="template">The template.</param>
    /// <param name="limits">What it may cost; the default when null.</param>
    public static bool TryParse(
        TemplateSource source, ICollection<Diagnostic> diagnostics, [NotNullWhen(true)] out Template? template, TemplateLimits? limits = null)
    {
        template = null;
        limits ??= TemplateLimits.Default;
        if (source.Text.Length > limits.MaxLength)
        {
            diagnostics.Add(source.Error(TemplateCodes.TooLarge, $"The template is longer than {limits.MaxLength} characters.", 0, 0));
            return false;
        }

        var found = new List<Diagnostic>();
        var parser = new TemplateParser(source, new TemplateLexer(source, found).Read(), found, limits);
        var body = parser.Parse();
        foreach (var diagnostic in found.OrderBy(diagnostic => diagnostic.Span.Start))
        {
            diagnostics.Add(diagnostic);
        }

        template = found.Count == 0 ? new Template(source, body, parser.Blocks) : null;
        return template is not null;
    }

    /// <summary>Renders the template; never throws unless the loader does.</summary>
    /// <param name="inputs">The names it sees.</param>
    /// <param name="loader">Finds what it includes; null when it may include nothing.</param>
    /// <param name="limits">What it may cost; the default when null.</param>
    public TemplateResult Render(IReadOnlyDictionary<string, ExpressionValue> inputs, TemplateLoader? loader = null, TemplateLimits? limits = null)
    {
        var run = new TemplateRun(inputs, loader ?? ((_, _) => TemplateLoad.Missing("nothing can be included here")), limits ?? TemplateLimits.Default);
        return run.RenderTemplate(this, new TemplateFrame(null))
            ? new(run.Output.ToString(), run.PrintedSecret, [])
            : new(null, run.PrintedSecret, run.Failures);
    }
}
