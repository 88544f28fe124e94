using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkflowEngine.Execution;
using WorkflowEngine.Hosting;
using WorkflowEngine.Notifications;
using WorkflowEngine.Postgres;
using WorkflowEngine.Sqlite;
using WorkflowEngine.Storage;
using WorkflowEngine.Tests.Worker;

// A worker that tests start, kill and start again; WorkerSettings says what its arguments are.
// It stops in good order when its standard input ends, which also happens when the test that started it is gone.
// With "deliver" as the first one it delivers events instead, and ends when it has.
if (args[0] == "deliver")
{
    await CompletionDelivery.RunAsync(args[1..]);
    return;
}

var settings = WorkerSettings.Parse(args);
using var effects = new Effects(settings.EffectsFolder);
using var notes = settings.EventsFile is { } file ? new EventNotes(settings.Observer, file) : null;
var services = new ServiceCollection();
services.AddSingleton<TimeProvider>(new SkewedTime(settings.Skew));
if (notes is not null)
{
    services.AddSingleton<IRunObserver>(notes);
}

services.AddWorkflowEngine(engine =>
{
    _ = settings.Store == "postgres"
        ? engine.UsePostgres(Environment.GetEnvironmentVariable("WORKFLOWENGINE_POSTGRES")!)
        : engine.UseSqlite(settings.Store);
    var chaos = new ChaosStep(effects);
    engine.AddStep("work", chaos.RunAsync)
        .AddStep("prepare", (context, _) =>
        {
            effects.Add("prepare", context);
            return new ValueTask<StepResult>(StepResult.Success);
        })
        .Configure(options =>
        {
            options.MaxConcurrentJobs = 8;
            options.LeaseDuration = TimeSpan.FromSeconds(2);
            options.PollInterval = TimeSpan.FromMilliseconds(20);
            options.StopGrace = TimeSpan.FromSeconds(1);
            options.MaxLostAttempts = settings.MaxLostAttempts;
        });
});

await using var provider = services.BuildServiceProvider();
var loops = provider.GetServices<IHostedService>().ToList();
foreach (var loop in loops)
{
    await StartAsync(loop);
}

while (await Console.In.ReadLineAsync() is not null)
{
}

foreach (var loop in Enumerable.Reverse(loops))
{
    await loop.StopAsync(CancellationToken.None);
}

// A database that is away when the process starts is waited for.
static async Task StartAsync(IHostedService loop)
{
    while (true)
    {
        try
        {
            await loop.StartAsync(CancellationToken.None);
            return;
        }
        catch (WorkflowStoreException exception) when (exception.IsTransient)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }
}
