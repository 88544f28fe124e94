namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>A configuration with its patterns compiled.</summary>
internal sealed class CompiledTrigger
{
    private readonly CompiledCondition[] _conditions;

    public CompiledTrigger(TriggerConfig config)
    {
        Config = config;
        _conditions = [.. config.Conditions.Select(CompiledCondition.Create)];
        Names = config.JobName is { } filter ? new CompiledNameFilter(filter) : null;
    }

    public TriggerConfig Config { get; }

    public CompiledNameFilter? Names { get; }

    /// <summary>Whether what the trigger does depends on what it did before, so that two events of it must not be decided at once.</summary>
    public bool HasState => Config.Limits.IsLimited || Config.Delay.Mode != DelayMode.Each;

    /// <summary>Why the conditions do not let a job pass; null when they do.</summary>
    public (string Reason, string Detail)? Refuse(CompletedJob job)
    {
        string? unclear = null;
        foreach (var condition in _conditions)
        {
            var result = condition.Evaluate(job.Document);
            if (result == true && Config.ConditionMode == ConditionMode.Any)
            {
                return null;
            }

            unclear ??= result is null ? condition.ToString() : null;
            if (result != true && Config.ConditionMode == ConditionMode.All)
            {
                return (result is null ? StartReasons.ConditionError : StartReasons.ConditionFalse, condition.ToString());
            }
        }

        if (Config.ConditionMode == ConditionMode.All || _conditions.Length == 0)
        {
            return null;
        }

        return unclear is null ? (StartReasons.ConditionFalse, "no condition is true") : (StartReasons.ConditionError, unclear);
    }
}
