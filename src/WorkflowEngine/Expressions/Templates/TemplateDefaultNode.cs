namespace WorkflowEngine.Expressions.Templates;

/// <summary><c>a | default(b)</c>: b when a is undefined; with a true third argument also when a is not true.</summary>
internal sealed class TemplateDefaultNode(ExpressionNode operand, ExpressionNode? fallback, ExpressionNode? coversFalse, int end)
    : ExpressionNode(operand.Start, end, Math.Max(operand.Height, Math.Max(fallback?.Height ?? 0, coversFalse?.Height ?? 0)) + 1)
{
    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        var covers = ExpressionValue.Null;
        if (!operand.TryEvaluate(ref evaluation, out value) || (coversFalse is not null && !coversFalse.TryEvaluate(ref evaluation, out covers)))
        {
            return false;
        }

        if (covers.IsTrue ? value.IsTrue : !TemplateText.IsUndefined(value))
        {
            return true;
        }

        var first = value;
        value = ExpressionValue.Of("");
        if (fallback is not null && !fallback.TryEvaluate(ref evaluation, out value))
        {
            return false;
        }

        value = value.From(first);
        return true;
    }
}
