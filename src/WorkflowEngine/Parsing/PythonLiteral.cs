using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Parsing;

/// <summary>Reads the values of decorator arguments; what is not the literal it must be is reported at its place.</summary>
internal sealed class PythonLiteral(ICollection<Diagnostic> diagnostics)
{
    public string? Text(string argument, PythonExpression value)
    {
        if (value is StringLiteral text)
        {
            return text.Value;
        }

        return IsNone(value) ? null : Wrong<string>(argument, "a string", value);
    }

    public bool? Boolean(string argument, PythonExpression value) => value switch
    {
        ConstantExpression { Value: PythonConstant.True } => true,
        ConstantExpression { Value: PythonConstant.False } => false,
        _ => WrongValue<bool>(argument, "True or False", value),
    };

    /// <summary>A list of strings; with <paramref name="allowNames"/> a bare name counts as the string of its letters.</summary>
    public IReadOnlyList<string>? Texts(string argument, PythonExpression value, bool allowNames = false)
    {
        if (IsNone(value) || Items(value) is not { } items)
        {
            return IsNone(value) ? null : Wrong<IReadOnlyList<string>>(argument, "a list of strings", value);
        }

        var texts = new List<string>(items.Count);
        foreach (var item in items)
        {
            switch (item)
            {
                case StringLiteral text:
                    texts.Add(text.Value);
                    break;
                case NameExpression name when allowNames:
                    texts.Add(name.Name);
                    break;
                default:
                    Wrong<string>(argument, "a list of strings", item);
                    break;
            }
        }

        return texts;
    }

    /// <summary>Environment variables; numbers and booleans keep the text Python prints for them.</summary>
    public IReadOnlyDictionary<string, string>? Map(string argument, PythonExpression value)
    {
        if (IsNone(value))
        {
            return null;
        }

        if (value is not DictExpression dictionary)
        {
            return Wrong<IReadOnlyDictionary<string, string>>(argument, "a dictionary of strings", value);
        }

        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < dictionary.Keys.Length; i++)
        {
            if (dictionary.Keys[i] is not StringLiteral key)
            {
                Wrong<string>(argument, "a dictionary with string keys", dictionary.Keys[i] ?? dictionary.Values[i]);
            }
            else if (Scalar(dictionary.Values[i]) is { } text)
            {
                map[key.Value] = text;
            }
            else
            {
                Wrong<string>(argument, "a dictionary of strings", dictionary.Values[i]);
            }
        }

        return map;
    }

    /// <summary>A time span: a number of seconds, or text such as <c>90s</c>, <c>5m</c> or <c>1h30m</c>.</summary>
    public TimeSpan? Duration(string argument, PythonExpression value)
    {
        var text = Scalar(value);
        if (text is not null && DurationText.TryParse(text, 1, out var duration))
        {
            return duration;
        }

        return IsNone(value) ? null : WrongValue<TimeSpan>(argument, "a number of seconds or a text such as \"5m\"", value);
    }

    public static bool IsNone(PythonExpression value) => value is ConstantExpression { Value: PythonConstant.None };

    public static IReadOnlyList<PythonExpression>? Items(PythonExpression value) => value switch
    {
        ListExpression list => list.Items,
        TupleExpression tuple => tuple.Items,
        _ => null,
    };

    public static string? Scalar(PythonExpression value) => value switch
    {
        StringLiteral text => text.Value,
        IntegerLiteral number => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ConstantExpression { Value: PythonConstant.True } => "True",
        ConstantExpression { Value: PythonConstant.False } => "False",
        _ => null,
    };

    /// <summary>The dotted name of an expression, such as <c>plue.workflow</c>; null when it is not one.</summary>
    public static string? Dotted(PythonExpression expression) => expression switch
    {
        NameExpression name => name.Name,
        AttributeExpression attribute when Dotted(attribute.Value) is { } owner => $"{owner}.{attribute.Name}",
        _ => null,
    };

    private T? Wrong<T>(string argument, string expected, PythonExpression value)
        where T : class
    {
        Report(argument, expected, value);
        return null;
    }

    private T? WrongValue<T>(string argument, string expected, PythonExpression value)
        where T : struct
    {
        Report(argument, expected, value);
        return null;
    }

    private void Report(string argument, string expected, PythonExpression value) => diagnostics.Add(Diagnostic.Error(
        PythonWorkflowCodes.InvalidArgument, $"'{argument}' must be {expected}, written as a literal.", value.Span));
}
