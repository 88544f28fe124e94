using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Reads <c>inputs</c>: a mapping of names to a type, or to what the input is.</summary>
internal static class InputReader
{
    private static readonly YamlKeys Keys = new(
        "An input", ["type", "description|label", "required", "default", "options|choices|enum", "secret"], notSupported: ["deprecation_message"]);

    private static readonly (string Word, InputType Value)[] Types =
    [
        ("string", InputType.Text), ("text", InputType.Text), ("str", InputType.Text), ("environment", InputType.Text),
        ("integer", InputType.WholeNumber), ("int", InputType.WholeNumber), ("number", InputType.Number), ("float", InputType.Number),
        ("boolean", InputType.Boolean), ("bool", InputType.Boolean), ("choice", InputType.Choice), ("enum", InputType.Choice),
        ("object", InputType.Map), ("dict", InputType.Map), ("array", InputType.List), ("list", InputType.List),
    ];

    public static IReadOnlyList<InputDefinition> Read(YamlFields owner, YamlReading reading)
    {
        if (owner.Mapping("inputs") is not { } inputs)
        {
            return [];
        }

        var read = new List<InputDefinition>(inputs.Entries.Count);
        foreach (var (name, value) in inputs.Entries)
        {
            if (ReadOne(name, value, reading) is { } input)
            {
                read.Add(input);
            }
        }

        return read;
    }

    /// <summary>The type that a word names; null when it names none.</summary>
    public static InputType? TypeOf(string word)
    {
        foreach (var (known, type) in Types)
        {
            if (known == word)
            {
                return type;
            }
        }

        return null;
    }

    private static InputDefinition? ReadOne(YamlScalar name, YamlNode value, YamlReading reading)
    {
        switch (value)
        {
            case YamlScalar { IsNull: true }:
                return new() { Name = name.Text, Span = name.Span };
            case YamlScalar type when TypeOf(type.Text) is { } known:
                return new() { Name = name.Text, Type = known, Span = name.Span };
            case YamlMapping mapping:
                return ReadFields(name, new(mapping, Keys, reading.Findings), reading);
            default:
                reading.Findings.Error(
                    YamlCodes.WrongType,
                    $"The input {Quoted.Text(name.Text)} must be a type or a mapping, not {value.Kind}.",
                    value.Span,
                    "Write for example 'type: string'.");
                return null;
        }
    }

    private static InputDefinition ReadFields(YamlScalar name, YamlFields fields, YamlReading reading)
    {
        IReadOnlyList<JsonElement> choices = [];
        if (fields.TryGet("options", out var options))
        {
            if (options is YamlSequence list)
            {
                choices = YamlJson.Elements(list);
            }
            else
            {
                fields.WrongType("options", "a list of values", options);
            }
        }

        var input = new InputDefinition
        {
            Name = name.Text,
            Type = fields.Word("type", Types) ?? (choices.Count > 0 && !fields.Has("type") ? InputType.Choice : InputType.Text),
            Description = fields.Text("description"),
            Required = fields.Boolean("required"),
            Choices = choices,
            Secret = fields.Boolean("secret"),
            Span = name.Span,
        };
        reading.Spans.Add(input, fields);
        return fields.TryGet("default", out var value) ? WithDefault(input, value, fields, reading) : input;
    }

    private static InputDefinition WithDefault(InputDefinition input, YamlNode value, YamlFields fields, YamlReading reading)
    {
        // What stands where text is expected is text, however it looks: a default of 1.0 keeps its zero.
        var asText = input.Type == InputType.Text && value is YamlScalar && input.Choices.All(choice => choice.ValueKind == JsonValueKind.String);
        var item = asText ? new YamlScalar(((YamlScalar)value).Text, isPlain: false, value.Span) : value;
        var list = new YamlSequence(value.Span);
        list.Add(item);
        var given = input with { Default = YamlJson.Elements(list)[0] };
        reading.Spans.Add(given, fields);
        return given;
    }
}
