using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Hosting;

namespace WorkflowEngine.Cli.Engine;

/// <summary>The one place where the engine of the command line is put together.</summary>
internal static class EngineServices
{
    /// <summary>Variables of the environment whose names begin so are secrets of the steps.</summary>
    private const string SecretPrefix = "WORKFLOW_SECRET_";

    public static ServiceProvider Create(EngineSetup setup)
    {
        var services = new ServiceCollection();
        if (setup.Log is { } log)
        {
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(new LogWriterProvider(log)));
        }

        services.AddWorkflowEngine(engine =>
        {
            setup.Store.Use(engine);
            engine.Configure(options => Configure(options, setup));
            if (setup is { Repository: { } repository, Scope: { } scope })
            {
                engine.AddRepository(repository, scope);
            }
        });
        if (setup.FindRepository is { } find)
        {
            services.AddSingleton(find);
        }

        return services.BuildServiceProvider();
    }

    private static void Configure(WorkflowEngineOptions options, EngineSetup setup)
    {
        options.MaxConcurrentJobs = setup.Jobs ?? options.MaxConcurrentJobs;
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable is { Key: string name, Value: string value } && name.StartsWith(SecretPrefix, StringComparison.Ordinal))
            {
                options.Secrets[name[SecretPrefix.Length..]] = value;
            }
        }

        options.FireSchedules = setup.FireSchedules;
        options.PollInterval = TimeSpan.FromMilliseconds(250);
        if (setup.Scope is { } scope)
        {
            options.Scopes.Add(scope);
        }
    }
}
