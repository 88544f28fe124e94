using System.Globalization;
using System.Text.Json;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Nodes;

namespace WorkflowEngine.Expressions.Functions;

/// <summary>Functions that turn a value into one of another kind.</summary>
internal static class Conversions
{
    private const NumberStyles FloatStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static bool String(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = ExpressionValue.Of(arguments[0].IsNull ? "null" : arguments[0].ToText());
        return evaluation.Reserve(value.Text.Length);
    }

    public static bool Number(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = arguments[0];
        switch (value.Kind)
        {
            case ExpressionValueKind.WholeNumber or ExpressionValueKind.Number:
                return true;
            case ExpressionValueKind.Boolean:
                value = ExpressionValue.Of(value.Boolean ? 1.0 : 0.0);
                return true;
            case ExpressionValueKind.Text when TryParse(value.Text, out var number):
                value = ExpressionValue.Of(number);
                return true;
            case ExpressionValueKind.Text:
                return evaluation.Fail(ExpressionCodes.Unreadable, "The string is not a number.");
            default:
                return Arguments.FailKind(ref evaluation, "number", "a number, string or bool", value);
        }
    }

    public static bool Int(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = arguments[0];
        switch (value.Kind)
        {
            case ExpressionValueKind.WholeNumber:
                return true;
            case ExpressionValueKind.Number:
                return Numbers.TryToInteger(ref evaluation, Math.Truncate(value.Double), out value);
            case ExpressionValueKind.Boolean:
                value = ExpressionValue.Of(value.Boolean ? 1L : 0L);
                return true;
            case ExpressionValueKind.Text when long.TryParse(
                value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer):
                value = ExpressionValue.Of(integer);
                return true;
            case ExpressionValueKind.Text when TryParse(value.Text, out var number):
                return Numbers.TryToInteger(ref evaluation, Math.Truncate(number), out value);
            case ExpressionValueKind.Text:
                return evaluation.Fail(ExpressionCodes.Unreadable, "The string is not a number.");
            default:
                return Arguments.FailKind(ref evaluation, "int", "a number, string or bool", value);
        }
    }

    public static bool Bool(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = ExpressionValue.Of(arguments[0].IsTrue);
        return true;
    }

    public static bool TypeOf(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = ExpressionValue.Of(ValueNames.Of(arguments[0]));
        return true;
    }

    public static bool ToJson(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = ExpressionValue.Of(JsonText.Of(arguments[0], indented: false));
        return evaluation.Reserve(value.Text.Length);
    }

    public static bool ToIndentedJson(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = ExpressionValue.Of(JsonText.Of(arguments[0], indented: true));
        return evaluation.Reserve(value.Text.Length);
    }

    public static bool FromJson(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value)
    {
        value = default;
        if (!Arguments.TryText(ref evaluation, "from_json", arguments[0], out var text) || !evaluation.Charge(text.Length * 4L))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            value = ExpressionValue.FromJson(document.RootElement.Clone());
            return true;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return evaluation.Fail(ExpressionCodes.Unreadable, "The string is not JSON.");
        }
    }

    private static bool TryParse(string text, out double number) =>
        double.TryParse(text, FloatStyle, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
