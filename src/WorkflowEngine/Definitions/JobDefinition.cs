using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Definitions;

/// <summary>A node of a workflow's graph as it was written: steps that share one workspace.</summary>
public sealed record JobDefinition
{
    /// <summary>The longest <see cref="Type"/>, in characters.</summary>
    public const int MaxTypeLength = 255;

    /// <summary>The name that <see cref="Needs"/> of other jobs use, unique within the workflow; at most 255 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The name shown to people; null means <see cref="Name"/>.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// What kind of job it is, such as <c>TRAIN</c>, at most <see cref="MaxTypeLength"/> characters: its end is then told to the workflows that listen to jobs of
    /// that type. Null means that nobody is told.
    /// </summary>
    public string? Type { get; init; }

    /// <summary>Jobs that must have ended before this one is decided. Default: none.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>The rule over the results of the needs. Default: <see cref="JobCondition.AllSuccess"/>.</summary>
    public JobCondition Condition { get; init; } = JobCondition.AllSuccess;

    /// <summary>The steps, in the order they were declared.</summary>
    public IReadOnlyList<StepDefinition> Steps { get; init; } = [];

    /// <summary>Environment variables of every step of the job. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = EmptyMap.Strings;

    /// <summary>How long an attempt may take; null means the engine's default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Jobs with a higher priority start first. Default: 0.</summary>
    public int Priority { get; init; }

    /// <summary>Whether a failure counts as success for dependants and for the run. Default: false.</summary>
    public bool AllowFailure { get; init; }

    /// <summary>Further attempts after a failure; null means none.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>Labels that a worker must have to run the job. Default: none.</summary>
    public IReadOnlyList<string> RunsOn { get; init; } = [];

    /// <summary>Limits how many jobs of a group are active; null means no limit.</summary>
    public ConcurrencyDefinition? Concurrency { get; init; }

    /// <summary>Makes one instance of the job per item of a list; null means a single job.</summary>
    public ForEachDefinition? ForEach { get; init; }

    /// <summary>How the job follows others through transitions; null means that <see cref="Needs"/> alone order the jobs.</summary>
    public JobFlow? Flow { get; init; }

    /// <summary>Where the job was written.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>The name to show: the label, or the name.</summary>
    public string DisplayName => Label ?? Name;
}
