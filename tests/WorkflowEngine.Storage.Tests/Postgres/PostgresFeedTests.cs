using Npgsql;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage.Tests.Postgres;

/// <summary>What a reader of the feed sees while transactions overlap.</summary>
public sealed class PostgresFeedTests : IAsyncLifetime
{
    // Real time, and only so that a test that would wait for ever fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly PostgresStoreFixture _fixture = new();
    private IWorkflowStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await _fixture.OpenAsync();
        await _store.InitializeAsync();
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_position_that_commits_late_is_never_read_past_and_holds_up_no_writer()
    {
        var runs = (await _store.Runs.TryCreateAsync(PostgresSample.Creation(3))).Runs;
        var start = (await _store.Runs.ReadEventsAsync(0, 100))[^1].Position;
        await _store.Runs.TryApplyAsync(PostgresSample.Change(runs[2]));

        // One transaction has its position and is not committed; the other one comes after it and is faster.
        await using var slow = await PostgresServer.OpenAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await StoreEventAsync(slow, runs[0]);
        (await _store.Runs.TryApplyAsync(PostgresSample.Change(runs[1])).WaitAsync(Patience)).Should().BeTrue();

        (await ReadRunsAsync(start)).Should().Equal([runs[2].Id], "what comes later must not be seen before what is still under way");
        await transaction.CommitAsync();

        (await ReadRunsAsync(start)).Should().Equal(runs[2].Id, runs[0].Id, runs[1].Id);
        (await _store.Runs.ReadEventsAsync(start, 100)).Select(stored => stored.Position).Should().BeInAscendingOrder();
    }

    [Fact]
    public async Task A_transaction_that_is_given_up_leaves_nothing_in_the_feed_and_readers_go_on_soon()
    {
        await HearAsync();
        var runs = (await _store.Runs.TryCreateAsync(PostgresSample.Creation(2))).Runs;
        var start = (await _store.Runs.ReadEventsAsync(0, 100))[^1].Position;
        await using var slow = await PostgresServer.OpenAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await StoreEventAsync(slow, runs[0]);
        await _store.Runs.TryApplyAsync(PostgresSample.Change(runs[1]));
        (await ReadRunsAsync(start)).Should().BeEmpty();

        await transaction.RollbackAsync();

        // Nobody gives a hint of a transaction that was given up, so the wait has to end by itself.
        var wait = _store.Runs.WaitForWorkAsync(TimeSpan.FromHours(1));
        _fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await wait.WaitAsync(Patience);
        (await ReadRunsAsync(start)).Should().Equal(runs[1].Id);
    }

    [Fact]
    public async Task Transactions_that_do_not_write_events_hold_up_nobody()
    {
        await using var slow = await PostgresServer.OpenAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("SELECT pg_current_xact_id()::text", slow);
        await command.ExecuteScalarAsync();

        var runs = (await _store.Runs.TryCreateAsync(PostgresSample.Creation(2))).Runs;

        (await ReadRunsAsync(0)).Should().Equal(runs[0].Id, runs[1].Id);
    }

    [Fact]
    public async Task The_order_holds_when_the_positions_outgrow_the_keys_of_their_locks()
    {
        // Near the end of the keys the next one is smaller than the last.
        await PostgresServer.ExecuteAsync($"SELECT setval('{_fixture.Schema}.workflow_event_positions', 3 * 2147483648 - 2)");
        var runs = (await _store.Runs.TryCreateAsync(PostgresSample.Creation())).Runs;
        var start = (await _store.Runs.ReadEventsAsync(0, 100))[^1].Position;
        await using var slow = await PostgresServer.OpenAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await StoreEventAsync(slow, runs[0]);
        for (var i = 0; i < 5; i++)
        {
            await _store.Runs.TryCreateAsync(PostgresSample.Creation());
        }

        (await ReadRunsAsync(start)).Should().BeEmpty();
        await transaction.CommitAsync();

        (await ReadRunsAsync(start)).Should().HaveCount(6).And.StartWith(runs[0].Id);
    }

    /// <summary>Waits until the store hears notifications, and therefore waits as long as it is told.</summary>
    private async Task HearAsync()
    {
        for (var isHearing = false; !isHearing;)
        {
            var wait = _store.Runs.WaitForWorkAsync(TimeSpan.FromSeconds(2));
            _fixture.Time.Advance(TimeSpan.FromSeconds(1));
            isHearing = _fixture.Time.ArmedTimers > 0;
            _fixture.Time.Advance(TimeSpan.FromSeconds(1));
            await wait.WaitAsync(Patience);
        }
    }

    private async Task<IEnumerable<long>> ReadRunsAsync(long position) =>
        (await _store.Runs.ReadEventsAsync(position, 100)).Select(stored => stored.Event.RunId);

    private async Task StoreEventAsync(NpgsqlConnection connection, WorkflowRun run)
    {
        var document = RunEventsDocument.Write(PostgresSample.Change(run).Events);
        await using var path = new NpgsqlCommand($"SET LOCAL search_path = {_fixture.Schema}", connection);
        await path.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand("SELECT store_events(ARRAY[$1], ARRAY[2::bigint], ARRAY[1], ARRAY[$2])", connection);
        command.Parameters.Add(new() { Value = run.Id });
        command.Parameters.Add(new() { Value = document });
        await command.ExecuteNonQueryAsync();
    }
}
