using WorkflowEngine.Runs;
using WorkflowEngine.Storage.Specification.Support;

namespace WorkflowEngine.Storage.Specification;

/// <summary>What observers read, how far they say they are, and what wakes them.</summary>
/// <typeparam name="TFixture">The fixture of the adapter.</typeparam>
public abstract class RunEventSpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new()
{
    // Real time, and only so that a test that would wait for ever fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Every_field_of_an_event_is_kept()
    {
        var given = Sample.Run();
        RunEvent[] events =
        [
            new() { Sequence = 1, Kind = RunEventKind.Run, Status = WorkflowStatus.Waiting, Label = Sample.Unicode, At = Sample.Start.AddTicks(1) },
            new() { Sequence = 2, Kind = RunEventKind.Job, Status = WorkflowStatus.Blocked, Job = 0, Attempt = 0, Label = "j", At = Sample.Start },
            new()
            {
                Sequence = 3,
                Kind = RunEventKind.Step,
                Status = WorkflowStatus.Failure,
                Job = 0,
                Attempt = 2,
                Step = 1,
                Reason = new(ReasonCodes.ExitCode, Sample.Unicode),
                At = Sample.Start.AddTicks(3),
            },
            new() { Sequence = 4, Kind = RunEventKind.Step, Status = WorkflowStatus.Skipped, Step = 7, Reason = new("code"), At = Sample.Start },
        ];

        var run = await CreateAsync(given with { Run = given.Run with { LastEvent = 4 }, Events = events });

        var expected = events.Select(runEvent => runEvent with { RunId = run.Id });
        (await Store.Runs.ReadRunEventsAsync(run.Id, 0, 10)).Should().Equal(expected);
        (await Store.Runs.ReadEventsAsync(0, 10)).Select(stored => stored.Event).Should().Equal(expected);
    }

    [Fact]
    public async Task Events_of_a_run_are_read_on_from_a_sequence_number()
    {
        var run = await CreateAsync(Sample.Run());
        run = await ApplyAsync(Sample.Change(run, events: 3));
        await ApplyAsync(Sample.Change(run, events: 2));

        (await SequencesAsync(0, 100)).Should().Equal(1, 2, 3, 4, 5, 6);
        (await SequencesAsync(0, 2)).Should().Equal(1, 2);
        (await SequencesAsync(2, 3)).Should().Equal(3, 4, 5);
        (await SequencesAsync(5, 100)).Should().Equal(6);
        (await SequencesAsync(6, 100)).Should().BeEmpty();

        async Task<IEnumerable<long>> SequencesAsync(long after, int limit) =>
            (await Store.Runs.ReadRunEventsAsync(run.Id, after, limit)).Select(runEvent => runEvent.Sequence);
    }

    [Fact]
    public async Task Events_of_all_runs_are_read_in_the_order_they_were_stored()
    {
        var a = await CreateAsync(Sample.Run());
        var b = await CreateAsync(Sample.Run());
        a = await ApplyAsync(Sample.Change(a, events: 2));
        b = await ApplyAsync(Sample.Change(b));
        await ApplyAsync(Sample.Change(a));

        var events = await Store.Runs.ReadEventsAsync(0, 100);

        events.Select(stored => (stored.Event.RunId, stored.Event.Sequence)).Should().Equal(
            (a.Id, 1L), (b.Id, 1L), (a.Id, 2L), (a.Id, 3L), (b.Id, 2L), (a.Id, 4L));
        events.Select(stored => stored.Position).Should().BeInAscendingOrder();
        events[0].Position.Should().BePositive();
    }

    [Fact]
    public async Task Reading_on_from_the_last_position_misses_nothing_and_repeats_nothing()
    {
        var run = await CreateAsync(Sample.Run());
        for (var i = 1; i <= 6; i++)
        {
            run = await ApplyAsync(Sample.Change(run, events: i % 3 + 1));
        }

        foreach (var limit in new[] { 1, 2, 5 })
        {
            var sequences = new List<long>();
            var position = 0L;
            while (await Store.Runs.ReadEventsAsync(position, limit) is { Count: > 0 } page)
            {
                page.Count.Should().BeLessThan(limit + 3, "only events that share a position may exceed the limit");
                sequences.AddRange(page.Select(stored => stored.Event.Sequence));
                position = page[^1].Position;
            }

            sequences.Should().Equal(Enumerable.Range(1, (int)run.LastEvent).Select(sequence => (long)sequence));
        }
    }

    [Fact]
    public async Task A_change_without_events_leaves_no_trace_in_the_feed()
    {
        var run = await CreateAsync(Sample.Run());

        await ApplyAsync(Sample.Change(run, events: 0));

        (await Store.Runs.ReadEventsAsync(0, 100)).Should().HaveCount(1);
    }

    [Fact]
    public async Task An_observer_starts_at_nothing_and_never_goes_back()
    {
        (await Store.Runs.GetObserverPositionAsync("a")).Should().Be(0);

        await Store.Runs.SaveObserverPositionAsync("a", 7);
        await Store.Runs.SaveObserverPositionAsync("a", 3);
        (await Store.Runs.GetObserverPositionAsync("a")).Should().Be(7);
        await Store.Runs.SaveObserverPositionAsync("a", 7);
        (await Store.Runs.GetObserverPositionAsync("a")).Should().Be(7);

        await Store.Runs.SaveObserverPositionAsync("a", long.MaxValue - 1);
        (await Store.Runs.GetObserverPositionAsync("a")).Should().Be(long.MaxValue - 1);
    }

    [Fact]
    public async Task Observers_are_told_apart_by_their_exact_names()
    {
        await Store.Runs.SaveObserverPositionAsync("a", 1);
        await Store.Runs.SaveObserverPositionAsync("A", 2);
        await Store.Runs.SaveObserverPositionAsync(Sample.Unicode, 3);

        (await Store.Runs.GetObserverPositionAsync("a")).Should().Be(1);
        (await (await OpenAsync()).Runs.GetObserverPositionAsync(Sample.Unicode)).Should().Be(3);
    }

    [Fact]
    public async Task A_waiter_wakes_when_runs_are_created_changed_and_log()
    {
        var wait = Store.Runs.WaitForWorkAsync(TimeSpan.FromHours(1));
        var run = await CreateAsync(Sample.Run());
        await wait.WaitAsync(Patience);

        wait = Store.Runs.WaitForWorkAsync(TimeSpan.FromHours(1));
        await ApplyAsync(Sample.Change(run));
        await wait.WaitAsync(Patience);

        var lease = await ClaimOneAsync();
        wait = Store.Runs.WaitForWorkAsync(TimeSpan.FromHours(1));
        await Store.Logs.AppendAsync(lease, [Sample.Line(1)]);
        await wait.WaitAsync(Patience);
    }

    [Fact]
    public async Task All_waiters_wake()
    {
        var waits = Enumerable.Range(0, 5).Select(_ => Store.Runs.WaitForWorkAsync(TimeSpan.FromHours(1))).ToArray();

        await CreateAsync(Sample.Run());

        await Task.WhenAll(waits).WaitAsync(Patience);
    }

    [Fact]
    public async Task A_waiter_wakes_when_its_time_is_over()
    {
        await Store.Runs.WaitForWorkAsync(TimeSpan.Zero).WaitAsync(Patience);

        var wait = Store.Runs.WaitForWorkAsync(TimeSpan.FromSeconds(5));
        while (!wait.IsCompleted)
        {
            Fixture.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await wait;
    }

    [Fact]
    public async Task A_waiter_gives_up_when_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var wait = Store.Runs.WaitForWorkAsync(TimeSpan.FromHours(1), cancellation.Token);

        await cancellation.CancelAsync();

        var act = () => wait.WaitAsync(Patience);
        await act.Should().ThrowAsync<OperationCanceledException>();
    }
}
