namespace WorkflowEngine.Expressions.Nodes;

/// <summary><c>target[index]</c>; after a star it indexes every element.</summary>
internal sealed class IndexNode(ExpressionNode target, ExpressionNode index, int end)
    : ExpressionNode(target.Start, end, Math.Max(target.Height, index.Height) + 1)
{
    public ExpressionNode Target { get; } = target;

    public ExpressionNode Index { get; } = index;

    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        value = default;
        if (!Target.TryEvaluate(ref evaluation, out var target) || !Index.TryEvaluate(ref evaluation, out var index))
        {
            return false;
        }

        var found = Projection.IsProjected(Target)
            ? Projection.TryRead(ref evaluation, target, index, out value)
            : Indexing.TryRead(ref evaluation, target, index, out value);
        value = value.From(index);
        return found || evaluation.At(this);
    }
}
