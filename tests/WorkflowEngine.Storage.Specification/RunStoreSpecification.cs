using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage.Specification.Support;

namespace WorkflowEngine.Storage.Specification;

/// <summary>How changes of runs are saved, read and listed.</summary>
/// <typeparam name="TFixture">The fixture of the adapter.</typeparam>
public abstract class RunStoreSpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task What_is_not_there_is_null_or_empty()
    {
        (await Store.Runs.GetAsync(4711)).Should().BeNull();
        (await Store.Runs.GetStepsAsync(4711)).Should().BeEmpty();
        (await Store.Runs.ListAsync(new())).Should().BeEmpty();
        (await Store.Runs.ReadEventsAsync(0, 10)).Should().BeEmpty();
        (await Store.Runs.ReadRunEventsAsync(4711, 0, 10)).Should().BeEmpty();
        (await Store.Runs.DeleteBeforeAsync(DateTimeOffset.MaxValue, 10)).Should().Be(0);
    }

    [Fact]
    public async Task A_change_is_saved_whole()
    {
        var run = await CreateAsync(Sample.Run(2));
        var job = Sample.Job(1, WorkflowStatus.Running) with { Worker = "w", StartedAt = Now };
        var step = Sample.Step(1, 0);
        var change = Sample.Change(
            run with
            {
                Status = WorkflowStatus.Running,
                Reason = new("code", Sample.Unicode),
                CancelRequested = true,
                CancelForced = true,
                StartedAt = Now,
                StoppedAt = Now.AddTicks(1),
            },
            jobs: [job],
            steps: [step],
            events: 2);

        (await Store.Runs.TryApplyAsync(change)).Should().BeTrue();

        var read = await GetAsync(run.Id);
        RunContent.Of(read.Run).Should().Be(RunContent.Of(change.Run));
        read.Jobs.Should().Equal(Sample.Job(0), job);
        (await Store.Runs.GetStepsAsync(run.Id)).Should().Equal(step);
        (await Store.Runs.ReadRunEventsAsync(run.Id, 1, 10)).Should().Equal(change.Events);
    }

    [Fact]
    public async Task A_change_of_an_old_version_is_refused_and_changes_nothing()
    {
        var run = await CreateAsync(Sample.Run());
        var winner = await ApplyAsync(Sample.Change(run));
        var loser = Sample.Change(
            run with { Status = WorkflowStatus.Failure },
            jobs: [Sample.Job(0, WorkflowStatus.Failure)],
            tasks: [Sample.Task(0, 1, WorkflowStatus.Failure), Sample.Task(0, 2)],
            steps: [Sample.Step(0, 0)],
            events: 3);

        (await Store.Runs.TryApplyAsync(loser)).Should().BeFalse();

        var read = await GetAsync(run.Id);
        RunContent.Of(read.Run).Should().Be(RunContent.Of(winner));
        read.Jobs.Should().Equal(Sample.Job(0));
        (await Store.Runs.GetStepsAsync(run.Id)).Should().BeEmpty();
        (await Store.Runs.ReadRunEventsAsync(run.Id, 0, 10)).Should().HaveCount(2);
        (await ClaimAsync()).Should().ContainSingle().Which.Lease.Task.Attempt.Should().Be(1);
    }

    [Fact]
    public async Task A_change_of_a_later_version_or_of_no_run_is_refused()
    {
        var run = await CreateAsync(Sample.Run());

        (await Store.Runs.TryApplyAsync(Sample.Change(run with { Version = 7 }))).Should().BeFalse();
        (await Store.Runs.TryApplyAsync(Sample.Change(run with { Id = run.Id + 1000 }))).Should().BeFalse();
    }

    [Fact]
    public async Task Reading_since_a_version_gives_the_jobs_that_changed_after_it()
    {
        var run1 = await CreateAsync(Sample.Run(4));
        var run2 = await ApplyAsync(Sample.Change(run1, jobs: [Sample.Job(3, WorkflowStatus.Running), Sample.Job(1, WorkflowStatus.Running)]));
        var run3 = await ApplyAsync(Sample.Change(run2, jobs: [Sample.Job(1, WorkflowStatus.Success)]));
        var run4 = await ApplyAsync(Sample.Change(run3));

        (await GetAsync(run1.Id)).Jobs.Select(job => job.Index).Should().Equal(0, 1, 2, 3);
        (await GetAsync(run1.Id, run1.Version)).Jobs.Should().Equal(Sample.Job(1, WorkflowStatus.Success), Sample.Job(3, WorkflowStatus.Running));
        (await GetAsync(run1.Id, run2.Version)).Jobs.Should().Equal(Sample.Job(1, WorkflowStatus.Success));
        (await GetAsync(run1.Id, run3.Version)).Jobs.Should().BeEmpty();
        (await GetAsync(run1.Id, run4.Version)).Run.Version.Should().Be(run4.Version);
        (await GetAsync(run1.Id, 99)).Jobs.Should().BeEmpty();
    }

    [Fact]
    public async Task A_run_of_ten_thousand_jobs_is_read_in_order()
    {
        const int Jobs = 10_000;
        var run = await CreateAsync(Sample.Run(Jobs));

        run = await ApplyAsync(Sample.Change(run, jobs: [Sample.Job(9_999, WorkflowStatus.Running), Sample.Job(5, WorkflowStatus.Running)]));

        (await GetAsync(run.Id)).Jobs.Select(job => job.Index).Should().Equal(Enumerable.Range(0, Jobs));
        (await GetAsync(run.Id, 1)).Jobs.Select(job => job.Index).Should().Equal(5, 9_999);
        (await ClaimAsync(limit: 3)).Select(claimed => claimed.Lease.Task.Job).Should().Equal(0, 1, 2);
        (await Store.Runs.GetPlanAsync(run.PlanHash))!.Jobs.Should().HaveCount(Jobs);
    }

    [Fact]
    public async Task Steps_are_read_in_order_of_job_attempt_and_index_with_every_field()
    {
        var run = await CreateAsync(Sample.Run(2));
        var full = new StepRun
        {
            Job = 0,
            Attempt = 2,
            Index = 1,
            Id = "step_ü",
            Label = Sample.Unicode,
            Status = WorkflowStatus.Failure,
            Reason = new(ReasonCodes.ExitCode, Sample.Unicode),
            ExitCode = -1,
            Output = """{"text": "🙂"}""",
            StartedAt = Sample.Start.AddTicks(1),
            StoppedAt = Sample.Start.AddTicks(2),
        };

        run = await ApplyAsync(Sample.Change(run, steps: [Sample.Step(1, 0), full, Sample.Step(0, 10)]));
        await ApplyAsync(Sample.Change(run, steps: [Sample.Step(0, 2), Sample.Step(0, 0, attempt: 2)]));

        (await Store.Runs.GetStepsAsync(run.Id)).Should().Equal(
            Sample.Step(0, 2), Sample.Step(0, 10), Sample.Step(0, 0, attempt: 2), full, Sample.Step(1, 0));
    }

    [Fact]
    public async Task A_step_is_replaced_by_one_of_the_same_job_attempt_and_index()
    {
        var run = await CreateAsync(Sample.Run());
        run = await ApplyAsync(Sample.Change(run, steps: [Sample.Step(0, 0) with { ExitCode = 3 }]));

        await ApplyAsync(Sample.Change(run, steps: [Sample.Step(0, 0, WorkflowStatus.Success)]));

        (await Store.Runs.GetStepsAsync(run.Id)).Should().Equal(Sample.Step(0, 0, WorkflowStatus.Success));
    }

    [Fact]
    public async Task A_task_that_ends_closes_the_steps_of_its_attempt_when_asked_to()
    {
        var run = await CreateAsync(Sample.Run(2));
        run = await ApplyAsync(Sample.Change(run, steps: [Sample.Step(0, 0, WorkflowStatus.Success), Sample.Step(0, 1), Sample.Step(1, 0)]));
        var lost = new StatusReason(ReasonCodes.WorkerLost, "gone");
        var ended = Sample.Task(0, 1, WorkflowStatus.Failure) with { Reason = lost, StoppedAt = Sample.Start.AddSeconds(9), CloseSteps = true };

        await ApplyAsync(Sample.Change(run, steps: [Sample.Step(0, 2), Sample.Step(0, 0, attempt: 2)], tasks: [ended]));

        var closed = new { Status = WorkflowStatus.Failure, Reason = lost, StoppedAt = (DateTimeOffset?)Sample.Start.AddSeconds(9) };
        (await Store.Runs.GetStepsAsync(run.Id)).Should().Equal(
            Sample.Step(0, 0, WorkflowStatus.Success),
            Sample.Step(0, 1) with { Status = closed.Status, Reason = closed.Reason, StoppedAt = closed.StoppedAt },
            Sample.Step(0, 2) with { Status = closed.Status, Reason = closed.Reason, StoppedAt = closed.StoppedAt },
            Sample.Step(0, 0, attempt: 2),
            Sample.Step(1, 0));
    }

    [Fact]
    public async Task A_task_that_ends_leaves_its_steps_alone_when_not_asked()
    {
        var run = await CreateAsync(Sample.Run());

        await ApplyAsync(Sample.Change(run, steps: [Sample.Step(0, 0)], tasks: [Sample.Task(0, 1, WorkflowStatus.Success)]));

        (await Store.Runs.GetStepsAsync(run.Id)).Should().Equal(Sample.Step(0, 0));
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_page_by_page()
    {
        for (var i = 0; i < 7; i++)
        {
            await CreateAsync(Sample.Run());
        }

        var first = await Store.Runs.ListAsync(new() { Limit = 3 });
        var second = await Store.Runs.ListAsync(new() { Limit = 3, BeforeId = first[^1].Id });
        var third = await Store.Runs.ListAsync(new() { Limit = 3, BeforeId = second[^1].Id });

        first.Concat(second).Concat(third).Select(run => run.Number).Should().Equal(7, 6, 5, 4, 3, 2, 1);
        (await Store.Runs.ListAsync(new() { BeforeId = third[^1].Id })).Should().BeEmpty();
        (await Store.Runs.ListAsync(new() { Limit = 0 })).Should().BeEmpty();
        (await Store.Runs.ListAsync(new() { BeforeId = long.MaxValue })).Should().HaveCount(7);
    }

    [Fact]
    public async Task Filters_of_a_list_apply_together()
    {
        var a = new Scope("a");
        NewRun[] given =
        [
            Sample.Run(scope: a, workflow: "build", group: "deploy"),
            Sample.Run(scope: a, workflow: "build"),
            Sample.Run(scope: a, workflow: "test", group: "deploy"),
            Sample.Run(scope: new("b"), workflow: "build", group: "deploy"),
            Sample.Run(scope: a, workflow: "build", group: "deploy"),
        ];
        var ids = new List<long>();
        foreach (var run in given)
        {
            ids.Add((await CreateAsync(run)).Id);
        }

        await ApplyAsync(Sample.End((await GetAsync(ids[4])).Run));

        (await ListAsync(new() { Scope = a })).Should().Equal(5, 3, 2, 1);
        (await ListAsync(new() { Workflow = "build", Scope = a })).Should().Equal(5, 2, 1);
        (await ListAsync(new() { Workflow = "Build" })).Should().BeEmpty();
        (await ListAsync(new() { ConcurrencyGroup = "deploy" })).Should().Equal(5, 4, 3, 1);
        (await ListAsync(new() { Statuses = [WorkflowStatus.Success] })).Should().Equal(5);
        (await ListAsync(new() { Statuses = [WorkflowStatus.Success, WorkflowStatus.Waiting], Scope = a })).Should().Equal(5, 3, 2, 1);
        (await ListAsync(new() { Scope = a, ConcurrencyGroup = "deploy", Statuses = [WorkflowStatus.Waiting, WorkflowStatus.Running] }))
            .Should().Equal(3, 1);
        (await ListAsync(new() { Scope = a, Workflow = "build", ConcurrencyGroup = "deploy", Statuses = [WorkflowStatus.Waiting] }))
            .Should().Equal(1);

        async Task<IEnumerable<int>> ListAsync(RunQuery query) => (await Store.Runs.ListAsync(query)).Select(run => ids.IndexOf(run.Id) + 1);
    }

    [Fact]
    public async Task Initializing_again_keeps_what_is_stored()
    {
        var run = await CreateAsync(Sample.Run());

        await Store.InitializeAsync();

        (await Store.Runs.GetAsync(run.Id)).Should().NotBeNull();
    }

    [Fact]
    public async Task Runs_that_a_newer_one_of_their_group_is_to_cancel_are_listed_until_they_are_asked_to()
    {
        var ended = await CreateAsync(Grouped("deploy", false));
        await ApplyAsync(Sample.End(ended));
        var a = await CreateAsync(Grouped("deploy", false));
        var b = await CreateAsync(Grouped("deploy", true));
        await CreateAsync(Grouped("deploy", false, new("other")));
        await CreateAsync(Grouped("Deploy", false));
        var c = await CreateAsync(Grouped("deploy", true));
        await CreateAsync(Grouped("deploy", false));
        var patient = await CreateAsync(Grouped("queue", true));
        await CreateAsync(Grouped("queue", false));

        (await Store.Runs.ListSupersededAsync(10)).Should().Equal(new SupersededRun(a.Id, c.Id), new SupersededRun(b.Id, c.Id));
        (await Store.Runs.ListSupersededAsync(1)).Should().Equal(new SupersededRun(a.Id, c.Id));

        await ApplyAsync(Sample.Change(a with { CancelRequested = true }));
        (await Store.Runs.ListSupersededAsync(10)).Should().Equal(new SupersededRun(b.Id, c.Id));

        await ApplyAsync(Sample.End(c));
        (await Store.Runs.ListSupersededAsync(10)).Should().BeEmpty("the other run was asked already, and the oldest of a group gives way to none");
        await ApplyAsync(Sample.End(patient));
        (await Store.Runs.ListSupersededAsync(10)).Should().BeEmpty();

        static NewRun Grouped(string group, bool cancels, Scope? scope = null)
        {
            var run = Sample.Run(scope: scope, group: group);
            return run with { Run = run.Run with { CancelInProgress = cancels } };
        }
    }
}
