using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Execution;

public sealed class StepOrderTests
{
    [Fact]
    public void Steps_that_name_nobody_come_up_as_declared() =>
        StepOrder.Sort([Step("a"), Step("b"), Step("c")]).Should().BeNull();

    [Fact]
    public void A_step_comes_after_what_it_depends_on() =>
        Ids(Step("c", "b"), Step("a"), Step("b", "a")).Should().Equal("a", "b", "c");

    [Fact]
    public void Of_the_steps_that_are_ready_the_one_declared_first_comes_up() =>
        Ids(Step("a"), Step("b", "a"), Step("c"), Step("d", "a")).Should().Equal("a", "b", "c", "d");

    [Fact]
    public void An_unknown_dependency_does_not_change_the_order() =>
        Ids(Step("a", "ghost"), Step("b")).Should().Equal("a", "b");

    [Fact]
    public void Steps_of_a_cycle_come_last() =>
        Ids(Step("a", "b"), Step("b", "a"), Step("self", "self"), Step("c")).Should().Equal("c", "a", "b", "self");

    [Fact]
    public void A_parallel_step_comes_after_what_its_children_depend_on() =>
        Ids(Group("p", Step("x", "late")), Step("late"), Step("after", "x")).Should().Equal("late", "p", "after");

    [Fact]
    public void A_child_may_depend_on_its_sibling_without_holding_up_the_group() =>
        Ids(Group("p", Step("x"), Step("y", "x")), Step("z")).Should().Equal("p", "z");

    [Fact]
    public void Ten_thousand_steps_in_reverse_order_are_sorted_at_once()
    {
        var steps = new List<StepDefinition>();
        for (var i = 0; i < 10_000; i++)
        {
            steps.Add(i < 9_999 ? Step($"s{i}", $"s{i + 1}") : Step($"s{i}"));
        }

        StepOrder.Sort(steps).Should().Equal(Enumerable.Range(0, 10_000).Reverse());
    }

    [Fact]
    public void A_step_without_dependencies_runs_only_while_no_earlier_one_failed()
    {
        var progress = Progress([Step("a"), Step("b")]);
        progress.Decide(Step("a")).Kind.Should().Be(StepDecisionKind.Run);
        progress.Set(Step("a"), WorkflowStatus.Failure);
        var decision = progress.Decide(Step("b"));
        decision.Kind.Should().Be(StepDecisionKind.Skip);
        decision.Reason.Should().Be(new StatusReason(ReasonCodes.EarlierStepFailed, "step 'a' did not succeed"));
    }

    [Fact]
    public void A_step_with_an_empty_list_runs_whatever_happened()
    {
        var progress = Progress([Step("a"), Step("b") with { DependsOn = [] }]);
        progress.Set(Step("a"), WorkflowStatus.Failure);
        progress.Decide(Step("b") with { DependsOn = [] }).Kind.Should().Be(StepDecisionKind.Run);
    }

    [Theory]
    [InlineData(WorkflowStatus.Success, StepDecisionKind.Run)]
    [InlineData(WorkflowStatus.Failure, StepDecisionKind.Skip)]
    [InlineData(WorkflowStatus.Cancelled, StepDecisionKind.Skip)]
    [InlineData(WorkflowStatus.Skipped, StepDecisionKind.Skip)]
    [InlineData(WorkflowStatus.Running, StepDecisionKind.Wait)]
    public void A_step_runs_only_when_all_it_depends_on_succeeded(WorkflowStatus status, object expected)
    {
        var progress = Progress([Step("a"), Step("b"), Step("c", "a", "b")]);
        progress.Set(Step("a"), WorkflowStatus.Success);
        progress.Set(Step("b"), status);
        progress.Decide(Step("c", "a", "b")).Kind.Should().Be((StepDecisionKind)expected);
    }

    [Fact]
    public void A_step_that_depends_on_nobody_we_know_is_skipped()
    {
        var progress = Progress([Step("a", "ghost")]);
        var decision = progress.Decide(Step("a", "ghost"));
        decision.Kind.Should().Be(StepDecisionKind.Skip);
        decision.Reason!.Text.Should().Be("depends on step 'ghost', which the job does not have");
    }

    [Fact]
    public void A_failed_child_is_the_affair_of_its_group()
    {
        var progress = Progress([Group("p", Step("x")), Step("b")]);
        progress.Set(Step("x"), WorkflowStatus.Failure, isChild: true);
        progress.Decide(Step("b")).Kind.Should().Be(StepDecisionKind.Run);
    }

    private static StepProgress Progress(IReadOnlyList<StepDefinition> steps) => new(steps, new WorkflowEvent { Name = "push" });

    private static StepDefinition Step(string id, params string[] dependsOn) =>
        new() { Id = id, DependsOn = dependsOn.Length == 0 ? null : dependsOn };

    private static StepDefinition Group(string id, params StepDefinition[] children) =>
        new() { Id = id, Kind = StepKind.Parallel, Steps = children };

    private static IEnumerable<string> Ids(params StepDefinition[] steps) =>
        StepOrder.Sort(steps)?.Select(position => steps[position].Id) ?? steps.Select(step => step.Id);
}
