namespace WorkflowEngine.Expressions.Nodes;

/// <summary><c>target.*</c>: the values of an object or the items of a list, each of which what follows is applied to.</summary>
internal sealed class StarNode(ExpressionNode target, int end) : ExpressionNode(target.Start, end, target.Height + 1)
{
    public ExpressionNode Target { get; } = target;

    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        value = default;
        return Target.TryEvaluate(ref evaluation, out var target)
            && (Projection.TryExpand(ref evaluation, target, Projection.IsProjected(Target), out value) || evaluation.At(this));
    }
}
