using WorkflowEngine.Cli.Repositories;
using WorkflowEngine.Parsing;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Cli.Runs;

/// <summary>Shows a <c>wf run</c> from its start to its end.</summary>
internal interface IRunScreen
{
    /// <summary>Shows what happened where, and what is wrong with the files.</summary>
    void ShowStart(WorkTree tree, WorkflowEvent occurrence, WorkflowParseResult found);

    /// <summary>Shows which workflows start, and why the others do not.</summary>
    void ShowMatches(IReadOnlyList<TriggerMatch> matches, WorkflowEvent occurrence);

    /// <summary>Shows what happens to the runs while a task brings it.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="follow">Starts to bring what happens to a report, and completes when the runs have ended.</param>
    Task ShowRunsAsync(IReadOnlyList<RunView> runs, Func<IRunReport, Task> follow);

    /// <summary>Says something about the runs while they are shown.</summary>
    void Say(string text);

    /// <summary>Shows how the runs ended.</summary>
    void ShowEnd(IReadOnlyList<RunView> runs, TimeSpan took, int exitCode);
}
