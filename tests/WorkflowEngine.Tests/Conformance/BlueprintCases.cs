using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Reads and writes what cases about job-completion triggers are made of.</summary>
internal static class BlueprintCases
{
    public static JsonElement Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return JsonElement.Parse(buffer.ToArray());
    }

    public static JsonElement Write(IReadOnlyList<TriggerConfig> configs) => Write(writer => TriggerConfigWriter.Write(writer, configs));

    public static string? Same(JsonElement expected, JsonElement actual) =>
        JsonElement.DeepEquals(expected, actual) ? null : $"expected {expected.GetRawText()}, got {actual.GetRawText()}";

    public static string? Same<T>(T expected, T actual) =>
        EqualityComparer<T>.Default.Equals(expected, actual) ? null : $"expected {expected}, got {actual}";

    public static JsonElement? Find(this JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) ? value : null;

    /// <summary>An experiment is a scope; null, 0 and the empty text are none.</summary>
    public static Scope? ReadScope(JsonElement? id) => id switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.Number } number when number.GetRawText() == "0" => null,
        { ValueKind: JsonValueKind.String } text when text.GetString() == "" => null,
        { } value => new Scope(value.ToString()),
    };

    /// <summary>The job of an event; null when its status is not that of a job that ended.</summary>
    public static JobCompletion? ReadJob(JsonElement job, string id = "7")
    {
        var status = CompletionStatus.Complete;
        return job.Find("status") is { } name && !CompletionStatusExtensions.TryParse(name.GetString(), out status) ? null : new JobCompletion
        {
            JobId = id,
            Type = (job.Find("type") ?? job.Find("job_type"))?.GetString() ?? "TRAIN",
            Scope = job.Find("experiment_id") is { } experiment ? ReadScope(experiment) : new Scope("1"),
            Status = status,
            Name = job.Find("name")?.GetString(),
            JobData = job.Find("job_data"),
        };
    }

    /// <summary>The configuration of one type out of a list with one entry; null with the reason when it cannot be saved.</summary>
    public static TriggerConfig? Save(JsonElement config, out string? error)
    {
        var list = JsonElement.Parse($"[{config.GetRawText()}]");
        var stored = TriggerConfigNormalizer.Normalize(null, BlueprintSet.Default);
        var updated = TriggerConfigUpdate.Set(list, stored, BlueprintSet.Default, out error);
        return updated?.First(entry => entry.TriggerType == config.GetProperty("trigger_type").GetString());
    }
}
