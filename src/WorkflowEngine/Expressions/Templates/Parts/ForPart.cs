using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Templates.Parts;

/// <summary><c>{% for target in items if condition recursive %}</c> with its <c>else</c>.</summary>
internal sealed class ForPart(
    TemplateSource source,
    int start,
    int end,
    TemplateTarget target,
    TemplateExpression items,
    TemplateExpression? condition,
    bool isRecursive,
    PartList body,
    PartList otherwise)
    : TemplatePart(source, start, end)
{
    public bool IsRecursive { get; } = isRecursive;

    public override bool Render(TemplateRun run) => items.TryEvaluate(run, out var value) && RenderItems(run, value, 0);

    /// <summary>Renders the body for each item, here and where a recursive loop calls itself.</summary>
    public bool RenderItems(TemplateRun run, ExpressionValue value, int depth)
    {
        if (!TryList(run, value, out var list) || !TryChoose(run, ref list) || !run.Enter(Source, Start, End))
        {
            return false;
        }

        var succeeded = list.Count == 0 ? RenderOtherwise(run) : RenderRounds(run, list, depth);
        run.Leave();
        return succeeded;
    }

    private bool RenderRounds(TemplateRun run, IReadOnlyList<ExpressionValue> list, int depth)
    {
        var loop = new LoopRun(this, list, depth);
        for (var i = 0; i < list.Count; i++)
        {
            loop.Index = i;
            var frame = new TemplateFrame(run.Frame) { Loop = loop };
            if (!run.CountRound(Source, Start, End) || !target.TryAssign(run, frame, list[i]))
            {
                return false;
            }

            frame.Names["loop"] = loop.ToMap();
            if (!run.RenderInside(frame, body))
            {
                return false;
            }
        }

        return true;
    }

    private bool RenderOtherwise(TemplateRun run) => run.RenderInside(new TemplateFrame(run.Frame), otherwise);

    private bool TryList(TemplateRun run, in ExpressionValue value, out IReadOnlyList<ExpressionValue> list)
    {
        list = [];
        if (value.TryGetList(out var found))
        {
            var container = value;
            list = container.IsSecret ? [.. found.Select(item => item.In(container))] : found;
        }
        else if (value.TryGetMap(out var entries))
        {
            list = [.. entries.Keys.Select(ExpressionValue.Of)];
        }
        else if (value.TryGetText(out var text))
        {
            var container = value;
            list = [.. text.EnumerateRunes().Select(rune => ExpressionValue.Of(rune.ToString()).In(container))];
        }
        else if (!TemplateText.IsUndefined(value))
        {
            return run.Fail(Source.Error(ExpressionCodes.WrongKind, $"A loop needs a list, an object or text, not {ValueNames.Of(value)}.", Start, End));
        }

        return true;
    }

    private bool TryChoose(TemplateRun run, ref IReadOnlyList<ExpressionValue> list)
    {
        if (condition is null)
        {
            return true;
        }

        var chosen = new List<ExpressionValue>();
        foreach (var item in list)
        {
            var frame = new TemplateFrame(run.Frame);
            if (!run.CountRound(Source, Start, End)
                || !target.TryAssign(run, frame, item)
                || !run.TryEvaluateInside(frame, condition, out var isChosen))
            {
                return false;
            }

            if (isChosen.IsTrue)
            {
                chosen.Add(item);
            }
        }

        list = chosen;
        return true;
    }
}
