namespace WorkflowEngine.Expressions.Nodes;

/// <summary><c>default(a, b)</c> and <c>a | default(b)</c>: b when a is null or not there at all; with a true third argument also when a is not true.</summary>
internal sealed class DefaultNode(ExpressionNode[] arguments, int start, int end, int height) : ExpressionNode(start, end, height)
{
    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        if (!arguments[0].TryEvaluate(ref evaluation, out value))
        {
            if (!evaluation.IsMissing)
            {
                return false;
            }

            evaluation.Forgive();
            value = default;
        }

        var coversFalse = ExpressionValue.Null;
        if (arguments.Length > 2 && !arguments[2].TryEvaluate(ref evaluation, out coversFalse))
        {
            return false;
        }

        if (coversFalse.IsTrue ? value.IsTrue : !value.IsNull)
        {
            return true;
        }

        var first = value;
        value = ExpressionValue.Of("");
        if (arguments.Length > 1 && !arguments[1].TryEvaluate(ref evaluation, out value))
        {
            return false;
        }

        value = value.From(first);
        return true;
    }
}
