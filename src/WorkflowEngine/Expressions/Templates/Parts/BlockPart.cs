namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary><c>{% block name %}</c>: what a template that extends this one can put something else in the place of.</summary>
internal sealed class BlockPart(TemplateSource source, int start, int end, string name, PartList body) : TemplatePart(source, start, end)
{
    public override bool Render(TemplateRun run) => run.IsSilent || RenderLevel(run, name, 0);

    /// <summary>Renders the block of a name as the innermost template has it, or some levels further up.</summary>
    public static bool RenderLevel(TemplateRun run, string name, int level) => run.Blocks[name][level].RenderBody(run, level);

    private bool RenderBody(TemplateRun run, int level)
    {
        if (!run.Enter(Source, Start, End))
        {
            return false;
        }

        var outer = run.Block;
        run.Block = (name, level);
        var succeeded = run.RenderInside(new TemplateFrame(run.Frame), body);
        run.Block = outer;
        run.Leave();
        return succeeded;
    }
}
