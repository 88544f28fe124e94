namespace WorkflowEngine.Expressions.Templates;

/// <summary><c>a ~ b</c>: both as a template prints them.</summary>
internal sealed class JoinedTextNode(ExpressionNode left, ExpressionNode right)
    : ExpressionNode(left.Start, right.End, Math.Max(left.Height, right.Height) + 1)
{
    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        value = default;
        if (!left.TryEvaluate(ref evaluation, out var first) || !right.TryEvaluate(ref evaluation, out var second))
        {
            return false;
        }

        var (before, after) = (TemplateText.Of(first), TemplateText.Of(second));
        if (!evaluation.Reserve((long)before.Length + after.Length))
        {
            return evaluation.At(this);
        }

        value = ExpressionValue.Of(before + after).From(first).From(second);
        return true;
    }
}
