using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;
using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Builds runs from the nodes that conformance cases describe.</summary>
internal static class RunCases
{
    public static DateTimeOffset Now { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static WorkflowStatus Status(string? text) => text switch
    {
        "completed" or "success" => WorkflowStatus.Success,
        "failed" or "failure" or "timeout" => WorkflowStatus.Failure,
        "cancelled" => WorkflowStatus.Cancelled,
        "skipped" => WorkflowStatus.Skipped,
        "submitted" or "running" => WorkflowStatus.Running,
        _ => WorkflowStatus.Blocked,
    };

    public static IReadOnlyList<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    public static JobCondition If(string text)
    {
        var diagnostics = new List<Diagnostic>();
        return Expression.TryParse(text, new SourcePosition(1, 1), diagnostics, out var expression)
            ? JobCondition.If(expression)
            : throw new InvalidOperationException(diagnostics[0].ToString());
    }

    public static PlannedJob Job(string name, IReadOnlyList<string> needs, JobCondition condition, int? instance = null) => new()
    {
        Definition = new JobDefinition { Name = name, Needs = needs, Condition = condition },
        ItemIndex = instance,
    };

    public static WorkflowRun Run() => new()
    {
        Scope = Scope.Default,
        Workflow = "case",
        Label = "case",
        PlanHash = "0",
        Event = new WorkflowEvent { Name = "push", Ref = "refs/heads/main" },
        Status = WorkflowStatus.Running,
    };

    public static RunState State(IReadOnlyList<PlannedJob> jobs, IReadOnlyList<WorkflowStatus> statuses, bool cancelled = false)
    {
        var plan = new RunPlan { Hash = "0", Jobs = jobs };
        var rows = jobs.Select((job, index) => new JobRun
        {
            Index = index,
            Name = job.Definition.Name,
            Label = job.Label,
            Status = statuses[index],
            Attempt = statuses[index] == WorkflowStatus.Running ? 1 : 0,
        });
        return RunState.Load(Run() with { CancelRequested = cancelled }, plan, JobGraph.Build(jobs), [.. rows]);
    }

    /// <summary>Decides everything that is decidable, as a change of a run does.</summary>
    public static RunDraft Decide(RunState state)
    {
        var draft = new RunDraft(state, Now);
        for (var group = 0; group < state.Graph.GroupCount; group++)
        {
            if (state.Group(group) is { OpenNeeds: 0, OpenMembers: > 0 })
            {
                draft.AddUndecided(group);
            }
        }

        JobDecision.DecideAll(draft);
        return draft;
    }
}
