using WorkflowEngine.Expressions.Templates.Filters;

namespace WorkflowEngine.Expressions.Templates;

/// <summary><c>a | filter(b)</c>.</summary>
internal sealed class FilterNode(TemplateFilter filter, ExpressionNode operand, ExpressionNode?[] arguments, int end)
    : ExpressionNode(operand.Start, end, Math.Max(operand.Height, arguments.Max(argument => argument?.Height) ?? 0) + 1)
{
    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        value = default;
        if (!operand.TryEvaluate(ref evaluation, out var subject))
        {
            return false;
        }

        var isSecret = subject.IsSecret;
        var values = new ExpressionValue?[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (arguments[i] is not { } argument)
            {
                continue;
            }

            if (!argument.TryEvaluate(ref evaluation, out var given))
            {
                return false;
            }

            values[i] = given;
            isSecret |= given.IsSecret;
        }

        if (!filter.Apply(ref evaluation, subject, new FilterArguments(values), out value))
        {
            return evaluation.At(this);
        }

        value = isSecret ? value.AsSecret() : value;
        return true;
    }
}
