namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>What one workflow says about one kind of job: whether its completion starts the workflow, and when exactly.</summary>
public sealed record TriggerConfig
{
    private static readonly CompletionStatus[] OnlyComplete = [CompletionStatus.Complete];

    /// <summary>The kind of job, the name of a <see cref="TriggerBlueprint"/>.</summary>
    public required string TriggerType { get; init; }

    /// <summary>Whether such a job starts the workflow at all.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>How the job must have ended; never empty. Default: complete.</summary>
    public IReadOnlyList<CompletionStatus> Statuses { get; init; } = OnlyComplete;

    /// <summary>What the job must be like. Default: nothing.</summary>
    public IReadOnlyList<TriggerCondition> Conditions { get; init; } = [];

    /// <summary>How the conditions make one. Default: <see cref="Blueprints.ConditionMode.All"/>.</summary>
    public ConditionMode ConditionMode { get; init; }

    /// <summary>Which names the job may have; null means any.</summary>
    public JobNameFilter? JobName { get; init; }

    /// <summary>Which scopes the job may be of. Default: the workflow's own.</summary>
    public TriggerSources Sources { get; init; } = TriggerSources.Same;

    /// <summary>How long the start waits. Default: not at all.</summary>
    public TriggerDelay Delay { get; init; } = TriggerDelay.None;

    /// <summary>How often it may start. Default: no limits.</summary>
    public TriggerLimits Limits { get; init; } = TriggerLimits.None;
}
