using System.Text.Json;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Cli.Runs;

/// <summary>A run with its jobs and steps as JSON.</summary>
internal static class RunDocument
{
    public static void Write(Utf8JsonWriter json, RunDetails details, string?[] waits)
    {
        json.WriteStartObject();
        json.WriteRun(details.Run);
        json.WriteBoolean("cancelRequested", details.Run.CancelRequested);
        json.WriteStartArray("jobs");
        foreach (var job in details.Jobs)
        {
            WriteJob(json, details, job, waits[job.Index]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteJob(Utf8JsonWriter json, RunDetails details, JobRun job, string? waitsFor)
    {
        json.WriteStartObject();
        json.WriteNumber("index", job.Index);
        json.WriteString("name", job.Name);
        json.WriteString("label", job.Label);
        json.WriteStatus(job.Status, job.Reason);
        json.WriteOptional("waitsFor", waitsFor);
        json.WriteTexts("needs", details.Plan.Jobs[job.Index].Definition.Needs);
        json.WriteNumber("attempt", job.Attempt);
        json.WriteOptional("worker", job.Worker);
        json.WriteTimes(job.StartedAt, job.StoppedAt);
        json.WriteStartArray("steps");
        foreach (var step in details.Steps.Where(step => step.Job == job.Index))
        {
            json.WriteStartObject();
            json.WriteNumber("index", step.Index);
            json.WriteNumber("attempt", step.Attempt);
            json.WriteString("id", step.Id);
            json.WriteString("label", step.Label);
            json.WriteStatus(step.Status, step.Reason);
            if (step.ExitCode is { } exitCode)
            {
                json.WriteNumber("exitCode", exitCode);
            }
            else
            {
                json.WriteNull("exitCode");
            }

            json.WriteTimes(step.StartedAt, step.StoppedAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
