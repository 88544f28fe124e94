using System.Text.Encodings.Web;
using System.Text.Json;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>A completion as it is evaluated: with its names settled and its document made once for all workflows.</summary>
internal sealed class CompletedJob
{
    private static readonly string[] NameMembers = ["name", "template_name", "evaluator", "generator", "exporter"];
    private static readonly JsonWriterOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public CompletedJob(JobCompletion completion, TriggerChain chain, DateTimeOffset at)
    {
        Completion = completion;
        Chain = chain;
        At = completion.At ?? at;
        Type = BlueprintSet.Canonical(completion.Type);
        Name = completion.Name is { Length: > 0 } name ? name : NameIn(completion.JobData);
        Document = Write();
    }

    public JobCompletion Completion { get; }

    /// <summary>The runs that led to the job.</summary>
    public TriggerChain Chain { get; }

    public DateTimeOffset At { get; }

    public string Type { get; }

    public string? Name { get; }

    /// <summary>What conditions look into and the started runs see as the payload of their event.</summary>
    public JsonElement Document { get; }

    /// <summary>The key under which the event is known; the same for every delivery.</summary>
    public string Key => $"job:{(Completion.Scope is null ? "-" : "+")}:{Completion.Attempt}:{Completion.JobId}";

    /// <summary>The event among those of all scopes.</summary>
    public string EventId => $"{Key}@{Completion.Scope?.Name}";

    /// <summary>The event that a run of a scope is started with.</summary>
    public WorkflowEvent ToEvent(Scope scope) => new()
    {
        Scope = scope,
        Name = EventNames.JobCompleted,
        Action = Type,
        Payload = Document,
        At = At,
        CausedByRun = Completion.RunId,
        CausedByWorkflow = Chain.Direct is { } direct && direct.Scope == scope ? direct.Workflow : null,
    };

    private static string? NameIn(JsonElement? data)
    {
        if (data is not { ValueKind: JsonValueKind.Object } members)
        {
            return null;
        }

        foreach (var member in NameMembers)
        {
            if (members.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } name)
            {
                return name;
            }
        }

        return null;
    }

    private JsonElement Write()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, AsWritten))
        {
            writer.WriteStartObject();
            writer.WriteString("id", Completion.JobId);
            writer.WriteNumber("attempt", Completion.Attempt);
            writer.WriteString("type", Type);
            writer.WriteString("status", Completion.Status.ToName());
            writer.WriteString("experiment_id", Completion.Scope?.Name);
            writer.WriteString("name", Name);
            if (Completion.Progress is { } progress)
            {
                writer.WriteNumber("progress", progress);
            }

            writer.WritePropertyName("job_data");
            if (Completion.JobData is { ValueKind: not JsonValueKind.Undefined } data)
            {
                data.WriteTo(writer);
            }
            else
            {
                writer.WriteNullValue();
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
