using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Dispatch;

/// <summary>What a workflow says about job completions, as it is read: one configuration per blueprint, in their order.</summary>
/// <param name="Scope">The scope of the workflow.</param>
/// <param name="Workflow">Its ref.</param>
/// <param name="Configs">The configurations.</param>
/// <param name="Warnings">What is stored and cannot be read; each is a default instead.</param>
/// <param name="UpdatedAt">When it was last changed; null when it never was.</param>
public sealed record WorkflowTriggers(
    Scope Scope, string Workflow, IReadOnlyList<TriggerConfig> Configs, IReadOnlyList<string> Warnings, DateTimeOffset? UpdatedAt);
