using WorkflowEngine.Definitions;
using WorkflowEngine.Planning;
using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;
using static WorkflowEngine.Tests.Support.TestJobs;

namespace WorkflowEngine.Tests.Runs;

/// <summary>A change holds what the fact touched, however large the run is.</summary>
public sealed class LargeRunTests
{
    private const int Jobs = RunPlanner.MaxJobs;

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_job_of_a_long_chain_touches_itself_and_the_next()
    {
        var state = Start(Chain());

        for (var job = 0; job < Jobs; job++)
        {
            Apply(state, new RunFact.TaskStarted(job, 1, "worker")).Jobs.Should().HaveCount(1);
            var change = Apply(state, new RunFact.TaskEnded(job, 1, WorkflowStatus.Success, null, null));
            (change.Jobs.Count, change.Tasks.Count).Should().Be(job == Jobs - 1 ? (1, 1) : (2, 2));
        }

        state.Run.Status.Should().Be(WorkflowStatus.Success);
        StateComparison.ShouldBeAsLoaded(state);
    }

    [Fact]
    public void A_failure_at_the_head_of_a_long_chain_skips_all_of_it_in_one_change()
    {
        var state = Start(Chain());

        var change = Apply(state, new RunFact.TaskEnded(0, 1, WorkflowStatus.Failure, null, null));

        change.Jobs.Should().HaveCount(Jobs);
        change.Tasks.Should().HaveCount(1);
        state.Run.Status.Should().Be(WorkflowStatus.Failure);
        StateComparison.ShouldBeAsLoaded(state);
    }

    [Fact]
    public void A_long_chain_that_was_cancelled_settles_when_its_head_ends()
    {
        var state = Start(Chain());
        Apply(state, new RunFact.TaskStarted(0, 1, "worker"));
        Apply(state, new RunFact.CancelRequested(false, new StatusReason("cancelled"))).Jobs.Should().HaveCount(Jobs - 1);

        Apply(state, new RunFact.TaskEnded(0, 1, WorkflowStatus.Cancelled, null, null)).Jobs.Should().HaveCount(1);

        state.Run.Status.Should().Be(WorkflowStatus.Cancelled);
        StateComparison.ShouldBeAsLoaded(state);
        Apply(state, new RunFact.RerunFailedRequested()).Jobs.Should().HaveCount(Jobs);
        StateComparison.ShouldBeAsLoaded(state);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_middle_of_a_wide_run_touches_nothing_but_itself(bool fanOut)
    {
        const int Wide = Jobs - 2;
        var middle = fanOut ? [Job("middle", "first").FanOut(Wide)] : Enumerable.Range(0, Wide).Select(i => Job($"j{i}", "first"));
        var names = fanOut ? ["middle"] : Enumerable.Range(0, Wide).Select(i => $"j{i}");
        var state = Start([Job("first"), .. middle, Job("last", [.. names])]);

        Apply(state, new RunFact.TaskEnded(0, 1, WorkflowStatus.Success, null, null)).Jobs.Should().HaveCount(Wide + 1);
        for (var job = 1; job <= Wide; job++)
        {
            var change = Apply(state, new RunFact.TaskEnded(job, 1, WorkflowStatus.Success, null, null));
            (change.Jobs.Count, change.Tasks.Count, change.Events.Count).Should().Be(job == Wide ? (2, 2, 2) : (1, 1, 1));
        }

        Apply(state, new RunFact.TaskEnded(Jobs - 1, 1, WorkflowStatus.Success, null, null)).Events.Should().HaveCount(2);
        state.Run.Status.Should().Be(WorkflowStatus.Success);
        StateComparison.ShouldBeAsLoaded(state);
    }

    [Fact]
    public void A_condition_is_evaluated_once_for_a_whole_fan_out()
    {
        const int Needs = 900;
        var names = Enumerable.Range(0, Needs).Select(i => $"j{i}").ToArray();
        var fan = Job("fan", names).FanOut(Jobs - Needs - 1).When("always() and needs.j0.result == 'success'");
        var state = Start([Job("first"), .. names.Select(name => Job(name, "first")), fan]);
        Apply(state, new RunFact.TaskEnded(0, 1, WorkflowStatus.Success, null, null));
        RunFact[] ends = [.. Enumerable.Range(1, Needs).Select(job => new RunFact.TaskEnded(job, 1, WorkflowStatus.Success, null, null))];

        var before = GC.GetAllocatedBytesForCurrentThread();
        state.Accept(RunStateMachine.Apply(state, ends, Now, RunRules.Default).Change!);
        state.Accept(RunStateMachine.Apply(state, [new RunFact.CancelRequested(false, new StatusReason("x"))], Now, RunRules.Default).Change!);

        state.Run.CancelRequested.Should().BeTrue();
        state.Job(Jobs - 1).Status.Should().Be(WorkflowStatus.Waiting);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(20_000_000);
    }

    private static IEnumerable<JobDefinition> Chain() =>
        Enumerable.Range(0, Jobs).Select(index => index == 0 ? Job("j0") : Job($"j{index}", $"j{index - 1}"));

    private static RunState Start(IEnumerable<JobDefinition> jobs)
    {
        var plan = new RunPlan { Hash = "0", Jobs = RunPlanner.Expand([.. jobs]) };
        var graph = JobGraph.Build(plan.Jobs);
        var definition = new WorkflowDefinition { Ref = "large", Jobs = [] };
        var created = RunStateMachine.Start(
            RunPlanner.NewRun(definition, plan, new WorkflowEvent { Name = "push" }, 0), plan, graph, Now);
        created.Tasks.Should().HaveCount(1);
        created.Jobs.Should().HaveCount(Jobs);
        return RunState.Load(created.Run, plan, graph, created.Jobs);
    }

    private static RunChange Apply(RunState state, RunFact fact)
    {
        var transition = RunStateMachine.Apply(state, [fact], Now, RunRules.Default);
        transition.Accepted.Should().Equal(true);
        state.Accept(transition.Change!);
        return transition.Change!;
    }
}
