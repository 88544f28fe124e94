using System.Globalization;
using WorkflowEngine.Cli.Graphs;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Cli.Runs;

/// <summary>Shows a run with its graph, jobs and steps.</summary>
internal sealed class RunPage(Terminal terminal, DateTimeOffset now)
{
    public void Write(RunDetails details, string?[] waits)
    {
        WriteHead(details.Run);
        if (details.Jobs.Count > 1)
        {
            terminal.Write();
            foreach (var line in JobGraphText.Of(details.Plan, details.Jobs, terminal))
            {
                terminal.Write(new Line().Add(" ").Add(line));
            }
        }

        var steps = details.Steps.ToLookup(step => (step.Job, step.Attempt));
        var width = details.Jobs.Select(job => Line.WidthOf(job.Label))
            .Concat(details.Steps.Select(step => Line.WidthOf(step.Label) + 2)).DefaultIfEmpty(0).Max();
        terminal.Write();
        foreach (var job in details.Jobs)
        {
            WriteRow(" ", job.Label, width, job.Status, Took(job.Status, job.StartedAt, job.StoppedAt), JobDetail(job, waits[job.Index]), Tone.Strong);
            foreach (var step in steps[(job.Index, job.Attempt)])
            {
                WriteRow("   ", step.Label, width - 2, step.Status, Took(step.Status, step.StartedAt, step.StoppedAt), StepDetail(step), Tone.Normal);
            }
        }
    }

    private void WriteHead(WorkflowRun run)
    {
        terminal.Write(new Line()
            .Add($" {terminal.Glyphs.Of(run.Status)} ", Glyphs.ToneOf(run.Status))
            .Add(run.Title, Tone.Strong)
            .Add($"  {run.Status.ToText()}", Glyphs.ToneOf(run.Status))
            .Add(run.Reason is { } reason && run.Status != WorkflowStatus.Success ? $": {reason}" : ""));
        Row("run", run.Id.ToString(CultureInfo.InvariantCulture) + (run.RerunOf is { } first ? $", repeats run {first}" : ""));
        Row("folder", run.Scope.Name);
        Row("workflow", run.Source is { } source ? $"{run.Workflow} in {source.File}" : run.Workflow);
        var on = run.Event.RefName is { } name ? $" on {name}" : "";
        var at = run.Event.Sha is { Length: >= 8 } sha ? $" at {sha[..8]}" : "";
        Row("event", $"{run.Event.Name}{on}{at}{(run.Event.Actor is { } actor ? $" by {actor}" : "")}");
        var took = Elapsed.Between(run.StartedAt, run.StoppedAt, now);
        var created = run.CreatedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        Row("created", took.Length > 0 ? $"{created}, took {took}{(run.StoppedAt is null ? " so far" : "")}" : created);
        if (run is { CancelRequested: true, StoppedAt: null })
        {
            Row("cancel", run.CancelForced ? "asked for, cleanup jobs included" : "asked for; cleanup jobs still run");
        }

        void Row(string key, string value) => terminal.Write(new Line().AddPadded("   " + key, 13, Tone.Dim).Add(PrintableText.OneLine(value)));
    }

    private void WriteRow(string indent, string label, int width, WorkflowStatus status, string took, string detail, Tone tone) =>
        terminal.Write(new Line()
            .Add($"{indent}{terminal.Glyphs.Of(status)} ", Glyphs.ToneOf(status))
            .AddPadded(label, width, tone)
            .Add("  ")
            .AddPadded(status.ToText(), 9, Glyphs.ToneOf(status))
            .Add("  ")
            .AddPadded(took, 8, Tone.Dim)
            .Add(detail));

    private string Took(WorkflowStatus status, DateTimeOffset? started, DateTimeOffset? stopped) =>
        status is WorkflowStatus.Skipped or WorkflowStatus.Waiting or WorkflowStatus.Blocked ? "" : Elapsed.Between(started, stopped, now);

    private static string JobDetail(JobRun job, string? waitsFor)
    {
        var reason = waitsFor ?? (job.Status is WorkflowStatus.Success or WorkflowStatus.Running ? "" : job.Reason?.ToString() ?? "");
        if (job.Attempt <= 1)
        {
            return reason;
        }

        var attempts = job.LostAttempts > 0
            ? $"attempt {job.Attempt}; {job.LostAttempts} lost with their worker"
            : $"attempt {job.Attempt}";
        return reason.Length > 0 ? $"{reason} ({attempts})" : attempts;
    }

    private static string StepDetail(StepRun step)
    {
        if (step.Status is WorkflowStatus.Success or WorkflowStatus.Running)
        {
            return "";
        }

        var reason = PrintableText.OneLine(step.Reason?.ToString() ?? "");
        return step.ExitCode is not { } code || reason.Contains("exit code", StringComparison.Ordinal) ? reason
            : reason.Length == 0 ? $"exit code {code}"
            : $"exit code {code}: {reason}";
    }
}
