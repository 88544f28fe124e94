using System.Text;

namespace WorkflowEngine.Expressions.Templates;

/// <summary>Values as templates print them: nothing for undefined, <c>none</c>, <c>true</c>, and lists and objects much like JSON.</summary>
internal static class TemplateText
{
    private const int MaxDepth = 100;

    /// <summary>What a name or key stands for that is not there: it prints nothing, is not true, and nothing can be read of it.</summary>
    public static ExpressionValue Undefined => ExpressionValue.Null.AsLenient();

    public static bool IsUndefined(in ExpressionValue value) => value.IsNull && value.IsLenient;

    public static string Of(in ExpressionValue value)
    {
        switch (value.Kind)
        {
            case ExpressionValueKind.Null:
                return IsUndefined(value) ? "" : "none";
            case ExpressionValueKind.List or ExpressionValueKind.Map:
                var text = new StringBuilder();
                Write(text, value, 0);
                return text.ToString();
            default:
                return value.ToText();
        }
    }

    private static void Write(StringBuilder text, in ExpressionValue value, int depth)
    {
        if (depth >= MaxDepth)
        {
            text.Append("...");
        }
        else if (value.TryGetList(out var items))
        {
            text.Append('[');
            for (var i = 0; i < items.Count; i++)
            {
                text.Append(i > 0 ? ", " : "");
                Write(text, items[i], depth + 1);
            }

            text.Append(']');
        }
        else if (value.TryGetMap(out var entries))
        {
            text.Append('{');
            var separator = "";
            foreach (var (key, entry) in entries)
            {
                text.Append(separator);
                separator = ", ";
                JsonText.Write(text, ExpressionValue.Of(key), indented: false);
                text.Append(": ");
                Write(text, entry, depth + 1);
            }

            text.Append('}');
        }
        else if (value.Kind == ExpressionValueKind.Text)
        {
            JsonText.Write(text, value, indented: false);
        }
        else
        {
            text.Append(Of(value));
        }
    }
}
