using Microsoft.Extensions.DependencyInjection;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Hosting;
using WorkflowEngine.Sqlite;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Tests.Chaos;

/// <summary>A store file, the folder that workers note their doings in, and this process as one that makes and cancels runs but executes none.</summary>
internal sealed class ChaosSite : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    private ChaosSite(WorkflowDefinition[] workflows)
    {
        EffectsFolder = Directory.CreateDirectory(Path.Combine(_folder.Path, "effects")).FullName;
        var services = new ServiceCollection();
        services.AddWorkflowEngine(engine =>
        {
            engine.UseSqlite(StorePath);
            foreach (var workflow in workflows)
            {
                engine.AddWorkflow(workflow);
            }
        });
        _services = services.BuildServiceProvider();
    }

    public string StorePath => Path.Combine(_folder.Path, "runs.db");

    public string EffectsFolder { get; }

    public IWorkflowClient Client => _services.GetRequiredService<IWorkflowClient>();

    public IWorkflowStore Store => _services.GetRequiredService<IWorkflowStore>();

    public static async Task<ChaosSite> OpenAsync(params WorkflowDefinition[] workflows)
    {
        var site = new ChaosSite(workflows);
        await site._services.GetRequiredService<EngineStartup>().StartAsync(CancellationToken.None);
        return site;
    }

    public WorkerProcess StartWorker(int maxLostAttempts = 100) => WorkerProcess.Start(StorePath, EffectsFolder, maxLostAttempts);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
