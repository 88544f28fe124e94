using WorkflowEngine.Definitions;

namespace WorkflowEngine.Storage;

/// <summary>What a decision on a workflow was based on.</summary>
/// <param name="Scope">The scope of the workflow.</param>
/// <param name="Workflow">Its ref; its definition must still be there.</param>
/// <param name="ExpectedVersion">The version of its configuration; 0 when none was stored.</param>
/// <param name="Usage">What limits count afterwards, which makes a new version; null leaves it as it is.</param>
public sealed record TriggerGuard(Scope Scope, string Workflow, long ExpectedVersion, string? Usage = null);
