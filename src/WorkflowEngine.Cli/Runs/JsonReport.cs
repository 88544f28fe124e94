using WorkflowEngine.Cli.Output;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Runs;

/// <summary>Writes what happens as one JSON object a line.</summary>
internal sealed class JsonReport(TextWriter output) : IRunReport
{
    public void OnEvent(RunView run, RunEvent runEvent) => JsonOutput.WriteLine(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("type", runEvent.Kind switch
        {
            RunEventKind.Run => "run",
            RunEventKind.Job => "job",
            _ => "step",
        });
        json.WriteNumber("run", run.Run.Id);
        if (runEvent.Job is { } job)
        {
            json.WriteString("job", run.Jobs[job].Label);
            json.WriteNumber("attempt", runEvent.Attempt ?? 0);
        }

        if (runEvent.Kind == RunEventKind.Step)
        {
            json.WriteOptional("step", runEvent.Label);
        }

        json.WriteStatus(runEvent.Status, runEvent.Reason);
        json.WriteTime("at", runEvent.At);
        json.WriteEndObject();
    });

    public void OnLog(RunView run, JobView job, StoredLogLine line) => JsonOutput.WriteLine(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "log");
        json.WriteNumber("run", run.Run.Id);
        json.WriteString("job", job.Label);
        json.WriteNumber("attempt", line.Task.Attempt);
        json.WriteString("source", LogText.Source(line.Line.Source));
        json.WriteString("text", line.Line.Text);
        json.WriteTime("at", line.Line.At);
        json.WriteEndObject();
    });

    public void OnQuiet()
    {
    }

    public void WriteSummary(IReadOnlyList<RunView> runs, int exitCode) => JsonOutput.WriteLine(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "summary");
        json.WriteNumber("exitCode", exitCode);
        json.WriteStartArray("runs");
        foreach (var run in runs)
        {
            json.WriteStartObject();
            json.WriteNumber("id", run.Run.Id);
            json.WriteString("title", run.Run.Title);
            json.WriteString("workflow", run.Run.Workflow);
            json.WriteStatus(run.Status, run.Reason);
            json.WriteTimes(run.StartedAt, run.StoppedAt);
            json.WriteStartArray("jobs");
            foreach (var job in run.Jobs)
            {
                json.WriteStartObject();
                json.WriteString("name", job.Label);
                json.WriteStatus(job.Status, job.Reason);
                json.WriteNumber("attempt", job.Attempt);
                json.WriteTimes(job.StartedAt, job.StoppedAt);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
