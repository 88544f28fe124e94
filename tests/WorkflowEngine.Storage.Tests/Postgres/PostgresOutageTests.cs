using Npgsql;
using WorkflowEngine.Postgres;

namespace WorkflowEngine.Storage.Tests.Postgres;

/// <summary>Connections that the server really cuts, and locks that others hold for too long.</summary>
public sealed class PostgresOutageTests : IAsyncLifetime
{
    private readonly PostgresStoreFixture _fixture = new();
    private PostgresWorkflowStore _store = null!;
    private string? _cutAt;

    public async ValueTask InitializeAsync()
    {
        var text = new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionString) { ApplicationName = _fixture.Schema };
        _store = new(
            new() { ConnectionString = text.ConnectionString, Schema = _fixture.Schema, LockTimeout = TimeSpan.FromMilliseconds(100) },
            TimeProvider.System,
            CutAt);
        await _store.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    /// <summary>The part of the statement before which the server ends the session; with "the answer to" it is cut after the commit.</summary>
    [Theory]
    [InlineData("SELECT run, run_id")]
    [InlineData("the answer to SELECT run, run_id")]
    [InlineData("claim_tasks")]
    [InlineData("renew_leases")]
    [InlineData("append_lines")]
    [InlineData("SELECT job, attempt, step")]
    [InlineData("apply_changes")]
    [InlineData("the answer to SELECT apply_changes")]
    [InlineData("delete_runs")]
    public async Task A_session_that_the_server_ends_costs_one_failure_and_nothing_is_lost_or_doubled(string statement)
    {
        Volatile.Write(ref _cutAt, statement);
        var creation = PostgresSample.Creation() with { DeliveryKey = "key" };
        var cancel = TestContext.Current.CancellationToken;

        var run = (await TryAsync(() => _store.Runs.TryCreateAsync(creation, cancel))).Runs.Should().ContainSingle().Subject;
        var claimed = await TryAsync(() => _store.Runs.ClaimAsync(PostgresSample.Claim() with { ExpiresAt = TimeProvider.System.GetUtcNow().AddHours(1) }, cancel));
        var lease = claimed.Should().ContainSingle("what is cut here has not been committed").Subject.Lease;
        (await TryAsync(() => _store.Runs.RenewAsync([lease], TimeProvider.System.GetUtcNow().AddHours(1), cancel))).Should().Equal(LeaseStatus.Held);
        (await TryAsync(() => _store.Logs.AppendAsync(
            lease, [new() { Sequence = 1, Step = 0, Source = LogSource.Output, Text = "line", At = PostgresSample.Now }], cancel))).Should().BeTrue();
        (await TryAsync(() => _store.Runs.GetStepsAsync(run.Id, cancel))).Should().BeEmpty();
        await TryAsync(() => _store.Runs.TryApplyAsync(PostgresSample.End(run), cancel));
        var ended = (await _store.Runs.GetAsync(run.Id, 0, cancel))!.Run;
        ended.Should().Match<WorkflowEngine.Runs.WorkflowRun>(read => read.Status == WorkflowEngine.Runs.WorkflowStatus.Success && read.Version == 2);
        (await _store.Logs.ReadAsync(new(run.Id), cancel)).Should().ContainSingle();
        (await _store.Runs.ReadRunEventsAsync(run.Id, 0, 10, cancel)).Should().HaveCount(2);
        var keepNone = new RunRetention { StoppedBefore = PostgresSample.Now.AddDays(1), UnreadBefore = PostgresSample.Now.AddDays(1) };
        (await TryAsync(() => _store.Maintenance.DeleteAsync(keepNone, 10, cancel))).Should().Be(1);

        Volatile.Read(ref _cutAt).Should().BeNull("the statement was met");
    }

    [Fact]
    public async Task A_lock_that_another_session_holds_for_too_long_is_a_transient_failure()
    {
        var run = (await _store.Runs.TryCreateAsync(PostgresSample.Creation())).Runs[0];
        await using var other = await PostgresServer.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"SELECT 1 FROM {_fixture.Schema}.workflow_runs FOR UPDATE", other);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var apply = () => _store.Runs.TryApplyAsync(PostgresSample.End(run));

        (await apply.Should().ThrowAsync<WorkflowStoreException>()).Which.IsTransient.Should().BeTrue();
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        (await apply()).Should().BeTrue();
    }

    /// <summary>Does an operation as its callers do: again after a failure that may pass.</summary>
    private static async Task<T> TryAsync<T>(Func<Task<T>> operation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await operation();
            }
            catch (WorkflowStoreException failure) when (tries < 5)
            {
                failure.IsTransient.Should().BeTrue(failure.Message);
            }
        }
    }

    private void CutAt(string statement)
    {
        var plain = statement.Replace($"\"{_fixture.Schema}\".", "", StringComparison.Ordinal);
        if (Volatile.Read(ref _cutAt) is not { } text || !plain.Contains(text, StringComparison.Ordinal)
            || Interlocked.CompareExchange(ref _cutAt, null, text) != text)
        {
            return;
        }

        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(
            $"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = '{_fixture.Schema}'", connection);
        command.ExecuteNonQuery();
        if (statement.StartsWith("the answer to", StringComparison.Ordinal))
        {
            throw new IOException("The answer got lost.");
        }
    }
}
