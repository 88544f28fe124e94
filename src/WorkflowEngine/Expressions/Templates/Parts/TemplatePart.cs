namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary>A part of a parsed template; immutable, and shared by all renderings.</summary>
/// <param name="source">The template it is a part of.</param>
/// <param name="start">Where its tag starts.</param>
/// <param name="end">Where its tag ends.</param>
internal abstract class TemplatePart(TemplateSource source, int start, int end)
{
    protected TemplateSource Source { get; } = source;

    protected int Start { get; } = start;

    protected int End { get; } = end;

    /// <summary>Renders the part; false after the run was told why not.</summary>
    public abstract bool Render(TemplateRun run);
}
