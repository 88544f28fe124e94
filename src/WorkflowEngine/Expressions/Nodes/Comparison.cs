using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Nodes;

/// <summary>The operators that answer yes or no.</summary>
internal static class Comparison
{
    public static bool TryApply(
        ref Evaluation evaluation, BinaryOperator @operator, in ExpressionValue left, in ExpressionValue right, out bool answer)
    {
        answer = false;
        switch (@operator)
        {
            case BinaryOperator.Equal or BinaryOperator.NotEqual:
                answer = left.Equals(right) == (@operator == BinaryOperator.Equal);
                return !left.IsContainer || evaluation.Charge(1024);
            case BinaryOperator.In or BinaryOperator.NotIn:
                var found = TryFind(ref evaluation, left, right, out answer);
                answer ^= @operator == BinaryOperator.NotIn;
                return found;
        }

        if (!TryOrder(ref evaluation, left, right, out var order))
        {
            return false;
        }

        answer = @operator switch
        {
            BinaryOperator.Less => order is < 0,
            BinaryOperator.LessOrEqual => order is <= 0,
            BinaryOperator.Greater => order is > 0,
            _ => order is >= 0,
        };
        return true;
    }

    /// <summary>Whether the item is in the list, the key in the object or the part in the text.</summary>
    public static bool TryFind(ref Evaluation evaluation, in ExpressionValue item, in ExpressionValue container, out bool answer)
    {
        answer = false;
        switch (container.Kind)
        {
            case ExpressionValueKind.List:
                var items = container.List;
                for (var i = 0; i < items.Count && !answer; i++)
                {
                    answer = items[i].Equals(item);
                }

                return evaluation.Charge(items.Count);
            case ExpressionValueKind.Map when item.Kind == ExpressionValueKind.Text:
                answer = container.Map.ContainsKey(item.Text);
                return true;
            case ExpressionValueKind.Text when item.Kind == ExpressionValueKind.Text:
                answer = container.Text.Contains(item.Text, StringComparison.Ordinal);
                return evaluation.Charge(container.Text.Length);
            case ExpressionValueKind.Map or ExpressionValueKind.Text:
                return evaluation.Fail(
                    ExpressionCodes.WrongKind, $"Only a string can be looked for in {ValueNames.Of(container)}, not {ValueNames.Of(item)}.");
            case ExpressionValueKind.Null when container.IsLenient:
                return true;
            default:
                return evaluation.Fail(
                    ExpressionCodes.WrongKind, $"'in' needs an array, object or string on its right, not {ValueNames.Of(container)}.");
        }
    }

    /// <summary>Orders two numbers, two texts or two lists of those; the order is null when a number is not a number.</summary>
    public static bool TryOrder(ref Evaluation evaluation, in ExpressionValue left, in ExpressionValue right, out int? order)
    {
        order = null;
        if (left.IsNumeric && right.IsNumeric)
        {
            order = OrderNumbers(left, right);
            return true;
        }

        if (left.Kind == ExpressionValueKind.Text && right.Kind == ExpressionValueKind.Text)
        {
            order = CodePoints.Compare(left.Text, right.Text);
            return true;
        }

        if (left.Kind == ExpressionValueKind.List && right.Kind == ExpressionValueKind.List)
        {
            return TryOrderLists(ref evaluation, left.List, right.List, out order);
        }

        return evaluation.Fail(
            ExpressionCodes.WrongKind, $"{ValueNames.Of(left)} and {ValueNames.Of(right)} have no order between them.");
    }

    private static int? OrderNumbers(in ExpressionValue left, in ExpressionValue right)
    {
        if (left.Kind == ExpressionValueKind.WholeNumber && right.Kind == ExpressionValueKind.WholeNumber)
        {
            return left.Integer.CompareTo(right.Integer);
        }

        return double.IsNaN(left.Double) || double.IsNaN(right.Double) ? null : left.Double.CompareTo(right.Double);
    }

    private static bool TryOrderLists(
        ref Evaluation evaluation, IReadOnlyList<ExpressionValue> left, IReadOnlyList<ExpressionValue> right, out int? order)
    {
        order = left.Count.CompareTo(right.Count);
        var common = Math.Min(left.Count, right.Count);
        if (!evaluation.Charge(common) || !System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return evaluation.ErrorCode is null && evaluation.Fail(ExpressionCodes.TooDeep, "The arrays are nested too deeply.");
        }

        for (var i = 0; i < common; i++)
        {
            if (!TryOrder(ref evaluation, left[i], right[i], out var first))
            {
                return false;
            }

            if (first != 0)
            {
                order = first;
                return true;
            }
        }

        return true;
    }
}
