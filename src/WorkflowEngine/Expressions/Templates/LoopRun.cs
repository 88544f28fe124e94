using WorkflowEngine.Expressions.Templates.Parts;

namespace WorkflowEngine.Expressions.Templates;

/// <summary>A loop under way, as <c>loop</c> shows it.</summary>
internal sealed class LoopRun(ForPart part, IReadOnlyList<ExpressionValue> items, int depth)
{
    private ExpressionValue[]? _changed;

    public ForPart Part { get; } = part;

    public int Depth { get; } = depth;

    public int Index { get; set; }

    public ExpressionValue ToMap()
    {
        var map = new Dictionary<string, ExpressionValue>(11, StringComparer.Ordinal)
        {
            ["index"] = ExpressionValue.Of(Index + 1),
            ["index0"] = ExpressionValue.Of(Index),
            ["revindex"] = ExpressionValue.Of(items.Count - Index),
            ["revindex0"] = ExpressionValue.Of(items.Count - Index - 1),
            ["first"] = ExpressionValue.Of(Index == 0),
            ["last"] = ExpressionValue.Of(Index == items.Count - 1),
            ["length"] = ExpressionValue.Of(items.Count),
            ["depth"] = ExpressionValue.Of(Depth + 1),
            ["depth0"] = ExpressionValue.Of(Depth),
        };
        if (Index > 0)
        {
            map["previtem"] = items[Index - 1];
        }

        if (Index + 1 < items.Count)
        {
            map["nextitem"] = items[Index + 1];
        }

        return ExpressionValue.Of(map);
    }

    /// <summary>Whether the values differ from those of the last time this was asked.</summary>
    public bool IsChanged(ExpressionValue[] values)
    {
        var isChanged = _changed is null || !_changed.AsSpan().SequenceEqual(values);
        _changed = values;
        return isChanged;
    }
}
