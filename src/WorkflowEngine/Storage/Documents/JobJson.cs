using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Storage.Documents;

internal static class JobJson
{
    public static void Write(Utf8JsonWriter writer, JobDefinition job)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, job.Name);
        writer.WriteOptional("label"u8, job.Label);
        writer.WriteOptional("type"u8, job.Type);
        writer.WriteSomeTexts("needs"u8, job.Needs);
        if (job.Condition.Kind != JobConditionKind.AllSuccess)
        {
            writer.WriteNumber("conditionKind"u8, (int)job.Condition.Kind);
            writer.WriteString("condition"u8, job.Condition.ToString());
        }

        StepJson.WriteAll(writer, job.Steps);
        writer.WriteMap("env"u8, job.Env);
        writer.WriteOptional("timeout"u8, job.Timeout);
        writer.WriteOptional("priority"u8, job.Priority);
        writer.WriteOptional("allowFailure"u8, job.AllowFailure);
        CommonJson.WriteRetry(writer, job.Retry);
        writer.WriteSomeTexts("runsOn"u8, job.RunsOn);
        CommonJson.WriteConcurrency(writer, job.Concurrency);
        if (job.ForEach is { } forEach)
        {
            WriteForEach(writer, forEach);
        }

        FlowJson.Write(writer, job.Flow);
        CommonJson.WriteSpan(writer, "span"u8, job.Span);
        writer.WriteEndObject();
    }

    public static JobDefinition Read(JsonElement element)
    {
        var span = CommonJson.ReadSpan(element, "span"u8);
        return new()
        {
            Name = element.RequiredText("name"u8),
            Label = element.Text("label"u8),
            Type = element.Text("type"u8),
            Needs = element.Texts("needs"u8) ?? [],
            Condition = ReadCondition(element, span),
            Steps = element.List("steps"u8, StepJson.Read),
            Env = element.Map("env"u8),
            Timeout = element.Time("timeout"u8),
            Priority = element.Int("priority"u8),
            AllowFailure = element.Flag("allowFailure"u8),
            Retry = CommonJson.ReadRetry(element),
            RunsOn = element.Texts("runsOn"u8) ?? [],
            Concurrency = CommonJson.ReadConcurrency(element),
            ForEach = element.TryGetProperty("forEach"u8, out var forEach)
                ? new(forEach.GetProperty("items"u8).Items(static item => item.Clone()), forEach.RequiredText("variable"u8))
                : null,
            Flow = FlowJson.Read(element, span),
            Span = span,
        };
    }

    private static void WriteForEach(Utf8JsonWriter writer, ForEachDefinition forEach)
    {
        writer.WriteStartObject("forEach"u8);
        writer.WriteString("variable"u8, forEach.Variable);
        writer.WriteStartArray("items"u8);
        foreach (var item in forEach.Items)
        {
            item.WriteTo(writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static JobCondition ReadCondition(JsonElement element, SourceSpan span) => (JobConditionKind)element.Int("conditionKind"u8) switch
    {
        JobConditionKind.AllSuccess => JobCondition.AllSuccess,
        JobConditionKind.AnySuccess => JobCondition.AnySuccess,
        JobConditionKind.AnyFailed => JobCondition.AnyFailed,
        JobConditionKind.Always => JobCondition.Always,
        JobConditionKind.Expression => JobCondition.If(CommonJson.ReadExpression(element.RequiredText("condition"u8), span)),
        _ => throw new FormatException("The condition of a job is of an unknown kind."),
    };
}
