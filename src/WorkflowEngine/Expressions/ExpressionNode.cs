namespace WorkflowEngine.Expressions;

/// <summary>A part of a parsed expression; immutable, and shared by all evaluations.</summary>
internal abstract class ExpressionNode(int start, int end, int height)
{
    /// <summary>The offset of its first character in the source of the expression.</summary>
    public int Start { get; } = start;

    /// <summary>The offset after its last character.</summary>
    public int End { get; } = end;

    /// <summary>How many nodes lie on the longest way down; bounds the recursion of an evaluation.</summary>
    public int Height { get; } = height;

    public bool TryEvaluate(ref Evaluation evaluation, out ExpressionValue value)
    {
        if (evaluation.Charge(0))
        {
            return EvaluateCore(ref evaluation, out value);
        }

        value = default;
        return evaluation.At(this);
    }

    protected abstract bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value);
}
