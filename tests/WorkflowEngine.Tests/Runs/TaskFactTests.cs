using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using static WorkflowEngine.Tests.Support.TestJobs;

namespace WorkflowEngine.Tests.Runs;

public sealed class TaskFactTests
{
    [Fact]
    public void A_ready_job_becomes_a_task_with_all_that_a_claim_looks_at()
    {
        var job = Job("job") with { Priority = 7, RunsOn = ["linux", "gpu"], Concurrency = new ConcurrencyDefinition("deploy") };

        var run = TestRun.Start(job);

        run.Tasks.Should().Equal([run.Tasks[0]]).And.ContainSingle().Which.Should().BeEquivalentTo(new TaskRun
        {
            Job = 0,
            Attempt = 1,
            Status = WorkflowStatus.Waiting,
            Priority = 7,
            Labels = ["linux", "gpu"],
            ConcurrencyGroup = "deploy",
        });
    }

    [Fact]
    public void The_first_task_that_starts_starts_the_run()
    {
        var run = TestRun.Start(Job("a"), Job("b"));
        run.Now += TimeSpan.FromSeconds(5);

        run.Begin("a", "w1");

        run.Run.Status.Should().Be(WorkflowStatus.Running);
        run.Run.StartedAt.Should().Be(run.Now);
        run["a"].Should().BeEquivalentTo(new { Status = WorkflowStatus.Running, Worker = "w1", StartedAt = run.Now, Attempt = 1 });
        run.Now += TimeSpan.FromSeconds(5);
        run.Begin("b");
        run.Run.StartedAt.Should().NotBe(run.Now);
    }

    [Fact]
    public void A_task_that_ends_before_anybody_said_it_started_starts_the_run_too()
    {
        var run = TestRun.Start(Job("a"), Job("b"));

        run.End("a", WorkflowStatus.Failure).Should().BeTrue();

        run.Run.Status.Should().Be(WorkflowStatus.Running);
        run.Run.StartedAt.Should().Be(run.Now);
    }

    [Fact]
    public void A_worker_may_say_twice_that_it_started()
    {
        var run = TestRun.Start(Job("a"));
        run.Begin("a", "w1");

        run.Begin("a", "w1").Should().BeTrue();
        run.Change.Should().BeNull();
        run.Begin("a", "w2").Should().BeFalse();
        run["a"].Worker.Should().Be("w1");
    }

    [Fact]
    public void Steps_are_kept_while_the_attempt_runs()
    {
        var run = TestRun.Start(Job("a").Retrying(1));
        run.Apply(Step(0, 1)).Should().Equal(false);
        run.Begin("a");

        run.Apply(Step(0, 1)).Should().Equal(true);
        run.Change!.Steps.Should().ContainSingle();
        run.Change.Jobs.Should().BeEmpty();
        run.Events[^1].Should().BeEquivalentTo(new { Kind = RunEventKind.Step, Job = 0, Attempt = 1, Step = 0, Status = WorkflowStatus.Running });

        run.End("a", WorkflowStatus.Failure);
        run.Begin("a");
        run.Apply(Step(0, 1)).Should().Equal(false);
        run.Apply(Step(0, 2)).Should().Equal(true);
    }

    [Fact]
    public void Facts_about_an_older_attempt_are_refused()
    {
        var run = TestRun.Start(Job("a").Retrying(2));
        run.Fail("a");
        run["a"].Attempt.Should().Be(2);

        RefusedForAttempt(run, 1);
        run.Begin("a");
        RefusedForAttempt(run, 1);
        RefusedForAttempt(run, 3);
    }

    [Fact]
    public void Facts_after_the_end_are_refused()
    {
        var run = TestRun.Start(Job("a"), Job("b"));
        run.Succeed("a");

        RefusedForAttempt(run, 1);
        run.Succeed("b");
        RefusedForAttempt(run, 1);
        run.Cancel().Should().BeFalse();
        run.Run.Status.Should().Be(WorkflowStatus.Success);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void Facts_about_a_job_that_is_not_there_are_refused(int job)
    {
        var run = TestRun.Start(Job("a"));

        run.Apply(new RunFact.TaskStarted(job, 1, "worker"), new RunFact.TaskLost(job, 1), Step(job, 1)).Should().Equal(false, false, false);
    }

    [Fact]
    public void A_blocked_job_has_no_attempt_that_could_start_or_end()
    {
        var run = TestRun.Start(Job("a"), Job("b", "a"));

        run.Begin("b").Should().BeFalse();
        run.End("b", WorkflowStatus.Success).Should().BeFalse();
        run.Lose("b").Should().BeFalse();
    }

    [Theory]
    [InlineData(WorkflowStatus.Running)]
    [InlineData(WorkflowStatus.Unknown)]
    [InlineData(WorkflowStatus.Waiting)]
    public void An_end_needs_a_final_status(WorkflowStatus status)
    {
        var run = TestRun.Start(Job("a"));
        run.Begin("a");

        run.End("a", status).Should().BeFalse();
    }

    [Fact]
    public void The_end_of_a_task_ends_its_row_and_keeps_the_outputs()
    {
        var run = TestRun.Start(Job("a"));
        run.Begin("a");
        run.Now += TimeSpan.FromSeconds(1);

        run.Apply(new RunFact.TaskEnded(0, 1, WorkflowStatus.Success, null, """{"x":1}"""));

        run.Task("a", 1).Should().BeEquivalentTo(new { Status = WorkflowStatus.Success, StoppedAt = run.Now, CloseSteps = false });
        run["a"].Should().BeEquivalentTo(new { Status = WorkflowStatus.Success, Outputs = """{"x":1}""", StoppedAt = run.Now });
    }

    [Fact]
    public void Many_facts_together_come_to_what_they_come_to_one_by_one()
    {
        JobDefinition[] jobs = [Job("a").Retrying(1), Job("b", "a"), Job("c")];
        RunFact[] facts =
        [
            new RunFact.TaskStarted(0, 1, "w"), Step(0, 1), new RunFact.TaskEnded(0, 1, WorkflowStatus.Failure, null, null),
            new RunFact.TaskStarted(2, 1, "w"), new RunFact.TaskStarted(2, 1, "other"), new RunFact.TaskLost(2, 1),
            new RunFact.TaskEnded(2, 1, WorkflowStatus.Success, null, null),
        ];
        var together = TestRun.Start(jobs);
        var single = TestRun.Start(jobs);

        var accepted = together.Apply(facts);

        facts.SelectMany(fact => single.Apply(fact)).Should().Equal(accepted);
        together.State.Jobs.ToArray().Should().Equal(single.State.Jobs.ToArray());
        together.Events.Should().Equal(single.Events);
        together.Run.Should().Be(single.Run with { Version = together.Run.Version });
    }

    private static RunFact.StepChanged Step(int job, int attempt) =>
        new(new StepRun { Job = job, Attempt = attempt, Index = 0, Id = "1", Label = "step", Status = WorkflowStatus.Running });

    private static void RefusedForAttempt(TestRun run, int attempt)
    {
        run.Apply(
            new RunFact.TaskStarted(0, attempt, "worker"), new RunFact.TaskEnded(0, attempt, WorkflowStatus.Success, null, null),
            new RunFact.TaskLost(0, attempt), new RunFact.TaskReleased(0, attempt), Step(0, attempt))
            .Should().Equal(false, false, false, false, false);
        run.Change.Should().BeNull();
    }
}
