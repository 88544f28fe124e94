using System.Text.Json;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Storage.Documents;

internal static class StepJson
{
    public static void Write(Utf8JsonWriter writer, StepDefinition step)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, step.Id);
        writer.WriteOptional("label"u8, step.Label);
        writer.WriteOptional("kind"u8, (int)step.Kind);
        writer.WriteTexts("dependsOn"u8, step.DependsOn);
        writer.WriteOptional("if"u8, step.If?.Source);
        writer.WriteOptional("run"u8, step.Run);
        writer.WriteOptional("uses"u8, step.Uses);
        if (step.Function is { } function)
        {
            writer.WriteStartObject("function"u8);
            writer.WriteString("file"u8, function.File);
            writer.WriteString("name"u8, function.Name);
            writer.WriteEndObject();
        }

        if (step.Prompt is { } prompt)
        {
            WritePrompt(writer, prompt);
        }

        writer.WriteMap("with"u8, step.With);
        WriteAll(writer, step.Steps);
        if (step.MaxParallel is { } limit)
        {
            writer.WriteNumber("maxParallel"u8, limit);
        }

        writer.WriteMap("env"u8, step.Env);
        writer.WriteOptional("workingDirectory"u8, step.WorkingDirectory);
        writer.WriteOptional("timeout"u8, step.Timeout);
        CommonJson.WriteRetry(writer, step.Retry);
        CommonJson.WriteSpan(writer, "span"u8, step.Span);
        writer.WriteEndObject();
    }

    public static void WriteAll(Utf8JsonWriter writer, IReadOnlyList<StepDefinition> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("steps"u8);
        foreach (var step in steps)
        {
            Write(writer, step);
        }

        writer.WriteEndArray();
    }

    public static StepDefinition Read(JsonElement element) => new()
    {
        Id = element.RequiredText("id"u8),
        Label = element.Text("label"u8),
        Kind = (StepKind)element.Int("kind"u8),
        DependsOn = element.Texts("dependsOn"u8),
        If = element.Text("if"u8) is { } condition ? CommonJson.ReadExpression(condition, CommonJson.ReadSpan(element, "span"u8)) : null,
        Run = element.Text("run"u8),
        Uses = element.Text("uses"u8),
        Function = element.TryGetProperty("function"u8, out var function)
            ? new(function.RequiredText("file"u8), function.RequiredText("name"u8))
            : null,
        Prompt = element.TryGetProperty("prompt"u8, out var prompt) ? ReadPrompt(prompt) : null,
        With = element.Map("with"u8),
        Steps = element.List("steps"u8, Read),
        MaxParallel = element.OptionalInt("maxParallel"u8),
        Env = element.Map("env"u8),
        WorkingDirectory = element.Text("workingDirectory"u8),
        Timeout = element.Time("timeout"u8),
        Retry = CommonJson.ReadRetry(element),
        Span = CommonJson.ReadSpan(element, "span"u8),
    };

    private static void WritePrompt(Utf8JsonWriter writer, PromptCall prompt)
    {
        writer.WriteStartObject("prompt"u8);
        writer.WriteString("file"u8, prompt.File);
        writer.WriteString("client"u8, prompt.Client);
        writer.WriteNumber("maxTurns"u8, prompt.MaxTurns);
        writer.WritePropertyName("inputs"u8);
        prompt.Inputs.WriteTo(writer);
        writer.WritePropertyName("tools"u8);
        prompt.Tools.WriteTo(writer);
        writer.WriteEndObject();
    }

    private static PromptCall ReadPrompt(JsonElement element) => new()
    {
        File = element.RequiredText("file"u8),
        Client = element.RequiredText("client"u8),
        MaxTurns = element.Int("maxTurns"u8),
        Inputs = element.GetProperty("inputs"u8).Clone(),
        Tools = element.GetProperty("tools"u8).Clone(),
    };
}
