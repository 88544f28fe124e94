using Microsoft.Extensions.DependencyInjection;
using WorkflowEngine.Hosting;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory;

/// <summary>Chooses the store in memory.</summary>
public static class InMemoryWorkflowEngineBuilderExtensions
{
    /// <summary>Keeps everything in the memory of the process; nothing survives it.</summary>
    public static IWorkflowEngineBuilder UseInMemory(this IWorkflowEngineBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IWorkflowStore>(static services => new InMemoryWorkflowStore(services.GetService<TimeProvider>()));
        return builder;
    }
}
