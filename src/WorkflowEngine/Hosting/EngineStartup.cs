using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Execution.Workspaces;
using WorkflowEngine.Sources;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Hosting;

/// <summary>Comes first: checks the settings, opens the store and reads the definitions, so that the loops start with everything in place.</summary>
internal sealed class EngineStartup(
    IWorkflowStore store, IOptions<WorkflowEngineOptions> options, DefinitionLoader definitions, WorkspaceRoot workspaces) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Reading the value validates it, also where no generic host does so at start.
        _ = options.Value;
        workspaces.Sweep();
        await store.InitializeAsync(cancellationToken).ConfigureAwait(false);
        await definitions.LoadAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
