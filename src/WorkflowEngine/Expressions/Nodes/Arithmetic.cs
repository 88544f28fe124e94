using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Nodes;

/// <summary>The operators that compute: numbers, and <c>+</c> for texts and lists too.</summary>
internal static class Arithmetic
{
    public static bool TryApply(
        ref Evaluation evaluation, BinaryOperator @operator, in ExpressionValue left, in ExpressionValue right, out ExpressionValue value)
    {
        bool succeeded;
        if (@operator == BinaryOperator.Concatenate)
        {
            succeeded = TryJoin(ref evaluation, left, right, out value);
        }
        else if (left.IsNumeric && right.IsNumeric)
        {
            succeeded = left.Kind == ExpressionValueKind.WholeNumber && right.Kind == ExpressionValueKind.WholeNumber
                ? TryIntegers(ref evaluation, @operator, left.Integer, right.Integer, out value)
                : TryDoubles(ref evaluation, @operator, left.Double, right.Double, out value);
        }
        else if (@operator == BinaryOperator.Add && left.Kind == right.Kind && left.Kind is ExpressionValueKind.Text or ExpressionValueKind.List)
        {
            succeeded = left.Kind == ExpressionValueKind.Text
                ? TryJoin(ref evaluation, left, right, out value)
                : TryAppend(ref evaluation, left, right, out value);
        }
        else
        {
            value = default;
            return evaluation.Fail(
                ExpressionCodes.WrongKind, $"Cannot apply '{Sign(@operator)}' to {ValueNames.Of(left)} and {ValueNames.Of(right)}.");
        }

        value = value.From(left).From(right);
        return succeeded;
    }

    public static bool TryNegate(ref Evaluation evaluation, in ExpressionValue operand, out ExpressionValue value)
    {
        value = default;
        if (!operand.IsNumeric)
        {
            return evaluation.Fail(ExpressionCodes.WrongKind, $"Cannot negate {ValueNames.Of(operand)}.");
        }

        if (operand.Kind == ExpressionValueKind.WholeNumber && operand.Integer == long.MinValue)
        {
            return FailRange(ref evaluation);
        }

        value = operand.Kind == ExpressionValueKind.WholeNumber ? ExpressionValue.Of(-operand.Integer) : ExpressionValue.Of(-operand.Double);
        value = value.From(operand);
        return true;
    }

    public static bool FailRange(ref Evaluation evaluation) =>
        evaluation.Fail(ExpressionCodes.NumberRange, "The result does not fit into a number of 64 bits.");

    private static bool TryIntegers(ref Evaluation evaluation, BinaryOperator @operator, long left, long right, out ExpressionValue value)
    {
        value = default;
        if (right == 0 && IsDivision(@operator))
        {
            return FailZero(ref evaluation);
        }

        long result;
        var overflows = false;
        switch (@operator)
        {
            case BinaryOperator.Add:
                result = unchecked(left + right);
                overflows = ((left ^ result) & (right ^ result)) < 0;
                break;
            case BinaryOperator.Subtract:
                result = unchecked(left - right);
                overflows = ((left ^ right) & (left ^ result)) < 0;
                break;
            case BinaryOperator.Multiply:
                var high = Math.BigMul(left, right, out result);
                overflows = high != result >> 63;
                break;
            case BinaryOperator.Divide when right == -1:
            case BinaryOperator.FloorDivide when right == -1:
                // The machine's own division faults on the one quotient that does not fit.
                result = unchecked(-left);
                overflows = left == long.MinValue;
                break;
            case BinaryOperator.Remainder:
                result = right == -1 ? 0 : left % right;
                break;
            case BinaryOperator.FloorDivide:
                result = (left / right) - (left % right != 0 && (left < 0) != (right < 0) ? 1 : 0);
                break;
            default:
                value = left % right == 0 ? ExpressionValue.Of(left / right) : ExpressionValue.Of((double)left / right);
                return true;
        }

        value = ExpressionValue.Of(result);
        return !overflows || FailRange(ref evaluation);
    }

    private static bool TryDoubles(ref Evaluation evaluation, BinaryOperator @operator, double left, double right, out ExpressionValue value)
    {
        value = default;
        if (right == 0 && IsDivision(@operator))
        {
            return FailZero(ref evaluation);
        }

        var result = @operator switch
        {
            BinaryOperator.Add => left + right,
            BinaryOperator.Subtract => left - right,
            BinaryOperator.Multiply => left * right,
            BinaryOperator.Divide => left / right,
            BinaryOperator.FloorDivide => Math.Floor(left / right),
            _ => left % right,
        };
        value = ExpressionValue.Of(result);
        return double.IsFinite(result) || FailRange(ref evaluation);
    }

    private static bool TryJoin(ref Evaluation evaluation, in ExpressionValue left, in ExpressionValue right, out ExpressionValue value)
    {
        value = default;
        var (first, second) = (left.ToText(), right.ToText());
        if (!evaluation.Reserve((long)first.Length + second.Length))
        {
            return false;
        }

        value = ExpressionValue.Of(first + second);
        return true;
    }

    private static bool TryAppend(ref Evaluation evaluation, in ExpressionValue left, in ExpressionValue right, out ExpressionValue value)
    {
        value = default;
        if (!evaluation.Reserve((long)left.List.Count + right.List.Count))
        {
            return false;
        }

        value = ExpressionValue.Of((ExpressionValue[])[.. left.List, .. right.List]);
        return true;
    }

    private static bool IsDivision(BinaryOperator @operator) =>
        @operator is BinaryOperator.Divide or BinaryOperator.FloorDivide or BinaryOperator.Remainder;

    private static bool FailZero(ref Evaluation evaluation) => evaluation.Fail(ExpressionCodes.DivisionByZero, "Division by zero.");

    private static char Sign(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => '+',
        BinaryOperator.Subtract => '-',
        BinaryOperator.Multiply => '*',
        BinaryOperator.Remainder => '%',
        _ => '/',
    };
}
