using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Dispatch.Schedules;
using WorkflowEngine.Execution;
using WorkflowEngine.Execution.Processes;
using WorkflowEngine.Execution.Workspaces;
using WorkflowEngine.Notifications;
using WorkflowEngine.Planning.Plue;
using WorkflowEngine.Python.Evaluation;
using WorkflowEngine.Runs;
using WorkflowEngine.Sources;
using WorkflowEngine.Sources.Packs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Hosting;

/// <summary>Every service of the engine, once, in the order of the data path.</summary>
internal static class WorkflowEngineServices
{
    public static void Add(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(EngineStartup)))
        {
            return;
        }

        services.AddOptions<WorkflowEngineOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WorkflowEngineOptions>, WorkflowEngineOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.TryAdd(ServiceDescriptor.Singleton(typeof(ILogger<>), typeof(Logger<>)));

        // Sources: files and records into definitions.
        services.AddSingleton<DefinitionLoader>();

        // Dispatch: events into runs, facts into changes.
        services.AddSingleton<DefinitionCache>();
        services.AddSingleton(provider => LimitsOf(Options(provider).Planning));
        services.AddSingleton<PluePlanner>();
        services.AddSingleton<PlanCache>();
        services.AddSingleton<RunFeed>();
        services.AddSingleton(provider => new RunRules(Options(provider).MaxLostAttempts));
        services.AddSingleton<RunDriver>();
        services.AddSingleton<RunStarter>();
        services.AddSingleton<ScheduleSteps>();
        services.AddSingleton<TriggerListeners>();
        services.AddSingleton<TriggerDecider>();
        services.AddSingleton<TriggerConfigurations>();
        services.AddSingleton<JobCompletions>();
        services.AddSingleton<ITriggerClient, TriggerClient>();
        services.AddSingleton<IWorkflowClient, WorkflowClient>();

        // Execution: tasks into facts.
        services.AddSingleton<RunningTasks>();
        services.AddSingleton(Options);
        services.AddSingleton<ChildProcesses>();
        services.AddSingleton<ProcessRunner>();
        services.AddSingleton<GitCheckout>();
        services.AddSingleton<RepositoryPaths>();
        services.AddSingleton(provider => new WorkspaceRoot(
            Options(provider).WorkspaceRoot,
            provider.GetRequiredService<GitCheckout>(),
            provider.GetRequiredService<RepositoryPaths>().Find,
            provider.GetRequiredService<ILogger<WorkspaceRoot>>()));
        services.AddSingleton<ActionStepRunner>();
        services.AddSingleton<ShellStepRunner>();
        services.AddSingleton(provider => new PythonStepRunner(provider.GetRequiredService<ProcessRunner>(), Options(provider).Python));
        services.AddSingleton(Executor);

        // The loops, started in this order and stopped in the reverse one: the worker drains while its leases are still renewed.
        services.AddSingleton<EngineStartup>();
        services.AddSingleton<IHostedService>(provider =>
        {
            RequireOneStore(provider);
            return provider.GetRequiredService<EngineStartup>();
        });
        AddLoop<PackLoop>(services);
        AddLoop<ObserverLoop>(services);
        AddLoop<LeaseRenewal>(services);
        AddLoop<LeaseReaper>(services);
        AddLoop<RetentionSweep>(services);
        AddLoop<PendingTriggers>(services);
        AddLoop<EndedJobs>(services);
        AddLoop<ScheduleLoop>(services);

        // Hosts stop in the reverse order: first of all no new work is taken.
        AddLoop<JobWorker>(services);
    }

    private static WorkflowEngineOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<WorkflowEngineOptions>>().Value;

    private static PythonLimits LimitsOf(PlanningLimits planning) => new()
    {
        Steps = planning.Steps,
        AllocatedBytes = planning.Memory,
        CallDepth = planning.CallDepth,
        OutputLength = planning.OutputLength,
    };

    private static JobExecutor Executor(IServiceProvider provider) => new(
        new Dictionary<StepKind, IStepRunner>
        {
            [StepKind.Shell] = provider.GetRequiredService<ShellStepRunner>(),
            [StepKind.Python] = provider.GetRequiredService<PythonStepRunner>(),
            [StepKind.Action] = provider.GetRequiredService<ActionStepRunner>(),
        },
        provider.GetRequiredService<WorkspaceRoot>(),
        provider.GetRequiredService<IWorkflowStore>().Logs,
        provider,
        Options(provider),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<JobExecutor>>())
    {
        Secrets = new Dictionary<string, string>(Options(provider).Secrets, StringComparer.Ordinal),
    };

    private static void AddLoop<TLoop>(IServiceCollection services)
        where TLoop : class, IHostedService
    {
        services.AddSingleton<TLoop>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<TLoop>());
    }

    private static void RequireOneStore(IServiceProvider provider)
    {
        var stores = provider.GetServices<IWorkflowStore>().Count();
        if (stores != 1)
        {
            throw new WorkflowEngineException(stores == 0
                ? "The engine has no store: call UseSqlite(path) or UseInMemory() in AddWorkflowEngine."
                : $"The engine has {stores} stores: call exactly one Use... method in AddWorkflowEngine.");
        }
    }
}
