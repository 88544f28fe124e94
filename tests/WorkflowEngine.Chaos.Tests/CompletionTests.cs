using System.Globalization;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Chaos.Tests;

/// <summary>
/// Three processes tell of the same jobs at the same time, each of every job twice, and are killed at random. 300 jobs, or as many as the
/// environment says.
/// </summary>
[Trait("Category", "Chaos")]
public sealed class CompletionTests(ITestOutputHelper output)
{
    private const string Jobs = "WORKFLOWENGINE_CHAOS_COMPLETIONS";
    private const int Processes = 3;
    private const int KillsOfEach = 4;

    [Fact]
    public async Task Every_job_starts_every_workflow_once_on_a_file()
    {
        await using var site = await CompletionSite.OpenAsync(null);
        await DeliverAsync(site);
    }

    [Fact]
    public async Task Every_job_starts_every_workflow_once_on_a_database_server()
    {
        await using var server = await PrivateServer.StartAsync(PrivateServer.RequirePrograms());
        await using var site = await CompletionSite.OpenAsync(server.ConnectionString);
        await DeliverAsync(site);
    }

    private async Task DeliverAsync(CompletionSite site)
    {
        var jobs = int.Parse(Environment.GetEnvironmentVariable(Jobs) ?? "300", CultureInfo.InvariantCulture);
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}, {jobs} jobs");
        var kills = await Task.WhenAll(Enumerable.Range(0, Processes).Select(number => KeepDeliveringAsync(site, jobs, seed + number)));
        await site.FireDelayedAsync();
        output.WriteLine($"{kills.Sum()} kills");

        kills.Sum().Should().BeGreaterThanOrEqualTo(Processes, "without kills it proves little");
        var history = await site.Store.Triggers.ListHistoryAsync(new() { Limit = int.MaxValue });
        var expected = Enumerable.Range(0, jobs).Select(job => job.ToString(CultureInfo.InvariantCulture))
            .SelectMany(job => CompletionSite.Workflows.Select(workflow => $"{job} {workflow}")).Order(StringComparer.Ordinal).ToList();
        history.Select(entry => $"{entry.JobId} {entry.Workflow}").Order(StringComparer.Ordinal).Should().Equal(expected);
        history.Should().OnlyContain(entry => entry.Outcome == StartOutcome.Queued && entry.RunId != null);

        var runs = await site.Store.Runs.ListAsync(new RunQuery { Limit = int.MaxValue });
        var entries = history.ToDictionary(entry => entry.RunId!.Value, entry => $"{entry.JobId} {entry.Workflow}");
        runs.Select(run => $"{run.Event.Payload!.Value.GetProperty("id").GetString()} {run.Workflow}").Order(StringComparer.Ordinal).Should().Equal(expected);
        runs.Should().OnlyContain(run => entries[run.Id] == $"{run.Event.Payload!.Value.GetProperty("id").GetString()} {run.Workflow}");
        runs.Select(run => run.Number).Order().Should().Equal(Enumerable.Range(1, runs.Count).Select(number => (long)number));
        (await site.Store.Maintenance.CheckAsync()).Should().BeEmpty("no row contradicts another one");
    }

    /// <summary>Kills a process after a while, several times, then lets it finish; gives how often.</summary>
    private static async Task<int> KeepDeliveringAsync(CompletionSite site, int jobs, int seed)
    {
        var random = new Random(seed);
        using var process = new DeliveryProcess(site, jobs, seed);
        process.Start();
        var kills = 0;
        while (kills < KillsOfEach)
        {
            var until = process.Delivered + random.Next(1, Math.Max(2, 2 * jobs / KillsOfEach / 2));
            while (process.Delivered < until && !process.HasEnded)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            }

            if (process.HasEnded)
            {
                break;
            }

            // In the middle of what is being delivered now.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(20)), TimeProvider.System);
            await process.KillAsync();
            kills++;
            process.Start();
        }

        (await process.WaitAsync()).Should().Be(0);
        process.Delivered.Should().BeGreaterThanOrEqualTo(2 * jobs);
        return kills;
    }
}
