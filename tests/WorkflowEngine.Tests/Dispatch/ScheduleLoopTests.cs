using Microsoft.Extensions.DependencyInjection;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch.Schedules;
using WorkflowEngine.Hosting;
using WorkflowEngine.InMemory;
using WorkflowEngine.Sqlite;
using WorkflowEngine.Storage;
using WorkflowEngine.Storage.Specification;
using WorkflowEngine.Tests.Support;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Dispatch;

/// <summary>The loop under a clock that the test moves. Nothing runs the jobs: what counts is which runs there are.</summary>
public sealed class ScheduleLoopTests
{
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "America/Sao_Paulo"];
    private static readonly string[] Crons = ["30 2 * * *", "15 0,1 28-31 * *"];

    [Fact]
    public async Task Five_years_in_five_zones_lose_and_repeat_nothing()
    {
        var begin = new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var time = new ManualTimeProvider(begin);
        var store = new InMemoryWorkflowStore(time);
        var definitions = (from zone in Zones from cron in Crons select Definition($"{zone} {cron}".Replace('/', '-'), cron, zone)).ToList();
        await using var services = await CreateAsync(store, time, definitions);
        var loop = services.GetRequiredService<ScheduleLoop>();

        var day = 0;
        for (; day < 5 * 365; day++)
        {
            // The process is down for two days around many of the changes of the clock, and comes back.
            time.Advance(TimeSpan.FromDays(day % 29 == 28 ? 2 : 1));
            day += day % 29 == 28 ? 1 : 0;
            await loop.FireDueAsync(CancellationToken.None);
        }

        var runs = await store.Runs.ListAsync(new() { Limit = int.MaxValue });
        var byWorkflow = runs.ToLookup(run => run.Workflow, run => run.Event.At!.Value);
        foreach (var definition in definitions)
        {
            Expected(definition.Triggers[0], begin, time.GetUtcNow()).Should().Equal(byWorkflow[definition.Ref].Reverse(), definition.Ref);
        }

        runs.Should().HaveCountGreaterThan(10_000);
    }

    [Fact]
    public async Task A_run_of_a_schedule_says_why_it_is_there()
    {
        var time = new ManualTimeProvider(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        var store = new InMemoryWorkflowStore(time);
        await using var services = await CreateAsync(store, time, [Definition("w", "0 6 * * *", "Europe/Berlin")]);

        (await services.GetRequiredService<ScheduleLoop>().FireDueAsync(CancellationToken.None)).Should().Be(TimeSpan.FromSeconds(5));
        time.Advance(TimeSpan.FromHours(5));
        await services.GetRequiredService<ScheduleLoop>().FireDueAsync(CancellationToken.None);

        var run = (await store.Runs.ListAsync(new())).Should().ContainSingle().Subject;
        run.Event.Name.Should().Be("schedule");
        run.Event.Action.Should().Be("0 6 * * *");
        run.Event.At.Should().Be(new DateTimeOffset(2026, 3, 1, 5, 0, 0, TimeSpan.Zero));
        run.Event.Payload!.Value.GetProperty("time_zone").GetString().Should().Be("Europe/Berlin");
    }

    [Fact]
    public async Task It_sleeps_until_the_next_occurrence_and_fires_it()
    {
        var time = new ManualTimeProvider(new(2026, 3, 1, 11, 59, 58, TimeSpan.Zero));
        var store = new InMemoryWorkflowStore(time);
        await using var engine = await RunningEngine.StartAsync(builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Services.AddSingleton<IWorkflowStore>(store);
            builder.AddWorkflow(Definition("w", "* * * * *", "UTC"));
        });

        for (var second = 0; second < 100_000 && (await store.Runs.ListAsync(new())).Count < 2; second++)
        {
            // The loop arms its timer again on a thread of its own, so the clock goes on until it has.
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await store.Runs.ListAsync(new())).Select(run => run.Event.At!.Value.Second).Should().AllBeEquivalentTo(0);
    }

    [Fact]
    public async Task Three_processes_fire_each_occurrence_of_many_schedules_once()
    {
        var time = new ManualTimeProvider(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        using var folder = new TempFolder();
        var definitions = Enumerable.Range(0, 60).Select(number => Definition($"w{number}", $"{number % 7}-59/{1 + (number % 5)} * * * *", "UTC")).ToList();
        var engines = new List<ServiceProvider>();
        for (var i = 0; i < 3; i++)
        {
            var handle = new SqliteWorkflowStore(new() { Path = Path.Combine(folder.Path, "store.db") }, time);
            await handle.InitializeAsync();
            engines.Add(await CreateAsync(handle, time, definitions));
        }

        for (var minute = 0; minute < 20; minute++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAll(engines.Select(engine => Task.Run(async () =>
            {
                while (await engine.GetRequiredService<ScheduleLoop>().FireDueAsync(CancellationToken.None) < TimeSpan.FromSeconds(1))
                {
                    await Task.Yield();
                }
            })));
        }

        var store = engines[0].GetRequiredService<IWorkflowStore>();
        var fired = (await store.Runs.ListAsync(new() { Limit = int.MaxValue })).Select(run => (run.Workflow, run.Event.At!.Value)).ToList();
        var expected = definitions.SelectMany(definition =>
            Expected(definition.Triggers[0], new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), time.GetUtcNow()).Select(at => (definition.Ref, at)));
        fired.Should().BeEquivalentTo(expected).And.HaveCountGreaterThan(300);
        foreach (var engine in engines)
        {
            await ((SqliteWorkflowStore)engine.GetRequiredService<IWorkflowStore>()).DisposeAsync();
            await engine.DisposeAsync();
        }
    }

    private static List<DateTimeOffset> Expected(TriggerDefinition trigger, DateTimeOffset begin, DateTimeOffset end)
    {
        CronSchedule.TryParse(trigger.Cron!, out var cron, out _).Should().BeTrue();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(trigger.TimeZone!);
        var expected = new List<DateTimeOffset>();
        for (var at = cron!.Next(begin, zone); at <= end; at = cron.Next(at.Value, zone))
        {
            expected.Add(at.Value);
        }

        return expected;
    }

    private static WorkflowDefinition Definition(string name, string cron, string zone) => new()
    {
        Ref = name.Replace('*', 'x'),
        Triggers = [new() { Event = "schedule", Cron = cron, TimeZone = zone, Missed = MissedOccurrences.All }],
        Jobs = [new() { Name = "job", Steps = [new() { Id = "step_1", Run = "true" }] }],
    };

    private static async Task<ServiceProvider> CreateAsync(IWorkflowStore store, TimeProvider time, IReadOnlyList<WorkflowDefinition> definitions)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddSingleton(store);
        services.AddWorkflowEngine(_ => { });
        await store.Catalog.SaveAsync(Scope.Default, "code", definitions);
        return services.BuildServiceProvider();
    }
}
