using WorkflowEngine.Definitions;
using WorkflowEngine.Planning;
using WorkflowEngine.Runs;
using static WorkflowEngine.Tests.Support.TestJobs;

namespace WorkflowEngine.Tests.Runs;

public sealed class JobGraphTests
{
    [Fact]
    public void Instances_of_a_fan_out_are_one_group()
    {
        var graph = Build(Job("a"), Job("fan", "a").FanOut(3), Job("b", "fan"));

        graph.JobCount.Should().Be(5);
        graph.GroupCount.Should().Be(3);
        Enumerable.Range(0, 5).Select(graph.GroupOf).Should().Equal(0, 1, 1, 1, 2);
        (graph.FirstMember(1), graph.MemberCount(1)).Should().Be((1, 3));
        graph.Needs(2).ToArray().Should().Equal(1);
        graph.Dependants(0).ToArray().Should().Equal(1);
    }

    [Fact]
    public void The_order_puts_each_job_after_its_needs_and_else_keeps_the_declaration() =>
        Build(Job("d", "c"), Job("c", "a", "b"), Job("b"), Job("a")).Order.ToArray().Should().Equal(2, 3, 1, 0);

    [Theory]
    [InlineData(2)]
    [InlineData(40)]
    public void A_need_that_is_written_twice_is_one_edge(int times)
    {
        var graph = Build(Job("a"), Job("b"), Job("job", [.. Enumerable.Repeat("b", times), "a"]));

        graph.Needs(2).ToArray().Should().Equal(1, 0);
        graph.Dependants(1).ToArray().Should().Equal(2);
    }

    [Fact]
    public void A_plan_that_was_not_validated_is_refused()
    {
        Refused("*needs 'x', which the plan does not have*", Job("a", "x"));
        Refused("*form a cycle*", Job("a", "a"));
        Refused("*form a cycle*", Job("a", "b"), Job("b", "a"), Job("c"));
        Refused("*two jobs named 'a'*", Job("a"), Job("b"), Job("a"));
        Refused("*two jobs named 'a'*", Job("a").FanOut(2), Job("a").FanOut(2));
        Refused("*two jobs named 'a'*", Job("a").FanOut(2), Job("a"));
    }

    private static void Refused(string message, params JobDefinition[] jobs) =>
        ((Action)(() => Build(jobs))).Should().Throw<ArgumentException>().WithMessage(message);

    private static JobGraph Build(params JobDefinition[] jobs) => JobGraph.Build(RunPlanner.Expand(jobs));
}
