using System.Globalization;
using System.Text;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Functions;

namespace WorkflowEngine.Expressions.Templates.Filters;

/// <summary>The filters for numbers, for JSON, and for the size of things.</summary>
internal static class ValueFilters
{
    public static IEnumerable<TemplateFilter> All =>
    [
        new("length", "", Length),
        new("count", "", Length),
        new("safe", "", (ref _, subject, _, out value) =>
        {
            // Nothing is escaped that could be marked as not needing it.
            value = subject;
            return true;
        }),
        new("tojson", "indent", ToJson),
        new("int", "default base", ToInt),
        new("float", "default", ToFloat),
        new("round", "precision method", Round),
        new("abs", "", (ref evaluation, subject, _, out value) => Numbers.Abs(ref evaluation, [subject], out value)),
        new("bool", "", (ref _, subject, _, out value) =>
        {
            value = ExpressionValue.Of(subject.IsTrue);
            return true;
        }),
    ];

    private static bool Length(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        value = ExpressionValue.Of(0);
        return TemplateText.IsUndefined(subject) || Lists.Length(ref evaluation, [subject], out value);
    }

    /// <summary>JSON with the keys in their order; with <c>indent</c> on several lines of so many blanks each.</summary>
    private static bool ToJson(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        var text = new StringBuilder();
        var width = arguments.Value(0).TryGetInteger(out var indent) ? (int)Math.Clamp(indent, 0, 16) : arguments.Flag(0) ? 2 : -1;
        WriteJson(text, subject, width, 0);
        return TextFilters.Make(ref evaluation, text.ToString(), out value);
    }

    private static void WriteJson(StringBuilder text, ExpressionValue value, int width, int depth)
    {
        var isMap = value.TryGetMap(out var entries);
        if (depth >= JsonText.MaxDepth || (!isMap && value.Kind != ExpressionValueKind.List))
        {
            JsonText.Write(text, depth >= JsonText.MaxDepth ? ExpressionValue.Null : value, indented: false);
            return;
        }

        text.Append(isMap ? '{' : '[');
        var count = 0;
        foreach (var (key, item) in isMap ? entries! : value.List.Select(item => KeyValuePair.Create("", item)))
        {
            text.Append(count++ == 0 ? "" : width < 0 ? ", " : ",");
            NewLine(text, width, depth + 1);
            if (isMap)
            {
                JsonText.Write(text, ExpressionValue.Of(key), indented: false);
                text.Append(": ");
            }

            WriteJson(text, item, width, depth + 1);
        }

        NewLine(text, count == 0 ? -1 : width, depth);
        text.Append(isMap ? '}' : ']');
    }

    private static void NewLine(StringBuilder text, int width, int depth)
    {
        if (width >= 0)
        {
            text.Append('\n').Append(' ', width * depth);
        }
    }

    private static bool ToInt(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        var fallback = arguments.Value(0, ExpressionValue.Of(0));
        value = subject.Kind switch
        {
            ExpressionValueKind.WholeNumber => subject,
            ExpressionValueKind.Boolean => ExpressionValue.Of(subject.IsTrue ? 1 : 0),
            ExpressionValueKind.Number => Truncated(subject.Double) ?? fallback,
            ExpressionValueKind.Text when long.TryParse(
                subject.Text.Trim().Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
                ExpressionValue.Of(whole),
            ExpressionValueKind.Text when TryDouble(subject.Text, out var number) => Truncated(number) ?? fallback,
            _ => fallback,
        };
        return true;
    }

    private static bool ToFloat(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        var fallback = arguments.Value(0, ExpressionValue.Of(0.0));
        value = subject.Kind switch
        {
            ExpressionValueKind.WholeNumber or ExpressionValueKind.Number => ExpressionValue.Of(subject.Double),
            ExpressionValueKind.Boolean => ExpressionValue.Of(subject.IsTrue ? 1.0 : 0.0),
            ExpressionValueKind.Text when TryDouble(subject.Text, out var number) => ExpressionValue.Of(number),
            _ => fallback,
        };
        return true;
    }

    private static bool Round(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value)
    {
        value = default;
        if (!subject.TryGetNumber(out var number))
        {
            return Arguments.FailKind(ref evaluation, "round", "a number", subject);
        }

        var precision = (int)Math.Clamp(arguments.Integer(0, 0), -15, 15);
        var scale = Math.Pow(10, precision);
        switch (arguments.Text(1, "common"))
        {
            case "common" when subject.Kind == ExpressionValueKind.WholeNumber && precision >= 0:
                value = subject;
                return true;
            case "common":
                value = ExpressionValue.Of(precision >= 0 ? Math.Round(number, precision) : Math.Round(number * scale) / scale);
                return true;
            case "ceil":
                value = ExpressionValue.Of(Math.Ceiling(number * scale) / scale);
                return true;
            case "floor":
                value = ExpressionValue.Of(Math.Floor(number * scale) / scale);
                return true;
            default:
                return evaluation.Fail(ExpressionCodes.Unreadable, "The method of 'round' is 'common', 'ceil' or 'floor'.");
        }
    }

    private static ExpressionValue? Truncated(double number) =>
        Math.Abs(number) < 9e18 ? ExpressionValue.Of((long)number) : null;

    private static bool TryDouble(string text, out double number) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
