namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>
/// Decides whether a job starts a workflow. One evaluator for real events and for dry runs: the questions are asked in a fixed order and
/// the first that is answered badly is the reason.
/// </summary>
internal static class TriggerEvaluator
{
    /// <summary>Asks everything that does not depend on what the trigger did before; null when nothing stands against a start.</summary>
    public static StartDecision? Check(CompletedJob job, TriggerCandidate candidate, TriggerRules rules, List<TriggerCheck>? checks = null)
    {
        var config = candidate.Trigger?.Config;
        if (Loop(job, candidate, rules) is { } loop)
        {
            return Refuse(checks, "loop", loop, $"the run would be at depth {job.Chain.Depth} of {rules.MaxDepth}");
        }

        checks?.Add(new("loop", true));
        if (!Ask(checks, "live", candidate.IsLive))
        {
            return StartDecision.Skip(StartReasons.WorkflowDeleted);
        }

        if (!Ask(checks, "type", config is not null && config.TriggerType == job.Type, job.Type))
        {
            return StartDecision.Skip(StartReasons.TypeMismatch, job.Type);
        }

        if (!Ask(checks, "enabled", config!.IsEnabled))
        {
            return StartDecision.Skip(StartReasons.Disabled);
        }

        if (Scope(job, candidate, rules) is { } scope)
        {
            return Refuse(checks, "scope", scope, job.Completion.Scope?.Name);
        }

        checks?.Add(new("scope", true, job.Completion.Scope?.Name));
        if (!Ask(checks, "status", config.Statuses.Contains(job.Completion.Status), job.Completion.Status.ToName()))
        {
            return StartDecision.Skip(StartReasons.StatusMismatch, job.Completion.Status.ToName());
        }

        if (!Ask(checks, "name", candidate.Trigger!.Names?.Passes(job.Name) ?? true, job.Name))
        {
            return StartDecision.Skip(StartReasons.NameMismatch, job.Name);
        }

        if (candidate.Trigger.Refuse(job) is { } refused)
        {
            return Refuse(checks, "conditions", refused.Reason, refused.Detail);
        }

        checks?.Add(new("conditions", true));
        return null;
    }

    /// <summary>Asks what depends on what the trigger did before, of an event that passed <see cref="Check"/>.</summary>
    public static StartDecision Decide(TriggerConfig config, TriggerUsage usage, DateTimeOffset now, List<TriggerCheck>? checks = null)
    {
        if (LimitRule.Exceeded(config.Limits, usage, now) is { } exceeded)
        {
            return Exceeded(config.Limits, exceeded, checks);
        }

        checks?.Add(new("limits", true));
        if (config.Delay.Time <= TimeSpan.Zero)
        {
            checks?.Add(new("delay", true));
            return StartDecision.Queue;
        }

        var due = DelayRule.Next(config.Delay, usage.Pending, now);
        var outcome = usage.Pending is not null && config.Delay.Mode != DelayMode.Each ? StartOutcome.Coalesced : StartOutcome.Delayed;
        checks?.Add(new("delay", true, due.ToString("O")));
        return new(outcome, null, due);
    }

    /// <summary>Asks again of an event that waited and is due.</summary>
    public static StartDecision DecideDue(TriggerConfig config, TriggerUsage usage, DateTimeOffset now) =>
        LimitRule.Exceeded(config.Limits, usage with { Deferred = 0 }, now) is { } exceeded
            ? Exceeded(config.Limits, exceeded, null)
            : StartDecision.Queue;

    private static StartDecision Exceeded(TriggerLimits limits, LimitBreach breach, List<TriggerCheck>? checks)
    {
        checks?.Add(new("limits", false, breach.Detail));
        return limits.OnExceeded == ExceededAction.Defer
            ? new(StartOutcome.Deferred, breach.Reason, breach.RoomAt, breach.Detail)
            : StartDecision.Skip(breach.Reason, breach.Detail);
    }

    private static string? Loop(CompletedJob job, TriggerCandidate candidate, TriggerRules rules)
    {
        if (!candidate.AllowSelf && job.Chain.Ancestors.Contains((candidate.Scope, candidate.Workflow)))
        {
            return StartReasons.LoopSelf;
        }

        return job.Chain.Depth > rules.MaxDepth ? StartReasons.LoopDepth : null;
    }

    private static string? Scope(CompletedJob job, TriggerCandidate candidate, TriggerRules rules)
    {
        var source = job.Completion.Scope;
        if (!candidate.Trigger!.Config.Sources.Contains(source, candidate.Scope))
        {
            return source is null ? StartReasons.NoExperiment : StartReasons.ExperimentMismatch;
        }

        return source == candidate.Scope || rules.MayStart(source, candidate.Scope) ? null : StartReasons.ExperimentMismatch;
    }

    private static bool Ask(List<TriggerCheck>? checks, string check, bool passed, string? detail = null)
    {
        checks?.Add(new(check, passed, detail));
        return passed;
    }

    private static StartDecision Refuse(List<TriggerCheck>? checks, string check, string reason, string? detail)
    {
        checks?.Add(new(check, false, detail));
        return StartDecision.Skip(reason, detail);
    }
}
