using System.Globalization;
using System.Numerics;
using System.Text.Json;
using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Planning.Plue;

/// <summary>Values of the body as JSON; what is known later is the text of its placeholder.</summary>
internal static class PlueJson
{
    private const int MaxDepth = 100;

    public static JsonElement Of(Interpreter vm, object value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Write(vm, writer, value, 0);
        }

        return JsonElement.Parse(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private static void Write(Interpreter vm, Utf8JsonWriter writer, object value, int depth)
    {
        vm.Spend(10);
        vm.Allocate(32);
        if (depth > MaxDepth)
        {
            throw PythonError.Value("the value is nested too deeply");
        }

        switch (value)
        {
            case string text:
                vm.Text(text.Length);
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case BigInteger number:
                writer.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case PythonSingleton when ReferenceEquals(value, Values.None):
                writer.WriteNullValue();
                break;
            case PythonList list:
                WriteItems(vm, writer, list.Items, depth);
                break;
            case PythonTuple tuple:
                WriteItems(vm, writer, tuple.Items, depth);
                break;
            case PythonDict dict:
                WriteEntries(vm, writer, dict, depth);
                break;
            case JsonObject { StandsFor: null } json:
                WriteEntries(vm, writer, json.Entries(vm), depth);
                break;
            case ToolValue tool:
                tool.Write(vm, writer);
                break;
            case PythonObject { StandsFor: { } text }:
                vm.Text(text.Length);
                writer.WriteStringValue(text);
                break;
            default:
                throw PythonError.Type($"a value of type '{Types.NameOf(value)}' cannot be part of a plan");
        }
    }

    private static void WriteItems(Interpreter vm, Utf8JsonWriter writer, IReadOnlyList<object> items, int depth)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            Write(vm, writer, item, depth + 1);
        }

        writer.WriteEndArray();
    }

    private static void WriteEntries(Interpreter vm, Utf8JsonWriter writer, PythonDict dict, int depth)
    {
        writer.WriteStartObject();
        foreach (var (key, item) in dict.Entries())
        {
            writer.WritePropertyName(key as string ?? throw PythonError.Type("the keys of a dictionary in a plan are strings"));
            Write(vm, writer, item, depth + 1);
        }

        writer.WriteEndObject();
    }
}
