using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Execution;
using WorkflowEngine.Hosting;
using WorkflowEngine.Notifications;
using WorkflowEngine.Postgres;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Peers;

/// <summary>
/// One engine process. It is told on its standard input for how many seconds to keep runs in flight, answers how many ended, and works on
/// until the input ends. An engine that is alone waits for its runs as a host does; of several, each hears of its runs from the feed,
/// because another may have ended them.
/// </summary>
internal sealed class EngineNode(string name) : IRunObserver
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _waiting = new();

    public string Name => name;

    public static string Version { get; } =
        typeof(IWorkflowClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static async Task RunAsync(string workload, bool isAlone)
    {
        var node = new EngineNode(Guid.NewGuid().ToString("N"));
        var services = new ServiceCollection();
        services.AddWorkflowEngine(engine => engine
            .UsePostgres(Settings.ConnectionString)
            .AddStep("noop", static (_, _) => new ValueTask<StepResult>(StepResult.Success))
            .AddWorkflow(new() { Ref = "one", Jobs = [Job("only", 1)] })
            .AddWorkflow(new() { Ref = "steps", Jobs = [Job("only", 3)] })
            .AddWorkflow(new() { Ref = "chain", Jobs = [Job("a", 1), Job("b", 1, "a"), Job("c", 1, "b")] })
            .Configure(options =>
            {
                options.MaxConcurrentJobs = Settings.InFlight;
                options.LeaseDuration = TimeSpan.FromMinutes(1);
            }));
        if (!isAlone)
        {
            services.AddSingleton<IRunObserver>(node);
        }

        await using var provider = services.BuildServiceProvider();
        var loops = provider.GetServices<IHostedService>().ToList();
        foreach (var loop in loops)
        {
            await loop.StartAsync(CancellationToken.None);
        }

        var client = provider.GetRequiredService<IWorkflowClient>();
        var workflow = workload == "latency" ? "one" : workload;
        Func<Task> run = isAlone ? () => WaitAsync(client, workflow) : () => node.FollowAsync(client, workflow);
        if (workload == "latency")
        {
            await Meter.MeasureAsync(workload, Version, run);
        }
        else
        {
            await ObeyAsync(run);
        }

        foreach (var loop in Enumerable.Reverse(loops))
        {
            await loop.StopAsync(CancellationToken.None);
        }
    }

    public Task OnEventsAsync(IReadOnlyList<RunEvent> events, CancellationToken cancellationToken)
    {
        foreach (var told in events)
        {
            if (told.Kind == RunEventKind.Run && told.Status.IsTerminal())
            {
                Waiting(told.RunId).TrySetResult();
            }
        }

        return Task.CompletedTask;
    }

    private static async Task ObeyAsync(Func<Task> run)
    {
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is { } seconds)
        {
            Console.WriteLine(await Meter.LoopAsync(TimeSpan.FromSeconds(double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)), run));
        }
    }

    private static async Task WaitAsync(IWorkflowClient client, string workflow)
    {
        var run = await client.StartAsync(workflow);
        var ended = await client.WaitAsync(run.Id);
        if (ended?.Status != WorkflowStatus.Success)
        {
            throw new InvalidOperationException($"Run {run.Id} ended as {ended?.Status}.");
        }
    }

    /// <summary>The feed may tell of the end before the caller knows the run; whoever comes first makes the entry.</summary>
    private async Task FollowAsync(IWorkflowClient client, string workflow)
    {
        var run = await client.StartAsync(workflow);
        await Waiting(run.Id).Task;
        _waiting.TryRemove(run.Id, out _);
    }

    private TaskCompletionSource Waiting(long run) =>
        _waiting.GetOrAdd(run, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private static JobDefinition Job(string name, int steps, params string[] needs) => new()
    {
        Name = name,
        Needs = needs,
        Steps = [.. Enumerable.Range(1, steps).Select(number => new StepDefinition { Id = $"s{number}", Kind = StepKind.Action, Uses = "noop" })],
    };
}
