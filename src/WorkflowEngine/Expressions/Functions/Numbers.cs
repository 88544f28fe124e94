using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Nodes;

namespace WorkflowEngine.Expressions.Functions;

/// <summary>Functions of numbers.</summary>
internal static class Numbers
{
    public static bool Abs(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        var number = arguments[0];
        value = number;
        if (!number.IsNumeric)
        {
            return Arguments.FailKind(ref evaluation, "abs", "a number", number);
        }

        return number.Double >= 0 || Arithmetic.TryNegate(ref evaluation, number, out value);
    }

    public static bool Floor(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value) =>
        TryReduce(ref evaluation, "floor", Math.Floor, arguments[0], out value);

    public static bool Ceil(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value) =>
        TryReduce(ref evaluation, "ceil", Math.Ceiling, arguments[0], out value);

    /// <summary>Rounds halves away from zero; with a number of digits the result stays floating point.</summary>
    public static bool Round(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        if (arguments.Length == 1)
        {
            return TryReduce(ref evaluation, "round", number => Math.Round(number, MidpointRounding.AwayFromZero), arguments[0], out value);
        }

        value = arguments[0];
        if (!value.IsNumeric)
        {
            return Arguments.FailKind(ref evaluation, "round", "a number", value);
        }

        if (!Arguments.TryInteger(ref evaluation, "round", arguments[1], out var digits))
        {
            return false;
        }

        value = ExpressionValue.Of(Math.Round(value.Double, (int)Math.Clamp(digits, 0, 15), MidpointRounding.AwayFromZero));
        return true;
    }

    public static bool Min(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value) =>
        TryChoose(ref evaluation, "min", -1, arguments[0], arguments[1], out value);

    public static bool Max(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value) =>
        TryChoose(ref evaluation, "max", 1, arguments[0], arguments[1], out value);

    public static bool Sum(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = ExpressionValue.Of(0L);
        if (!Arguments.TryList(ref evaluation, "sum", arguments[0], out var items))
        {
            return false;
        }

        foreach (var item in items)
        {
            if (!item.IsNumeric)
            {
                return Arguments.FailKind(ref evaluation, "sum", "an array of numbers", item);
            }

            if (!Arithmetic.TryApply(ref evaluation, BinaryOperator.Add, value, item, out var sum))
            {
                return false;
            }

            value = sum;
        }

        return true;
    }

    public static bool TryToInteger(ref Evaluation evaluation, double number, out ExpressionValue value)
    {
        // The greatest 64-bit integer is not a double; the next one that is lies just outside.
        var fits = number is >= long.MinValue and < 9223372036854775808.0;
        value = ExpressionValue.Of(fits ? (long)number : 0);
        return fits || Arithmetic.FailRange(ref evaluation);
    }

    private static bool TryReduce(
        ref Evaluation evaluation, string function, Func<double, double> reduce, in ExpressionValue argument, out ExpressionValue value)
    {
        value = argument;
        return value.Kind switch
        {
            ExpressionValueKind.WholeNumber => true,
            ExpressionValueKind.Number => TryToInteger(ref evaluation, reduce(value.Double), out value),
            _ => Arguments.FailKind(ref evaluation, function, "a number", value),
        };
    }

    private static bool TryChoose(
        ref Evaluation evaluation, string function, int sign, in ExpressionValue left, in ExpressionValue right, out ExpressionValue value)
    {
        value = default;
        var comparable = (left.IsNumeric && right.IsNumeric)
            || (left.Kind == ExpressionValueKind.Text && right.Kind == ExpressionValueKind.Text);
        if (!comparable)
        {
            return evaluation.Fail(ExpressionCodes.WrongKind, $"'{function}' takes two numbers or two strings.");
        }

        var succeeded = Comparison.TryOrder(ref evaluation, left, right, out var order);
        value = order * sign > 0 ? left : right;
        return succeeded;
    }
}
