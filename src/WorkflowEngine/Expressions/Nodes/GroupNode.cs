namespace WorkflowEngine.Expressions.Nodes;

/// <summary>An expression in parentheses after which a star no longer reaches: <c>(needs.*.result)[0]</c> is the first result.</summary>
internal sealed class GroupNode(ExpressionNode inner, int start, int end) : ExpressionNode(start, end, inner.Height + 1)
{
    public ExpressionNode Inner { get; } = inner;

    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value) =>
        Inner.TryEvaluate(ref evaluation, out value);
}
