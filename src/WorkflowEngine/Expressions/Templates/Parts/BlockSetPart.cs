namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary><c>{% set name %}text{% endset %}</c>; the text may go through filters, which read it as the name itself.</summary>
internal sealed class BlockSetPart(TemplateSource source, int start, int end, string name, PartList body, TemplateExpression? filtered)
    : TemplatePart(source, start, end)
{
    public override bool Render(TemplateRun run)
    {
        if (!run.CaptureInside(new TemplateFrame(run.Frame), body, out var text))
        {
            return false;
        }

        if (filtered is not null)
        {
            var frame = new TemplateFrame(run.Frame);
            frame.Names[name] = text;
            if (!run.TryEvaluateInside(frame, filtered, out text))
            {
                return false;
            }
        }

        run.Frame.Names[name] = text;
        return true;
    }
}
