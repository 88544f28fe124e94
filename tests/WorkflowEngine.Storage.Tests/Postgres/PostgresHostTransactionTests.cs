using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Execution;
using WorkflowEngine.Hosting;
using WorkflowEngine.Postgres;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage.Tests.Postgres;

/// <summary>What a transaction of a host that stays open means to others, and how a host uses it.</summary>
public sealed class PostgresHostTransactionTests : IAsyncLifetime
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
    public async Task While_it_is_open_runs_are_made_claimed_changed_and_deleted_by_others()
    {
        await using var host = await _fixture.BeginAsync();
        await _store.Runs.TryCreateAsync(PostgresSample.Creation(2) with { Transaction = host.Transaction }).WaitAsync(Patience);

        var run = (await _store.Runs.TryCreateAsync(PostgresSample.Creation()).WaitAsync(Patience)).Runs[0];
        (await _store.Runs.ClaimAsync(PostgresSample.Claim()).WaitAsync(Patience)).Should().ContainSingle();
        (await _store.Runs.TryApplyAsync(PostgresSample.End(run)).WaitAsync(Patience)).Should().BeTrue();
        (await _store.Runs.DeleteBeforeAsync(PostgresSample.Now.AddDays(1), 10).WaitAsync(Patience)).Should().Be(1);
        await _store.Runs.TryCreateAsync(PostgresSample.Creation()).WaitAsync(Patience);
        (await _store.Runs.ReadEventsAsync(0, 100)).Should().BeEmpty("the events of the host's runs come first");

        await host.CommitAsync();
        (await _store.Runs.ReadEventsAsync(0, 100)).Should().HaveCount(3);
        (await _store.Runs.GetPlanAsync(PostgresSample.Plan.Hash)).Should().NotBeNull("the runs of the host name it");
    }

    [Fact]
    public async Task A_run_of_its_group_that_another_makes_comes_after_it_and_runs_without_a_group_do_not_wait()
    {
        await using var host = await _fixture.BeginAsync();
        var first = (await _store.Runs.TryCreateAsync(PostgresSample.Creation(group: "g") with { Transaction = host.Transaction })).Runs[0];

        var second = _store.Runs.TryCreateAsync(PostgresSample.Creation(group: "g"));
        var free = (await _store.Runs.TryCreateAsync(PostgresSample.Creation()).WaitAsync(Patience)).Runs[0];
        (await ClaimAsync()).Should().Equal([free.Id]);
        second.IsCompleted.Should().BeFalse();
        await host.CommitAsync();

        (await second.WaitAsync(Patience)).Runs[0].Id.Should().BeGreaterThan(first.Id);
        (await ClaimAsync()).Should().Equal([first.Id], "at most one run of the group is active");
    }

    [Fact]
    public async Task A_host_starts_a_workflow_together_with_its_own_rows()
    {
        await PostgresServer.ExecuteAsync($"CREATE TABLE {_fixture.Schema}.orders (id int PRIMARY KEY)");
        var services = new ServiceCollection();
        services.AddWorkflowEngine(engine => engine
            .UsePostgres(options =>
            {
                options.ConnectionString = PostgresServer.ConnectionString;
                options.Schema = _fixture.Schema;
            })
            .AddStep("ship", static (_, _) => new ValueTask<StepResult>(StepResult.Success))
            .AddWorkflow(new WorkflowDefinition
            {
                Ref = "order",
                Triggers = [new TriggerDefinition { Event = "order_placed" }],
                Jobs = [new JobDefinition { Name = "ship", Steps = [new StepDefinition { Id = "s", Kind = StepKind.Action, Uses = "ship" }] }],
            }));
        await using var provider = services.BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        var client = provider.GetRequiredService<IWorkflowClient>();
        foreach (var isCommitted in new[] { false, true })
        {
            await using var host = (PostgresHostTransaction)await _fixture.BeginAsync();
            await using (var insert = host.Native.Connection!.CreateCommand())
            {
                insert.CommandText = $"INSERT INTO {_fixture.Schema}.orders VALUES (1)";
                await insert.ExecuteNonQueryAsync();
            }

            var started = await client.StartAsync("order", host.Native);
            var matched = await client.DispatchAsync(new() { Name = "order_placed" }, host.Native);
            matched.Runs.Should().ContainSingle();
            (await client.GetAsync(started.Id)).Should().BeNull();
            if (isCommitted)
            {
                await host.CommitAsync();
                (await client.WaitAsync(started.Id).WaitAsync(Patience))!.Status.Should().Be(WorkflowStatus.Success);
                (await client.WaitAsync(matched.Runs[0].Id).WaitAsync(Patience))!.Status.Should().Be(WorkflowStatus.Success);
            }
        }

        (await client.ListAsync(new())).Should().HaveCount(2);
        foreach (var service in provider.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_transaction_that_has_ended_is_refused()
    {
        await using var host = await _fixture.BeginAsync();
        await host.CommitAsync();

        var create = () => _store.Runs.TryCreateAsync(PostgresSample.Creation() with { Transaction = host.Transaction });

        await create.Should().ThrowAsync<ArgumentException>().WithMessage("The transaction has ended.*");
    }

    private async Task<IEnumerable<long>> ClaimAsync() =>
        (await _store.Runs.ClaimAsync(PostgresSample.Claim())).Select(task => task.Lease.Task.RunId);
}
