using System.Globalization;
using System.Text;

namespace WorkflowEngine.Expressions;

/// <summary>Writes values as JSON with sorted keys; only what JSON must escape is escaped.</summary>
internal static class JsonText
{
    /// <summary>What is nested deeper is written as null: no reader of JSON takes it anyway, and the stack is finite.</summary>
    internal const int MaxDepth = 200;

    public static string Of(ExpressionValue value, bool indented)
    {
        var text = new StringBuilder();
        Write(text, value, indented);
        return text.ToString();
    }

    public static void Write(StringBuilder text, ExpressionValue value, bool indented) => Write(text, value, indented, 0);

    public static string Number(double value)
    {
        if (!double.IsFinite(value))
        {
            return "null";
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent >= 0)
        {
            return string.Concat(text.AsSpan(0, exponent), "e", text.AsSpan(exponent + 1).TrimStart('+'));
        }

        return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    private static void Write(StringBuilder text, ExpressionValue value, bool indented, int depth)
    {
        switch (value.Kind)
        {
            case ExpressionValueKind.Null:
                text.Append("null");
                break;
            case ExpressionValueKind.Text:
                WriteString(text, value.Text);
                break;
            case ExpressionValueKind.List or ExpressionValueKind.Map when depth >= MaxDepth:
                text.Append("null");
                break;
            case ExpressionValueKind.List:
                WriteList(text, value.List, indented, depth);
                break;
            case ExpressionValueKind.Map:
                WriteMap(text, value.Map, indented, depth);
                break;
            default:
                text.Append(value.ToText());
                break;
        }
    }

    private static void WriteList(StringBuilder text, IReadOnlyList<ExpressionValue> items, bool indented, int depth)
    {
        text.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            Separate(text, i, indented, depth + 1);
            Write(text, items[i], indented, depth + 1);
        }

        Close(text, ']', items.Count, indented, depth);
    }

    private static void WriteMap(StringBuilder text, IReadOnlyDictionary<string, ExpressionValue> entries, bool indented, int depth)
    {
        var keys = SortedKeys(entries);
        text.Append('{');
        for (var i = 0; i < keys.Length; i++)
        {
            Separate(text, i, indented, depth + 1);
            WriteString(text, keys[i]);
            text.Append(indented ? ": " : ":");
            Write(text, entries[keys[i]], indented, depth + 1);
        }

        Close(text, '}', keys.Length, indented, depth);
    }

    public static string[] SortedKeys(IReadOnlyDictionary<string, ExpressionValue> entries)
    {
        var keys = new string[entries.Count];
        var next = 0;
        foreach (var key in entries.Keys)
        {
            keys[next++] = key;
        }

        Array.Sort(keys, CodePoints.Compare);
        return keys;
    }

    private static void Separate(StringBuilder text, int index, bool indented, int depth)
    {
        if (index > 0)
        {
            text.Append(',');
        }

        if (indented)
        {
            text.Append('\n').Append(' ', 2 * depth);
        }
    }

    private static void Close(StringBuilder text, char bracket, int count, bool indented, int depth)
    {
        if (indented && count > 0)
        {
            text.Append('\n').Append(' ', 2 * depth);
        }

        text.Append(bracket);
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var character = value[i];
            switch (character)
            {
                case '"':
                    text.Append("\\\"");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case < ' ':
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                    break;
                case >= '\uD800' and <= '\uDFFF' when CodePoints.Length(value, i) == 2:
                    text.Append(character).Append(value[++i]);
                    break;
                case >= '\uD800' and <= '\uDFFF':
                    // Half of a pair has no UTF-8 form, so no JSON either.
                    text.Append('\uFFFD');
                    break;
                default:
                    text.Append(character);
                    break;
            }
        }

        text.Append('"');
    }
}
