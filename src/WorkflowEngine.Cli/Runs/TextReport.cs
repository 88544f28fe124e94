using System.Runtime.InteropServices;
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

    /// <summary>Steps that have begun and are not yet written: each is, once what earlier steps wrote has been.</summary>
    private readonly Dictionary<JobView, List<RunEvent>> _begun = [];

    /// <summary>Of each job the attempt and the last of its steps that was written.</summary>
    private readonly Dictionary<JobView, (int Attempt, int Step)> _written = [];

    public void OnLog(RunView run, JobView job, StoredLogLine line)
    {
        WriteBegun(job, line.Line.Step);
        WriteStep(job, line.Task.Attempt, line.Line.Step);
        var text = PrintableText.Of(line.Line.Text);
        if (line.Line.Source == LogSource.Error && line.Task.Attempt == job.Attempt)
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
        if (runEvent.Job is not { } index)
        {
            return;
        }

        var job = run.Jobs[index];
        if (runEvent is { Kind: RunEventKind.Step, Status: WorkflowStatus.Running })
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_begun, job, out _) ??= []).Add(runEvent);
        }
        else if (runEvent is { Kind: RunEventKind.Job, Status: WorkflowStatus.Success or WorkflowStatus.Failure or WorkflowStatus.Cancelled })
        {
            WriteBegun(job, int.MaxValue);
            WriteEnd(job);
        }
        else if (runEvent is { Kind: RunEventKind.Job, Status: WorkflowStatus.Waiting, Attempt: > 1 })
        {
            WriteBegun(job, int.MaxValue);
            write(Start(job).Add(RetryText(runEvent), Tone.Warn));
        }
    }

    public void OnQuiet()
    {
        foreach (var job in _begun.Keys)
        {
            WriteBegun(job, int.MaxValue);
        }
    }

    private void WriteBegun(JobView job, int lastStep)
    {
        if (!_begun.TryGetValue(job, out var steps))
        {
            return;
        }

        foreach (var step in steps.Where(step => step.Step <= lastStep))
        {
            WriteStep(job, step.Attempt ?? job.Attempt, step.Step!.Value);
        }

        steps.RemoveAll(step => step.Step <= lastStep);
    }

    /// <summary>The first line of a step may be stored before the step is known to have begun.</summary>
    private void WriteStep(JobView job, int attempt, int step)
    {
        if (step >= 0 && step < job.Steps.Count && (attempt, step).CompareTo(_written.GetValueOrDefault(job, (0, -1))) > 0)
        {
            _written[job] = (attempt, step);
            write(Start(job).Add($"{glyphs.Step} {PrintableText.OneLine(job.Steps[step])}", Tone.Dim));
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
