using System.Text.RegularExpressions;
using WorkflowEngine.Expressions.Functions;

namespace WorkflowEngine.Expressions.Nodes;

/// <summary><c>match('pattern', text)</c> with a pattern that is known beforehand, and compiled once.</summary>
internal sealed class MatchNode(Regex pattern, ExpressionNode text, int start, int end) : ExpressionNode(start, end, text.Height + 1)
{
    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        value = default;
        return text.TryEvaluate(ref evaluation, out var operand)
            && (Patterns.TryMatch(ref evaluation, pattern, operand, out value) || evaluation.At(this));
    }
}
