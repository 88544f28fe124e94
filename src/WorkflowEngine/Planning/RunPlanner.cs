using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Planning;

/// <summary>Turns a definition and an event into the jobs and the first row of a run.</summary>
internal static class RunPlanner
{
    /// <summary>The most jobs a run may have.</summary>
    public const int MaxJobs = 10_000;

    /// <summary>The jobs of a run: each definition once, or once per item of its fan-out.</summary>
    /// <exception cref="ArgumentException">There are more than <see cref="MaxJobs"/> jobs.</exception>
    public static IReadOnlyList<PlannedJob> Expand(IReadOnlyList<JobDefinition> definitions)
    {
        var jobs = new List<PlannedJob>(definitions.Count);
        foreach (var definition in definitions)
        {
            // A fan-out over nothing keeps one job, so that what needs it finds it: it succeeds without running.
            if (definition.ForEach is not { Items.Count: > 0 } forEach)
            {
                jobs.Add(new PlannedJob { Definition = definition });
                continue;
            }

            for (var index = 0; index < forEach.Items.Count; index++)
            {
                jobs.Add(new PlannedJob { Definition = definition, ItemIndex = index, Item = forEach.Items[index] });
            }
        }

        return jobs.Count <= MaxJobs
            ? jobs
            : throw new ArgumentException($"The run would have {jobs.Count} jobs; at most {MaxJobs} are allowed.", nameof(definitions));
    }

    /// <summary>The run as it is before its jobs are decided.</summary>
    public static WorkflowRun NewRun(WorkflowDefinition definition, RunPlan plan, WorkflowEvent workflowEvent, int triggerDepth) => new()
    {
        Scope = definition.Scope,
        Workflow = definition.Ref,
        Label = definition.DisplayName,
        PlanHash = plan.Hash,
        Source = definition.Source,
        Event = workflowEvent,
        Status = WorkflowStatus.Waiting,
        TriggerDepth = triggerDepth,
        ConcurrencyGroup = definition.Concurrency?.Group,
        CancelInProgress = definition.Concurrency?.CancelInProgress ?? false,
    };

    /// <summary>A run that repeats an old one with the same plan and event.</summary>
    public static WorkflowRun Repeat(WorkflowRun run) => run with
    {
        Id = 0,
        Number = 0,
        RerunOf = run.Id,
        Event = run.Event with { DeliveryId = null },
        Status = WorkflowStatus.Waiting,
        Reason = null,
        CancelRequested = false,
        CancelForced = false,
        StartedAt = null,
        StoppedAt = null,
        Version = 0,
        LastEvent = 0,
    };
}
