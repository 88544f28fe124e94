using System.Text.Json;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Definitions;

/// <summary>What happens when a job has ended: a condition, variables to set, and jobs to start.</summary>
public sealed record TransitionDefinition
{
    /// <summary>Fires the transition when it is true; null means always.</summary>
    public Expression? When { get; init; }

    /// <summary>How the transition stands to the others of its job. Default: <see cref="TransitionChoice.Every"/>.</summary>
    public TransitionChoice Choice { get; init; }

    /// <summary>Variables to set, in order; each sees those before it. Default: none.</summary>
    public IReadOnlyList<PublishDefinition> Publish { get; init; } = [];

    /// <summary>The jobs to start; null means that none were named.</summary>
    public IReadOnlyList<string>? Do { get; init; }

    /// <summary>What the file says of the transition besides, by key: how an editor draws it. Default: nothing.</summary>
    public IReadOnlyDictionary<string, JsonElement> Annotations { get; init; } = EmptyMap.Json;

    /// <summary>Where the transition was written.</summary>
    public SourceSpan Span { get; init; }
}
