using System.Text.Json;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Storage.Documents;

internal static class InputJson
{
    public static void Write(Utf8JsonWriter writer, InputDefinition input)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, input.Name);
        writer.WriteOptional("type"u8, (long)input.Type);
        writer.WriteOptional("description"u8, input.Description);
        writer.WriteOptional("required"u8, input.Required);
        writer.WriteOptional("default"u8, input.Default);
        if (input.Choices.Count > 0)
        {
            writer.WriteStartArray("choices"u8);
            foreach (var choice in input.Choices)
            {
                choice.WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        writer.WriteOptional("secret"u8, input.Secret);
        CommonJson.WriteSpan(writer, "span"u8, input.Span);
        writer.WriteEndObject();
    }

    public static InputDefinition Read(JsonElement element) => new()
    {
        Name = element.RequiredText("name"u8),
        Type = (InputType)element.Int("type"u8),
        Description = element.Text("description"u8),
        Required = element.Flag("required"u8),
        Default = element.TryGetProperty("default"u8, out var value) ? value.Clone() : null,
        Choices = element.List("choices"u8, static choice => choice.Clone()),
        Secret = element.Flag("secret"u8),
        Span = CommonJson.ReadSpan(element, "span"u8),
    };
}
