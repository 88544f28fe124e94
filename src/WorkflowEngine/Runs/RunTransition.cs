namespace WorkflowEngine.Runs;

/// <summary>What a number of facts do to a run.</summary>
/// <param name="Change">What to save; null when nothing changes.</param>
/// <param name="Accepted">For each fact, in order, whether it applied; a fact about an attempt that is over does not.</param>
internal sealed record RunTransition(RunChange? Change, IReadOnlyList<bool> Accepted);
