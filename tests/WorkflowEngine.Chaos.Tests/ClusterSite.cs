using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Hosting;
using WorkflowEngine.Postgres;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Chaos.Tests;

/// <summary>The folders that engine processes note their doings in, and this process as one that makes and cancels runs but executes none.</summary>
internal sealed class ClusterSite : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    private ClusterSite(string connectionString)
    {
        ConnectionString = connectionString;
        EffectsFolder = Directory.CreateDirectory(Path.Combine(_folder.Path, "effects")).FullName;
        EventsFolder = Directory.CreateDirectory(Path.Combine(_folder.Path, "events")).FullName;
        var services = new ServiceCollection();
        services.AddWorkflowEngine(engine =>
        {
            engine.UsePostgres(connectionString);
            foreach (var workflow in ClusterWorkflows.All)
            {
                engine.AddWorkflow(workflow);
            }
        });
        _services = services.BuildServiceProvider();
    }

    public string ConnectionString { get; }

    public string EffectsFolder { get; }

    public string EventsFolder { get; }

    public IWorkflowClient Client => _services.GetRequiredService<IWorkflowClient>();

    public IWorkflowStore Store => _services.GetRequiredService<IWorkflowStore>();

    /// <summary>The name of the observer in an engine process; it outlives the process.</summary>
    public static string Observer(int process) => string.Create(CultureInfo.InvariantCulture, $"notes-{process}");

    public static async Task<ClusterSite> OpenAsync(string connectionString)
    {
        var site = new ClusterSite(connectionString);
        await site._services.GetRequiredService<EngineStartup>().StartAsync(CancellationToken.None);
        return site;
    }

    /// <summary>Asks again while the database is away; any other failure is one.</summary>
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (WorkflowStoreException exception) when (exception.IsTransient)
            {
                await Task.Delay(Pause, TimeProvider.System);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
