using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>The workflows whose runs, each started by a job of the next, led to a job; the job's own run first.</summary>
/// <param name="Ancestors">The workflows; empty for a job that is of no run.</param>
/// <param name="Depth">How deep a run would be that the job starts: 0 for one whose job is of no run.</param>
internal sealed record TriggerChain(IReadOnlyList<(Scope Scope, string Workflow)> Ancestors, int Depth)
{
    public static TriggerChain None { get; } = new([], 0);

    public (Scope Scope, string Workflow)? Direct => Ancestors.Count > 0 ? Ancestors[0] : null;
}
