namespace WorkflowEngine.Dispatch;

/// <summary>What a completion would do.</summary>
/// <param name="AlreadyProcessed">Whether it was published before, or an older system has marked the job, so that it would do nothing.</param>
/// <param name="Workflows">What it would do otherwise, ordered by scope and ref.</param>
/// <param name="Error">Why the configurations that were given cannot be used; null when they can.</param>
public sealed record TriggerDryRun(bool AlreadyProcessed, IReadOnlyList<TriggerForecast> Workflows, string? Error = null);
