using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Tests.Chaos;

[Trait("Category", "Chaos")]
public sealed class DurabilityTests(ITestOutputHelper output)
{
    private const int Rounds = 22;
    private const int Runs = 200;
    private static readonly Scope Kept = new("kept");
    private static readonly Scope Stopped = new("stopped");

    [Fact]
    public async Task Runs_end_as_the_state_machine_says_however_often_their_workers_are_killed()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var site = await ChaosSite.OpenAsync(ChaosWorkflow.In(Kept), ChaosWorkflow.In(Stopped));
        using var pool = new WorkerPool(site, random);
        var kept = new List<long>();
        var cancelled = new Dictionary<long, bool>();

        for (var round = 0; round < Rounds; round++)
        {
            pool.Fill(round < Rounds / 3 ? 1 : 2);
            await StartAsync(site, Kept, kept, Runs / Rounds);
            var doomed = new List<long>();
            await StartAsync(site, Stopped, doomed, 2);
            var killing = pool.KillAsync(all: random.Next(4) == 0);
            foreach (var run in doomed)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(150)), TimeProvider.System);
                cancelled[run] = await site.Client.CancelAsync(run, forced: random.Next(2) == 0);
            }

            await killing;
        }

        pool.Fill(2);
        await StartAsync(site, Kept, kept, Runs - kept.Count);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        foreach (var run in kept.Concat(cancelled.Keys))
        {
            await site.Client.WaitAsync(run, limit.Token);
        }

        pool.Kills.Should().BeGreaterThanOrEqualTo(20);
        var evidence = await ChaosEvidence.ReadAsync(site);
        output.WriteLine($"{pool.Kills} kills, {evidence}");
        var repeated = evidence.UnreportedAttempts().Count(effect => pool.Survivors.Contains(effect.Process));
        output.WriteLine($"{repeated} attempts of workers that were not killed were done again");
        repeated.Should().BeLessThanOrEqualTo(8, "a worker that lives reports what it did, unless the machine stood still for longer than a lease");
        evidence.Runs.Should().HaveCount(Runs + cancelled.Count);
        evidence.EachRunHasEnded();
        evidence.EachRunEndedAsExpected(ChaosWorkflow.In(Kept), kept);
        evidence.EachCancelledRunEndedAsItsJobsSay(ChaosWorkflow.In(Stopped), cancelled);
        evidence.NothingThatEndedWasExecutedAgain();
        evidence.NoEventIsLostOrDoubled();
        evidence.TheFileIsSound();
        evidence.LostAttempts.Should().BePositive("a kill that hits no task proves nothing");
    }

    [Fact]
    public async Task A_task_that_loses_its_worker_too_often_fails_and_says_so()
    {
        var workflow = new WorkflowDefinition { Scope = Kept, Ref = ChaosWorkflow.Ref, Jobs = [ChaosWorkflow.Job("hang"), ChaosWorkflow.Job("after", "hang")] };
        await using var site = await ChaosSite.OpenAsync(workflow);
        var run = await site.Client.StartAsync(ChaosWorkflow.Ref, scope: Kept);
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            using var worker = site.StartWorker(maxLostAttempts: 1);
            (await worker.WaitForLinesAsync(1, TimeSpan.FromSeconds(30))).Should().BeTrue();
            await worker.KillAsync();
        }

        using var last = site.StartWorker(maxLostAttempts: 1);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var ended = await site.Client.WaitAsync(run.Id, limit.Token);

        ended!.Status.Should().Be(WorkflowStatus.Failure);
        var details = await site.Client.GetAsync(run.Id);
        details!.Jobs[0].Should().BeEquivalentTo(new { Status = WorkflowStatus.Failure, Attempt = 2, LostAttempts = 2 });
        details.Jobs[0].Reason!.Code.Should().Be(ReasonCodes.WorkerLost);
        details.Jobs[1].Status.Should().Be(WorkflowStatus.Skipped);
        Effect.ReadAll(site.EffectsFolder).Select(effect => effect.Attempt).Should().BeEquivalentTo([1, 2]);
    }

    [Fact]
    public async Task A_worker_that_stops_in_good_order_gives_its_task_back_without_using_up_an_attempt()
    {
        var workflow = new WorkflowDefinition { Scope = Kept, Ref = ChaosWorkflow.Ref, Jobs = [ChaosWorkflow.Job("hang")] };
        await using var site = await ChaosSite.OpenAsync(workflow);
        var run = await site.Client.StartAsync(ChaosWorkflow.Ref, scope: Kept);
        using (var worker = site.StartWorker(maxLostAttempts: 0))
        {
            (await worker.WaitForLinesAsync(1, TimeSpan.FromSeconds(30))).Should().BeTrue();
            (await worker.StopAsync()).Should().Be(0);
        }

        using var next = site.StartWorker(maxLostAttempts: 0);
        (await next.WaitForLinesAsync(1, TimeSpan.FromSeconds(30))).Should().BeTrue();

        var details = await site.Client.GetAsync(run.Id);
        details!.Jobs[0].Should().BeEquivalentTo(new { Attempt = 2, LostAttempts = 0 });
        (await site.Client.CancelAsync(run.Id)).Should().BeTrue();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        (await site.Client.WaitAsync(run.Id, limit.Token))!.Status.Should().Be(WorkflowStatus.Cancelled);
    }

    private static async Task StartAsync(ChaosSite site, Scope scope, List<long> runs, int count)
    {
        for (var i = 0; i < count; i++)
        {
            runs.Add((await site.Client.StartAsync(ChaosWorkflow.Ref, scope: scope)).Id);
        }
    }
}
