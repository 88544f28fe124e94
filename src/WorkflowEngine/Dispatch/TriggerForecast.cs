using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Dispatch;

/// <summary>What a completion would make of one workflow.</summary>
/// <param name="Scope">The scope of the workflow.</param>
/// <param name="Workflow">Its ref.</param>
/// <param name="Outcome">What.</param>
/// <param name="Reason">Why not, one of <see cref="StartReasons"/>; null when nothing stands against it.</param>
/// <param name="DueAt">When it would start, if it would wait.</param>
/// <param name="Checks">The questions that were asked, in order; the last one is the first that was answered badly.</param>
public sealed record TriggerForecast(
    Scope Scope, string Workflow, StartOutcome Outcome, string? Reason, DateTimeOffset? DueAt, IReadOnlyList<TriggerCheck> Checks);
