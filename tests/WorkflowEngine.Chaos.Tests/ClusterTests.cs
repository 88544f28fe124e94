using System.Diagnostics;
using System.Globalization;

namespace WorkflowEngine.Chaos.Tests;

[Trait("Category", "Chaos")]
public sealed class ClusterTests(ITestOutputHelper output)
{
    private const string Seconds = "WORKFLOWENGINE_CHAOS_SECONDS";
    private const int MostTold = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>
    /// Three engine processes, one clock 30 s ahead and one 30 s behind, are killed and stopped, their connections are cut and their
    /// database crashes, while events come in; for a minute, or for as many seconds as the environment says.
    /// </summary>
    [Fact]
    public async Task Nothing_is_lost_or_done_twice_whatever_breaks_in_a_cluster()
    {
        var duration = TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable(Seconds) ?? "60", CultureInfo.InvariantCulture));
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}, {duration}");
        await using var server = await PrivateServer.StartAsync(PrivateServer.RequirePrograms());
        await using var site = await ClusterSite.OpenAsync(server.ConnectionString);
        var engines = new[] { 0, 30, -30 }.Select((skew, number) => new EngineProcess(number, TimeSpan.FromSeconds(skew), site)).ToList();
        try
        {
            engines.ForEach(engine => engine.Start());
            var load = new ClusterLoad(site, seed);
            var mayhem = new Mayhem(server, engines, seed);
            await BreakAsync(load, mayhem, duration);
            output.WriteLine(mayhem.ToString());
            await SettleAsync(site, load);
            foreach (var engine in engines)
            {
                (await engine.StopAsync()).Should().Be(0);
            }

            mayhem.Deaths.Should().Be(0, "no process ends because its database does");
            var evidence = await ClusterEvidence.ReadAsync(site);
            output.WriteLine(evidence.ToString());
            (await site.Store.Maintenance.CheckAsync()).Should().BeEmpty("no row contradicts another one");
            Judge(evidence, site, load, engines);
            evidence.LostAttempts.Should().BePositive("mayhem that hits no task proves nothing");
        }
        finally
        {
            engines.ForEach(engine => engine.Dispose());
        }
    }

    private static async Task BreakAsync(ClusterLoad load, Mayhem mayhem, TimeSpan duration)
    {
        using var stop = new CancellationTokenSource();
        var loading = load.RunAsync(stop.Token);
        try
        {
            await mayhem.RunAsync(duration);
        }
        finally
        {
            await stop.CancelAsync();
            await loading;
        }
    }

    /// <summary>Waits until all runs have ended and every observer has been told.</summary>
    private async Task SettleAsync(ClusterSite site, ClusterLoad load)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience && await load.ActiveAsync(1) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        output.WriteLine($"the last run ended after {watch.Elapsed}");
        var last = 0L;
        while (await site.Store.Runs.ReadEventsAsync(last, 10_000) is { Count: > 0 } batch)
        {
            last = batch[^1].Position;
        }

        for (var number = 0; number < 3; number++)
        {
            while (watch.Elapsed < Patience && await site.Store.Runs.GetObserverPositionAsync(ClusterSite.Observer(number)) < last)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }

        output.WriteLine($"the last observer had heard of it after {watch.Elapsed}");
    }

    private static void Judge(ClusterEvidence evidence, ClusterSite site, ClusterLoad load, List<EngineProcess> engines)
    {
        IEnumerable<string>[] promises =
        [
            evidence.WhatHasNotEnded(),
            evidence.Deliveries(load.Delivered),
            evidence.Outcomes(load.Cancelled),
            evidence.Effects(),
            evidence.StoredEvents(),
            evidence.Groups(),
            .. engines.Select(engine => evidence.Observed(engine.Number, ToldEvent.ReadAll(site.EventsFolder, engine.Number))),
        ];
        var broken = promises.SelectMany(promise => promise.Take(MostTold)).ToList();
        if (broken.Count > 0)
        {
            Assert.Fail(string.Join('\n', broken));
        }
    }
}
