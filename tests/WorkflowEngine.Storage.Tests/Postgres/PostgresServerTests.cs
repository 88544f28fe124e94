using Npgsql;
using WorkflowEngine.Postgres;
using WorkflowEngine.Postgres.Connections;

namespace WorkflowEngine.Storage.Tests.Postgres;

/// <summary>What the store says about servers it cannot use, and how it gets over connections that break.</summary>
public sealed class PostgresServerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly PostgresStoreFixture _fixture = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_a_transient_failure()
    {
        await using var store = new PostgresWorkflowStore(
            new() { ConnectionString = "Host=127.0.0.1;Port=1;Timeout=5;Username=nobody" }, TimeProvider.System);

        var initialize = () => store.InitializeAsync();

        var failure = (await initialize.Should().ThrowAsync<WorkflowStoreException>()).Which;
        failure.Message.Should().StartWith("The database cannot be reached, or the connection broke;");
        failure.IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_a_failure_that_stays()
    {
        var text = new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionString) { Database = "nowhere_" + Guid.NewGuid().ToString("N") };
        await using var store = new PostgresWorkflowStore(new() { ConnectionString = text.ConnectionString }, TimeProvider.System);

        var initialize = () => store.InitializeAsync();

        var failure = (await initialize.Should().ThrowAsync<WorkflowStoreException>()).Which;
        failure.Message.Should().StartWith("The database does not exist; create it, or name another one.");
        failure.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task A_store_that_was_not_initialized_says_so()
    {
        var store = await _fixture.OpenAsync();

        var list = () => store.Runs.ListAsync(new());

        (await list.Should().ThrowAsync<WorkflowStoreException>()).Which.Message.Should().Contain("lacks the schema of the store");
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DeadlockDetected, true)]
    [InlineData(PostgresErrorCodes.SerializationFailure, true)]
    [InlineData(PostgresErrorCodes.AdminShutdown, true)]
    [InlineData(PostgresErrorCodes.CannotConnectNow, true)]
    [InlineData(PostgresErrorCodes.TooManyConnections, true)]
    [InlineData(PostgresErrorCodes.QueryCanceled, true)]
    [InlineData(PostgresErrorCodes.DiskFull, true)]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege, false)]
    [InlineData(PostgresErrorCodes.UniqueViolation, false)]
    public void An_error_code_says_whether_trying_again_helps(string code, bool isTransient)
    {
        var failure = PostgresFailure.Of(new PostgresException("text", "ERROR", "ERROR", code));

        failure.IsTransient.Should().Be(isTransient);
        failure.Message.Should().EndWith($"(PostgreSQL {code}: text)");
    }

    [Fact]
    public async Task A_schema_of_a_newer_version_or_of_another_build_is_refused()
    {
        await InitializeAsync(_fixture);
        await PostgresServer.ExecuteAsync($"""
            INSERT INTO {_fixture.Schema}.schema_journal VALUES ('0998_next.sql', 'x', '98.0', 0), ('0999_later.sql', 'x', '99.0', 0)
            """);
        (await InitializeFailsAsync()).Should().Match(
            $"The schema '{_fixture.Schema}' was made by a newer version of WorkflowEngine (it has the script 0999_later.sql, and this "
            + "program knows 0*.sql; one step is the most it may be behind). Update this program, or name another schema.");

        await PostgresServer.ExecuteAsync($"DELETE FROM {_fixture.Schema}.schema_journal WHERE script LIKE '099%'");
        await PostgresServer.ExecuteAsync($"UPDATE {_fixture.Schema}.schema_journal SET hash = 'x' WHERE script LIKE '0001%'");
        (await InitializeFailsAsync()).Should().Contain("was made by another build of WorkflowEngine (its script 0001_initial.sql differs)");
    }

    [Fact]
    public async Task A_start_that_broke_in_the_middle_is_made_good_by_the_next_one()
    {
        for (var statement = 1; ; statement++)
        {
            var store = await _fixture.OpenAsync();
            _fixture.FailAtStatement(statement);
            try
            {
                await store.InitializeAsync();
            }
            catch (WorkflowStoreException)
            {
                // The failure that was ordered.
            }

            var isDone = _fixture.IsFailureDue;
            _fixture.FailAtStatement(0);
            await store.InitializeAsync();
            (await store.Runs.ListAsync(new())).Should().BeEmpty();
            if (isDone)
            {
                return;
            }

            await PostgresServer.ExecuteAsync($"DROP SCHEMA {_fixture.Schema} CASCADE");
        }
    }

    [Fact]
    public async Task A_start_that_waited_for_another_one_sees_what_that_has_made()
    {
        await using var first = await PostgresServer.OpenAsync();
        await using var transaction = await first.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(first, $"SELECT pg_advisory_xact_lock(hashtextextended('{_fixture.Schema}', 1))");
        var second = await _fixture.OpenAsync();
        var starting = second.InitializeAsync(TestContext.Current.CancellationToken);
        while (await PostgresServer.CountAsync(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND (classid::bigint << 32 | objid::bigint) = "
            + $"hashtextextended('{_fixture.Schema}', 1)") == 0)
        {
            starting.IsCompleted.Should().BeFalse("it waits for the first one");
        }

        await ExecuteAsync(first, $"CREATE SCHEMA {_fixture.Schema}");
        await ExecuteAsync(
            first, $"CREATE TABLE {_fixture.Schema}.schema_journal (script text PRIMARY KEY, hash text NOT NULL, version text NOT NULL, applied_at bigint NOT NULL)");
        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        await starting;
        (await second.Runs.ListAsync(new())).Should().BeEmpty();
    }

    [Fact]
    public async Task A_role_that_may_create_nothing_works_in_a_schema_that_another_one_made()
    {
        await InitializeAsync(_fixture);
        var role = "role_" + Guid.NewGuid().ToString("N");
        await PostgresServer.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'secret'");
        await ((PostgresWorkflowStore)await _fixture.OpenAsync()).GrantAsync(role, TestContext.Current.CancellationToken);
        try
        {
            var text = new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionString) { Username = role, Password = "secret", MaxPoolSize = 4 };
            await using var store = new PostgresWorkflowStore(
                new() { ConnectionString = text.ConnectionString, Schema = _fixture.Schema }, TimeProvider.System);
            await store.InitializeAsync(TestContext.Current.CancellationToken);
            var run = (await store.Runs.TryCreateAsync(PostgresSample.Creation())).Runs[0];
            (await store.Runs.ClaimAsync(PostgresSample.Claim())).Should().ContainSingle();
            (await store.Runs.TryApplyAsync(PostgresSample.End(run))).Should().BeTrue();
            (await store.Runs.DeleteBeforeAsync(PostgresSample.Now.AddDays(1), 10)).Should().Be(1);
        }
        finally
        {
            await PostgresServer.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task Connections_that_are_cut_cost_one_failure_and_a_waiter_is_woken_again_afterwards()
    {
        var (here, there) = (await _fixture.OpenAsync(), await _fixture.OpenAsync());
        await here.InitializeAsync();
        await there.InitializeAsync();
        var wait = here.Runs.WaitForWorkAsync(Timeout.InfiniteTimeSpan);
        await there.Runs.TryCreateAsync(PostgresSample.Creation());
        await wait.WaitAsync(Patience);

        await PostgresServer.ExecuteAsync($"""
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = '{_fixture.Schema}'
            """);

        for (var tries = 0; ; tries++)
        {
            try
            {
                await there.Runs.TryCreateAsync(PostgresSample.Creation());
                break;
            }
            catch (WorkflowStoreException failure) when (tries < 20)
            {
                failure.IsTransient.Should().BeTrue();
            }
        }

        using var patience = new CancellationTokenSource(Patience);
        while ((await here.Runs.ClaimAsync(PostgresSample.Claim(), patience.Token)).Count == 0)
        {
            await here.Runs.WaitForWorkAsync(Timeout.InfiniteTimeSpan, patience.Token);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_on_connections_of_the_host_works_with_and_without_notifications(bool isTransactionPooled)
    {
        await InitializeAsync(_fixture);
        await using var dataSource = NpgsqlDataSource.Create(PostgresServer.ConnectionString);
        var options = new PostgresStoreOptions
        {
            DataSource = dataSource,
            Schema = _fixture.Schema,
            IsTransactionPooled = isTransactionPooled,
            PollInterval = TimeSpan.FromMilliseconds(10),
        };
        await using (var here = new PostgresWorkflowStore(options, TimeProvider.System))
        await using (var there = new PostgresWorkflowStore(options, TimeProvider.System))
        {
            using var patience = new CancellationTokenSource(Patience);
            var run = (await there.Runs.TryCreateAsync(PostgresSample.Creation(), patience.Token)).Runs[0];
            while ((await here.Runs.ClaimAsync(PostgresSample.Claim(), patience.Token)).Count == 0)
            {
                await here.Runs.WaitForWorkAsync(Timeout.InfiniteTimeSpan, patience.Token);
            }

            (await here.Runs.TryApplyAsync(PostgresSample.End(run), patience.Token)).Should().BeTrue();
            var wait = here.Runs.WaitForWorkAsync(Timeout.InfiniteTimeSpan, patience.Token);
            await there.Runs.TryCreateAsync(PostgresSample.Creation(), patience.Token);
            await wait;
        }

        await using var connection = await dataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        connection.State.Should().Be(System.Data.ConnectionState.Open, "the host's source stays the host's");
    }

    [Fact]
    public async Task Text_that_the_server_has_no_place_for_is_mended()
    {
        var store = await InitializeAsync(_fixture);
        var run = (await store.Runs.TryCreateAsync(PostgresSample.Creation())).Runs[0];
        var lease = (await store.Runs.ClaimAsync(PostgresSample.Claim()))[0].Lease;
        var texts = new[] { "before\0after", "half \ud83d", "\udc4b half", "whole 👋" };

        await store.Logs.AppendAsync(lease, [.. texts.Select((text, i) => new LogLine
        {
            Sequence = i + 1, Step = 0, Source = LogSource.Output, Text = text, At = PostgresSample.Now,
        })]);

        (await store.Logs.ReadAsync(new(run.Id))).Select(line => line.Line.Text)
            .Should().Equal("before\ufffdafter", "half \ufffd", "\ufffd half", "whole 👋");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<IWorkflowStore> InitializeAsync(PostgresStoreFixture fixture)
    {
        var store = await fixture.OpenAsync();
        await store.InitializeAsync();
        return store;
    }

    private async Task<string> InitializeFailsAsync()
    {
        var store = await _fixture.OpenAsync();
        var initialize = () => store.InitializeAsync();
        return (await initialize.Should().ThrowAsync<WorkflowStoreException>()).Which.Message;
    }
}
