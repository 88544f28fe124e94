using WorkflowEngine.Postgres;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage.Tests.Postgres;

/// <summary>Processes whose clocks differ by minutes agree on leases and delays, because both run by the database's clock.</summary>
public sealed class PostgresClockTests : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private readonly PostgresStoreFixture _fixture = new();
    private readonly List<PostgresWorkflowStore> _stores = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        await _fixture.DisposeAsync();
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(0, -5)]
    [InlineData(5, -5)]
    public async Task A_lease_that_is_held_has_not_run_out_for_a_process_with_another_clock(int minutesHere, int minutesThere)
    {
        var (here, there) = (await OpenAsync(minutesHere), await OpenAsync(minutesThere));
        await here.Store.Runs.TryCreateAsync(PostgresSample.Creation());

        var lease = (await ClaimAsync(here))[0].Lease;

        (await there.Store.Runs.ListExpiredLeasesAsync(there.Clock.GetUtcNow(), 10)).Should().BeEmpty();
        (await here.Store.Runs.RenewAsync([lease], here.Clock.GetUtcNow() + Lease)).Should().Equal(LeaseStatus.Held);
        (await there.Store.Runs.ListExpiredLeasesAsync(there.Clock.GetUtcNow(), 10)).Should().BeEmpty();
        (await there.Store.Runs.ListExpiredLeasesAsync(there.Clock.GetUtcNow() + Lease + Lease, 10)).Should().Equal(lease.Task);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task A_delay_that_one_process_asked_for_is_kept_by_another(int minutesThere)
    {
        var (here, there) = (await OpenAsync(0), await OpenAsync(minutesThere));
        var due = here.Clock.GetUtcNow().AddMinutes(1);
        var creation = PostgresSample.Creation();
        var run = creation.Runs[0];
        await here.Store.Runs.TryCreateAsync(creation with
        {
            Runs = [run with { Jobs = [run.Jobs[0] with { NotBefore = due }], Tasks = [run.Tasks[0] with { NotBefore = due }] }],
        });

        (await ClaimAsync(there)).Should().BeEmpty();
        (await ClaimAsync(there, TimeSpan.FromMinutes(2))).Should().ContainSingle();
    }

    [Fact]
    public async Task The_instant_of_a_delay_is_read_by_the_clock_of_the_reader()
    {
        var (here, there) = (await OpenAsync(0), await OpenAsync(5));
        var due = here.Clock.GetUtcNow().AddMinutes(1);
        var creation = PostgresSample.Creation();
        var created = await here.Store.Runs.TryCreateAsync(creation);
        var changed = PostgresSample.Change(created.Runs[0]) with { Jobs = [creation.Runs[0].Jobs[0] with { NotBefore = due }] };
        (await here.Store.Runs.TryApplyAsync(changed)).Should().BeTrue();

        (await NotBeforeAsync(here, created.Runs[0])).Should().BeCloseTo(due, TimeSpan.FromSeconds(20));
        (await NotBeforeAsync(there, created.Runs[0])).Should().BeCloseTo(due.AddMinutes(5), TimeSpan.FromSeconds(20));
    }

    private static async Task<DateTimeOffset> NotBeforeAsync(Process process, WorkflowRun run) =>
        (await process.Store.Runs.GetAsync(run.Id))!.Jobs[0].NotBefore!.Value;

    private static Task<IReadOnlyList<ClaimedTask>> ClaimAsync(Process process, TimeSpan later = default)
    {
        var now = process.Clock.GetUtcNow() + later;
        return process.Store.Runs.ClaimAsync(new() { Worker = "worker", Limit = 10, Now = now, ExpiresAt = now + Lease });
    }

    private async Task<Process> OpenAsync(int minutes)
    {
        var clock = new SkewedClock(TimeSpan.FromMinutes(minutes));
        var store = new PostgresWorkflowStore(
            new() { ConnectionString = PostgresServer.ConnectionString, Schema = _fixture.Schema }, clock);
        _stores.Add(store);
        await store.InitializeAsync();
        return new(store, clock);
    }

    private sealed record Process(PostgresWorkflowStore Store, TimeProvider Clock);

    private sealed class SkewedClock(TimeSpan skew) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + skew;
    }
}
