using System.Text.Json;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Definitions;

/// <summary>How a job takes part in a workflow whose jobs start each other through transitions, instead of naming what they need.</summary>
public sealed record JobFlow
{
    /// <summary>What the job is. Default: <see cref="FlowKind.Action"/>.</summary>
    public FlowKind Kind { get; init; }

    /// <summary>The arguments of the action, rendered when the job starts; null means the parameters of the workflow.</summary>
    public JsonTemplate? Input { get; init; }

    /// <summary>The job is skipped, and its transitions are followed, when this is false; null means it always runs.</summary>
    public Expression? When { get; init; }

    /// <summary>Gives a list when the job starts; the job then runs once per item. Null means it runs once.</summary>
    public ExpressionTemplate? WithItems { get; init; }

    /// <summary>How many items are handed to the action at once, as a list; null means one, and not as a list.</summary>
    public int? BatchSize { get; init; }

    /// <summary>How many items are worked on at the same time; null means 10.</summary>
    public int? Concurrency { get; init; }

    /// <summary>How many different jobs must have a transition to this one fire before it starts; null means the first starts it.</summary>
    public int? Join { get; init; }

    /// <summary>Whether all jobs with a transition to this one must have it fire before it starts. Default: false.</summary>
    public bool JoinsAll { get; init; }

    /// <summary>What happens when the job has ended, in the order it is decided.</summary>
    public IReadOnlyList<TransitionDefinition> Transitions { get; init; } = [];

    /// <summary>The jobs of a <see cref="FlowKind.Parallel"/> job, which run together; otherwise empty.</summary>
    public IReadOnlyList<JobDefinition> Jobs { get; init; } = [];

    /// <summary>What the file says of the job besides, by key: placement, permissions, the place on an editor's canvas. Default: nothing.</summary>
    public IReadOnlyDictionary<string, JsonElement> Annotations { get; init; } = EmptyMap.Json;
}
