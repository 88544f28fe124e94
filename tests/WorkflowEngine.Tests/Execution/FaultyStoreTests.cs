using Microsoft.Extensions.DependencyInjection;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Execution;
using WorkflowEngine.Hosting;
using WorkflowEngine.InMemory;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Tests.Support;
using static WorkflowEngine.Tests.Execution.SharedStoreTests;

namespace WorkflowEngine.Tests.Execution;

public sealed class FaultyStoreTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);
    private readonly InMemoryWorkflowStore _store = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_fails_now_and_then_loses_no_fact_and_repeats_no_work(bool afterwards)
    {
        var random = new Random(7);
        Exception? Fail(string name, object?[] arguments)
        {
            // A claim whose answer is lost is a task without a worker; that it is attempted again is another test's matter.
            var mayFail = !afterwards || name != "ClaimAsync";
            lock (random)
            {
                return mayFail && random.Next(5) == 0 ? FaultyStore.Transient() : null;
            }
        }

        var faulty = new FaultyStore(_store);
        await using var maker = await StartAsync(_store, engine => engine
            .AddWorkflow(Workflow("diamond", Job("a"), Job("b", "a"), Job("c", "a"), Job("d", "b", "c")))
            .Configure(options => options.Scopes.Add(new("elsewhere"))));
        await using var worker = await StartAsync(faulty, engine => engine.AddStep("work", (_, _) => Task.CompletedTask));
        faulty.Before = afterwards ? faulty.Before : Fail;
        faulty.After = afterwards ? Fail : faulty.After;
        var runs = new List<long>();
        for (var i = 0; i < 10; i++)
        {
            runs.Add((await maker.Client.StartAsync("diamond")).Id);
        }

        using var limit = new CancellationTokenSource(Limit);
        foreach (var run in runs)
        {
            (await maker.Client.WaitAsync(run, limit.Token))!.Status.Should().Be(WorkflowStatus.Success);
            var details = (await maker.Client.GetAsync(run))!;
            details.Jobs.Should().OnlyContain(job => job.Attempt == 1);
            details.Steps.Should().HaveCount(4).And.OnlyContain(step => step.Status == WorkflowStatus.Success);
        }

        faulty.Before = faulty.After = static (_, _) => null;
    }

    [Fact]
    public async Task A_run_that_cannot_be_changed_does_not_keep_the_tasks_of_others_with_lost_workers()
    {
        var broken = 0L;
        var faulty = new FaultyStore(_store)
        {
            Before = (name, arguments) =>
                name == "TryApplyAsync" && ((RunChange)arguments[0]!).Run.Id == broken ? FaultyStore.Lasting() : null,
        };
        await using var maker = await StartAsync(faulty, engine => engine
            .AddWorkflow(Workflow("one", Job("a")))
            .Configure(options => options.Scopes.Add(new("elsewhere"))));
        broken = (await maker.Client.StartAsync("one")).Id;
        var sound = (await maker.Client.StartAsync("one")).Id;
        var past = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1);
        (await _store.Runs.ClaimAsync(new ClaimRequest { Worker = "gone", Limit = 2, Now = past, ExpiresAt = past })).Should().HaveCount(2);

        // The loop of the engine may have been first; either way only one of the two can be taken.
        await maker.Services.GetRequiredService<LeaseReaper>().ReapAsync(CancellationToken.None);

        (await maker.Client.GetAsync(sound))!.Jobs[0].LostAttempts.Should().Be(1);
        (await maker.Client.GetAsync(broken))!.Jobs[0].LostAttempts.Should().Be(0);
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_is_attempted_again()
    {
        var lost = 0;
        var faulty = new FaultyStore(_store);
        await using var worker = await StartAsync(faulty, engine => engine
            .AddWorkflow(Workflow("one", Job("a"))).AddStep("work", (_, _) => Task.CompletedTask));
        faulty.After = (name, _) => name == "ClaimAsync" && _store.Runs.ListExpiredLeasesAsync(DateTimeOffset.MaxValue, 1).Result.Count > 0
            && Interlocked.Exchange(ref lost, 1) == 0 ? FaultyStore.Transient() : null;

        var run = await worker.Client.StartAsync("one");
        using var limit = new CancellationTokenSource(Limit);
        (await worker.Client.WaitAsync(run.Id, limit.Token))!.Status.Should().Be(WorkflowStatus.Success);

        (await worker.Client.GetAsync(run.Id))!.Jobs[0].Should().BeEquivalentTo(new { Attempt = 2, LostAttempts = 1 });
    }

    private static Task<RunningEngine> StartAsync(IWorkflowStore store, Action<IWorkflowEngineBuilder> configure) =>
        RunningEngine.StartAsync(engine =>
        {
            engine.Services.AddSingleton(store);
            configure(engine.Configure(options =>
            {
                options.LeaseDuration = TimeSpan.FromSeconds(1);
                options.PollInterval = TimeSpan.FromMilliseconds(20);
                options.MaxConcurrentJobs = 4;
            }));
        });
}
