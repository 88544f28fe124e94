using System.Text.Json;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>Reads the payload of a <c>job_completed</c> event back, which <see cref="CompletedJob"/> has written.</summary>
internal static class JobCompletionPayload
{
    public static JobCompletion Read(JsonElement? payload)
    {
        var job = payload ?? throw new FormatException("The event has no payload.");
        _ = CompletionStatusExtensions.TryParse(job.GetProperty("status").GetString(), out var status);
        return new()
        {
            JobId = job.GetProperty("id").GetString()!,
            Attempt = job.GetProperty("attempt").GetInt32(),
            Type = job.GetProperty("type").GetString()!,
            Status = status,
            Scope = job.GetProperty("experiment_id").GetString() is { } scope ? new Scope(scope) : null,
        };
    }
}
