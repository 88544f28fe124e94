using System.Buffers;
using System.Text;
using System.Text.Json;

namespace WorkflowEngine.Parsing;

/// <summary>Turns nodes into JSON. The depth is bounded by the limit of the tree.</summary>
internal static class YamlJson
{
    // Items and arguments are read by programs, not put into web pages.
    private static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(YamlNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, node);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static JsonElement Element(YamlNode node)
    {
        using var document = JsonDocument.Parse(Write(node), new JsonDocumentOptions { MaxDepth = YamlTreeReader.MaxDepth + 1 });
        return document.RootElement.Clone();
    }

    public static IReadOnlyList<JsonElement> Elements(YamlSequence sequence)
    {
        using var document = JsonDocument.Parse(Write(sequence), new JsonDocumentOptions { MaxDepth = YamlTreeReader.MaxDepth + 1 });
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    private static void Write(Utf8JsonWriter writer, YamlNode node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                WriteScalar(writer, scalar);
                break;
            case YamlSequence sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case YamlMapping mapping:
                writer.WriteStartObject();
                foreach (var (key, value) in mapping.Entries)
                {
                    writer.WritePropertyName(key.Text);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter writer, YamlScalar scalar)
    {
        if (scalar.IsNull)
        {
            writer.WriteNullValue();
        }
        else if (scalar.TryBoolean(out var boolean))
        {
            writer.WriteBooleanValue(boolean);
        }
        else if (scalar.IsPlain && IsJsonNumber(scalar.Text))
        {
            writer.WriteRawValue(scalar.Text, skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(scalar.Text);
        }
    }

    /// <summary>
    /// Whether JSON would write the number just so. Others stay text: <c>3.10</c> keeps its zero and <c>08</c> as well,
    /// because items mostly become environment variables.
    /// </summary>
    private static bool IsJsonNumber(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("-"))
        {
            text = text[1..];
        }

        var digits = CountDigits(text);
        if (digits == 0 || (digits > 1 && text[0] == '0'))
        {
            return false;
        }

        text = text[digits..];
        if (text.StartsWith("."))
        {
            digits = CountDigits(text[1..]);
            if (digits == 0)
            {
                return false;
            }

            text = text[(digits + 1)..];
        }

        if (text.Length > 0 && text[0] is ('e' or 'E'))
        {
            text = text[1..];
            text = text.Length > 0 && text[0] is ('+' or '-') ? text[1..] : text;
            digits = CountDigits(text);
            return digits > 0 && digits == text.Length;
        }

        return text.Length == 0;
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
