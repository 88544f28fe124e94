using System.Diagnostics;
using WorkflowEngine.Definitions;
using WorkflowEngine.Planning;
using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;
using static WorkflowEngine.Tests.Support.TestJobs;

namespace WorkflowEngine.Tests.Runs;

[Collection(nameof(TimedTests))]
public sealed class RunAllocationTests(ITestOutputHelper output)
{
    /// <summary>About 5,150 are measured, of which the rows and events that a store keeps are most.</summary>
    private const int MostBytes = 5_600;

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_run_of_one_job_with_three_steps_allocates_little()
    {
        const int Runs = 20_000;
        var plan = new RunPlan { Hash = "0", Jobs = RunPlanner.Expand([Job("job")]) };
        var graph = JobGraph.Build(plan.Jobs);
        var run = RunPlanner.NewRun(
            new WorkflowDefinition { Ref = "test", Jobs = [] }, plan, new WorkflowEvent { Name = "push" }, triggerDepth: 0);
        var facts = Facts();
        for (var i = 0; i < Runs; i++)
        {
            Whole(run, plan, graph, facts).Status.Should().Be(WorkflowStatus.Success);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            Whole(run, plan, graph, facts);
            var elapsed = Stopwatch.GetElapsedTime(start);
            fastest = elapsed < fastest ? elapsed : fastest;
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Runs;
        output.WriteLine($"{bytes} bytes, and {fastest.TotalMicroseconds:F1} microseconds at best");
        bytes.Should().BeLessThan(MostBytes);
    }

    private static WorkflowRun Whole(WorkflowRun run, RunPlan plan, JobGraph graph, RunFact[] facts)
    {
        var created = RunStateMachine.Start(run, plan, graph, Now);
        var state = RunState.Load(created.Run, plan, graph, created.Jobs);
        state.Accept(RunStateMachine.Apply(state, facts, Now, RunRules.Default).Change!);
        return state.Run;
    }

    private static RunFact[] Facts()
    {
        var facts = new List<RunFact> { new RunFact.TaskStarted(0, 1, "worker") };
        for (var index = 0; index < 3; index++)
        {
            var step = new StepRun { Job = 0, Attempt = 1, Index = index, Id = "step", Label = "step", Status = WorkflowStatus.Running };
            facts.Add(new RunFact.StepChanged(step));
            facts.Add(new RunFact.StepChanged(step with { Status = WorkflowStatus.Success }));
        }

        facts.Add(new RunFact.TaskEnded(0, 1, WorkflowStatus.Success, null, null));
        return [.. facts];
    }
}
