using WorkflowEngine.Runs;
using WorkflowEngine.Storage.Specification.Support;

namespace WorkflowEngine.Storage.Specification;

/// <summary>How long a worker has a task, and how it learns that it has it no longer.</summary>
/// <typeparam name="TFixture">The fixture of the adapter.</typeparam>
public abstract class LeaseSpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task Every_claim_has_a_token_of_its_own()
    {
        var run = await CreateAsync(Sample.Run(3));
        var tokens = (await ClaimAsync()).Select(claimed => claimed.Lease.Token).ToList();
        await ApplyAsync(Sample.Change(run, tasks: [Sample.Task(0, 1, WorkflowStatus.Failure), Sample.Task(0, 2)]));

        tokens.Add((await ClaimOneAsync()).Token);

        tokens.Should().HaveCount(4).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_held_lease_is_extended()
    {
        await CreateAsync(Sample.Run());
        var lease = await ClaimOneAsync();
        Fixture.Time.Advance(TimeSpan.FromSeconds(10));

        (await Store.Runs.RenewAsync([lease], Now.AddSeconds(15))).Should().Equal(LeaseStatus.Held);

        Fixture.Time.Advance(TimeSpan.FromSeconds(14));
        (await ExpiredAsync()).Should().BeEmpty();
        Fixture.Time.Advance(TimeSpan.FromSeconds(1));
        (await ExpiredAsync()).Should().Equal(lease.Task);
    }

    [Fact]
    public async Task A_lease_that_expired_but_was_not_taken_away_is_extended()
    {
        await CreateAsync(Sample.Run());
        var lease = await ClaimOneAsync();
        Fixture.Time.Advance(TimeSpan.FromMinutes(1));

        (await Store.Runs.RenewAsync([lease], Now.AddSeconds(15))).Should().Equal(LeaseStatus.Held);

        (await ExpiredAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_worker_learns_at_renewal_that_it_shall_stop()
    {
        var run = await CreateAsync(Sample.Run());
        var lease = await ClaimOneAsync();

        run = await ApplyAsync(Sample.Change(run, tasks: [Sample.Task(0, 1, WorkflowStatus.Running) with { CancelRequested = true }]));

        (await Store.Runs.RenewAsync([lease], Now.AddSeconds(30))).Should().Equal(LeaseStatus.CancelRequested);
        Fixture.Time.Advance(TimeSpan.FromSeconds(20));
        (await ExpiredAsync()).Should().BeEmpty("the lease was extended all the same");
        (await Store.Logs.AppendAsync(lease, [Sample.Line(1)])).Should().BeTrue("it is still held");
    }

    [Fact]
    public async Task A_task_that_waits_for_its_claim_can_be_asked_to_stop()
    {
        var run = await CreateAsync(Sample.Run());

        await ApplyAsync(Sample.Change(run, tasks: [Sample.Task(0) with { CancelRequested = true }]));

        var lease = await ClaimOneAsync();
        (await Store.Runs.RenewAsync([lease], Now.AddSeconds(30))).Should().Equal(LeaseStatus.CancelRequested);
    }

    [Fact]
    public async Task The_lease_of_an_ended_task_is_lost_and_stays_lost()
    {
        var run = await CreateAsync(Sample.Run());
        var lease = await ClaimOneAsync();

        await ApplyAsync(Sample.Change(run, tasks: [Sample.Task(0, 1, WorkflowStatus.Failure), Sample.Task(0, 2)]));

        (await Store.Runs.RenewAsync([lease], Now.AddSeconds(15))).Should().Equal(LeaseStatus.Lost);
        var next = await ClaimOneAsync("other");
        (await Store.Runs.RenewAsync([lease, next], Now.AddSeconds(15))).Should().Equal(LeaseStatus.Lost, LeaseStatus.Held);
        Fixture.Time.Advance(TimeSpan.FromMinutes(1));
        (await ExpiredAsync()).Should().Equal(next.Task);
    }

    [Fact]
    public async Task A_lease_of_another_worker_token_or_task_is_lost()
    {
        var run = await CreateAsync(Sample.Run(2));
        var lease = (await ClaimAsync(limit: 1)).Single().Lease;

        var statuses = await Store.Runs.RenewAsync(
            [
                lease with { Worker = "other" },
                lease with { Token = lease.Token + 1 },
                lease with { Task = lease.Task with { Attempt = 2 } },
                lease with { Task = lease.Task with { Job = 1 } },
                lease with { Task = lease.Task with { RunId = run.Id + 1000 } },
            ],
            Now.AddHours(1));

        statuses.Should().Equal(Enumerable.Repeat(LeaseStatus.Lost, 5));
        Fixture.Time.Advance(TimeSpan.FromSeconds(15));
        (await ExpiredAsync()).Should().Equal(lease.Task);
    }

    [Fact]
    public async Task Renewal_answers_for_each_lease_in_order()
    {
        var run = await CreateAsync(Sample.Run(4));
        var leases = (await ClaimAsync()).Select(claimed => claimed.Lease).ToArray();
        await ApplyAsync(Sample.Change(run, tasks:
        [
            Sample.Task(1, 1, WorkflowStatus.Success),
            Sample.Task(2, 1, WorkflowStatus.Running) with { CancelRequested = true },
        ]));

        (await Store.Runs.RenewAsync([leases[3], leases[2], leases[1], leases[0], leases[2]], Now.AddSeconds(15))).Should().Equal(
            LeaseStatus.Held, LeaseStatus.CancelRequested, LeaseStatus.Lost, LeaseStatus.Held, LeaseStatus.CancelRequested);
        (await Store.Runs.RenewAsync([], Now.AddSeconds(15))).Should().BeEmpty();
    }

    [Fact]
    public async Task Expired_leases_are_listed_earliest_first()
    {
        var run = await CreateAsync(Sample.Run(3));
        var leases = (await ClaimAsync()).Select(claimed => claimed.Lease).ToArray();
        await Store.Runs.RenewAsync([leases[0]], Now.AddSeconds(30));
        await Store.Runs.RenewAsync([leases[1]], Now.AddSeconds(20));
        await Store.Runs.RenewAsync([leases[2]], Now.AddSeconds(25));

        (await JobsAsync(29, 10)).Should().Equal(1, 2);
        (await JobsAsync(30, 10)).Should().Equal([1, 2, 0], "a lease that ends at the instant has ended");
        (await JobsAsync(30, 2)).Should().Equal(1, 2);
        (await JobsAsync(30, 10)).Should().Equal([1, 2, 0], "listing changes nothing");
        (await JobsAsync(19, 10)).Should().BeEmpty();

        async Task<IEnumerable<int>> JobsAsync(int seconds, int limit) =>
            (await Store.Runs.ListExpiredLeasesAsync(Now.AddSeconds(seconds), limit)).Where(task => task.RunId == run.Id).Select(task => task.Job);
    }

    [Fact]
    public async Task Tasks_that_wait_or_have_ended_have_no_lease_to_expire()
    {
        var run = await CreateAsync(Sample.Run(2));
        await ClaimAsync(limit: 1);

        await ApplyAsync(Sample.Change(run, tasks: [Sample.Task(0, 1, WorkflowStatus.Success)]));

        (await Store.Runs.ListExpiredLeasesAsync(DateTimeOffset.MaxValue, 10)).Should().BeEmpty();
    }

    [Fact]
    public async Task Another_handle_renews_and_lists_the_same_leases()
    {
        var other = await OpenAsync();
        await CreateAsync(Sample.Run());
        var lease = await ClaimOneAsync();

        (await other.Runs.RenewAsync([lease], Now.AddSeconds(60))).Should().Equal(LeaseStatus.Held);
        (await other.Runs.ListExpiredLeasesAsync(Now.AddSeconds(59), 10)).Should().BeEmpty();
        (await Store.Runs.ListExpiredLeasesAsync(Now.AddSeconds(60), 10)).Should().Equal(lease.Task);
    }

    private Task<IReadOnlyList<TaskKey>> ExpiredAsync() => Store.Runs.ListExpiredLeasesAsync(Now, 100);
}
