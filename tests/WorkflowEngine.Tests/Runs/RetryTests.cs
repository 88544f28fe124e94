using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using static WorkflowEngine.Tests.Support.TestJobs;

namespace WorkflowEngine.Tests.Runs;

public sealed class RetryTests
{
    [Theory]
    [InlineData(RetryBackoff.Constant, "10 10 10 10")]
    [InlineData(RetryBackoff.Linear, "10 20 30 35")]
    [InlineData(RetryBackoff.Exponential, "10 20 35 35")]
    public void The_wait_grows_as_the_policy_says_up_to_its_limit(RetryBackoff backoff, string seconds)
    {
        var policy = new RetryPolicy { Count = 4, Delay = TimeSpan.FromSeconds(10), Backoff = backoff, MaxDelay = TimeSpan.FromSeconds(35) };
        var run = TestRun.Start(Job("a") with { Retry = policy });
        var waits = new List<double>();

        for (var attempt = 0; attempt < 4; attempt++)
        {
            run.Fail("a");
            waits.Add((run["a"].NotBefore!.Value - run.Now).TotalSeconds);
            run.Task("a", run["a"].Attempt)!.NotBefore.Should().Be(run["a"].NotBefore);
        }

        string.Join(' ', waits).Should().Be(seconds);
    }

    [Fact]
    public void A_wait_without_a_limit_of_its_own_ends_after_an_hour() =>
        RetryRule.Delay(new RetryPolicy { Delay = TimeSpan.FromMinutes(1), Backoff = RetryBackoff.Exponential }, 100, 1)
            .Should().Be(TimeSpan.FromHours(1));

    [Fact]
    public void Jitter_varies_the_wait_within_its_share_and_never_above_the_limit()
    {
        var policy = new RetryPolicy { Delay = TimeSpan.FromSeconds(100), Jitter = 0.5, MaxDelay = TimeSpan.FromSeconds(130) };

        var waits = Enumerable.Range(0, 1000).Select(seed => RetryRule.Delay(policy, 1, seed).TotalSeconds).ToList();

        waits.Should().OnlyContain(wait => wait >= 50 && wait <= 130);
        waits.Min().Should().BeLessThan(55);
        waits.Average().Should().BeInRange(90, 110);
        waits.Distinct().Count().Should().BeGreaterThan(500);
    }

    [Fact]
    public void A_transition_that_is_computed_again_waits_as_long_also_in_another_process()
    {
        var policy = new RetryPolicy { Count = 1, Delay = TimeSpan.FromSeconds(100), Jitter = 1 };
        var run = TestRun.Start(Job("a"), Job("b") with { Retry = policy });

        run.Fail("b");

        // A fixed number: a seed that differs from process to process fails here.
        (run["b"].NotBefore - run.Now).Should().Be(RetryRule.Delay(policy, 1, 1));
        RetryRule.Delay(policy, 1, 1).Should().NotBe(RetryRule.Delay(policy, 1, 2));
    }

    [Fact]
    public void A_failed_attempt_is_followed_by_another_until_the_count_is_used_up()
    {
        var run = TestRun.Start(Job("a").Retrying(2), Job("b", "a"));

        run.Fail("a", "exit_code");
        run["a"].Should().BeEquivalentTo(new { Status = WorkflowStatus.Waiting, Attempt = 2, FailedAttempts = 1 });
        run["a"].Reason.Should().Be(new StatusReason(ReasonCodes.Retry, "attempt 1 failed (exit_code); retry 1 of 2"));
        run["a"].NotBefore.Should().BeNull();
        run.Task("a", 1)!.Status.Should().Be(WorkflowStatus.Failure);
        run.Fail("a");
        run.Run.Status.Should().Be(WorkflowStatus.Running);
        run.Fail("a");

        run.Statuses().Should().Be("a:failure b:skipped");
        run["a"].Attempt.Should().Be(3);
        run.Run.Status.Should().Be(WorkflowStatus.Failure);
    }

    [Fact]
    public void A_waiting_attempt_has_not_started()
    {
        var run = TestRun.Start(Job("a").Retrying(1));
        run.Now += TimeSpan.FromSeconds(1);

        run.Fail("a");

        run["a"].StartedAt.Should().BeNull();
        run["a"].StoppedAt.Should().BeNull();
    }

    [Fact]
    public void Only_the_reasons_that_the_policy_names_are_worth_another_attempt()
    {
        var job = Job("a") with { Retry = new RetryPolicy { Count = 5, RetryOn = ["timeout", "exit_code"] } };
        var run = TestRun.Start(job);

        run.Fail("a", "exit_code");
        run["a"].Status.Should().Be(WorkflowStatus.Waiting);
        run.Fail("a", "signal");

        run["a"].Status.Should().Be(WorkflowStatus.Failure);
        TestRun.Start(job).Fail("a").Should().BeTrue();
    }

    [Theory]
    [InlineData(WorkflowStatus.Cancelled)]
    [InlineData(WorkflowStatus.Skipped)]
    [InlineData(WorkflowStatus.Success)]
    public void Only_a_failure_is_retried(WorkflowStatus status)
    {
        var run = TestRun.Start(Job("a").Retrying(2));

        run.Begin("a");
        run.End("a", status);

        run["a"].Status.Should().Be(status);
    }

    [Fact]
    public void After_a_cancel_nothing_is_retried()
    {
        var run = TestRun.Start(Job("a").Retrying(2));
        run.Begin("a");
        run.Cancel();

        run.End("a", WorkflowStatus.Failure);

        run["a"].Status.Should().Be(WorkflowStatus.Failure);
        run.Run.Status.Should().Be(WorkflowStatus.Failure);
    }

    [Fact]
    public void A_failure_that_is_allowed_is_retried_first()
    {
        var run = TestRun.Start(Job("a").Retrying(1).MayFail(), Job("b", "a"));

        run.Fail("a");
        run["b"].Status.Should().Be(WorkflowStatus.Blocked);
        run.Fail("a");

        run.Statuses().Should().Be("a:failure b:waiting");
    }
}
