using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Dispatch;

/// <summary>The definitions of a scope as they were read at one moment, ready to be matched.</summary>
internal sealed record ScopeDefinitions(
    IReadOnlyDictionary<string, WorkflowDefinition> ByRef, TriggerIndex Index, DateTimeOffset ReadAt);
