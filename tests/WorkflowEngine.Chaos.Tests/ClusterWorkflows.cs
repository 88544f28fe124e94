using System.Text.Json;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Chaos.Tests;

/// <summary>
/// What the cluster is loaded with, a scope for each: runs that end as the state machine says, runs that are cancelled in the middle, fans,
/// and runs of one concurrency group. Every job has a step that only notes itself and one that takes time and may fail.
/// </summary>
internal static class ClusterWorkflows
{
    public static readonly Scope Kept = new("kept");
    public static readonly Scope Stopped = new("stopped");
    public static readonly Scope Fanned = new("fanned");
    public static readonly Scope Queued = new("queued");

    public static IReadOnlyList<WorkflowDefinition> All { get; } =
    [
        Complete(ChaosWorkflow.In(Kept)),
        Complete(ChaosWorkflow.In(Stopped)),
        Complete(Fan()),
        Complete(new() { Scope = Queued, Ref = "one", Concurrency = new("line"), Jobs = [ChaosWorkflow.Job("only")] }),
    ];

    public static WorkflowDefinition Of(Scope scope) => All.Single(workflow => workflow.Scope == scope);

    private static WorkflowDefinition Fan() => new()
    {
        Scope = Fanned,
        Ref = "fan",
        Jobs =
        [
            ChaosWorkflow.Job("split"),
            ChaosWorkflow.Job("part", "split") with
            {
                ForEach = new([.. Enumerable.Range(0, 12).Select(number => JsonSerializer.SerializeToElement(number))]),
                Retry = new RetryPolicy { Count = 3, Delay = TimeSpan.FromMilliseconds(30) },
            },
            ChaosWorkflow.Job("join", "part") with { Condition = JobCondition.Always },
        ],
    };

    private static WorkflowDefinition Complete(WorkflowDefinition workflow) => workflow with
    {
        Triggers = [new TriggerDefinition { Event = "load" }],
        Jobs = [.. workflow.Jobs.Select(job => job with
        {
            Steps = [new StepDefinition { Id = "prepare", Kind = StepKind.Action, Uses = "prepare" }, .. job.Steps],
        })],
    };
}
