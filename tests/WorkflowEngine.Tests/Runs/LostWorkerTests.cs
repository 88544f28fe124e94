using WorkflowEngine.Runs;
using static WorkflowEngine.Tests.Support.TestJobs;

namespace WorkflowEngine.Tests.Runs;

public sealed class LostWorkerTests
{
    [Fact]
    public void A_job_whose_worker_was_lost_is_attempted_again()
    {
        var run = TestRun.Start(Job("a"));
        run.Begin("a", "w1");

        run.Lose("a").Should().BeTrue();

        run["a"].Should().BeEquivalentTo(new { Status = WorkflowStatus.Waiting, Attempt = 2, LostAttempts = 1, FailedAttempts = 0 });
        run["a"].Reason.Should().Be(new StatusReason(ReasonCodes.WorkerLost, "worker 'w1' was lost during attempt 1"));
        run.Task("a", 1).Should().BeEquivalentTo(new { Status = WorkflowStatus.Failure, CloseSteps = true });
        run.Task("a", 2)!.Status.Should().Be(WorkflowStatus.Waiting);
    }

    [Fact]
    public void A_worker_that_never_said_it_started_is_not_named()
    {
        var run = TestRun.Start(Job("a"));
        run.Begin("a", "w1");
        run.Lose("a");

        run.Lose("a");

        run["a"].Reason!.Text.Should().Be("worker 'unknown' was lost during attempt 2");
    }

    [Fact]
    public void A_job_that_loses_every_worker_fails_in_the_end()
    {
        var run = TestRun.Start(Job("a").Retrying(5));
        for (var i = 0; i < RunRules.Default.MaxLostAttempts; i++)
        {
            run.Begin("a");
            run.Lose("a");
            run["a"].Status.Should().Be(WorkflowStatus.Waiting);
        }

        run.Begin("a");
        run.Lose("a");

        run["a"].Status.Should().Be(WorkflowStatus.Failure);
        run["a"].Reason!.Code.Should().Be(ReasonCodes.WorkerLost);
        run.Run.Status.Should().Be(WorkflowStatus.Failure);
    }

    [Fact]
    public void A_job_that_is_told_to_stop_and_loses_its_worker_is_cancelled()
    {
        var run = TestRun.Start(Job("a"), Job("always").When("always"));
        run.Begin("a");
        run.Begin("always");
        run.Cancel();

        run.Lose("a");
        run.Lose("always");

        run.Statuses().Should().Be("a:cancelled always:waiting");
    }

    [Fact]
    public void A_cancel_wins_over_the_last_loss()
    {
        var run = TestRun.Start(Job("a"));
        for (var i = 0; i < RunRules.Default.MaxLostAttempts; i++)
        {
            run.Lose("a");
        }

        run.Begin("a");
        run.Cancel();
        run.Lose("a");

        run.Run.Status.Should().Be(WorkflowStatus.Cancelled);
    }

    [Fact]
    public void Clean_up_that_loses_every_worker_fails()
    {
        var run = TestRun.Start(Job("a").When("always"));
        run.Cancel();

        for (var i = 0; i <= RunRules.Default.MaxLostAttempts; i++)
        {
            run.Lose("a").Should().BeTrue();
        }

        run["a"].Status.Should().Be(WorkflowStatus.Failure);
    }

    [Fact]
    public void Lost_workers_and_released_tasks_do_not_use_up_retries()
    {
        var run = TestRun.Start(Job("a").Retrying(1));
        run.Begin("a");
        run.Lose("a");
        for (var i = 0; i < 10; i++)
        {
            run.Begin("a");
            run.Release("a");
        }

        run["a"].Should().BeEquivalentTo(new { Status = WorkflowStatus.Waiting, Attempt = 12, LostAttempts = 1, FailedAttempts = 0 });
        run["a"].Reason!.Code.Should().Be(ReasonCodes.WorkerStopped);
        run.Fail("a");
        run["a"].Status.Should().Be(WorkflowStatus.Waiting);
        run.Fail("a");

        run["a"].Status.Should().Be(WorkflowStatus.Failure);
    }

    [Fact]
    public void A_task_that_is_given_back_during_a_cancel_is_cancelled()
    {
        var run = TestRun.Start(Job("a"));
        run.Begin("a");
        run.Cancel();

        run.Release("a");

        run["a"].Status.Should().Be(WorkflowStatus.Cancelled);
        run.Run.Status.Should().Be(WorkflowStatus.Cancelled);
    }
}
