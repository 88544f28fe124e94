using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkflowEngine.Hosting;
using WorkflowEngine.Sqlite;
using WorkflowEngine.Tests.Worker;

// A worker that tests start, kill and start again: the store file, the folder for effects, and how often a task may lose its worker.
// It stops in good order when its standard input ends, which also happens when the test that started it is gone.
using var effects = new Effects(args[1]);
var services = new ServiceCollection();
services.AddWorkflowEngine(engine => engine
    .UseSqlite(args[0])
    .AddStep("work", new ChaosStep(effects).RunAsync)
    .Configure(options =>
    {
        options.MaxConcurrentJobs = 8;
        options.LeaseDuration = TimeSpan.FromSeconds(2);
        options.PollInterval = TimeSpan.FromMilliseconds(20);
        options.StopGrace = TimeSpan.FromSeconds(1);
        options.MaxLostAttempts = int.Parse(args[2], CultureInfo.InvariantCulture);
    }));

await using var provider = services.BuildServiceProvider();
var loops = provider.GetServices<IHostedService>().ToList();
foreach (var loop in loops)
{
    await loop.StartAsync(CancellationToken.None);
}

while (await Console.In.ReadLineAsync() is not null)
{
}

foreach (var loop in Enumerable.Reverse(loops))
{
    await loop.StopAsync(CancellationToken.None);
}
