using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>What the host decides for all workflows.</summary>
/// <param name="MaxDepth">The deepest run that a chain of triggered runs may have.</param>
/// <param name="MayStart">Whether jobs of a scope, or of none, may start workflows of another.</param>
internal sealed record TriggerRules(int MaxDepth, Func<Scope?, Scope, bool> MayStart);
