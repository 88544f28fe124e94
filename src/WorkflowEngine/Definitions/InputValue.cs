using System.Globalization;
using System.Text.Json;

namespace WorkflowEngine.Definitions;

/// <summary>Whether a value is one that an input takes.</summary>
internal static class InputValue
{
    /// <summary>What is wrong with a value, as the end of a sentence that begins with the input; null when nothing is. Never repeats the value of a secret.</summary>
    public static string? Problem(InputDefinition input, JsonElement value)
    {
        if (!HasType(input.Type, value))
        {
            return $"must be {Name(input.Type)}, not {Describe(input, value)}";
        }

        if (input.Choices.Count == 0)
        {
            return null;
        }

        foreach (var choice in input.Choices)
        {
            if (JsonElement.DeepEquals(choice, value))
            {
                return null;
            }
        }

        return $"must be one of {string.Join(", ", input.Choices.Select(choice => choice.ToString()))}, not {Describe(input, value)}";
    }

    /// <summary>
    /// Reads a value written as text, as on a command line: text as it is, everything else as JSON. What cannot be read stays text, so
    /// that <see cref="Problem"/> says what is wrong with it.
    /// </summary>
    public static JsonElement Read(InputDefinition input, string text)
    {
        if (input.Type == InputType.Text && !input.Choices.Any(choice => choice.ValueKind != JsonValueKind.String))
        {
            return Text(text);
        }

        if (input.Type == InputType.Choice && input.Choices.Any(choice => choice.ValueKind == JsonValueKind.String && choice.GetString() == text))
        {
            return Text(text);
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 32 });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return Text(text);
        }
    }

    /// <summary>The value as an environment variable has it: text as it is, everything else as JSON.</summary>
    public static string ToText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => string.Empty,
        _ => value.GetRawText(),
    };

    public static string Name(InputType type) => type switch
    {
        InputType.Text => "text",
        InputType.WholeNumber => "a whole number",
        InputType.Number => "a number",
        InputType.Boolean => "true or false",
        InputType.Map => "an object",
        InputType.List => "a list",
        _ => "one of its choices",
    };

    private static JsonElement Text(string text) => JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");

    private static bool HasType(InputType type, JsonElement value) => type switch
    {
        InputType.Text => value.ValueKind == JsonValueKind.String,
        InputType.WholeNumber => value.ValueKind == JsonValueKind.Number && IsWhole(value),
        InputType.Number => value.ValueKind == JsonValueKind.Number,
        InputType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        InputType.Map => value.ValueKind == JsonValueKind.Object,
        InputType.List => value.ValueKind == JsonValueKind.Array,
        _ => value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False,
    };

    /// <summary>1.0 is a whole number as well, as in JSON Schema.</summary>
    private static bool IsWhole(JsonElement value) =>
        value.TryGetInt64(out _) || (value.TryGetDecimal(out var number) && number == decimal.Truncate(number) && Math.Abs(number) <= long.MaxValue);

    private static string Describe(InputDefinition input, JsonElement value)
    {
        if (input.Secret)
        {
            return "the value given";
        }

        var text = value.ValueKind == JsonValueKind.String ? string.Create(CultureInfo.InvariantCulture, $"\"{value.GetString()}\"") : value.GetRawText();
        return text.Length > 80 ? text[..80] + "..." : text;
    }
}
