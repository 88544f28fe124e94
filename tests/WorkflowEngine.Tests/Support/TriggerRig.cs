using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Execution;
using WorkflowEngine.Hosting;
using WorkflowEngine.InMemory;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Storage.Specification;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Tests.Support;

/// <summary>The engine's services over a store in memory, with a clock that the test moves and no loop but those it calls.</summary>
internal sealed class TriggerRig : IAsyncDisposable
{
    public static readonly Scope One = new("1");

    private readonly ServiceProvider _services;

    public TriggerRig(Action<WorkflowEngineOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddWorkflowEngine(engine =>
        {
            engine.UseInMemory();
            engine.Configure(configure ?? (static _ => { }));
        });
        _services = services.BuildServiceProvider();
    }

    public ManualTimeProvider Time { get; } = new();

    public IWorkflowStore Store => _services.GetRequiredService<IWorkflowStore>();

    public IWorkflowClient Client => _services.GetRequiredService<IWorkflowClient>();

    public ITriggerClient Triggers => _services.GetRequiredService<ITriggerClient>();

    public PendingTriggers Pending => _services.GetRequiredService<PendingTriggers>();

    public RetentionSweep Retention => _services.GetRequiredService<RetentionSweep>();

    public EndedJobs EndedJobs => _services.GetRequiredService<EndedJobs>();

    /// <summary>Makes definitions the only ones of their scope.</summary>
    public Task DefineAsync(Scope scope, params string[] workflows) =>
        DefineAsync(scope, [.. workflows.Select(name => new WorkflowDefinition { Scope = scope, Ref = name, Jobs = [new() { Name = "job" }] })]);

    /// <summary>Makes definitions the only ones of their scope.</summary>
    public async Task DefineAsync(Scope scope, WorkflowDefinition[] definitions)
    {
        await Store.Catalog.SaveAsync(scope, "test", definitions);
        _services.GetRequiredService<DefinitionCache>().Invalidate(scope);
    }

    public Task<TriggerUpdateResult> SetAsync(string workflow, string config, Scope? scope = null) =>
        Triggers.UpdateAsync(scope ?? One, new(workflow, JsonElement.Parse($"[{config}]"), IsPartial: true));

    /// <summary>Has a job end.</summary>
    public Task<JobCompletionResult> EndAsync(string id, string type = "TRAIN", long? runId = null, Scope? scope = null) =>
        Client.PublishJobCompletedAsync(new() { JobId = id, Type = type, Scope = scope ?? One, RunId = runId });

    /// <summary>Has the first job of a run claimed, and ended as a worker would.</summary>
    public async Task EndJobAsync(WorkflowRun run, WorkflowStatus status, string? outputs = null)
    {
        var now = Time.GetUtcNow();
        var claimed = await Store.Runs.ClaimAsync(new() { Worker = "w", Limit = 1000, Now = now, ExpiresAt = now.AddHours(1) });
        var task = claimed.Single(one => one.Lease.Task.RunId == run.Id).Lease.Task;
        var driver = _services.GetRequiredService<RunDriver>();
        await driver.PostAsync(run.Id, new RunFact.TaskStarted(task.Job, task.Attempt, "w"));
        (await driver.PostAsync(run.Id, new RunFact.TaskEnded(task.Job, task.Attempt, status, null, outputs))).Should().BeTrue();
    }

    /// <summary>Tells of the jobs that have ended.</summary>
    public async Task TellAsync()
    {
        while (await EndedJobs.TellAsync(CancellationToken.None) > 0)
        {
        }
    }

    /// <summary>Ends a run as a worker would.</summary>
    public async Task CompleteAsync(WorkflowRun run) => await Client.CancelAsync(run.Id);

    /// <summary>Moves the clock and starts what became due, a second at a time.</summary>
    public async Task PassAsync(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Pending.FireDueAsync(CancellationToken.None);
        }
    }

    public Task<IReadOnlyList<WorkflowRun>> RunsAsync() => Store.Runs.ListAsync(new() { Limit = 1000 });

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
