using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing.Prompts;

/// <summary>
/// Turns the types of a prompt into JSON Schema: <c>string integer number boolean any object</c>, <c>T?</c>, <c>T[]</c>,
/// <c>a | b</c>, <c>list[T]</c>, <c>optional[T]</c>, <c>enum(a, b)</c>, mappings and lists of one type.
/// </summary>
internal static class PromptTypes
{
    private static readonly (string Name, string? Schema)[] Simple =
    [
        ("string", "string"), ("str", "string"), ("text", "string"), ("integer", "integer"), ("int", "integer"), ("number", "number"),
        ("float", "number"), ("boolean", "boolean"), ("bool", "boolean"), ("object", "object"), ("any", null),
    ];

    /// <summary>The schema that accepts everything.</summary>
    public static JsonElement Anything { get; } = JsonSerializer.SerializeToElement(new JsonObject(), PromptJson.Default.JsonObject);

    /// <summary>The schema of a field; accepts everything when the field is not there.</summary>
    public static JsonElement Schema(YamlFields fields, string field, Findings findings) =>
        fields.TryGet(field, out var node) ? Schema(node, findings) : Anything;

    public static JsonElement Schema(YamlNode node, Findings findings) =>
        JsonSerializer.SerializeToElement(Convert(node, findings) ?? [], PromptJson.Default.JsonObject);

    private static JsonObject? Convert(YamlNode node, Findings findings)
    {
        switch (node)
        {
            case YamlMapping mapping:
                return ConvertMapping(mapping, findings);
            case YamlSequence { Items: [var item] }:
                return Convert(item, findings) is { } items ? ListOf(items) : null;
            case YamlSequence:
                findings.Error(PromptCodes.InvalidType, "Array schema must have exactly one element defining the item type.", node.Span);
                return null;
            case YamlScalar { IsNull: false } scalar when !scalar.TryBoolean(out _) && !scalar.TryInteger(out _):
                return ConvertText(scalar.Text, scalar.Span, findings);
            default:
                findings.Error(
                    PromptCodes.InvalidType, $"Unsupported YAML type: {node.Kind} where a type is expected.", node.Span, "Types are such as 'string' and 'integer[]'.");
                return null;
        }
    }

    private static JsonObject ConvertMapping(YamlMapping mapping, Findings findings)
    {
        var properties = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        var required = new JsonArray();
        foreach (var (key, value) in mapping.Entries)
        {
            if (Convert(value, findings) is not { } schema)
            {
                continue;
            }

            properties[key.Text] = schema;
            if (!AllowsNull(schema))
            {
                required.Add((JsonNode)key.Text);
            }
        }

        return new JsonObject
        {
            ["properties"] = new JsonObject(properties.Select(property => KeyValuePair.Create(property.Key, (JsonNode?)property.Value))),
            ["required"] = required,
            ["type"] = "object",
        };
    }

    private static JsonObject? ConvertText(string written, SourceSpan span, Findings findings)
    {
        var text = written.Trim();
        if (text.EndsWith('?'))
        {
            return ConvertText(text[..^1], span, findings) is { } inner ? Optional(inner) : null;
        }

        if (text.EndsWith("[]", StringComparison.Ordinal))
        {
            return ConvertText(text[..^2], span, findings) is { } items ? ListOf(items) : null;
        }

        if (Inside(text, "list[", "]") is { } item)
        {
            return ConvertText(item, span, findings) is { } items ? ListOf(items) : null;
        }

        if (Inside(text, "optional[", "]") is { } maybe)
        {
            return ConvertText(maybe, span, findings) is { } inner ? Optional(inner) : null;
        }

        if (Inside(text, "enum(", ")") is { } words)
        {
            return EnumOf(words.Split(','), span, findings);
        }

        return text.Contains('|', StringComparison.Ordinal) ? EnumOf(text.Split('|'), span, findings) : Named(text, span, findings);
    }

    private static JsonObject? Named(string name, SourceSpan span, Findings findings)
    {
        foreach (var (known, schema) in Simple)
        {
            if (known == name)
            {
                return schema is null ? [] : new JsonObject { ["type"] = schema };
            }
        }

        if (name.Length == 0)
        {
            findings.Error(PromptCodes.InvalidType, "A type is missing here.", span);
            return null;
        }

        findings.Warning(
            PromptCodes.UnknownType,
            $"{Quoted.Text(name)} is not the name of a type, so it is read as 'string'.",
            span,
            NearestName.Hint(name, Simple.Select(type => type.Name)));
        return new JsonObject { ["type"] = "string" };
    }

    private static JsonObject? EnumOf(string[] parts, SourceSpan span, Findings findings)
    {
        var values = new JsonArray();
        foreach (var part in parts)
        {
            var value = part.Trim();
            if (value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0])
            {
                value = value[1..^1];
            }

            if (value.Length == 0)
            {
                findings.Error(PromptCodes.InvalidType, "A choice of a type is empty.", span);
                return null;
            }

            values.Add((JsonNode)value);
        }

        return new JsonObject { ["enum"] = values, ["type"] = "string" };
    }

    private static string? Inside(string text, string open, string close) =>
        text.StartsWith(open, StringComparison.Ordinal) && text.EndsWith(close, StringComparison.Ordinal) ? text[open.Length..^close.Length] : null;

    private static JsonObject ListOf(JsonObject items) => new() { ["items"] = items, ["type"] = "array" };

    private static JsonObject Optional(JsonObject inner) => new() { ["anyOf"] = new JsonArray(inner, new JsonObject { ["type"] = "null" }) };

    private static bool AllowsNull(JsonObject schema) =>
        schema["anyOf"] is JsonArray choices && choices.Any(choice => choice?["type"] is JsonValue type && type.GetValue<string>() == "null");
}
