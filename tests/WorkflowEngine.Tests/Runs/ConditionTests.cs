using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using static WorkflowEngine.Tests.Support.TestJobs;

namespace WorkflowEngine.Tests.Runs;

public sealed class ConditionTests
{
    /// <summary>One letter for each way a need ends: R the job that needs it runs, - it is skipped.</summary>
    [Theory]
    [InlineData("all_success", "R---RR")]
    [InlineData("any_success", "R---RR")]
    [InlineData("any_failed", "-RR---")]
    [InlineData("always", "RRRRRR")]
    [InlineData("success()", "R---RR")]
    [InlineData("failure()", "-R----")]
    [InlineData("cancelled()", "------")]
    [InlineData("!cancelled()", "RRRRRR")]
    [InlineData("always()", "RRRRRR")]
    [InlineData("!failure()", "R-RRRR")]
    [InlineData("true", "R---RR")]
    [InlineData("event.name == 'push'", "R---RR")]
    [InlineData("always() && needs.need.result == 'skipped'", "---R--")]
    public void A_condition_looks_at_how_its_need_ended(string condition, string expected)
    {
        var actual = "";
        foreach (var outcome in new[] { "success", "failure", "cancelled", "skipped", "allowed failure", "empty fan-out" })
        {
            var run = TestRun.Start(Need(outcome), Job("job", "need").When(condition));
            _ = outcome switch
            {
                "success" => run.Succeed("need"),
                "cancelled" => run.Begin("need") && run.End("need", WorkflowStatus.Cancelled),
                "failure" or "allowed failure" => run.Fail("need"),
                _ => true,
            };
            run["need"].Status.IsTerminal().Should().BeTrue();
            actual += run["job"].Status switch
            {
                WorkflowStatus.Waiting => 'R',
                WorkflowStatus.Skipped => '-',
                _ => '?',
            };
        }

        actual.Should().Be(expected);
    }

    [Theory]
    [InlineData("all_success", "job:waiting")]
    [InlineData("any_failed", "job:skipped")]
    [InlineData("always", "job:waiting")]
    [InlineData("any_success", "job:failure")]
    [InlineData("success()", "job:waiting")]
    [InlineData("failure()", "job:skipped")]
    public void A_job_without_needs_is_decided_at_the_start(string condition, string expected) =>
        TestRun.Start(Job("job").When(condition)).Statuses().Should().Be(expected);

    [Fact]
    public void A_job_waits_for_all_it_needs()
    {
        var run = TestRun.Start(Job("a"), Job("b"), Job("job", "a", "b").When("any_success"));

        run.Succeed("a");
        run["job"].Status.Should().Be(WorkflowStatus.Blocked);
        run.Fail("b");

        run["job"].Status.Should().Be(WorkflowStatus.Waiting);
    }

    [Fact]
    public void Declaration_order_does_not_matter()
    {
        JobDefinition[] jobs = [Job("a"), Job("b", "a"), Job("c", "b"), Job("d", "c").When("always"), Job("e", "d", "b").When("any_success")];
        foreach (var order in Orders(jobs, 0))
        {
            var run = TestRun.Start([.. order]);
            run.Fail("a");
            run.Succeed("d");

            string.Join(' ', jobs.Select(job => run[job.Name].Status.ToText())).Should().Be("failure skipped skipped success waiting");
        }
    }

    [Fact]
    public void A_skip_names_the_needs_that_did_not_succeed()
    {
        var run = TestRun.Start(Job("a"), Job("b"), Job("c"), Job("job", "a", "b", "c"));

        run.Fail("a");
        run.Succeed("b");
        run.Begin("c");
        run.End("c", WorkflowStatus.Cancelled);

        run["job"].Reason.Should().Be(new StatusReason(
            ReasonCodes.ConditionFalse, "condition all_success(needs) is false: a ended as failure, c ended as cancelled"));
    }

    [Fact]
    public void A_skip_names_three_needs_at_most()
    {
        var run = TestRun.Start(Job("a"), Job("b"), Job("c"), Job("d"), Job("job", "a", "b", "c", "d"));

        Array.ForEach(new[] { "a", "b", "c", "d" }, name => run.Fail(name));

        run["job"].Reason!.Text.Should().EndWith("a ended as failure, b ended as failure, c ended as failure, ...");
    }

    [Fact]
    public void A_condition_that_cannot_be_evaluated_fails_the_job_and_the_run()
    {
        var run = TestRun.Start(Job("a"), Job("job", "a").When("nothing.like.this == 1"));

        run.Succeed("a");

        run["job"].Status.Should().Be(WorkflowStatus.Failure);
        run["job"].Reason!.Code.Should().Be(ReasonCodes.ConditionError);
        run["job"].Reason!.Text.Should().StartWith("condition 'nothing.like.this == 1' cannot be evaluated: ");
        run.Run.Status.Should().Be(WorkflowStatus.Failure);
    }

    [Fact]
    public void Any_success_without_needs_is_an_error_that_says_so() =>
        TestRun.Start(Job("job").When("any_success"))["job"].Reason.Should().Be(new StatusReason(
            ReasonCodes.ConditionError, "condition any_success(needs) has no needs to look at"));

    [Fact]
    public void An_expression_without_a_status_function_is_not_evaluated_after_a_failure()
    {
        var run = TestRun.Start(Job("a"), Job("job", "a").When("nothing.like.this == 1"));

        run.Fail("a");

        run["job"].Status.Should().Be(WorkflowStatus.Skipped);
    }

    [Fact]
    public void Status_functions_look_at_all_that_came_before_and_named_conditions_at_the_needs_only()
    {
        var run = TestRun.Start(
            Job("a"), Job("b", "a").When("always"), Job("named", "b"), Job("success", "b").When("success()"), Job("failure", "b").When("failure()"));

        run.Fail("a");
        run.Succeed("b");

        run.Statuses().Should().Be("a:failure b:success named:waiting success:skipped failure:waiting");
    }

    [Fact]
    public void Needs_on_a_fan_out_mean_all_its_instances()
    {
        var run = TestRun.Start(
            Job("fan").FanOut(3), Job("all", "fan"), Job("any", "fan").When("any_success"), Job("failed", "fan").When("any_failed"));

        run.Succeed("fan[0]");
        run.Fail("fan[1]");
        run["all"].Status.Should().Be(WorkflowStatus.Blocked);
        run.Succeed("fan[2]");

        run.Statuses().Should().EndWith("all:skipped any:waiting failed:waiting");
    }

    [Fact]
    public void A_fan_out_that_needs_another_waits_for_all_of_it()
    {
        var run = TestRun.Start(Job("a").FanOut(2), Job("b", "a").FanOut(2));

        run.Succeed("a[0]");
        run["b[0]"].Status.Should().Be(WorkflowStatus.Blocked);
        run.Succeed("a[1]");

        run.Statuses().Should().EndWith("b[0]:waiting b[1]:waiting");
    }

    [Fact]
    public void A_fan_out_over_nothing_succeeds_without_running()
    {
        var run = TestRun.Start(Job("fan").FanOut(0), Job("after", "fan"));

        run["fan"].Status.Should().Be(WorkflowStatus.Success);
        run["fan"].Outputs.Should().Be("[]");
        run["fan"].Reason!.Code.Should().Be(ReasonCodes.EmptyForEach);
        run.Tasks.Select(task => task.Job).Should().Equal(1);
    }

    [Fact]
    public void A_need_that_is_written_twice_counts_once()
    {
        var run = TestRun.Start(Job("a"), Job("job", "a", "a"));

        run.Succeed("a");

        run["job"].Status.Should().Be(WorkflowStatus.Waiting);
    }

    private static JobDefinition Need(string outcome) => outcome switch
    {
        "skipped" => Job("need").When("any_failed"),
        "allowed failure" => Job("need").MayFail(),
        "empty fan-out" => Job("need").FanOut(0),
        _ => Job("need"),
    };

    private static IEnumerable<JobDefinition[]> Orders(JobDefinition[] jobs, int from)
    {
        if (from == jobs.Length)
        {
            yield return jobs;
            yield break;
        }

        for (var i = from; i < jobs.Length; i++)
        {
            JobDefinition[] next = [.. jobs];
            (next[from], next[i]) = (next[i], next[from]);
            foreach (var order in Orders(next, from + 1))
            {
                yield return order;
            }
        }
    }
}
