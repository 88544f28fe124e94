using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Storage.Documents;

/// <summary>How a job takes part in a workflow with transitions.</summary>
internal static class FlowJson
{
    public static void Write(Utf8JsonWriter writer, JobFlow? flow)
    {
        if (flow is null)
        {
            return;
        }

        writer.WriteStartObject("flow"u8);
        writer.WriteOptional("kind"u8, (int)flow.Kind);
        writer.WriteTemplate("input"u8, flow.Input);
        writer.WriteOptional("when"u8, flow.When?.Source);
        writer.WriteOptional("withItems"u8, flow.WithItems?.Source);
        writer.WriteNumberOrNothing("batchSize"u8, flow.BatchSize);
        writer.WriteNumberOrNothing("concurrency"u8, flow.Concurrency);
        writer.WriteNumberOrNothing("join"u8, flow.Join);
        writer.WriteOptional("joinsAll"u8, flow.JoinsAll);
        WriteAll(writer, "transitions"u8, flow.Transitions, WriteTransition);
        WriteAll(writer, "jobs"u8, flow.Jobs, JobJson.Write);
        writer.WriteValues("annotations"u8, flow.Annotations);
        writer.WriteEndObject();
    }

    public static JobFlow? Read(JsonElement job, SourceSpan span)
    {
        if (!job.TryGetProperty("flow"u8, out var flow))
        {
            return null;
        }

        return new()
        {
            Kind = (FlowKind)flow.Int("kind"u8),
            Input = ReadTemplate(flow, "input"u8, span),
            When = flow.Text("when"u8) is { } when ? CommonJson.ReadExpression(when, span) : null,
            WithItems = flow.Text("withItems"u8) is { } items ? CommonJson.ReadText(items, span) : null,
            BatchSize = flow.OptionalInt("batchSize"u8),
            Concurrency = flow.OptionalInt("concurrency"u8),
            Join = flow.OptionalInt("join"u8),
            JoinsAll = flow.Flag("joinsAll"u8),
            Transitions = flow.List("transitions"u8, ReadTransition),
            Jobs = flow.List("jobs"u8, JobJson.Read),
            Annotations = flow.Values("annotations"u8),
        };
    }

    private static void WriteTransition(Utf8JsonWriter writer, TransitionDefinition transition)
    {
        writer.WriteStartObject();
        writer.WriteOptional("when"u8, transition.When?.Source);
        writer.WriteOptional("choice"u8, (int)transition.Choice);
        WriteAll(writer, "publish"u8, transition.Publish, WritePublish);
        writer.WriteTexts("do"u8, transition.Do);
        writer.WriteValues("annotations"u8, transition.Annotations);
        CommonJson.WriteSpan(writer, "span"u8, transition.Span);
        writer.WriteEndObject();
    }

    private static void WritePublish(Utf8JsonWriter writer, PublishDefinition publish)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, publish.Name);
        writer.WriteTemplate("value"u8, publish.Value);
        writer.WriteEndObject();
    }

    private static TransitionDefinition ReadTransition(JsonElement element)
    {
        var span = CommonJson.ReadSpan(element, "span"u8);
        return new()
        {
            When = element.Text("when"u8) is { } when ? CommonJson.ReadExpression(when, span) : null,
            Choice = (TransitionChoice)element.Int("choice"u8),
            Publish = element.List(
                "publish"u8, publish => new PublishDefinition(publish.RequiredText("name"u8), ReadTemplate(publish, "value"u8, span))),
            Do = element.Texts("do"u8),
            Annotations = element.Values("annotations"u8),
            Span = span,
        };
    }

    private static JsonTemplate? ReadTemplate(JsonElement element, ReadOnlySpan<byte> name, SourceSpan span)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            return null;
        }

        var diagnostics = new List<Diagnostic>();
        return JsonTemplate.TryParse(value, span.Start, diagnostics, out var template)
            ? template
            : throw new FormatException($"A template cannot be read: {string.Join("; ", diagnostics)}");
    }

    private static void WriteAll<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<T> values, Action<Utf8JsonWriter, T> write)
    {
        if (values.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            write(writer, value);
        }

        writer.WriteEndArray();
    }
}
