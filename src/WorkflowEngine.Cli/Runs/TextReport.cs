using WorkflowEngine.Cli.Output;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Runs;

/// <summary>Turns what happens into lines, each with the name of its job in front.</summary>
internal sealed class TextReport(IReadOnlyList<RunView> runs, Glyphs glyphs, Action<Line> write) : IRunReport
{
    private const int WidestPrefix = 28;

    private readonly int _width = runs.Count == 0
        ? 0
        : Math.Min(WidestPrefix, runs.SelectMany(run => run.Jobs).Select(job => Line.WidthOf(job.Prefix)).DefaultIfEmpty(0).Max());

    public void OnLog(RunView run, JobView job, StoredLogLine line)
    {
        var text = PrintableText.Of(line.Line.Text);
        if (line.Line.Source == LogSource.Error)
        {
            job.AddError(text);
        }

        write(line.Line.Source switch
        {
            LogSource.Output => Start(job).Add(text),
            LogSource.Error => Start(job, Tone.Bad).Add(text),
            _ => Start(job).Add(text, Tone.Dim),
        });
    }

    public void OnEvent(RunView run, RunEvent runEvent)
    {
        switch (runEvent.Kind)
        {
            case RunEventKind.Step when runEvent.Status == WorkflowStatus.Running:
                write(Start(run.Jobs[runEvent.Job!.Value]).Add($"{glyphs.Step} {runEvent.Label}", Tone.Dim));
                break;

            case RunEventKind.Job when runEvent.Status is WorkflowStatus.Success or WorkflowStatus.Failure or WorkflowStatus.Cancelled:
                WriteEnd(run.Jobs[runEvent.Job!.Value]);
                break;

            case RunEventKind.Job when runEvent is { Status: WorkflowStatus.Waiting, Attempt: > 1 }:
                write(Start(run.Jobs[runEvent.Job!.Value]).Add(RetryText(runEvent), Tone.Warn));
                break;
        }
    }

    private static string RetryText(RunEvent runEvent) => $"attempt {runEvent.Attempt} follows: {runEvent.Reason?.ToString() ?? "the one before failed"}";

    private void WriteEnd(JobView job)
    {
        var took = Elapsed.Between(job.StartedAt, job.StoppedAt, job.StoppedAt ?? default);
        var line = Start(job).Add($"{glyphs.Of(job.Status)} {job.Status.ToText()}", Glyphs.ToneOf(job.Status));
        if (took.Length > 0)
        {
            line.Add(" in " + took, Tone.Dim);
        }

        if (job.Status != WorkflowStatus.Success && job.Reason is { } reason)
        {
            line.Add($": {reason}");
        }

        write(line);
    }

    private Line Start(JobView job, Tone bar = Tone.Dim) => new Line().AddPadded(job.Prefix, _width, job.Tone).Add($" {glyphs.Bar} ", bar);
}
