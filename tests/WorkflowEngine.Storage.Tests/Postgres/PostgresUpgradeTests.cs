using WorkflowEngine.Postgres;

namespace WorkflowEngine.Storage.Tests.Postgres;

/// <summary>Processes of two versions on one schema, one step apart.</summary>
public sealed class PostgresUpgradeTests : IAsyncLifetime
{
    private const string Before = "0003_catalogue.sql";
    private readonly PostgresStoreFixture _fixture = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Data_and_processes_of_the_version_before_go_on_after_the_upgrade()
    {
        var older = (PostgresWorkflowStore)await _fixture.OpenAsync();
        await older.ApplyScriptsAsync(Before, TestContext.Current.CancellationToken);
        (await older.Maintenance.ListPendingScriptsAsync(TestContext.Current.CancellationToken)).Should().NotBeEmpty();
        var ended = await EndAsync(older, await CreateAsync(older));
        var open = await CreateAsync(older);

        var newer = await _fixture.OpenAsync();
        await newer.InitializeAsync();

        (await newer.Maintenance.ListPendingScriptsAsync(TestContext.Current.CancellationToken)).Should().BeEmpty();
        var ofOlder = await EndAsync(newer, open);
        var ofNewer = await EndAsync(older, await CreateAsync(newer));
        (await newer.Maintenance.DeleteAsync(
            new() { StoppedBefore = PostgresSample.Now.AddDays(1), KeepNewest = 1, UnreadBefore = PostgresSample.Now.AddDays(1) }, 10)).Should().Be(2);
        (await older.Runs.ListAsync(new())).Select(run => run.Id).Should().Equal(ofNewer);
        (await newer.Runs.GetAsync(ended)).Should().BeNull();
        (await newer.Runs.GetAsync(ofOlder)).Should().BeNull();
    }

    [Fact]
    public async Task A_process_works_with_a_schema_that_is_one_step_newer_than_it_knows()
    {
        var store = await _fixture.OpenAsync();
        await store.InitializeAsync();
        await PostgresServer.ExecuteAsync($"INSERT INTO {_fixture.Schema}.schema_journal VALUES ('0998_next.sql', 'x', '98.0', 0)");

        var older = await _fixture.OpenAsync();
        await older.InitializeAsync();

        await EndAsync(older, await CreateAsync(older));
    }

    private static async Task<long> CreateAsync(IWorkflowStore store) => (await store.Runs.TryCreateAsync(PostgresSample.Creation())).Runs[0].Id;

    private static async Task<long> EndAsync(IWorkflowStore store, long runId)
    {
        (await store.Runs.ClaimAsync(PostgresSample.Claim())).Should().ContainSingle();
        (await store.Runs.TryApplyAsync(PostgresSample.End((await store.Runs.GetAsync(runId))!.Run))).Should().BeTrue();
        return runId;
    }
}
