using WorkflowEngine.Definitions;
using WorkflowEngine.Planning;
using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;
using static WorkflowEngine.Tests.Support.TestJobs;

namespace WorkflowEngine.Tests.Runs;

public sealed class RunPlannerTests
{
    [Fact]
    public void A_fan_out_becomes_one_job_per_item()
    {
        var jobs = RunPlanner.Expand([Job("a"), Job("fan").FanOut(2) with { Label = "Fan" }]);

        jobs.Select(job => job.Label).Should().Equal("a", "Fan[0]", "Fan[1]");
        jobs[2].ItemIndex.Should().Be(1);
        jobs[2].Item!.Value.GetInt32().Should().Be(1);
    }

    [Fact]
    public void A_fan_out_over_nothing_stays_as_one_job()
    {
        var job = RunPlanner.Expand([Job("fan").FanOut(0)]).Should().ContainSingle().Subject;

        job.IsEmptyFanOut.Should().BeTrue();
        job.ItemIndex.Should().BeNull();
        job.Label.Should().Be("fan");
    }

    [Fact]
    public void A_run_has_ten_thousand_jobs_at_most()
    {
        RunPlanner.Expand([Job("fan").FanOut(RunPlanner.MaxJobs)]).Should().HaveCount(RunPlanner.MaxJobs);

        var expand = () => RunPlanner.Expand([Job("fan").FanOut(RunPlanner.MaxJobs), Job("one")]);

        expand.Should().Throw<ArgumentException>().WithMessage("*10001 jobs; at most 10000*");
    }

    [Fact]
    public void A_repeated_run_is_new_but_for_what_it_repeats()
    {
        var run = TestRun.Start(Job("a"));
        run.Begin("a");
        run.Cancel(forced: true);
        run.End("a", WorkflowStatus.Cancelled);
        var old = run.Run with { Id = 7, Number = 3, TriggerDepth = 2, Event = new WorkflowEvent { Name = "push", DeliveryId = "x" } };

        var repeated = RunPlanner.Repeat(old);

        repeated.Should().BeEquivalentTo(new
        {
            Id = 0L,
            Number = 0L,
            RerunOf = 7L,
            Status = WorkflowStatus.Waiting,
            Reason = (StatusReason?)null,
            CancelRequested = false,
            CancelForced = false,
            StartedAt = (DateTimeOffset?)null,
            StoppedAt = (DateTimeOffset?)null,
            Version = 0L,
            LastEvent = 0L,
            old.PlanHash,
            old.TriggerDepth,
        });
        repeated.Event.DeliveryId.Should().BeNull();
    }

    [Fact]
    public void A_new_run_is_named_and_limited_as_its_definition_says()
    {
        var definition = new WorkflowDefinition { Ref = "ci", Jobs = [], Concurrency = new ConcurrencyDefinition("main", true) };

        var run = RunPlanner.NewRun(definition, new RunPlan { Hash = "h", Jobs = [] }, new WorkflowEvent { Name = "push" }, 1);

        run.Should().BeEquivalentTo(new
        {
            Workflow = "ci",
            Label = definition.DisplayName,
            PlanHash = "h",
            ConcurrencyGroup = "main",
            CancelInProgress = true,
            TriggerDepth = 1,
        });
    }
}
