using WorkflowEngine.Runs;
using static WorkflowEngine.Tests.Support.TestJobs;

namespace WorkflowEngine.Tests.Runs;

public sealed class RerunTests
{
    [Fact]
    public void What_failed_runs_again_and_what_succeeded_does_not()
    {
        var run = TestRun.Start(Job("good"), Job("bad", "good"), Job("after", "bad"), Job("apart", "good").When("any_failed"));
        run.Succeed("good");
        run.Fail("bad");
        var started = run.Run.StartedAt;
        run.Now += TimeSpan.FromHours(1);

        run.RerunFailed().Should().BeTrue();

        run.Statuses().Should().Be("good:success bad:waiting after:blocked apart:skipped");
        run["bad"].Attempt.Should().Be(2);
        run.Run.Should().BeEquivalentTo(new
        {
            Status = WorkflowStatus.Waiting,
            Reason = (StatusReason?)null,
            StoppedAt = (DateTimeOffset?)null,
            StartedAt = started,
        });
        run.Change!.Events.Select(one => (one.Kind, one.Status)).Should().Equal(
            (RunEventKind.Run, WorkflowStatus.Waiting), (RunEventKind.Job, WorkflowStatus.Blocked), (RunEventKind.Job, WorkflowStatus.Blocked),
            (RunEventKind.Job, WorkflowStatus.Waiting));
        run.Change.Jobs.Should().HaveCount(2);
        run.Succeed("bad", "after");
        run.Run.Status.Should().Be(WorkflowStatus.Success);
    }

    [Fact]
    public void Attempts_go_on_counting_and_retries_and_losses_begin_anew()
    {
        var run = TestRun.Start(Job("a").Retrying(1));
        run.Begin("a");
        run.Lose("a");
        run.Fail("a");
        run.Fail("a");
        run.Run.Status.Should().Be(WorkflowStatus.Failure);

        run.RerunFailed();

        run["a"].Should().BeEquivalentTo(new { Attempt = 4, FailedAttempts = 0, LostAttempts = 0, StartedAt = (DateTimeOffset?)null });
        run.Fail("a");
        run["a"].Status.Should().Be(WorkflowStatus.Waiting);
    }

    [Fact]
    public void A_cancelled_run_goes_on_where_it_was_stopped()
    {
        var run = TestRun.Start(Job("a"), Job("b", "a"), Job("c", "b"));
        run.Succeed("a");
        run.Cancel(forced: true);

        run.RerunFailed().Should().BeTrue();

        run.Run.Should().BeEquivalentTo(new { CancelRequested = false, CancelForced = false });
        run.Statuses().Should().Be("a:success b:waiting c:blocked");
        run.Succeed("b", "c");
        run.Run.Status.Should().Be(WorkflowStatus.Success);
    }

    [Fact]
    public void Only_the_instances_of_a_fan_out_that_failed_run_again()
    {
        var run = TestRun.Start(Job("fan").FanOut(3), Job("after", "fan"));
        run.Succeed("fan[0]", "fan[2]");
        run.Fail("fan[1]");

        run.RerunFailed();

        run.Statuses().Should().Be("fan[0]:success fan[1]:waiting fan[2]:success after:blocked");
    }

    [Fact]
    public void What_is_reset_waits_for_what_is_reset_before_it_also_behind_a_job_that_is_not()
    {
        var run = TestRun.Start(Job("a"), Job("b", "a").When("always"), Job("c", "b").When("success()"));
        run.Fail("a");
        run.Succeed("b");
        run["c"].Status.Should().Be(WorkflowStatus.Skipped);

        run.RerunFailed();

        run.Statuses().Should().Be("a:waiting b:success c:blocked");
        run.Succeed("a");
        run["c"].Status.Should().Be(WorkflowStatus.Waiting);
    }

    [Fact]
    public void A_rerun_that_ends_at_once_is_counted_anew()
    {
        var run = TestRun.Start(Job("a"), Job("b", "a").When("false"));
        run.Begin("a");
        run.Cancel();
        run.End("a", WorkflowStatus.Success);
        run["b"].Status.Should().Be(WorkflowStatus.Cancelled);

        run.RerunFailed().Should().BeTrue();

        run["b"].Status.Should().Be(WorkflowStatus.Skipped);
        run.Run.Status.Should().Be(WorkflowStatus.Success);
    }

    [Fact]
    public void There_is_nothing_to_repeat_while_a_run_goes_on_or_when_nothing_failed()
    {
        var run = TestRun.Start(Job("a"), Job("b"));
        run.Fail("a");
        run.RerunFailed().Should().BeFalse();
        run.Change.Should().BeNull();

        var good = TestRun.Start(Job("a"), Job("b").When("any_failed"));
        good.Succeed("a");
        good.RerunFailed().Should().BeFalse();
        good.Change.Should().BeNull();
        TestRun.Start().RerunFailed().Should().BeFalse();
    }

    [Fact]
    public void A_condition_that_is_still_wrong_fails_the_run_again()
    {
        var run = TestRun.Start(Job("a").When("any_success"));

        run.RerunFailed().Should().BeTrue();

        run.Run.Status.Should().Be(WorkflowStatus.Failure);
        run["a"].Status.Should().Be(WorkflowStatus.Failure);
    }
}
