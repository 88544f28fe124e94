using WorkflowEngine.Runs;
using static WorkflowEngine.Tests.Support.TestJobs;

namespace WorkflowEngine.Tests.Runs;

public sealed class CancelTests
{
    [Fact]
    public void A_cancel_ends_what_has_not_started_and_tells_what_runs()
    {
        var run = TestRun.Start(Job("running"), Job("waiting"), Job("blocked", "running"), Job("done"));
        run.Begin("running");
        run.Succeed("done");

        run.Cancel().Should().BeTrue();

        run.Statuses().Should().Be("running:running waiting:cancelled blocked:cancelled done:success");
        run.Task("running", 1).Should().BeEquivalentTo(new { Status = WorkflowStatus.Running, CancelRequested = true });
        run.Task("waiting", 1).Should().BeEquivalentTo(new { Status = WorkflowStatus.Cancelled, CloseSteps = true });
        run["waiting"].Reason!.Text.Should().Be("enough");
        run.Run.Should().BeEquivalentTo(new { Status = WorkflowStatus.Running, CancelRequested = true, CancelForced = false });
        run.End("running", WorkflowStatus.Cancelled);
        run.Run.Status.Should().Be(WorkflowStatus.Cancelled);
        run.Run.Reason!.Text.Should().Be("enough");
    }

    [Theory]
    [InlineData("all_success", false)]
    [InlineData("any_success", false)]
    [InlineData("any_failed", false)]
    [InlineData("true", false)]
    [InlineData("success()", false)]
    [InlineData("!cancelled()", false)]
    [InlineData("failure()", false)]
    [InlineData("always", true)]
    [InlineData("always()", true)]
    [InlineData("cancelled()", true)]
    [InlineData("success() || cancelled()", true)]
    public void Jobs_that_ask_for_it_still_run_after_a_cancel(string condition, bool runs)
    {
        var run = TestRun.Start(Job("a"), Job("job", "a").When(condition));
        run.Begin("a");
        run.Cancel();
        run.End("a", WorkflowStatus.Cancelled);

        run["job"].Status.Should().Be(runs ? WorkflowStatus.Waiting : WorkflowStatus.Cancelled);
        run.Cancel(forced: true);
        run["job"].Status.Should().Be(WorkflowStatus.Cancelled);
        run.Run.Status.Should().Be(WorkflowStatus.Cancelled);
    }

    [Fact]
    public void A_job_after_a_failure_still_runs_when_it_asks_for_failures()
    {
        var run = TestRun.Start(Job("a"), Job("job", "a").When("failure()"), Job("named", "a").When("any_failed"));
        run.Begin("a");
        run.Cancel();

        run.End("a", WorkflowStatus.Failure);

        run.Statuses().Should().Be("a:failure job:waiting named:cancelled");
    }

    [Fact]
    public void Clean_up_waits_for_all_that_still_runs_before_it()
    {
        var run = TestRun.Start(Job("build"), Job("test", "build"), Job("clean", "test").When("always"));
        run.Begin("build");

        run.Cancel();
        run.Statuses().Should().Be("build:running test:cancelled clean:blocked");
        WaitReason.Of(run.State.Graph, run.State.Jobs.ToArray(), 2)!.Text.Should().Be("waiting on build");
        run.End("build", WorkflowStatus.Cancelled);

        run["clean"].Status.Should().Be(WorkflowStatus.Waiting);
    }

    [Fact]
    public void Clean_up_sees_a_failure_behind_a_job_that_was_cancelled_before_it_started()
    {
        var run = TestRun.Start(Job("build"), Job("test", "build"), Job("notify", "test").When("failure()"));
        run.Begin("build");
        run.Cancel();

        run.End("build", WorkflowStatus.Failure);

        run["notify"].Status.Should().Be(WorkflowStatus.Waiting);
    }

    [Fact]
    public void Clean_up_that_waits_or_runs_goes_on_until_the_cancel_is_forced()
    {
        var run = TestRun.Start(Job("runs").When("always"), Job("waits").When("always()"), Job("after", "runs").When("always"));
        run.Begin("runs");
        run.Cancel();
        run.Statuses().Should().Be("runs:running waits:waiting after:blocked");
        run.Task("runs", 1)!.CancelRequested.Should().BeFalse();

        run.Cancel(forced: true).Should().BeTrue();

        run.Run.CancelForced.Should().BeTrue();
        run.Statuses().Should().Be("runs:running waits:cancelled after:cancelled");
        run.Task("runs", 1)!.CancelRequested.Should().BeTrue();
    }

    [Fact]
    public void A_second_cancel_changes_nothing()
    {
        var run = TestRun.Start(Job("a"));
        run.Begin("a");
        run.Cancel();

        run.Cancel().Should().BeTrue();
        run.Change.Should().BeNull();
        run.Cancel(forced: true);
        run.Change.Should().NotBeNull();
        run.Cancel(forced: true).Should().BeTrue();
        run.Change.Should().BeNull();
        run.Cancel().Should().BeTrue();
        run.Change.Should().BeNull();
        run.Run.CancelForced.Should().BeTrue();
    }

    [Fact]
    public void Cancelled_stays_cancelled()
    {
        var run = TestRun.Start(Job("a"));
        run.Begin("a");
        run.Cancel();
        run.End("a", WorkflowStatus.Cancelled);

        run.End("a", WorkflowStatus.Success).Should().BeFalse();
        run.Cancel().Should().BeFalse();
        run.Run.Status.Should().Be(WorkflowStatus.Cancelled);
    }

    [Fact]
    public void A_job_that_ends_well_although_it_was_told_to_stop_ended_well()
    {
        var run = TestRun.Start(Job("a"));
        run.Begin("a");
        run.Cancel();

        run.End("a", WorkflowStatus.Success);

        run.Run.Status.Should().Be(WorkflowStatus.Success);
        run.Run.Reason.Should().BeNull();
    }

    [Fact]
    public void A_run_that_never_started_is_cancelled_at_once()
    {
        var run = TestRun.Start(Job("a"), Job("b", "a"), Job("c", "b"));

        run.Cancel();

        run.Run.Should().BeEquivalentTo(new { Status = WorkflowStatus.Cancelled, StartedAt = (DateTimeOffset?)null, StoppedAt = run.Now });
        run.Events[^1].Should().BeEquivalentTo(new { Kind = RunEventKind.Run, Status = WorkflowStatus.Cancelled });
    }

    [Fact]
    public void A_retry_that_waits_for_its_time_is_cancelled()
    {
        var run = TestRun.Start(Job("a").Retrying(3));
        run.Fail("a");

        run.Cancel();

        run["a"].Status.Should().Be(WorkflowStatus.Cancelled);
        run.Task("a", 2)!.Status.Should().Be(WorkflowStatus.Cancelled);
    }
}
