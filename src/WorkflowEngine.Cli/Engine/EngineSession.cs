using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Sources;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Engine;

/// <summary>The engine while a command uses it.</summary>
internal sealed class EngineSession : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Stack<IHostedService> _started = new();

    private EngineSession(ServiceProvider services)
    {
        _services = services;
        Client = services.GetRequiredService<IWorkflowClient>();
        Store = services.GetRequiredService<IWorkflowStore>();
    }

    public IWorkflowClient Client { get; }

    public IWorkflowStore Store { get; }

    /// <summary>Makes a session whose store was not opened and whose schema was not touched.</summary>
    public static EngineSession Prepare(EngineSetup setup) => new(EngineServices.Create(setup));

    /// <summary>Opens the store and loads the workflow files, and executes nothing.</summary>
    public static async Task<EngineSession> OpenAsync(EngineSetup setup, CancellationToken cancellationToken)
    {
        var session = new EngineSession(EngineServices.Create(setup));
        try
        {
            await session.Store.InitializeAsync(cancellationToken).ConfigureAwait(false);
            if (setup.Repository is not null)
            {
                await session._services.GetRequiredService<DefinitionLoader>().LoadAsync(cancellationToken).ConfigureAwait(false);
            }

            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens the store, loads the workflow files and executes jobs until it is disposed.</summary>
    public static async Task<EngineSession> StartAsync(EngineSetup setup, CancellationToken cancellationToken)
    {
        var session = new EngineSession(EngineServices.Create(setup));
        try
        {
            foreach (var service in session._services.GetServices<IHostedService>())
            {
                cancellationToken.ThrowIfCancellationRequested();
                session._started.Push(service);

                // A loop goes on for as long as the token it was started with, and it has to outlive the wish to stop.
                await service.StartAsync(CancellationToken.None).ConfigureAwait(false);
            }

            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops executing; jobs that still run are given back. The store stays open.</summary>
    public async Task StopAsync()
    {
        while (_started.TryPop(out var service))
        {
            await service.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
    }
}
