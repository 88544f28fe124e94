using WorkflowEngine.Definitions;
using WorkflowEngine.Planning;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Tests.Worker;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Chaos;

/// <summary>How a run must end: the pure state machine, driven without a store, a clock, a worker or a mishap.</summary>
internal static class ExpectedRun
{
    private static readonly RunRules Rules = new(MaxLostAttempts: 0);

    public static RunState Of(WorkflowDefinition definition, long runNumber)
    {
        var now = DateTimeOffset.UnixEpoch;
        var plan = PlanDocument.Create(RunPlanner.Expand(definition.Jobs), definition.Env);
        var graph = JobGraph.Build(plan.Jobs);
        var planned = RunPlanner.NewRun(definition, plan, new WorkflowEvent { Scope = definition.Scope, Name = "manual" }, triggerDepth: 0);
        var created = RunStateMachine.Start(planned, plan, graph, now);
        var state = RunState.Load(created.Run, plan, graph, created.Jobs);
        while (NextWaiting(state) is { } job)
        {
            var name = plan.Jobs[job.Index].Label;
            var succeeds = ChaosOutcome.Succeeds(definition.Scope, runNumber, name, job.FailedAttempts);
            now += TimeSpan.FromSeconds(1);
            var transition = RunStateMachine.Apply(
                state,
                [
                    new RunFact.TaskStarted(job.Index, job.Attempt, "worker"),
                    new RunFact.TaskEnded(job.Index, job.Attempt, succeeds ? WorkflowStatus.Success : WorkflowStatus.Failure, null, null),
                ],
                now,
                Rules);
            state.Accept(transition.Change!);
        }

        return state;
    }

    private static JobRun? NextWaiting(RunState state)
    {
        foreach (var job in state.Jobs)
        {
            if (job.Status == WorkflowStatus.Waiting)
            {
                return job;
            }
        }

        return null;
    }
}
