using WorkflowEngine.Cli.Output;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Cli.Runs;

/// <summary>Says at the end how everything went, and of what failed why.</summary>
internal static class RunSummary
{
    public static void Write(IReadOnlyList<RunView> runs, Terminal terminal, TimeSpan took)
    {
        terminal.Write();
        var width = runs.SelectMany(run => run.Jobs.Select(job => Line.WidthOf(job.Label) + 2).Append(Line.WidthOf(run.Run.Title)))
            .DefaultIfEmpty(0).Max();
        foreach (var run in runs)
        {
            WriteRun(run, width, terminal);
        }

        terminal.Write();
        terminal.Write(new Line().Add(" ").Add(Counts(runs), Tone.Strong).Add(" in " + Elapsed.Text(took), Tone.Dim));
    }

    public static bool IsSuccess(RunView run) => run.Status is WorkflowStatus.Success or WorkflowStatus.Skipped;

    private static void WriteRun(RunView run, int width, Terminal terminal)
    {
        var end = run.StoppedAt ?? default;
        var line = new Line()
            .Add($" {terminal.Glyphs.Of(run.Status)} ", Glyphs.ToneOf(run.Status))
            .AddPadded(run.Run.Title, width, Tone.Strong)
            .Add("  ")
            .AddPadded(run.Status.ToText(), 9, Glyphs.ToneOf(run.Status))
            .Add("  ")
            .AddPadded(Elapsed.Between(run.StartedAt, run.StoppedAt, end), 8, Tone.Dim);
        if (run.Reason is { } reason && run.Status != WorkflowStatus.Success)
        {
            line.Add(reason.ToString());
        }

        terminal.Write(line);
        foreach (var job in run.Jobs)
        {
            if (!run.IsOneJob)
            {
                terminal.Write(new Line().Add("  ").Add(RunTable.Row(job, terminal.Glyphs, job.Label, width - 2, end)));
            }

            if (job.Status == WorkflowStatus.Failure)
            {
                WriteErrors(run, job, terminal);
            }
        }
    }

    private static void WriteErrors(RunView run, JobView job, Terminal terminal)
    {
        var indent = run.IsOneJob ? "   " : "     ";
        foreach (var error in job.LastErrors)
        {
            terminal.Write(new Line().Add(indent).Add(terminal.Glyphs.Bar + " ", Tone.Bad).Add(error));
        }
    }

    private static string Counts(IReadOnlyList<RunView> runs)
    {
        var counts = runs.GroupBy(run => run.Status).OrderBy(same => same.Key).Select(same => $"{same.Count()} {Word(same.Key)}");
        return $"{runs.Count} {(runs.Count == 1 ? "run" : "runs")}: {string.Join(", ", counts)}";
    }

    private static string Word(WorkflowStatus status) => status switch
    {
        WorkflowStatus.Success => "succeeded",
        WorkflowStatus.Failure => "failed",
        _ => status.ToText(),
    };
}
