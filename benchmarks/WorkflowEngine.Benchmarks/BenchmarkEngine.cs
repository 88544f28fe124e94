using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Execution;
using WorkflowEngine.Hosting;
using WorkflowEngine.InMemory;
using WorkflowEngine.Postgres;
using WorkflowEngine.Sqlite;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Benchmarks;

/// <summary>An engine with steps that do nothing, on the store that is measured.</summary>
internal sealed class BenchmarkEngine : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _folder;

    private BenchmarkEngine(ServiceProvider services, string folder, string schema) => (_services, _folder, Schema) = (services, folder, schema);

    public IWorkflowClient Client => _services.GetRequiredService<IWorkflowClient>();

    public IWorkflowStore Store => _services.GetRequiredService<IWorkflowStore>();

    /// <summary>The folder of the SQLite file.</summary>
    public string Folder => _folder;

    /// <summary>The schema in PostgreSQL, of this engine alone.</summary>
    public string Schema { get; }

    public static async Task<BenchmarkEngine> StartAsync(string store, int concurrency)
    {
        var folder = Directory.CreateTempSubdirectory("workflow-engine-benchmark").FullName;
        var schema = "benchmark_" + Guid.NewGuid().ToString("N");
        var services = new ServiceCollection();
        services.AddWorkflowEngine(engine =>
        {
            _ = store switch
            {
                "memory" => engine.UseInMemory(),
                "sqlite" => engine.UseSqlite(Path.Combine(folder, "runs.db")),
                "postgres" => engine.UsePostgres(options =>
                {
                    options.ConnectionString = Environment.GetEnvironmentVariable("WORKFLOWENGINE_POSTGRES")
                        ?? throw new InvalidOperationException("Set WORKFLOWENGINE_POSTGRES to the connection string of a PostgreSQL server.");
                    options.Schema = schema;
                }),
                _ => throw new ArgumentException($"There is no store '{store}'; name memory, sqlite or postgres.", nameof(store)),
            };
            engine.AddStep("noop", static (_, _) => new ValueTask<StepResult>(StepResult.Success))
                .AddWorkflow(Steps()).AddWorkflow(Chain()).AddWorkflow(Fan()).AddWorkflow(OneStep())
                .Configure(options =>
                {
                    options.MaxConcurrentJobs = concurrency;
                    options.LeaseDuration = TimeSpan.FromMinutes(1);
                });
        });
        var engine = new BenchmarkEngine(services.BuildServiceProvider(), folder, schema);
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
        Directory.Delete(_folder, recursive: true);
    }

    private static WorkflowDefinition OneStep() => new() { Ref = "one", Jobs = [Job("only", 1)] };

    private static WorkflowDefinition Steps() => new() { Ref = "steps", Jobs = [Job("only", 3)] };

    private static WorkflowDefinition Chain() => new() { Ref = "chain", Jobs = [Job("a", 1), Job("b", 1, "a"), Job("c", 1, "b")] };

    private static WorkflowDefinition Fan()
    {
        var middle = Enumerable.Range(0, 100).Select(index => $"m{index}").ToArray();
        return new() { Ref = "fan", Jobs = [Job("first", 1), .. middle.Select(name => Job(name, 1, "first")), Job("last", 1, middle)] };
    }

    private static JobDefinition Job(string name, int steps, params string[] needs) => new()
    {
        Name = name,
        Needs = needs,
        Steps = [.. Enumerable.Range(1, steps).Select(number => new StepDefinition { Id = $"s{number}", Kind = StepKind.Action, Uses = "noop" })],
    };
}
