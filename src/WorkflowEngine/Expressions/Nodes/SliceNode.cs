namespace WorkflowEngine.Expressions.Nodes;

/// <summary><c>target[from:to]</c>; both ends may be left out, and negative ones count from the end.</summary>
internal sealed class SliceNode(ExpressionNode target, ExpressionNode? from, ExpressionNode? to, int end)
    : ExpressionNode(target.Start, end, Math.Max(target.Height, Math.Max(from?.Height ?? 0, to?.Height ?? 0)) + 1)
{
    public ExpressionNode Target { get; } = target;

    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        value = default;
        var (first, last) = (ExpressionValue.Null, ExpressionValue.Null);
        return Target.TryEvaluate(ref evaluation, out var target)
            && (from is null || from.TryEvaluate(ref evaluation, out first))
            && (to is null || to.TryEvaluate(ref evaluation, out last))
            && (Indexing.TrySlice(ref evaluation, target, first, last, out value) || evaluation.At(this));
    }
}
