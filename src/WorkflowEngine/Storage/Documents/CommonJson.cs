using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Storage.Documents;

/// <summary>The small values that several documents hold.</summary>
internal static class CommonJson
{
    /// <summary>Writes <c>[line, column, line, column]</c>, without the end where it is the start, and nothing when the place is not known.</summary>
    public static void WriteSpan(Utf8JsonWriter writer, ReadOnlySpan<byte> name, SourceSpan span)
    {
        if (span == SourceSpan.None)
        {
            return;
        }

        writer.WriteStartArray(name);
        writer.WriteNumberValue(span.Start.Line);
        writer.WriteNumberValue(span.Start.Column);
        if (span.End != span.Start)
        {
            writer.WriteNumberValue(span.End.Line);
            writer.WriteNumberValue(span.End.Column);
        }

        writer.WriteEndArray();
    }

    public static SourceSpan ReadSpan(JsonElement element, ReadOnlySpan<byte> name)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            return SourceSpan.None;
        }

        var start = new SourcePosition(value[0].GetInt32(), value[1].GetInt32());
        return value.GetArrayLength() < 4 ? new(start, start) : new(start, new(value[2].GetInt32(), value[3].GetInt32()));
    }

    /// <summary>Parses a text that was an expression when it was written.</summary>
    public static Expression ReadExpression(string source, SourceSpan span)
    {
        var diagnostics = new List<Diagnostic>();
        return Expression.TryParse(source, span.Start, diagnostics, out var expression)
            ? expression
            : throw new FormatException($"\"{source}\" is not an expression: {string.Join("; ", diagnostics)}");
    }

    /// <summary>Parses a text that was a template when it was written.</summary>
    public static ExpressionTemplate ReadText(string source, SourceSpan span)
    {
        var diagnostics = new List<Diagnostic>();
        return ExpressionTemplate.TryParse(source, span.Start, diagnostics, out var template)
            ? template
            : throw new FormatException($"\"{source}\" is not a template: {string.Join("; ", diagnostics)}");
    }

    public static void WriteConcurrency(Utf8JsonWriter writer, ConcurrencyDefinition? concurrency)
    {
        if (concurrency is null)
        {
            return;
        }

        writer.WriteStartObject("concurrency"u8);
        writer.WriteString("group"u8, concurrency.Group);
        writer.WriteOptional("cancelInProgress"u8, concurrency.CancelInProgress);
        writer.WriteEndObject();
    }

    public static ConcurrencyDefinition? ReadConcurrency(JsonElement element) =>
        element.TryGetProperty("concurrency"u8, out var value) ? new(value.RequiredText("group"u8), value.Flag("cancelInProgress"u8)) : null;

    public static void WriteRetry(Utf8JsonWriter writer, RetryPolicy? retry)
    {
        if (retry is null)
        {
            return;
        }

        writer.WriteStartObject("retry"u8);
        writer.WriteOptional("count"u8, retry.Count);
        writer.WriteOptional("delay"u8, retry.Delay.Ticks);
        writer.WriteOptional("backoff"u8, (int)retry.Backoff);
        writer.WriteOptional("maxDelay"u8, retry.MaxDelay);
        if (retry.Jitter != 0)
        {
            writer.WriteNumber("jitter"u8, retry.Jitter);
        }

        writer.WriteSomeTexts("retryOn"u8, retry.RetryOn);
        writer.WriteOptional("when"u8, retry.When?.Source);
        writer.WriteEndObject();
    }

    public static RetryPolicy? ReadRetry(JsonElement element) => !element.TryGetProperty("retry"u8, out var value) ? null : new()
    {
        Count = value.Int("count"u8),
        Delay = value.Time("delay"u8) ?? TimeSpan.Zero,
        Backoff = (RetryBackoff)value.Int("backoff"u8),
        MaxDelay = value.Time("maxDelay"u8),
        Jitter = value.TryGetProperty("jitter"u8, out var jitter) ? jitter.GetDouble() : 0,
        RetryOn = value.Texts("retryOn"u8) ?? [],
        When = value.Text("when"u8) is { } when ? ReadExpression(when, SourceSpan.None) : null,
    };
}
