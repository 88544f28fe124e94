using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkflowEngine.Hosting;
using WorkflowEngine.Postgres;

namespace WorkflowEngine.Samples.Cluster;

/// <summary>
/// One engine process. It shares nothing with the others but the database; once a second it says how many jobs it has done and how many it
/// is doing. It stops in good order when its standard input ends.
/// </summary>
internal static class Node
{
    public static async Task<int> RunAsync(string name)
    {
        // An interrupt from the terminal reaches every process of the group; the one that shows the table says when it is time to stop.
        Console.CancelKeyPress += static (_, key) => key.Cancel = true;
        var (done, running) = (0L, 0);
        var services = new ServiceCollection();
        services.AddWorkflowEngine(engine => engine
            .UsePostgres(Environment.GetEnvironmentVariable(Show.Database)!)
            .AddWorkflow(Orders.Definition)
            .AddStep("work", async (_, cancellationToken) =>
            {
                Interlocked.Increment(ref running);
                try
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(2, 20)), TimeProvider.System, cancellationToken);
                    Interlocked.Increment(ref done);
                }
                finally
                {
                    Interlocked.Decrement(ref running);
                }
            })
            .Configure(options =>
            {
                options.WorkerName = name;
                options.MaxConcurrentJobs = 16;

                // Soon enough to see it when a process is killed.
                options.LeaseDuration = TimeSpan.FromSeconds(3);
                options.DrainTimeout = TimeSpan.FromSeconds(2);
            }));
        await using var provider = services.BuildServiceProvider();
        var loops = provider.GetServices<IHostedService>().ToList();
        foreach (var loop in loops)
        {
            await loop.StartAsync(CancellationToken.None);
        }

        // The console reads synchronously whatever is called, so it has a thread of its own.
        var stopped = Task.Run(Console.In.ReadToEnd);
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        do
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Read(ref done)} {Volatile.Read(ref running)}"));
            await Task.WhenAny(stopped, second.WaitForNextTickAsync().AsTask());
        }
        while (!stopped.IsCompleted);

        foreach (var loop in Enumerable.Reverse(loops))
        {
            await loop.StopAsync(CancellationToken.None);
        }

        return 0;
    }
}
