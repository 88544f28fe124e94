namespace WorkflowEngine.Expressions.Nodes;

internal sealed class LiteralNode(int start, int end, ExpressionValue value) : ExpressionNode(start, end, 1)
{
    public ExpressionValue Value { get; } = value;

    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        value = Value;
        return true;
    }
}
