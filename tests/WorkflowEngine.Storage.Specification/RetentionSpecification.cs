using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage.Specification.Support;

namespace WorkflowEngine.Storage.Specification;

/// <summary>Which ended runs a retention keeps, and that nothing is left of the others.</summary>
/// <typeparam name="TFixture">The fixture of the adapter.</typeparam>
public abstract class RetentionSpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task Runs_that_ended_before_the_instant_go_and_others_stay()
    {
        var old = await EndedAsync(Now.AddMinutes(-2));
        var young = await EndedAsync(Now.AddMinutes(-1));
        var open = await CreateAsync(Sample.Run());

        (await Store.Maintenance.DeleteAsync(Keep(before: Now.AddMinutes(-1)), 10)).Should().Be(1);

        (await IdsAsync()).Should().Equal(open.Id, young.Id);
        (await Store.Runs.GetAsync(old.Id)).Should().BeNull();
        (await Store.Maintenance.DeleteAsync(Keep(before: Now.AddYears(1)), 10)).Should().Be(1, "the open run is never deleted");
    }

    [Fact]
    public async Task The_newest_runs_of_each_scope_stay_however_old_they_are()
    {
        var runs = new List<WorkflowRun>();
        foreach (var scope in new[] { "a", "b", "a", "a" })
        {
            runs.Add(await EndedAsync(Now.AddYears(-1), new(scope)));
        }

        (await Store.Maintenance.DeleteAsync(Keep(before: Now, newest: 2), 10)).Should().Be(1);

        (await IdsAsync()).Should().Equal(runs[3].Id, runs[2].Id, runs[1].Id);
    }

    [Fact]
    public async Task No_more_runs_go_than_asked_for_and_those_that_ended_first_go_first()
    {
        var late = await EndedAsync(Now.AddMinutes(-1));
        var early = await EndedAsync(Now.AddMinutes(-3));
        await EndedAsync(Now.AddMinutes(-2));

        (await Store.Maintenance.DeleteAsync(Keep(before: Now), 1)).Should().Be(1);
        (await Store.Runs.GetAsync(early.Id)).Should().BeNull();
        (await Store.Maintenance.DeleteAsync(Keep(before: Now), 1)).Should().Be(1);

        (await IdsAsync()).Should().Equal(late.Id);
    }

    [Fact]
    public async Task A_run_that_an_observer_has_not_read_stays_until_the_observer_is_given_up()
    {
        var read = await EndedAsync(Now.AddMinutes(-3));
        await Store.Runs.SaveObserverPositionAsync("slow", (await Store.Runs.ReadEventsAsync(0, 100))[^1].Position);
        var unread = await EndedAsync(Now.AddMinutes(-2));
        await Store.Runs.SaveObserverPositionAsync("fast", (await Store.Runs.ReadEventsAsync(0, 100))[^1].Position);

        (await Store.Maintenance.DeleteAsync(Keep(before: Now, unreadBefore: Now.AddMinutes(-2)), 10)).Should().Be(1);
        (await IdsAsync()).Should().Equal(unread.Id);
        (await Store.Runs.GetAsync(read.Id)).Should().BeNull();

        (await Store.Maintenance.DeleteAsync(Keep(before: Now, unreadBefore: Now.AddMinutes(-1)), 10)).Should().Be(1);
    }

    [Fact]
    public async Task A_run_that_goes_on_after_it_had_ended_stays()
    {
        var run = await EndedAsync(Now.AddMinutes(-3));
        await ApplyAsync(Sample.Change(run with { Status = WorkflowStatus.Waiting, StoppedAt = null }, tasks: [Sample.Task(0, 2)]));

        (await Store.Maintenance.DeleteAsync(Keep(before: Now), 10)).Should().Be(0);
    }

    [Fact]
    public async Task What_is_left_after_a_deletion_is_sound()
    {
        var sound = await SoundStore.FillAsync(Store, Now);

        (await Store.Maintenance.DeleteAsync(Keep(before: DateTimeOffset.MaxValue), 10)).Should().Be(1);

        (await IdsAsync()).Should().Equal(sound.Held.Id, sound.Running.Id);
        (await Store.Maintenance.CheckAsync()).Should().BeEmpty();
        (await Store.Runs.ReadRunEventsAsync(sound.Ended.Id, 0, 10)).Should().BeEmpty();
        (await Store.Logs.ReadAsync(new(sound.Ended.Id))).Should().BeEmpty();
    }

    [Fact]
    public async Task Several_handles_delete_each_run_once()
    {
        for (var i = 0; i < 30; i++)
        {
            await EndedAsync(Now.AddMinutes(-1));
        }

        var handles = new[] { Store, await OpenAsync(), await OpenAsync() };
        var deleted = await Task.WhenAll(handles.Select(async handle =>
        {
            var all = 0;
            while ((await handle.Runs.ListAsync(new() { Limit = 1 })).Count > 0)
            {
                all += await handle.Maintenance.DeleteAsync(Keep(before: Now), 4);
            }

            return all;
        }));

        deleted.Sum().Should().Be(30);
    }

    [Fact]
    public async Task What_the_store_holds_is_counted()
    {
        var sound = await SoundStore.FillAsync(Store, Now);

        var statistics = await Store.Maintenance.GetStatisticsAsync();

        statistics.Runs.Should().BeEquivalentTo(new Dictionary<WorkflowStatus, long>
        {
            [WorkflowStatus.Success] = 1,
            [WorkflowStatus.Running] = 1,
            [WorkflowStatus.Waiting] = 1,
        });
        statistics.WaitingTasks.Should().Be(1);
        statistics.RunningTasks.Should().Be(1);
        statistics.OldestWaiting.Should().BeNull("the only task that waits is held by the run before it");
        statistics.Observers.Should().Equal(new ObserverLag("observer", statistics.LastPosition, 0));
        statistics.Tables.Select(table => table.Name).Should().Contain(["workflow_runs", "workflow_jobs", "workflow_events"]);
        await sound.EndAsync(sound.Running);
        var later = await Store.Maintenance.GetStatisticsAsync();
        later.OldestWaiting.Should().Be(sound.Held.CreatedAt);
        later.Observers.Should().ContainSingle().Which.Behind.Should().Be(1);
    }

    [Fact]
    public async Task An_initialised_store_has_no_script_left_to_run() =>
        (await Store.Maintenance.ListPendingScriptsAsync()).Should().BeEmpty();

    private static RunRetention Keep(DateTimeOffset before, int newest = 0, DateTimeOffset? unreadBefore = null) =>
        new() { StoppedBefore = before, KeepNewest = newest, UnreadBefore = unreadBefore ?? before };

    private async Task<WorkflowRun> EndedAsync(DateTimeOffset at, Scope? scope = null) =>
        await ApplyAsync(Sample.End(await CreateAsync(Sample.Run(scope: scope)), at: at));

    private async Task<IEnumerable<long>> IdsAsync() => (await Store.Runs.ListAsync(new())).Select(run => run.Id);
}
