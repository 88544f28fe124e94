using System.Text.Json;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers;

/// <summary>Something that happened and may start workflows.</summary>
public sealed record WorkflowEvent
{
    /// <summary>What the event belongs to. Default: <see cref="Definitions.Scope.Default"/>.</summary>
    public Scope Scope { get; init; } = Scope.Default;

    /// <summary>The name, such as <c>push</c>, <c>pull_request</c> or <c>manual</c>; compared exactly.</summary>
    public required string Name { get; init; }

    /// <summary>The activity type, such as <c>opened</c>; null when the event has none.</summary>
    public string? Action { get; init; }

    /// <summary>The full ref, such as <c>refs/heads/main</c>; null when the event has none.</summary>
    public string? Ref { get; init; }

    /// <summary>The commit the event is about; null when there is none.</summary>
    public string? Sha { get; init; }

    /// <summary>The commit before the event; null when there is none.</summary>
    public string? Before { get; init; }

    /// <summary>The base branch of a pull request, a short name; null otherwise.</summary>
    public string? BaseRef { get; init; }

    /// <summary>Paths the event changed, relative to the root; null when that is not known, which is not the same as none.</summary>
    public IReadOnlyList<string>? ChangedPaths { get; init; }

    /// <summary>Who caused the event.</summary>
    public string? Actor { get; init; }

    /// <summary>The document that came with the event; null when none did.</summary>
    public JsonElement? Payload { get; init; }

    /// <summary>The key under which a repeated delivery is recognised within the scope; null means every delivery is new.</summary>
    public string? DeliveryId { get; init; }

    /// <summary>When it happened; null means when the engine was told.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The run whose end this event reports; null for events from outside.</summary>
    public long? CausedByRun { get; init; }

    /// <summary>The ref of the workflow of that run; null when there is none.</summary>
    public string? CausedByWorkflow { get; init; }

    /// <summary>The short name of a branch or tag: the ref without <c>refs/heads/</c> or <c>refs/tags/</c>.</summary>
    public string? RefName => Ref switch
    {
        null => null,
        _ when Ref.StartsWith("refs/heads/", StringComparison.Ordinal) => Ref["refs/heads/".Length..],
        _ when Ref.StartsWith("refs/tags/", StringComparison.Ordinal) => Ref["refs/tags/".Length..],
        _ => Ref,
    };
}
