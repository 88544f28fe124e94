using System.Text.Json;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Storage.Documents;

internal static class PromptJson
{
    public static void Write(Utf8JsonWriter writer, PromptSignature prompt)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, prompt.Name);
        writer.WriteString("file"u8, prompt.File);
        writer.WriteOptional("agent"u8, prompt.IsAgent);
        writer.WriteString("client"u8, prompt.Client);
        writer.WriteOptional("inputs"u8, prompt.Inputs);
        writer.WriteOptional("output"u8, prompt.Output);
        writer.WriteSomeTexts("tools"u8, prompt.Tools);
        writer.WriteNumber("maxTurns"u8, prompt.MaxTurns);
        writer.WriteString("sha256"u8, prompt.Sha256);
        writer.WriteEndObject();
    }

    public static PromptSignature Read(JsonElement element) => new()
    {
        Name = element.RequiredText("name"u8),
        File = element.RequiredText("file"u8),
        IsAgent = element.Flag("agent"u8),
        Client = element.RequiredText("client"u8),
        Inputs = element.TryGetProperty("inputs"u8, out var inputs) ? inputs.Clone() : null,
        Output = element.TryGetProperty("output"u8, out var output) ? output.Clone() : null,
        Tools = element.Texts("tools"u8) ?? [],
        MaxTurns = element.Int("maxTurns"u8),
        Sha256 = element.RequiredText("sha256"u8),
    };
}
