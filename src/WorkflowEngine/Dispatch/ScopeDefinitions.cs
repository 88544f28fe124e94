using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Dispatch;

/// <summary>The definitions of a scope as they were read at one moment, ready to be matched.</summary>
/// <param name="ByRef">The definitions.</param>
/// <param name="Hashes">The hash of each definition's content, by ref.</param>
/// <param name="Disabled">The refs that must not be started.</param>
/// <param name="Index">Finds what an event starts.</param>
/// <param name="ReadAt">The moment.</param>
internal sealed record ScopeDefinitions(
    IReadOnlyDictionary<string, WorkflowDefinition> ByRef,
    IReadOnlyDictionary<string, string> Hashes,
    IReadOnlySet<string> Disabled,
    TriggerIndex Index,
    DateTimeOffset ReadAt);
