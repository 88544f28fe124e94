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
    public async Task A_position_that_commits_late_is_never_read_past()
    {
        var runs = (await _store.Runs.TryCreateAsync(PostgresSample.Creation(2))).Runs;
        var start = (await _store.Runs.ReadEventsAsync(0, 100))[^1].Position;

        // One transaction has its position and is not committed; the other one comes after it and could be faster.
        await using var slow = await PostgresServer.OpenAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await StoreEventAsync(slow, runs[0]);
        var fast = _store.Runs.TryApplyAsync(PostgresSample.Change(runs[1]));
        await WaitForLockAsync();

        (await _store.Runs.ReadEventsAsync(start, 100)).Should().BeEmpty("what comes later must not be seen before what is still under way");
        fast.IsCompleted.Should().BeFalse();

        await transaction.CommitAsync();
        (await fast.WaitAsync(Patience)).Should().BeTrue();
        var events = await _store.Runs.ReadEventsAsync(start, 100);
        events.Select(stored => stored.Event.RunId).Should().Equal(runs[0].Id, runs[1].Id);
        events.Select(stored => stored.Position).Should().BeInAscendingOrder();
    }

    [Fact]
    public async Task A_transaction_that_is_given_up_leaves_nothing_in_the_feed_and_lets_the_others_go()
    {
        var runs = (await _store.Runs.TryCreateAsync(PostgresSample.Creation(2))).Runs;
        var start = (await _store.Runs.ReadEventsAsync(0, 100))[^1].Position;
        await using var slow = await PostgresServer.OpenAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await StoreEventAsync(slow, runs[0]);
        var fast = _store.Runs.TryApplyAsync(PostgresSample.Change(runs[1]));
        await WaitForLockAsync();

        await transaction.RollbackAsync();

        (await fast.WaitAsync(Patience)).Should().BeTrue();
        (await _store.Runs.ReadEventsAsync(start, 100)).Should().ContainSingle().Which.Event.RunId.Should().Be(runs[1].Id);
    }

    private async Task StoreEventAsync(NpgsqlConnection connection, WorkflowRun run)
    {
        var document = RunEventsDocument.Write(PostgresSample.Change(run).Events);
        await using var command = new NpgsqlCommand($"SELECT {_fixture.Schema}.store_events(ARRAY[$1], ARRAY[2::bigint], ARRAY[1], ARRAY[$2])", connection);
        command.Parameters.Add(new() { Value = run.Id });
        command.Parameters.Add(new() { Value = document });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Until the other transaction waits for the one that is under way.</summary>
    private async Task WaitForLockAsync()
    {
        await using var connection = await PostgresServer.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory' AND query LIKE '%' || $1 || '%'", connection);
        command.Parameters.Add(new() { Value = _fixture.Schema });
        using var patience = new CancellationTokenSource(Patience);
        while (await command.ExecuteScalarAsync(patience.Token) is 0L)
        {
            await Task.Yield();
        }
    }
}
