using System.Buffers;
using System.Text.Json;

namespace WorkflowEngine.Definitions;

/// <summary>The two forms of a parameter schema: a JSON Schema of an object, and the flat form that maps each name to its schema.</summary>
internal static class ParameterSchema
{
    private static readonly string[] OwnKeys = ["required", "secret", "position"];

    /// <summary>Whether it is a JSON Schema of an object with properties; every other object is the flat form.</summary>
    public static bool IsJsonSchema(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty("type", out var type)
        && type.ValueKind == JsonValueKind.String
        && type.ValueEquals("object")
        && schema.TryGetProperty("properties", out _);

    /// <summary>The names of the parameters, in the order they were declared; none when anything is accepted.</summary>
    public static IEnumerable<string> Names(JsonElement? schema) => schema is { ValueKind: JsonValueKind.Object } given
        ? (IsJsonSchema(given) ? given.GetProperty("properties") : given) is { ValueKind: JsonValueKind.Object } properties
            ? properties.EnumerateObject().Select(property => property.Name)
            : []
        : [];

    /// <summary>The JSON Schema that means the same; null when it accepts anything.</summary>
    public static JsonElement? ToJsonSchema(JsonElement? schema)
    {
        if (schema is not { ValueKind: JsonValueKind.Object } given || IsJsonSchema(given))
        {
            return schema is { ValueKind: JsonValueKind.Object } ? schema : null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            WriteJsonSchema(writer, given);
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static void WriteJsonSchema(Utf8JsonWriter writer, JsonElement flat)
    {
        var required = new List<string>();
        writer.WriteStartObject();
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (var parameter in flat.EnumerateObject().Where(parameter => parameter.Value.ValueKind == JsonValueKind.Object))
        {
            writer.WriteStartObject(parameter.Name);
            foreach (var key in parameter.Value.EnumerateObject())
            {
                if (!OwnKeys.Contains(key.Name))
                {
                    key.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
            if (parameter.Value.TryGetProperty("required", out var isRequired) && isRequired.ValueKind == JsonValueKind.True)
            {
                required.Add(parameter.Name);
            }
        }

        writer.WriteEndObject();
        if (required.Count > 0)
        {
            writer.WriteStartArray("required");
            required.ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
