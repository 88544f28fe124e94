using System.Collections.Frozen;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Nodes;

namespace WorkflowEngine.Expressions.Functions;

/// <summary>The tests of <c>a is test</c>; <c>defined</c> and <c>undefined</c> are not among them because they look at no value.</summary>
internal static class Tests
{
    private static readonly FrozenDictionary<string, Test> All = new Dictionary<string, Test>
    {
        ["null"] = Plain((in value) => value.IsNull),
        ["none"] = Plain((in value) => value.IsNull && !value.IsLenient),
        ["true"] = Plain((in value) => value.Kind == ExpressionValueKind.Boolean && value.Boolean),
        ["false"] = Plain((in value) => value.Kind == ExpressionValueKind.Boolean && !value.Boolean),
        ["boolean"] = Plain((in value) => value.Kind == ExpressionValueKind.Boolean),
        ["integer"] = Plain((in value) => value.Kind == ExpressionValueKind.WholeNumber),
        ["float"] = Plain((in value) => value.Kind == ExpressionValueKind.Number),
        ["number"] = Plain((in value) => value.IsNumeric),
        ["string"] = Plain((in value) => value.Kind == ExpressionValueKind.Text),
        ["array"] = Plain((in value) => value.Kind == ExpressionValueKind.List),
        ["list"] = Plain((in value) => value.Kind == ExpressionValueKind.List),
        ["sequence"] = Plain((in value) => value.Kind is ExpressionValueKind.List or ExpressionValueKind.Text),
        ["iterable"] = Plain((in value) => value.IsContainer || value.Kind == ExpressionValueKind.Text),
        ["object"] = Plain((in value) => value.Kind == ExpressionValueKind.Map),
        ["mapping"] = Plain((in value) => value.Kind == ExpressionValueKind.Map),
        ["empty"] = Plain((in value) => value.IsNull || (!value.IsTrue && (value.IsContainer || value.Kind == ExpressionValueKind.Text))),
        ["lower"] = Plain((in value) => value.Kind == ExpressionValueKind.Text && !value.Text.Any(char.IsUpper)),
        ["upper"] = Plain((in value) => value.Kind == ExpressionValueKind.Text && !value.Text.Any(char.IsLower)),
        ["even"] = new(false, (ref evaluation, in value, in _, out answer) => TryDivide(ref evaluation, value, ExpressionValue.Of(2), out answer)),
        ["odd"] = new(false, IsOdd),
        ["divisibleby"] = new(true, TryDivide),
        ["eq"] = Compared(BinaryOperator.Equal),
        ["equalto"] = Compared(BinaryOperator.Equal),
        ["ne"] = Compared(BinaryOperator.NotEqual),
        ["lt"] = Compared(BinaryOperator.Less),
        ["le"] = Compared(BinaryOperator.LessOrEqual),
        ["gt"] = Compared(BinaryOperator.Greater),
        ["ge"] = Compared(BinaryOperator.GreaterOrEqual),
        ["in"] = Compared(BinaryOperator.In),
        ["sameas"] = Plain2((in value, in other) => value.Kind == other.Kind && value.Equals(other)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private delegate bool Question(in ExpressionValue value);

    private delegate bool Question2(in ExpressionValue value, in ExpressionValue other);

    public static Test? Find(string name) => All.GetValueOrDefault(name);

    private static Test Plain(Question question) => new(false, (ref _, in value, in _, out answer) =>
    {
        answer = question(value);
        return true;
    });

    private static Test Plain2(Question2 question) => new(true, (ref _, in value, in other, out answer) =>
    {
        answer = question(value, other);
        return true;
    });

    private static Test Compared(BinaryOperator @operator) => new(true, (ref evaluation, in value, in other, out answer) =>
        Comparison.TryApply(ref evaluation, @operator, value, other, out answer));

    private static bool IsOdd(ref Evaluation evaluation, in ExpressionValue value, in ExpressionValue argument, out bool answer)
    {
        var succeeded = TryDivide(ref evaluation, value, ExpressionValue.Of(2), out var isEven);
        answer = !isEven;
        return succeeded;
    }

    private static bool TryDivide(ref Evaluation evaluation, in ExpressionValue value, in ExpressionValue argument, out bool answer)
    {
        answer = false;
        if (value.Kind != ExpressionValueKind.WholeNumber || argument.Kind != ExpressionValueKind.WholeNumber)
        {
            return evaluation.Fail(ExpressionCodes.WrongKind, "Only whole numbers can be tested for what divides them.");
        }

        if (argument.Integer == 0)
        {
            return evaluation.Fail(ExpressionCodes.DivisionByZero, "Division by zero.");
        }

        answer = argument.Integer is 1 or -1 || value.Integer % argument.Integer == 0;
        return true;
    }
}
