using System.Diagnostics.CodeAnalysis;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Functions;

/// <summary>Reads arguments of the kinds functions ask for, and says what is wrong with others.</summary>
internal static class Arguments
{
    /// <summary>Reads a text; the null of a lenient object is an empty one.</summary>
    public static bool TryText(ref Evaluation evaluation, string function, in ExpressionValue argument, out string text)
    {
        text = argument.Kind == ExpressionValueKind.Text ? argument.Text : "";
        return argument.Kind == ExpressionValueKind.Text
            || (argument.IsNull && argument.IsLenient)
            || FailKind(ref evaluation, function, "a string", argument);
    }

    public static bool TryInteger(ref Evaluation evaluation, string function, in ExpressionValue argument, out long number)
    {
        number = argument.Kind == ExpressionValueKind.WholeNumber ? argument.Integer : 0;
        return argument.Kind == ExpressionValueKind.WholeNumber || FailKind(ref evaluation, function, "a whole number", argument);
    }

    public static bool TryList(
        ref Evaluation evaluation, string function, in ExpressionValue argument, [NotNullWhen(true)] out IReadOnlyList<ExpressionValue>? items)
    {
        items = argument.Kind == ExpressionValueKind.List ? argument.List : null;
        return items is not null ? evaluation.Charge(items.Count) : FailKind(ref evaluation, function, "an array", argument);
    }

    public static bool TryMap(
        ref Evaluation evaluation,
        string function,
        in ExpressionValue argument,
        [NotNullWhen(true)] out IReadOnlyDictionary<string, ExpressionValue>? entries)
    {
        entries = argument.Kind == ExpressionValueKind.Map ? argument.Map : null;
        return entries is not null ? evaluation.Charge(entries.Count) : FailKind(ref evaluation, function, "an object", argument);
    }

    public static bool FailKind(ref Evaluation evaluation, string function, string wanted, in ExpressionValue argument) =>
        evaluation.Fail(ExpressionCodes.WrongKind, $"'{function}' takes {wanted}, not {ValueNames.Of(argument)}.");
}
