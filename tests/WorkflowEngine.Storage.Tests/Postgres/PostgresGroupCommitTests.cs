using System.Collections.Concurrent;
using Npgsql;
using WorkflowEngine.Postgres;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage.Tests.Postgres;

/// <summary>How many statements the operations cost, and what many callers share.</summary>
public sealed class PostgresGroupCommitTests : IAsyncLifetime
{
    private readonly string _schema = "test_" + Guid.NewGuid().ToString("N");
    private readonly ConcurrentQueue<string> _statements = new();
    private PostgresWorkflowStore _store = null!;

    public PostgresGroupCommitTests() => PostgresServer.Require();

    public async ValueTask InitializeAsync()
    {
        _store = new(
            new() { ConnectionString = PostgresServer.ConnectionString, Schema = _schema },
            TimeProvider.System,
            statement =>
            {
                if (!statement.StartsWith("the answer", StringComparison.Ordinal))
                {
                    _statements.Enqueue(statement);
                }
            });
        await _store.InitializeAsync();
        _statements.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await PostgresServer.ExecuteAsync($"DROP SCHEMA {_schema} CASCADE");
    }

    [Fact]
    public async Task Every_operation_is_one_statement()
    {
        var creation = PostgresSample.Creation(3) with { DeliveryKey = "key" };
        var runs = (await CountAsync(1, () => _store.Runs.TryCreateAsync(creation))).Runs;
        await CountAsync(2, () => _store.Runs.TryCreateAsync(creation));
        var claimed = await CountAsync(1, () => _store.Runs.ClaimAsync(PostgresSample.Claim()));
        claimed.Should().HaveCount(3);
        await CountAsync(1, () => _store.Runs.RenewAsync([.. claimed.Select(task => task.Lease)], PostgresSample.Now));
        await CountAsync(1, () => _store.Logs.AppendAsync(
            claimed[0].Lease, [new() { Sequence = 1, Step = 0, Source = LogSource.Output, Text = "line", At = PostgresSample.Now }]));
        await CountAsync(1, () => _store.Runs.TryApplyAsync(PostgresSample.End(runs[0])));
        await CountAsync(1, () => _store.Runs.GetAsync(runs[0].Id, 1));
        await CountAsync(1, () => _store.Runs.ReadEventsAsync(0, 100));
        await CountAsync(1, () => _store.Runs.ListAsync(new()));
        await CountAsync(1, () => _store.Runs.DeleteBeforeAsync(PostgresSample.Now.AddDays(1), 100));
    }

    [Fact]
    public async Task A_creation_in_a_transaction_of_the_host_is_two_statements_and_three_with_a_concurrency_group()
    {
        await using var connection = await PostgresServer.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        foreach (var (group, statements) in new[] { ((string?)null, 2), ("group", 3) })
        {
            var creation = PostgresSample.Creation(5, group) with { Transaction = new(transaction) };
            (await CountAsync(statements, () => _store.Runs.TryCreateAsync(creation))).Runs.Should().HaveCount(5);
        }
    }

    [Fact]
    public async Task Changes_that_come_while_a_transaction_is_under_way_share_the_next_one()
    {
        var runs = (await _store.Runs.TryCreateAsync(PostgresSample.Creation(200))).Runs;
        _statements.Clear();

        var saved = await Task.WhenAll(runs.Select(run => Task.Run(() => _store.Runs.TryApplyAsync(PostgresSample.Change(run)))));

        saved.Should().OnlyContain(isSaved => isSaved);
        _statements.Should().HaveCountLessThan(100);
    }

    [Fact]
    public async Task Changes_of_one_run_never_share_a_transaction_and_one_of_them_wins()
    {
        var run = (await _store.Runs.TryCreateAsync(PostgresSample.Creation())).Runs[0];

        var saved = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            _store.Runs.TryApplyAsync(PostgresSample.Change(run, new($"racer {i}")))));

        saved.Should().ContainSingle(isSaved => isSaved);
        (await _store.Runs.GetAsync(run.Id))!.Run.Reason!.Code.Should().Be($"racer {Array.IndexOf(saved, true)}");
    }

    [Fact]
    public async Task A_creation_that_fails_does_not_spoil_those_that_share_its_transaction()
    {
        var wrong = PostgresSample.Creation(withPlan: false);
        wrong = wrong with { Runs = [wrong.Runs[0] with { Run = wrong.Runs[0].Run with { PlanHash = "nowhere" } }] };
        var first = _store.Runs.TryCreateAsync(PostgresSample.Creation());
        var good = Enumerable.Range(0, 20).Select(_ => _store.Runs.TryCreateAsync(PostgresSample.Creation())).ToArray();

        var failing = _store.Runs.TryCreateAsync(wrong);
        var last = _store.Runs.TryCreateAsync(PostgresSample.Creation());

        (await failing.Invoking(task => task).Should().ThrowAsync<WorkflowStoreException>()).Which.Message.Should().Contain("no plan nowhere");
        await Task.WhenAll([first, .. good, last]);
        var runs = await _store.Runs.ListAsync(new() { Limit = 1000 });
        runs.Select(run => run.Number).Should().Equal(Enumerable.Range(1, 22).Reverse().Select(number => (long)number));
    }

    [Fact]
    public async Task A_plan_that_was_deleted_meanwhile_is_stored_again()
    {
        var run = (await _store.Runs.TryCreateAsync(PostgresSample.Creation())).Runs[0];
        await _store.Runs.TryApplyAsync(PostgresSample.End(run));
        await _store.Runs.DeleteBeforeAsync(PostgresSample.Now.AddDays(1), 10);
        (await _store.Runs.GetPlanAsync(PostgresSample.Plan.Hash)).Should().BeNull();

        await _store.Runs.TryCreateAsync(PostgresSample.Creation());

        (await _store.Runs.GetPlanAsync(PostgresSample.Plan.Hash)).Should().NotBeNull();
    }

    [Fact]
    public async Task What_was_asked_before_the_end_is_done_and_nothing_after_it()
    {
        var creations = Enumerable.Range(0, 20).Select(_ => _store.Runs.TryCreateAsync(PostgresSample.Creation())).ToArray();

        await _store.DisposeAsync();

        (await Task.WhenAll(creations)).Should().OnlyContain(result => result.Created);
        var late = () => _store.Runs.TryCreateAsync(PostgresSample.Creation());
        await late.Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task Members_of_a_group_that_wait_are_looked_at_once_and_let_go_one_by_one()
    {
        foreach (var creation in new[] { PostgresSample.Creation(20, group: "runs"), PostgresSample.Creation(20, taskGroup: "tasks") })
        {
            var runs = (await _store.Runs.TryCreateAsync(creation)).Runs;
            (await ClaimAsync()).Should().Equal(runs[0].Id);
            (await PostgresServer.CountAsync($"SELECT count(*) FROM {_schema}.workflow_tasks WHERE status = 5 AND queue = 0")).Should().Be(0);
            foreach (var (run, next) in runs.Zip(runs.Skip(1)))
            {
                (await ClaimAsync()).Should().BeEmpty();
                await _store.Runs.TryApplyAsync(PostgresSample.End(run));
                (await ClaimAsync()).Should().Equal(next.Id);
            }

            await _store.Runs.TryApplyAsync(PostgresSample.End(runs[^1]));
        }
    }

    [Fact]
    public async Task While_a_claim_of_a_member_of_a_group_is_under_way_no_other_member_is_started()
    {
        var runs = (await _store.Runs.TryCreateAsync(PostgresSample.Creation(2, taskGroup: "tasks"))).Runs;
        var free = (await _store.Runs.TryCreateAsync(PostgresSample.Creation())).Runs[0];
        await using var other = await PostgresServer.OpenAsync();
        await using (var transaction = await other.BeginTransactionAsync())
        {
            await using var claim = new NpgsqlCommand(
                $"SELECT run_id FROM {_schema}.claim_tasks('other', 1, ARRAY[]::text[], NULL, 0, 0, ARRAY[1::bigint])", other);
            (await claim.ExecuteScalarAsync()).Should().Be(runs[0].Id);

            (await ClaimAsync()).Should().Equal([free.Id], "a claim takes what is free and waits for nothing");
            await transaction.RollbackAsync();
        }

        (await ClaimAsync()).Should().Equal(runs[0].Id);
        (await ClaimAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task An_older_member_that_comes_while_a_claim_is_under_way_is_not_started_beside_it()
    {
        var older = (await _store.Runs.TryCreateAsync(PostgresSample.Creation())).Runs[0];
        (await ClaimAsync()).Should().Equal(older.Id);
        var newer = (await _store.Runs.TryCreateAsync(PostgresSample.Creation(taskGroup: "tasks"))).Runs[0];
        await using var other = await PostgresServer.OpenAsync();
        await using (var transaction = await other.BeginTransactionAsync())
        {
            await using var claim = new NpgsqlCommand(
                $"SELECT run_id FROM {_schema}.claim_tasks('other', 1, ARRAY[]::text[], NULL, 0, 0, ARRAY[1::bigint])", other);
            (await claim.ExecuteScalarAsync()).Should().Be(newer.Id);
            (await _store.Runs.TryApplyAsync(PostgresSample.Change(older) with
            {
                Tasks = [new() { Job = 0, Attempt = 2, Status = WorkflowStatus.Waiting, ConcurrencyGroup = "tasks" }],
            })).Should().BeTrue();

            (await ClaimAsync()).Should().BeEmpty("the other claim has the group");
            await transaction.CommitAsync();
        }

        (await ClaimAsync()).Should().BeEmpty("a member is running");
        await _store.Runs.TryApplyAsync(PostgresSample.End(newer));
        (await ClaimAsync()).Should().Equal(older.Id);
    }

    private async Task<IEnumerable<long>> ClaimAsync() =>
        (await _store.Runs.ClaimAsync(PostgresSample.Claim())).Select(task => task.Lease.Task.RunId);

    private async Task<T> CountAsync<T>(int statements, Func<Task<T>> operate)
    {
        _statements.Clear();
        var result = await operate();
        _statements.Should().HaveCount(statements);
        return result;
    }
}
