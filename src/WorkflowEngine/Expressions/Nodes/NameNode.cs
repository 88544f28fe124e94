using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Nodes;

internal sealed class NameNode(int start, int end, string name) : ExpressionNode(start, end, 1)
{
    public string Name { get; } = name;

    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value) =>
        evaluation.Scope.TryGetName(Name, out value)
        || evaluation.Fail(this, ExpressionCodes.UnknownName, $"Nothing named '{Name}' is known here.");
}
