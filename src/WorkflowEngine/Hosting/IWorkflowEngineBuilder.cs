using Microsoft.Extensions.DependencyInjection;

namespace WorkflowEngine.Hosting;

/// <summary>Where the packages of the engine hang their <c>Use...</c> and <c>Add...</c> methods.</summary>
public interface IWorkflowEngineBuilder
{
    /// <summary>The services of the host.</summary>
    IServiceCollection Services { get; }
}
