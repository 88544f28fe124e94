using System.Collections.Concurrent;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage.Specification.Support;

namespace WorkflowEngine.Storage.Specification;

/// <summary>What happens when several handles do things at the same time.</summary>
/// <typeparam name="TFixture">The fixture of the adapter.</typeparam>
public abstract class ConcurrencySpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new()
{
    private const int Racers = 8;

    [Fact]
    public async Task Handles_that_initialize_at_the_same_time_all_succeed()
    {
        var stores = await RaceAsync(async _ => await OpenAsync());

        await stores[0].Runs.TryCreateAsync(Sample.Creation(Sample.Run()));
        foreach (var store in stores)
        {
            (await store.Runs.ListAsync(new())).Should().HaveCount(1);
        }
    }

    [Fact]
    public async Task Of_many_deliveries_with_one_key_exactly_one_creates_and_the_others_see_its_runs()
    {
        var stores = await OpenAllAsync();
        for (var round = 0; round < 5; round++)
        {
            var delivery = Sample.Creation(Sample.Run(), Sample.Run()) with { DeliveryKey = $"key {round}" };

            var results = await RaceAsync(racer => stores[racer].Runs.TryCreateAsync(delivery));

            results.Where(result => result.Created).Should().ContainSingle();
            results.Select(result => string.Join(' ', result.Runs.Select(run => run.Id))).Distinct().Should().ContainSingle();
            results[0].Runs.Should().HaveCount(2);
        }

        (await Store.Runs.ListAsync(new())).Should().HaveCount(10);
    }

    [Fact]
    public async Task Numbers_of_a_scope_have_no_gap_and_no_repetition()
    {
        var stores = await OpenAllAsync();

        var runs = await RaceAsync(async racer =>
        {
            var numbers = new List<long>();
            for (var i = 0; i < 10; i++)
            {
                numbers.Add((await stores[racer].Runs.TryCreateAsync(Sample.Creation(Sample.Run()))).Runs.Single().Number);
            }

            return numbers;
        });

        runs.SelectMany(numbers => numbers).Order().Should().Equal(Enumerable.Range(1, Racers * 10).Select(number => (long)number));
    }

    [Fact]
    public async Task Of_many_changes_of_one_version_exactly_one_is_saved()
    {
        var stores = await OpenAllAsync();
        var run = await CreateAsync(Sample.Run(Racers));
        for (var round = 0; round < 10; round++)
        {
            var current = run;
            var results = await RaceAsync(racer => stores[racer].Runs.TryApplyAsync(Sample.Change(
                current with { Reason = new($"racer {racer}") }, jobs: [Sample.Job(racer, WorkflowStatus.Running, current.Version < 9 ? 1 : 2)])));

            var winner = results.Should().ContainSingle(saved => saved).And.Subject.ToList().IndexOf(true);
            var read = await GetAsync(run.Id, run.Version);
            read.Run.Reason!.Code.Should().Be($"racer {winner}");
            read.Jobs.Should().ContainSingle().Which.Index.Should().Be(winner);
            run = read.Run;
        }

        (await Store.Runs.ReadRunEventsAsync(run.Id, 0, 100)).Select(runEvent => runEvent.Sequence)
            .Should().Equal(Enumerable.Range(1, 11).Select(sequence => (long)sequence));
    }

    [Fact]
    public async Task A_counter_kept_by_compare_and_set_loses_no_step()
    {
        var stores = await OpenAllAsync();
        var id = (await CreateAsync(Sample.Run())).Id;

        await RaceAsync(async racer =>
        {
            for (var done = 0; done < 10;)
            {
                var run = (await stores[racer].Runs.GetAsync(id))!.Run;
                done += await stores[racer].Runs.TryApplyAsync(Sample.Change(run)) ? 1 : 0;
            }

            return true;
        });

        (await GetAsync(id)).Run.Version.Should().Be(1 + Racers * 10);
    }

    [Fact]
    public async Task Every_task_is_claimed_exactly_once()
    {
        const int Tasks = 200;
        var stores = await OpenAllAsync();
        var run = await CreateAsync(Sample.Run(Tasks));

        var leases = await RaceAsync(async racer =>
        {
            var mine = new List<JobLease>();
            var request = new ClaimRequest { Worker = $"w{racer}", Limit = 1 + racer % 3, Now = Now, ExpiresAt = Now.AddSeconds(15) };
            while (await stores[racer].Runs.ClaimAsync(request) is { Count: > 0 } claimed)
            {
                mine.AddRange(claimed.Select(task => task.Lease));
            }

            return mine;
        });

        var all = leases.SelectMany(mine => mine).ToArray();
        all.Select(lease => lease.Task.Job).Order().Should().Equal(Enumerable.Range(0, Tasks));
        all.Select(lease => lease.Token).Should().OnlyHaveUniqueItems();
        (await Store.Runs.RenewAsync(all, Now.AddSeconds(30))).Should().OnlyContain(status => status == LeaseStatus.Held);
        (await GetAsync(run.Id)).Run.Version.Should().Be(1);
    }

    [Fact]
    public async Task No_two_runs_or_tasks_of_a_group_are_active_together()
    {
        var stores = await OpenAllAsync();
        for (var i = 0; i < 12; i++)
        {
            await CreateAsync(Sample.Run(group: "runs", task: task => task with { ConcurrencyGroup = "tasks" }));
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var active = 0;
        var order = new ConcurrentQueue<long>();
        await RaceAsync(async racer =>
        {
            var request = new ClaimRequest { Worker = $"w{racer}", Limit = 3, Now = Now, ExpiresAt = Now.AddSeconds(15) };
            while (order.Count < 12)
            {
                foreach (var claimed in await stores[racer].Runs.ClaimAsync(request, patience.Token))
                {
                    Interlocked.Increment(ref active).Should().Be(1);
                    order.Enqueue(claimed.Lease.Task.RunId);
                    var run = (await stores[racer].Runs.GetAsync(claimed.Lease.Task.RunId))!.Run;
                    Interlocked.Decrement(ref active);
                    (await stores[racer].Runs.TryApplyAsync(Sample.End(run))).Should().BeTrue();
                }
            }

            return true;
        });

        order.Should().HaveCount(12).And.BeInAscendingOrder();
    }

    [Fact]
    public async Task A_reader_of_the_feed_misses_nothing_while_writers_write()
    {
        const int Changes = 20;
        var stores = await OpenAllAsync();
        var read = new List<StoredEvent>();
        var writers = Racers - 1;

        await RaceAsync(async racer =>
        {
            if (racer == 0)
            {
                var isLast = false;
                for (var position = 0L; !isLast;)
                {
                    var areDone = Volatile.Read(ref writers) == 0;
                    var page = await stores[0].Runs.ReadEventsAsync(position, 7);
                    read.AddRange(page);
                    position = page.Count == 0 ? position : page[^1].Position;
                    isLast = areDone && page.Count == 0;
                    await Task.Yield();
                }

                return true;
            }

            var run = (await stores[racer].Runs.TryCreateAsync(Sample.Creation(Sample.Run()))).Runs.Single();
            for (var i = 0; i < Changes; i++)
            {
                var change = Sample.Change(run);
                (await stores[racer].Runs.TryApplyAsync(change)).Should().BeTrue();
                run = change.Run;
            }

            Interlocked.Decrement(ref writers);
            return true;
        });

        read.Should().HaveCount((Racers - 1) * (Changes + 1));
        foreach (var events in read.GroupBy(stored => stored.Event.RunId))
        {
            events.Select(stored => stored.Event.Sequence).Should().Equal(Enumerable.Range(1, Changes + 1).Select(sequence => (long)sequence));
        }
    }

    [Fact]
    public async Task Of_two_sets_saved_at_the_same_time_one_wins_whole()
    {
        var stores = await OpenAllAsync();
        for (var round = 0; round < 5; round++)
        {
            await RaceAsync(async racer =>
            {
                var set = Enumerable.Range(0, 5 + racer).Select(i => Sample.Definition($"w{i}", $"racer {racer}")).ToArray();
                await stores[racer].Catalog.SaveAsync(WorkflowEngine.Definitions.Scope.Default, "files", set);
                var seen = await stores[racer].Catalog.ListAsync(WorkflowEngine.Definitions.Scope.Default);
                seen.Select(definition => definition.Label).Distinct().Should().ContainSingle("a reader never sees a mixture");
                seen[0].Label.Should().Be($"racer {seen.Count - 5}");
                return true;
            });
        }
    }

    [Fact]
    public async Task Lines_that_two_calls_bring_at_the_same_time_are_stored_once()
    {
        var stores = await OpenAllAsync();
        var run = await CreateAsync(Sample.Run());
        var lease = await ClaimOneAsync();
        var lines = Enumerable.Range(1, 50).Select(sequence => Sample.Line(sequence)).ToArray();

        var stored = await RaceAsync(racer => stores[racer].Logs.AppendAsync(lease, lines));

        stored.Should().OnlyContain(held => held);
        (await Store.Logs.ReadAsync(new(run.Id))).Select(line => line.Line.Sequence).Should().Equal(Enumerable.Range(1, 50));
    }

    private async Task<IWorkflowStore[]> OpenAllAsync()
    {
        var stores = new IWorkflowStore[Racers];
        for (var i = 0; i < stores.Length; i++)
        {
            stores[i] = await OpenAsync();
        }

        return stores;
    }

    /// <summary>Lets all racers go at the same moment and gives what each of them got.</summary>
    private static async Task<T[]> RaceAsync<T>(Func<int, Task<T>> racer)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var races = Enumerable.Range(0, Racers).Select(number => Task.Run(async () =>
        {
            await start.Task;
            return await racer(number);
        })).ToArray();
        start.SetResult();
        return await Task.WhenAll(races);
    }
}
