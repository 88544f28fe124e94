using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage.Specification.Support;

namespace WorkflowEngine.Storage.Specification;

/// <summary>Which tasks a worker gets, and in which order.</summary>
/// <typeparam name="TFixture">The fixture of the adapter.</typeparam>
public abstract class ClaimSpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task Nothing_is_claimed_where_nothing_waits()
    {
        (await ClaimAsync()).Should().BeEmpty();

        var given = Sample.Run();
        await CreateAsync(given with { Tasks = [] });
        await CreateAsync(given with { Tasks = [Sample.Task(0, 1, WorkflowStatus.Cancelled)] });

        (await ClaimAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_claim_names_task_worker_plan_and_version()
    {
        var run = await CreateAsync(Sample.Run());
        run = await ApplyAsync(Sample.Change(run));

        var claimed = (await ClaimAsync(worker: "wörker")).Should().ContainSingle().Subject;

        claimed.Lease.Task.Should().Be(new TaskKey(run.Id, 0, 1));
        claimed.Lease.Worker.Should().Be("wörker");
        claimed.PlanHash.Should().Be(run.PlanHash);
        claimed.RunVersion.Should().Be(run.Version);
        (await GetAsync(run.Id)).Run.Version.Should().Be(run.Version, "a claim is no change of the run");
    }

    [Fact]
    public async Task A_task_is_claimed_once()
    {
        await CreateAsync(Sample.Run());

        (await ClaimAsync()).Should().HaveCount(1);
        (await ClaimAsync()).Should().BeEmpty();
        (await (await OpenAsync()).Runs.ClaimAsync(new() { Worker = "b", Limit = 1, Now = Now, ExpiresAt = Now })).Should().BeEmpty();
    }

    [Fact]
    public async Task No_more_is_claimed_than_asked_for()
    {
        await CreateAsync(Sample.Run(5));

        (await ClaimAsync(limit: 0)).Should().BeEmpty();
        (await ClaimAsync(limit: 2)).Select(JobOf).Should().Equal(0, 1);
        (await ClaimAsync(limit: 10)).Select(JobOf).Should().Equal(2, 3, 4);
    }

    [Fact]
    public async Task Higher_priority_goes_first_then_the_older_run_job_and_attempt()
    {
        var a = await CreateAsync(Sample.Run(3, task: task => task with { Priority = task.Job == 2 ? 5 : 0 }));
        var b = await CreateAsync(Sample.Run(3, task: task => task with { Priority = task.Job - 1 }));
        a = await ApplyAsync(Sample.Change(a, tasks: [Sample.Task(1, 2), Sample.Task(0, 2)]));

        (await ClaimAsync()).Select(claimed => claimed.Lease.Task).Should().Equal(
            new TaskKey(a.Id, 2, 1),
            new TaskKey(b.Id, 2, 1),
            new TaskKey(a.Id, 0, 1),
            new TaskKey(a.Id, 0, 2),
            new TaskKey(a.Id, 1, 1),
            new TaskKey(a.Id, 1, 2),
            new TaskKey(b.Id, 1, 1),
            new TaskKey(b.Id, 0, 1));
    }

    [Fact]
    public async Task A_delayed_task_waits_for_its_instant_and_then_has_its_old_place()
    {
        await CreateAsync(Sample.Run(task: task => task with { NotBefore = Now.AddSeconds(10) }));
        await CreateAsync(Sample.Run(task: task => task with { NotBefore = Now.AddSeconds(5), Priority = 1 }));
        Fixture.Time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        (await ClaimAsync()).Should().BeEmpty();

        Fixture.Time.Advance(TimeSpan.FromTicks(1));
        (await ClaimAsync()).Should().ContainSingle("the instant itself counts");

        var later = await CreateAsync(Sample.Run());
        Fixture.Time.Advance(TimeSpan.FromSeconds(5));
        (await ClaimAsync()).Select(claimed => claimed.Lease.Task.RunId == later.Id).Should().Equal(false, true);
    }

    [Fact]
    public async Task A_worker_of_some_scopes_gets_only_tasks_of_their_runs()
    {
        var other = await CreateAsync(Sample.Run(scope: new Scope("other")));
        var mine = await CreateAsync(Sample.Run(scope: new Scope("mine \"1\"")));
        var request = new ClaimRequest
        {
            Worker = "worker",
            Limit = 10,
            Scopes = [new Scope("mine \"1\""), new Scope("empty")],
            Now = Fixture.Time.GetUtcNow(),
            ExpiresAt = Fixture.Time.GetUtcNow().AddMinutes(1),
        };

        (await Store.Runs.ClaimAsync(request)).Should().ContainSingle().Which.Lease.Task.RunId.Should().Be(mine.Id);
        (await Store.Runs.ClaimAsync(request)).Should().BeEmpty();
        (await Store.Runs.ClaimAsync(request with { Scopes = [] })).Should().ContainSingle().Which.Lease.Task.RunId.Should().Be(other.Id);
    }

    [Fact]
    public async Task A_task_goes_only_to_a_worker_that_has_all_its_labels()
    {
        await CreateAsync(Sample.Run(4, task: task => task with
        {
            Labels = task.Job switch { 0 => ["linux", "gpu"], 1 => ["linux"], 2 => ["Linux"], _ => [] },
        }));

        (await ClaimAsync(limit: 1)).Select(JobOf).Should().Equal(3);
        (await ClaimAsync(labels: ["gpu"])).Should().BeEmpty();
        (await ClaimAsync(labels: ["windows", "linux"])).Select(JobOf).Should().Equal(1);
        (await ClaimAsync(labels: ["gpu", "arm", "linux"])).Select(JobOf).Should().Equal(0);
        (await ClaimAsync(labels: ["Linux"])).Select(JobOf).Should().Equal(2);
    }

    [Fact]
    public async Task Labels_of_any_text_are_compared_exactly()
    {
        string[] labels = ["a,b", "%", "_", "\"x\"", "日本語", "🏳️‍🌈", "x y"];
        await CreateAsync(Sample.Run(labels.Length, task: task => task with { Labels = [labels[task.Job]] }));

        (await ClaimAsync(labels: ["a", "b", "x", "y"])).Should().BeEmpty();
        foreach (var label in labels)
        {
            (await ClaimAsync(labels: [label])).Should().ContainSingle(label).Which.Lease.Task.Job.Should().Be(Array.IndexOf(labels, label));
        }
    }

    [Fact]
    public async Task A_changed_row_changes_how_the_task_is_claimed()
    {
        var run = await CreateAsync(Sample.Run(3));

        await ApplyAsync(Sample.Change(run, tasks:
        [
            Sample.Task(0) with { NotBefore = Now.AddSeconds(1) },
            Sample.Task(1) with { Labels = ["gpu"] },
            Sample.Task(2) with { Priority = 1 },
        ]));

        (await ClaimAsync()).Select(JobOf).Should().Equal(2);
        (await ClaimAsync(labels: ["gpu"])).Select(JobOf).Should().Equal(1);
        Fixture.Time.Advance(TimeSpan.FromSeconds(1));
        (await ClaimAsync()).Select(JobOf).Should().Equal(0);
    }

    [Fact]
    public async Task A_row_that_has_not_ended_does_not_undo_a_claim()
    {
        var run = await CreateAsync(Sample.Run());
        var lease = await ClaimOneAsync();

        await ApplyAsync(Sample.Change(run, tasks: [Sample.Task(0) with { Priority = 3 }]));

        (await ClaimAsync()).Should().BeEmpty();
        (await Store.Runs.RenewAsync([lease], Now.AddSeconds(15))).Should().Equal(LeaseStatus.Held);
    }

    [Fact]
    public async Task An_ended_task_is_not_claimed()
    {
        var run = await CreateAsync(Sample.Run(2));

        await ApplyAsync(Sample.Change(run, tasks: [Sample.Task(0, 1, WorkflowStatus.Cancelled)]));

        (await ClaimAsync()).Select(JobOf).Should().Equal(1);
    }

    [Fact]
    public async Task Of_a_concurrency_group_only_the_oldest_run_that_has_not_ended_is_claimed()
    {
        var a = await CreateAsync(Sample.Run(2, group: "deploy", task: task => task with { Labels = task.Job == 1 ? ["none"] : [] }));
        var b = await CreateAsync(Sample.Run(group: "deploy", task: task => task with { Priority = 9 }));
        var c = await CreateAsync(Sample.Run(group: "deploy"));
        await CreateAsync(Sample.Run(group: "Deploy"));
        await CreateAsync(Sample.Run(group: "deploy", scope: new("other")));

        (await ClaimAsync()).Select(RunOf).Should().NotContain([b.Id, c.Id]).And.HaveCount(3);
        (await ClaimAsync()).Should().BeEmpty();
        await ApplyAsync(Sample.End(c));
        await ApplyAsync(Sample.End(a, 2));
        (await ClaimAsync()).Select(RunOf).Should().Equal(b.Id);
    }

    [Fact]
    public async Task A_run_without_tasks_that_has_not_ended_holds_up_its_group()
    {
        var given = Sample.Run(group: "deploy");
        var a = await CreateAsync(given with { Tasks = [] });
        var b = await CreateAsync(given);
        (await ClaimAsync()).Should().BeEmpty();

        await ApplyAsync(Sample.End(a));

        (await ClaimAsync()).Select(RunOf).Should().Equal(b.Id);
    }

    [Fact]
    public async Task An_older_run_that_goes_on_holds_up_its_group_again()
    {
        var a = await CreateAsync(Sample.Run(group: "deploy"));
        var b = await CreateAsync(Sample.Run(2, group: "deploy"));
        a = await ApplyAsync(Sample.End(a));
        (await ClaimAsync(limit: 1)).Select(RunOf).Should().Equal(b.Id);

        await ApplyAsync(Sample.Change(a with { Status = WorkflowStatus.Waiting, StoppedAt = null }, tasks: [Sample.Task(0, 2)]));

        (await ClaimAsync()).Select(RunOf).Should().Equal(a.Id);
    }

    [Fact]
    public async Task Of_a_tasks_concurrency_group_one_runs_and_the_others_wait_in_order()
    {
        var scope = new Scope("a");
        var a = await CreateAsync(Sample.Run(2, scope, task: task => task with { ConcurrencyGroup = "db" }));
        var b = await CreateAsync(Sample.Run(scope: scope, task: task => task with { ConcurrencyGroup = "db", Priority = 5 }));
        await CreateAsync(Sample.Run(scope: scope, task: task => task with { ConcurrencyGroup = "cache" }));
        await CreateAsync(Sample.Run(scope: new("b"), task: task => task with { ConcurrencyGroup = "db" }));

        (await ClaimAsync()).Should().HaveCount(3).And.Contain(claimed => claimed.Lease.Task == new TaskKey(a.Id, 0, 1));
        (await ClaimAsync()).Should().BeEmpty();
        a = await ApplyAsync(Sample.Change(a, tasks: [Sample.Task(0, 1, WorkflowStatus.Success)]));
        (await ClaimAsync()).Select(claimed => claimed.Lease.Task).Should().Equal(new TaskKey(a.Id, 1, 1));
        await ApplyAsync(Sample.Change(a, tasks: [Sample.Task(1, 1, WorkflowStatus.Failure)]));
        (await ClaimAsync()).Select(RunOf).Should().Equal(b.Id);
    }

    [Fact]
    public async Task An_older_member_that_is_not_due_holds_up_its_group()
    {
        var run = await CreateAsync(Sample.Run(2, task: task => task with
        {
            ConcurrencyGroup = "db",
            NotBefore = task.Job == 0 ? Now.AddSeconds(1) : null,
        }));
        (await ClaimAsync()).Should().BeEmpty();

        await ApplyAsync(Sample.Change(run, tasks: [Sample.Task(0, 1, WorkflowStatus.Cancelled)]));

        (await ClaimAsync()).Select(JobOf).Should().Equal(1);
    }

    [Fact]
    public async Task Groups_of_runs_and_of_tasks_do_not_meet()
    {
        await CreateAsync(Sample.Run(group: "x"));
        await CreateAsync(Sample.Run(task: task => task with { ConcurrencyGroup = "x" }));

        (await ClaimAsync()).Should().HaveCount(2);
    }

    private static int JobOf(ClaimedTask claimed) => claimed.Lease.Task.Job;

    private static long RunOf(ClaimedTask claimed) => claimed.Lease.Task.RunId;
}
