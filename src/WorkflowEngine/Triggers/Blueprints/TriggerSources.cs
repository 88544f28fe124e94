using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>The scopes whose jobs may start a workflow. What is not the workflow's own scope must also be allowed by the host.</summary>
public sealed record TriggerSources
{
    /// <summary>The most scopes a list may name.</summary>
    public const int MaxScopes = 1000;

    private TriggerSources()
    {
    }

    /// <summary>Only the workflow's own scope.</summary>
    public static TriggerSources Same { get; } = new();

    /// <summary>Every scope, and jobs that belong to none.</summary>
    public static TriggerSources Any { get; } = new() { IsAny = true };

    /// <summary>Whether every scope will do.</summary>
    public bool IsAny { get; private init; }

    /// <summary>The only scopes that will do, the own one among them only if it is named; null unless there is such a list.</summary>
    public IReadOnlyList<Scope>? Scopes { get; private init; }

    /// <summary>Whether a job of another scope could ever start the workflow.</summary>
    public bool CrossesScopes => IsAny || Scopes is not null;

    /// <summary>Exactly these scopes.</summary>
    public static TriggerSources Of(params IReadOnlyList<Scope> scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        return new() { Scopes = [.. scopes] };
    }

    /// <summary>Whether a job of a scope will do.</summary>
    /// <param name="source">The job's scope; null when it has none.</param>
    /// <param name="own">The workflow's scope.</param>
    public bool Contains(Scope? source, Scope own) =>
        IsAny || (source is { } from && (Scopes is null ? from == own : Scopes.Contains(from)));
}
