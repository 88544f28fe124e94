namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary><c>{% if %}</c> with its <c>elif</c> branches; the one of <c>else</c> has no condition.</summary>
internal sealed class IfPart(TemplateSource source, int start, int end, IReadOnlyList<(TemplateExpression? Condition, PartList Body)> branches)
    : TemplatePart(source, start, end)
{
    public override bool Render(TemplateRun run)
    {
        foreach (var (condition, body) in branches)
        {
            var value = ExpressionValue.Of(true);
            if (condition is not null && !condition.TryEvaluate(run, out value))
            {
                return false;
            }

            if (value.IsTrue)
            {
                return body.Render(run);
            }
        }

        return true;
    }
}
