using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Hosting;
using WorkflowEngine.Postgres;
using WorkflowEngine.Sqlite;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Tests.Worker;

/// <summary>
/// Tells an engine of jobs that ended, each one twice and in an order of its own, several at a time. What was told is written as a line,
/// so that whoever kills the process knows where to let it go on.
/// </summary>
internal static class CompletionDelivery
{
    private const int AtOnce = 6;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="args">The store, how many jobs ended, the seed of the order, and how many deliveries were made before.</param>
    public static async Task RunAsync(string[] args)
    {
        var order = Enumerable.Range(0, 2 * Number(args[1])).Select(delivery => delivery / 2).ToArray();
        new Random(Number(args[2])).Shuffle(order);
        await using var provider = Services(args[0]).BuildServiceProvider();
        var loops = provider.GetServices<IHostedService>().ToList();
        foreach (var loop in loops)
        {
            await AskAsync(() => StartAsync(loop));
        }

        var client = provider.GetRequiredService<IWorkflowClient>();
        foreach (var jobs in order.Skip(Number(args[3])).Chunk(AtOnce))
        {
            await Task.WhenAll(jobs.Select(job => AskAsync(() => client.PublishJobCompletedAsync(Completion(job)))));
            await Console.Out.WriteAsync(string.Concat(jobs.Select(job => job.ToString(CultureInfo.InvariantCulture) + "\n")));
            await Console.Out.FlushAsync();
        }

        foreach (var loop in Enumerable.Reverse(loops))
        {
            await loop.StopAsync(CancellationToken.None);
        }
    }

    private static JobCompletion Completion(int job) =>
        new() { Scope = new Scope("chaos"), JobId = job.ToString(CultureInfo.InvariantCulture), Type = "TRAIN" };

    private static ServiceCollection Services(string store)
    {
        var services = new ServiceCollection();
        services.AddWorkflowEngine(engine =>
        {
            _ = store == "postgres"
                ? engine.UsePostgres(Environment.GetEnvironmentVariable("WORKFLOWENGINE_POSTGRES")!)
                : engine.UseSqlite(store);
            engine.Configure(options => options.PollInterval = TimeSpan.FromMilliseconds(50));
        });
        return services;
    }

    private static async Task<bool> StartAsync(IHostedService loop)
    {
        await loop.StartAsync(CancellationToken.None);
        return true;
    }

    /// <summary>A store that is busy or away for a moment is asked again.</summary>
    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (WorkflowStoreException exception) when (exception.IsTransient)
            {
                await Task.Delay(Pause, TimeProvider.System);
            }
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
