namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary><c>{% with a = 1, b = 2 %}</c>: names for the body only.</summary>
internal sealed class WithPart(
    TemplateSource source, int start, int end, IReadOnlyList<(TemplateTarget Target, TemplateExpression Value)> names, PartList body)
    : TemplatePart(source, start, end)
{
    public override bool Render(TemplateRun run)
    {
        var frame = new TemplateFrame(run.Frame);
        foreach (var (target, value) in names)
        {
            if (!value.TryEvaluate(run, out var assigned) || !target.TryAssign(run, frame, assigned))
            {
                return false;
            }
        }

        return run.RenderInside(frame, body);
    }
}
