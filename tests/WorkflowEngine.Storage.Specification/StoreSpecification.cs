using WorkflowEngine.Runs;
using WorkflowEngine.Storage.Specification.Support;

namespace WorkflowEngine.Storage.Specification;

/// <summary>A part of what every store does. Derive each part with the fixture of an adapter; the facts come with it.</summary>
/// <typeparam name="TFixture">The fixture of the adapter.</typeparam>
public abstract class StoreSpecification<TFixture> : IAsyncLifetime
    where TFixture : StoreFixture, new()
{
    /// <summary>The fixture of this test.</summary>
    protected TFixture Fixture { get; } = new();

    /// <summary>A store without data that was initialised.</summary>
    protected IWorkflowStore Store { get; private set; } = null!;

    /// <summary>The present instant of the fixture's clock.</summary>
    protected DateTimeOffset Now => Fixture.Time.GetUtcNow();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Fixture.DisposeAsync();
    }

    /// <summary>Opens and initialises another handle to the same data.</summary>
    protected async Task<IWorkflowStore> OpenAsync()
    {
        var store = await Fixture.OpenAsync();
        await store.InitializeAsync();
        return store;
    }

    /// <summary>Stores one new run.</summary>
    protected async Task<WorkflowRun> CreateAsync(NewRun run)
    {
        var result = await Store.Runs.TryCreateAsync(Sample.Creation(run));
        result.Created.Should().BeTrue();
        return result.Runs.Should().ContainSingle().Subject;
    }

    /// <summary>Saves a change that must not lose, and gives the run after it.</summary>
    protected async Task<WorkflowRun> ApplyAsync(RunChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        (await Store.Runs.TryApplyAsync(change)).Should().BeTrue("nobody else changes the run");
        return change.Run;
    }

    /// <summary>Claims tasks with leases of 15 seconds.</summary>
    protected Task<IReadOnlyList<ClaimedTask>> ClaimAsync(int limit = 100, string worker = "worker", string[]? labels = null) =>
        Store.Runs.ClaimAsync(new()
        {
            Worker = worker,
            Limit = limit,
            Labels = labels ?? [],
            Now = Now,
            ExpiresAt = Now.AddSeconds(15),
        });

    /// <summary>Claims the only task there is.</summary>
    protected async Task<JobLease> ClaimOneAsync(string worker = "worker") =>
        (await ClaimAsync(worker: worker)).Should().ContainSingle().Subject.Lease;

    /// <summary>Reads a run that must be there.</summary>
    protected async Task<RunSnapshot> GetAsync(long runId, long sinceVersion = 0)
    {
        var snapshot = await Store.Runs.GetAsync(runId, sinceVersion);
        snapshot.Should().NotBeNull();
        return snapshot!;
    }
}
