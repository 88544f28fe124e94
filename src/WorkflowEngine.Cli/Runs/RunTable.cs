using WorkflowEngine.Cli.Output;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Cli.Runs;

/// <summary>Shows how the jobs of some runs stand, one row each.</summary>
internal static class RunTable
{
    /// <summary>The rows for a table that is drawn again and again below the output: no more of them than there is room for.</summary>
    public static List<Line> Live(IReadOnlyList<RunView> runs, Glyphs glyphs, int width, int mostRows, DateTimeOffset now)
    {
        var jobs = runs.SelectMany(run => run.Jobs).ToList();
        var shown = jobs.Count <= mostRows
            ? jobs
            : [.. jobs.OrderBy(job => Urgency(job.Status)).Take(mostRows - 1).OrderBy(jobs.IndexOf)];
        var name = shown.Select(job => Line.WidthOf(job.Prefix)).DefaultIfEmpty(0).Max();
        var lines = new List<Line> { new Line().Add(new string(glyphs.IsAscii ? '-' : '─', Math.Max(1, Math.Min(width - 1, 78))), Tone.Dim) };
        foreach (var job in shown)
        {
            lock (job)
            {
                lines.Add(Row(job, glyphs, job.Prefix, name, now));
            }
        }

        if (shown.Count < jobs.Count)
        {
            var done = jobs.Count(job => job.Status.IsTerminal());
            lines.Add(new Line().Add($" ... {jobs.Count - shown.Count} more jobs; {done} of {jobs.Count} have ended", Tone.Dim));
        }

        return lines;
    }

    public static Line Row(JobView job, Glyphs glyphs, string name, int nameWidth, DateTimeOffset now)
    {
        var line = new Line()
            .Add($" {glyphs.Of(job.Status)} ", Glyphs.ToneOf(job.Status))
            .AddPadded(name, nameWidth, job.Status is WorkflowStatus.Skipped ? Tone.Dim : job.Tone)
            .Add("  ")
            .AddPadded(job.Status.ToText(), 9, Glyphs.ToneOf(job.Status))
            .Add("  ")
            .AddPadded(job.Status == WorkflowStatus.Skipped ? "" : Elapsed.Between(job.StartedAt, job.StoppedAt, now), 8, Tone.Dim);
        return line.Add(Detail(job), job.Status == WorkflowStatus.Failure ? Tone.Normal : Tone.Dim);
    }

    private static string Detail(JobView job)
    {
        var attempt = job.Attempt > 1 ? $"attempt {job.Attempt}" : "";
        var text = job.Status switch
        {
            WorkflowStatus.Running => job.Step ?? "",
            WorkflowStatus.Success => "",
            _ => job.Reason?.ToString() ?? "",
        };
        return attempt.Length > 0 && text.Length > 0 ? $"{text} ({attempt})" : text + attempt;
    }

    private static int Urgency(WorkflowStatus status) => status switch
    {
        WorkflowStatus.Running => 0,
        WorkflowStatus.Failure => 1,
        WorkflowStatus.Waiting => 2,
        WorkflowStatus.Cancelled => 3,
        WorkflowStatus.Blocked => 4,
        _ => 5,
    };
}
