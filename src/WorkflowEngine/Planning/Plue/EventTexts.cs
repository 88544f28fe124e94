using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Planning.Plue;

/// <summary>
/// Values of an event as values of the body. Whoever causes an event chooses its texts, and must not be able to write a placeholder into a
/// plan: a brace that could become part of one is replaced by the placeholder that stands for a brace.
/// </summary>
internal static class EventTexts
{
    private const string Brace = "{{ '{' }}";

    public static object Of(string? text) => text is null ? Values.None : Harmless(text);

    public static string Harmless(string text)
    {
        if (!text.Contains('{', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            // At either end it may meet another one.
            var isDangerous = text[i] == '{'
                && (i == 0 || i == text.Length - 1 || text[i - 1] == '{' || text[i + 1] == '{');
            _ = isDangerous ? result.Append(Brace) : result.Append(text[i]);
        }

        return result.ToString();
    }

    public static object Of(Interpreter vm, JsonElement value)
    {
        vm.Step();
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return new JsonObject(value);
            case JsonValueKind.Array:
                vm.Collection(value.GetArrayLength());
                var list = new List<object>(value.GetArrayLength());
                foreach (var item in value.EnumerateArray())
                {
                    list.Add(Of(vm, item));
                }

                return new PythonList(list);
            case JsonValueKind.String:
                return vm.Made(Harmless(value.GetString()!));
            case JsonValueKind.Number:
                return Number(vm, value);
            case JsonValueKind.True:
                return Values.True;
            case JsonValueKind.False:
                return Values.False;
            default:
                return Values.None;
        }
    }

    private static object Number(Interpreter vm, JsonElement value)
    {
        if (value.TryGetInt64(out var integer))
        {
            return Values.Int(integer);
        }

        var text = value.GetRawText();
        return text.Length <= 400 && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large)
            ? vm.Integer(large)
            : value.GetDouble();
    }
}
