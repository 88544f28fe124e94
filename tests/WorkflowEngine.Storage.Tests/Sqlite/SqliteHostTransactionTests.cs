using SQLitePCL;
using WorkflowEngine.Storage.Tests.Postgres;

namespace WorkflowEngine.Storage.Tests.Sqlite;

/// <summary>How the store writes over a connection of the host.</summary>
public sealed class SqliteHostTransactionTests : IAsyncLifetime
{
    private readonly SqliteStoreFixture _fixture = new();
    private IWorkflowStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await _fixture.OpenAsync();
        await _store.InitializeAsync();
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Rows_of_the_host_and_runs_come_and_go_together()
    {
        foreach (var isCommitted in new[] { false, true })
        {
            await using var host = (SqliteHostTransaction)await _fixture.BeginAsync();
            host.Run("CREATE TABLE orders (id INTEGER PRIMARY KEY)");
            await _store.Runs.TryCreateAsync(PostgresSample.Creation() with { Transaction = host.Transaction });
            if (isCommitted)
            {
                await host.CommitAsync();
            }
        }

        (await _store.Runs.ListAsync(new())).Should().ContainSingle().Which.Number.Should().Be(1, "a rollback takes its number back");
    }

    [Fact]
    public async Task A_failure_leaves_the_transaction_usable()
    {
        await using var host = await _fixture.BeginAsync();
        var wrong = PostgresSample.Creation(withPlan: false) with { Transaction = host.Transaction };
        wrong = wrong with { Runs = [wrong.Runs[0] with { Run = wrong.Runs[0].Run with { PlanHash = "nowhere" } }] };
        var create = () => _store.Runs.TryCreateAsync(wrong);
        await create.Should().ThrowAsync<WorkflowStoreException>();

        await _store.Runs.TryCreateAsync(PostgresSample.Creation() with { Transaction = host.Transaction });
        await host.CommitAsync();

        (await _store.Runs.ListAsync(new())).Should().ContainSingle().Which.Number.Should().Be(1);
    }

    [Fact]
    public async Task A_connection_in_no_transaction_is_refused()
    {
        await using var host = (SqliteHostTransaction)await _fixture.BeginAsync();
        await host.CommitAsync();

        var create = () => _store.Runs.TryCreateAsync(PostgresSample.Creation() with { Transaction = new StoreTransaction(host.Connection) });

        await create.Should().ThrowAsync<ArgumentException>().WithMessage("The connection is in no transaction*");
        raw.sqlite3_exec(host.Connection, "SELECT 1").Should().Be(raw.SQLITE_OK, "the connection is the host's and stays open");
    }
}
