using Microsoft.Extensions.DependencyInjection;

namespace WorkflowEngine.Hosting;

internal sealed class WorkflowEngineBuilder(IServiceCollection services) : IWorkflowEngineBuilder
{
    public IServiceCollection Services { get; } = services;
}
