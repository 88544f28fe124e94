using WorkflowEngine.Runs;
using static WorkflowEngine.Tests.Support.TestJobs;

namespace WorkflowEngine.Tests.Runs;

public sealed class RunStatusTests
{
    [Theory]
    [InlineData(0, (int)Outcomes.Success, WorkflowStatus.Success)]
    [InlineData(0, (int)(Outcomes.Success | Outcomes.Skipped), WorkflowStatus.Success)]
    [InlineData(0, (int)(Outcomes.Success | Outcomes.Skipped | Outcomes.Cancelled), WorkflowStatus.Cancelled)]
    [InlineData(0, 15, WorkflowStatus.Failure)]
    [InlineData(0, (int)Outcomes.Skipped, WorkflowStatus.Skipped)]
    [InlineData(0, (int)Outcomes.None, WorkflowStatus.Skipped)]
    [InlineData(1, (int)Outcomes.None, WorkflowStatus.Running)]
    [InlineData(1, (int)Outcomes.Cancelled, WorkflowStatus.Running)]
    [InlineData(1, (int)Outcomes.Failure, WorkflowStatus.Failure)]
    public void The_status_of_a_run_follows_from_its_jobs(int open, int ended, WorkflowStatus expected) =>
        RunStatusRule.Of(open, (Outcomes)ended).Should().Be(expected);

    [Fact]
    public void A_failure_is_reported_when_the_last_job_has_ended_and_names_the_first_failed_job()
    {
        var run = TestRun.Start(Job("allowed").MayFail(), Job("first"), Job("second"), Job("slow"));
        run.Fail("allowed");
        run.Fail("second", "signal");
        run.Fail("first", "exit_code");
        run.Run.Status.Should().Be(WorkflowStatus.Running);
        run.Now += TimeSpan.FromMinutes(1);

        run.Succeed("slow");

        run.Run.Should().BeEquivalentTo(new { Status = WorkflowStatus.Failure, StoppedAt = run.Now });
        run.Run.Reason.Should().Be(new StatusReason(ReasonCodes.JobFailed, "job 'first' failed: exit_code"));
    }

    [Fact]
    public void A_plan_without_jobs_is_skipped_and_says_why()
    {
        var run = TestRun.Start();

        run.Run.Should().BeEquivalentTo(new { Status = WorkflowStatus.Skipped, StoppedAt = run.Now, Version = 1 });
        run.Run.Reason!.Code.Should().Be(ReasonCodes.NoJobs);
        run.Events.Select(one => one.Status).Should().Equal(WorkflowStatus.Waiting, WorkflowStatus.Skipped);
    }

    [Fact]
    public void A_run_whose_jobs_are_all_skipped_is_skipped() =>
        TestRun.Start(Job("a").When("any_failed"), Job("b", "a")).Run.Should().BeEquivalentTo(new
        {
            Status = WorkflowStatus.Skipped,
            Reason = new StatusReason(ReasonCodes.ConditionFalse, "every job was skipped"),
        });

    [Fact]
    public void A_failure_that_is_allowed_does_not_fail_the_run()
    {
        var run = TestRun.Start(Job("a").MayFail());

        run.Fail("a");

        run["a"].Status.Should().Be(WorkflowStatus.Failure);
        run.Run.Status.Should().Be(WorkflowStatus.Success);
    }

    [Fact]
    public void A_run_of_one_empty_fan_out_succeeds() =>
        TestRun.Start(Job("a").FanOut(0)).Run.Status.Should().Be(WorkflowStatus.Success);

    [Fact]
    public void The_events_tell_the_whole_story_in_order()
    {
        var run = TestRun.Start(Job("a"), Job("b", "a"));
        run.Fail("a");

        run.Events.Select(one => $"{one.Sequence} {one.Kind} {one.Label} {one.Attempt} {one.Status.ToText()}").Should().Equal(
            "1 Run test  waiting", "2 Job a 1 waiting", "3 Run test  running", "4 Job a 1 running", "5 Job a 1 failure", "6 Job b 0 skipped",
            "7 Run test  failure");
    }
}
