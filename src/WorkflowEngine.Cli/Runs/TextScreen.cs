using WorkflowEngine.Cli.Engine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Cli.Repositories;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Cli.Runs;

/// <summary>Shows a <c>wf run</c> to people: with a live table at a terminal, otherwise as lines.</summary>
internal sealed class TextScreen(Terminal terminal, StoreChoice store, TimeProvider time) : IRunScreen
{
    private Action<Line> _write = terminal.Write;

    public void ShowStart(WorkTree tree, WorkflowEvent occurrence, WorkflowParseResult found)
    {
        terminal.Write(Describe(tree, occurrence));
        if (tree.Note is { } note)
        {
            terminal.Write(" " + note, Tone.Dim);
        }

        foreach (var diagnostic in found.Diagnostics.Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Information))
        {
            foreach (var line in DiagnosticText.Of(diagnostic, diagnostic.File, source: null))
            {
                terminal.Write(line);
            }
        }

        var broken = found.Diagnostics.Where(diagnostic => diagnostic.IsError).Select(diagnostic => diagnostic.File).Distinct().Count();
        if (broken > 0)
        {
            terminal.Write(new Line().Add($" {broken} {(broken == 1 ? "file has" : "files have")} errors; what they declare does not run.", Tone.Warn));
        }
    }

    public void ShowMatches(IReadOnlyList<TriggerMatch> matches, WorkflowEvent occurrence)
    {
        if (matches.Count == 0)
        {
            terminal.Write(" No workflows in .plue/workflows.");
            return;
        }

        terminal.Write();
        var width = matches.Max(match => Line.WidthOf(match.Workflow.DisplayName));
        foreach (var match in matches.OrderByDescending(match => match.IsMatch))
        {
            var line = new Line()
                .Add(match.IsMatch ? $" {terminal.Glyphs.Step} " : $" {terminal.Glyphs.Dash} ", match.IsMatch ? Tone.Active : Tone.Dim)
                .AddPadded(match.Workflow.DisplayName, width, match.IsMatch ? Tone.Strong : Tone.Dim)
                .Add("  " + match.Reason, Tone.Dim);
            terminal.Write(match.Workflow.Agent ? line.Add(" (agent workflow)", Tone.Dim) : line);
        }

        if (!matches.Any(match => match.IsMatch))
        {
            terminal.Write();
            terminal.Write($" No workflow starts on \"{occurrence.Name}\".");
        }
    }

    public async Task ShowRunsAsync(IReadOnlyList<RunView> runs, Func<IRunReport, Task> follow)
    {
        terminal.Write();
        if (terminal.Ansi is not { } console)
        {
            await follow(new TextReport(runs, terminal.Glyphs, terminal.Write)).ConfigureAwait(false);
            return;
        }

        var live = new LiveScreen(console, runs, terminal.Glyphs, time);
        _write = live.Add;
        try
        {
            var work = follow(new TextReport(runs, terminal.Glyphs, live.Add));
            await live.ShowAsync(work).ConfigureAwait(false);
            await work.ConfigureAwait(false);
        }
        finally
        {
            _write = terminal.Write;
        }
    }

    public void Say(string text) => _write(new Line().Add(" " + text, Tone.Warn));

    public void ShowEnd(IReadOnlyList<RunView> runs, TimeSpan took, int exitCode)
    {
        if (runs.Count == 0)
        {
            return;
        }

        RunSummary.Write(runs, terminal, took);
        if (exitCode != ExitCode.Success && store.File is not null)
        {
            var failed = runs.First(run => !RunSummary.IsSuccess(run));
            var option = store.IsDefault ? "" : $" --store {store}";
            terminal.Write($" wf show {failed.Run.Id}{option}", Tone.Dim);
        }
    }

    private static Line Describe(WorkTree tree, WorkflowEvent occurrence)
    {
        var line = new Line().Add($" {tree.Name}", Tone.Strong).Add($"  {occurrence.Name}");
        if (occurrence.Action is { } action)
        {
            line.Add($" {action}");
        }

        if (occurrence.RefName is { } name)
        {
            line.Add(occurrence.Name == EventNames.Push ? $" to {name}" : $" on {name}");
        }

        if (occurrence.Sha is { Length: >= 8 } sha)
        {
            line.Add($" at {sha[..8]}", Tone.Dim);
        }

        return occurrence.ChangedPaths is { } paths
            ? line.Add($", {paths.Count} changed {(paths.Count == 1 ? "path" : "paths")}", Tone.Dim)
            : line;
    }
}
