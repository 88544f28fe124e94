using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Hosting;

namespace WorkflowEngine.Tests.Support;

/// <summary>An engine on a bare service collection, started and stopped by hand as a host without the generic host does.</summary>
internal sealed class RunningEngine : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private RunningEngine(ServiceProvider services) => _services = services;

    public IWorkflowClient Client => _services.GetRequiredService<IWorkflowClient>();

    public IServiceProvider Services => _services;

    public static async Task<RunningEngine> StartAsync(Action<IWorkflowEngineBuilder> configure)
    {
        var services = new ServiceCollection();
        services.AddWorkflowEngine(configure);
        var engine = new RunningEngine(services.BuildServiceProvider());
        foreach (var service in engine._services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return engine;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }
}
