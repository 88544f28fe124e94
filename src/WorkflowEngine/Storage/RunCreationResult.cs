using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage;

/// <summary>What storing new runs did.</summary>
/// <param name="Created">Whether this call stored them; false when the delivery was known.</param>
/// <param name="Runs">The runs with their ids and numbers: the new ones in the order given, or those of the first delivery.</param>
public sealed record RunCreationResult(bool Created, IReadOnlyList<WorkflowRun> Runs);
