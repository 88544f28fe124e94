using System.Text.Json;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Storage;

/// <summary>The stored form of what limits count: a JSON object with one member per type, instants as UTC ticks.</summary>
internal static class TriggerUsageDocument
{
    public const string Empty = "{}";

    /// <summary>What was counted for a type. Active runs and rows that wait are not counted here but looked at.</summary>
    public static TriggerUsage Read(string json, string type)
    {
        using var document = JsonDocument.Parse(json);
        if (!document.RootElement.TryGetProperty(type, out var entry))
        {
            return TriggerUsage.None;
        }

        return new()
        {
            Total = entry.GetProperty("total").GetInt32(),
            LastAt = entry.TryGetProperty("last", out var last) ? Instant(last) : null,
            Recent = entry.TryGetProperty("recent", out var recent) ? [.. recent.EnumerateArray().Select(Instant)] : [],
        };
    }

    /// <summary>The document with what was counted for one type; null takes the type out of it.</summary>
    public static string With(string json, string type, TriggerUsage? usage)
    {
        using var document = JsonDocument.Parse(json);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var member in document.RootElement.EnumerateObject().Where(member => !member.NameEquals(type)))
            {
                member.WriteTo(writer);
            }

            if (usage is not null)
            {
                Write(writer, type, usage);
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter writer, string type, TriggerUsage usage)
    {
        writer.WriteStartObject(type);
        writer.WriteNumber("total", usage.Total);
        if (usage.LastAt is { } last)
        {
            writer.WriteNumber("last", last.UtcTicks);
        }

        if (usage.Recent.Count > 0)
        {
            writer.WriteStartArray("recent");
            foreach (var at in usage.Recent)
            {
                writer.WriteNumberValue(at.UtcTicks);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static DateTimeOffset Instant(JsonElement ticks) => new(ticks.GetInt64(), TimeSpan.Zero);
}
