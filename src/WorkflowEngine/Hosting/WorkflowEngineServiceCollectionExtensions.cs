using Microsoft.Extensions.DependencyInjection;

namespace WorkflowEngine.Hosting;

/// <summary>Adds the engine to an application.</summary>
public static class WorkflowEngineServiceCollectionExtensions
{
    /// <summary>
    /// Adds the engine. It needs exactly one store (<c>UseSqlite</c>, <c>UseInMemory</c>, ...). In a generic host it starts and stops with the
    /// host; without one, start the registered <see cref="Microsoft.Extensions.Hosting.IHostedService"/>s in their order and stop them in the
    /// reverse one. Calling it again adds to the same engine.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Chooses the store and adds repositories, workflows, steps and observers.</param>
    public static IServiceCollection AddWorkflowEngine(this IServiceCollection services, Action<IWorkflowEngineBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        WorkflowEngineServices.Add(services);
        configure(new WorkflowEngineBuilder(services));
        return services;
    }
}
