using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage.Specification.Support;

namespace WorkflowEngine.Storage.Specification;

/// <summary>What it means to store new runs in a transaction of the host.</summary>
/// <typeparam name="TFixture">The fixture of the adapter.</typeparam>
public abstract class TransactionSpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new()
{
    // Real time, and only so that a test that would wait for ever fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Runs_are_there_with_the_commit_and_not_before()
    {
        var before = await CreateAsync(Sample.Run());
        await ClaimOneAsync();
        await using var host = await BeginAsync();
        var given = Sample.Run(3, workflow: "in transaction");

        var result = await CreateInAsync(host, Sample.Creation(given, Sample.Run()));

        result.Created.Should().BeTrue();
        (await Store.Runs.ListAsync(new())).Should().ContainSingle().Which.Id.Should().Be(before.Id);
        (await Store.Runs.GetAsync(result.Runs[0].Id)).Should().BeNull();
        (await FeedAsync()).Should().Equal(before.Id);
        await host.CommitAsync();

        result.Runs.Select(run => run.Number).Should().BeInAscendingOrder().And.OnlyContain(number => number > before.Number);
        RunContent.Of((await GetAsync(result.Runs[0].Id)).Run).Should().Be(RunContent.Of(result.Runs[0]));
        (await GetAsync(result.Runs[0].Id)).Jobs.Should().Equal(given.Jobs);
        (await FeedAsync()).Should().Equal(before.Id, result.Runs[0].Id, result.Runs[1].Id);
        (await ClaimAsync()).Select(task => (task.Lease.Task.RunId, task.Lease.Task.Job)).Should().Equal(
            (result.Runs[0].Id, 0), (result.Runs[0].Id, 1), (result.Runs[0].Id, 2), (result.Runs[1].Id, 0));
        (await Store.Runs.GetPlanAsync(result.Runs[0].PlanHash)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_rollback_leaves_no_run_and_forgets_the_delivery()
    {
        var creation = Sample.Creation(Sample.Run(2)) with { DeliveryKey = "key" };
        await using (var host = await BeginAsync())
        {
            (await CreateInAsync(host, creation)).Created.Should().BeTrue();
        }

        (await Store.Runs.ListAsync(new())).Should().BeEmpty();
        (await FeedAsync()).Should().BeEmpty();
        (await ClaimAsync()).Should().BeEmpty();

        (await Store.Runs.TryCreateAsync(creation)).Created.Should().BeTrue();
        (await ClaimAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_repeated_delivery_gives_the_first_runs_inside_and_outside()
    {
        var creation = Sample.Creation(Sample.Run(workflow: "a"), Sample.Run(workflow: "b")) with { DeliveryKey = "key" };
        await using var host = await BeginAsync();

        var first = await CreateInAsync(host, creation);
        var inside = await CreateInAsync(host, creation);
        await host.CommitAsync();
        var outside = await Store.Runs.TryCreateAsync(creation);
        await using var other = await BeginAsync();
        var later = await CreateInAsync(other, creation);

        foreach (var repeated in new[] { inside, outside, later })
        {
            repeated.Created.Should().BeFalse();
            RunContent.Of(repeated.Runs).Should().Equal(RunContent.Of(first.Runs));
        }
    }

    [Fact]
    public async Task A_transaction_may_start_several_times()
    {
        await using var host = await BeginAsync();
        var made = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            var result = await CreateInAsync(host, Sample.Creation(Sample.Run(scope: new(i % 2 == 0 ? "a" : "b"), group: "group")));
            made.Add(result.Runs.Single().Id);
        }

        await host.CommitAsync();

        made.Should().BeInAscendingOrder();
        var runs = await Store.Runs.ListAsync(new() { Scope = new Scope("a") });
        runs.Select(run => run.Id).Should().Equal(made[4], made[2], made[0]);
        runs.Select(run => run.Number).Should().BeInDescendingOrder();
        (await FeedAsync()).Should().Equal(made);
        (await ClaimAsync()).Select(task => task.Lease.Task.RunId).Should().Equal([made[0], made[1]], "one run of a group at a time");
    }

    [Fact]
    public async Task A_number_is_given_once()
    {
        var numbers = new List<long>();
        for (var i = 0; i < 6; i++)
        {
            await using var host = await BeginAsync();
            var run = (await CreateInAsync(host, Sample.Creation(Sample.Run()))).Runs.Single();
            if (i % 2 == 0)
            {
                await host.CommitAsync();
                numbers.Add(run.Number);
            }
        }

        numbers.Add((await CreateAsync(Sample.Run())).Number);
        numbers.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_delivery_without_runs_is_remembered_with_the_commit()
    {
        var nothing = Sample.Creation() with { DeliveryKey = "key" };
        await using (var host = await BeginAsync())
        {
            (await CreateInAsync(host, nothing)).Created.Should().BeTrue();
            await host.CommitAsync();
        }

        (await Store.Runs.TryCreateAsync(nothing)).Created.Should().BeFalse();
    }

    [Fact]
    public async Task A_waiter_wakes_with_the_commit()
    {
        await using var host = await BeginAsync();
        await CreateInAsync(host, Sample.Creation(Sample.Run()));

        // What happened before may still wake somebody, so the wait is begun again until the work is there.
        await host.CommitAsync();
        using var patience = new CancellationTokenSource(Patience);
        IReadOnlyList<ClaimedTask> claimed;
        do
        {
            var wait = Store.Runs.WaitForWorkAsync(Timeout.InfiniteTimeSpan, patience.Token);
            claimed = await ClaimAsync();
            if (claimed.Count == 0)
            {
                await wait;
            }
        }
        while (claimed.Count == 0);
    }

    [Fact]
    public async Task A_failure_stores_nothing_that_a_commit_would_keep()
    {
        var wrong = Sample.Creation(Sample.Run()) with { DeliveryKey = "key" };
        wrong = wrong with { Plans = [], Runs = [wrong.Runs[0] with { Run = wrong.Runs[0].Run with { PlanHash = "nowhere" } }] };
        await using (var host = await BeginAsync())
        {
            var create = () => CreateInAsync(host, wrong);
            (await create.Should().ThrowAsync<WorkflowStoreException>()).Which.Message.Should().Contain("nowhere");
            await host.CommitAsync();
        }

        (await Store.Runs.ListAsync(new())).Should().BeEmpty();
        (await Store.Runs.TryCreateAsync(Sample.Creation(Sample.Run()) with { DeliveryKey = "key" })).Created.Should().BeTrue();
    }

    [Fact]
    public async Task A_transaction_of_another_kind_of_store_is_refused()
    {
        var create = () => Store.Runs.TryCreateAsync(Sample.Creation(Sample.Run()) with { Transaction = new(new object()) });

        await create.Should().ThrowAsync<ArgumentException>();
        (await Store.Runs.ListAsync(new())).Should().BeEmpty();
    }

    private async Task<HostTransaction> BeginAsync()
    {
        Assert.SkipWhen(Fixture.NoTransactions is not null, Fixture.NoTransactions ?? "");
        return await Fixture.BeginAsync();
    }

    private Task<RunCreationResult> CreateInAsync(HostTransaction host, RunCreation creation) =>
        Store.Runs.TryCreateAsync(creation with { Transaction = host.Transaction });

    private async Task<IEnumerable<long>> FeedAsync() =>
        (await Store.Runs.ReadEventsAsync(0, 100)).Select(stored => stored.Event.RunId);
}
