using Microsoft.Extensions.DependencyInjection;
using WorkflowEngine.Definitions;
using WorkflowEngine.Hosting;
using WorkflowEngine.InMemory;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Tests.Support;
using static WorkflowEngine.Tests.Execution.SharedStoreTests;

namespace WorkflowEngine.Tests.Execution;

public sealed class ConcurrencyGroupTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly InMemoryWorkflowStore _store = new();

    [Fact]
    public async Task Runs_of_a_group_run_one_at_a_time_and_in_order()
    {
        var active = 0;
        var most = 0;
        var order = new List<long>();
        await using var engine = await StartAsync(_store, builder => builder
            .AddWorkflow(Workflow("deploy", Job("a"), Job("b", "a")) with { Concurrency = new ConcurrencyDefinition("production") })
            .AddStep("work", async (context, stop) =>
            {
                lock (order)
                {
                    most = Math.Max(most, ++active);
                    order.Add(context.Run.Id);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, stop);
                lock (order)
                {
                    active--;
                }
            }));
        var runs = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            runs.Add((await engine.Client.StartAsync("deploy")).Id);
        }

        using var limit = new CancellationTokenSource(Limit);
        await engine.Client.WaitAsync(runs[^1], limit.Token);

        most.Should().Be(1);
        order.Should().Equal(runs.SelectMany(run => new[] { run, run }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_newer_run_takes_the_place_of_an_older_one_also_when_its_maker_dies_first(bool dies)
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = 0L;
        var faulty = new FaultyStore(_store) { Before = (name, _) => dies && name is "ListAsync" or "ListSupersededAsync" ? FaultyStore.Lasting() : null };
        await using var maker = await StartAsync(faulty, engine => engine
            .AddWorkflow(Workflow("preview", Job("a")) with { Concurrency = new ConcurrencyDefinition("branch", CancelInProgress: true) })
            .Configure(options => options.Scopes.Add(new("elsewhere"))));
        await using var worker = await StartAsync(_store, engine => engine.AddStep("work", async (context, stop) =>
        {
            if (context.Run.Id == Volatile.Read(ref first))
            {
                began.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            }
        }));
        Volatile.Write(ref first, 1);
        var older = await maker.Client.StartAsync("preview");
        older.Id.Should().Be(1);
        await began.Task.WaitAsync(Limit);

        var newer = await maker.Client.StartAsync("preview");
        using var limit = new CancellationTokenSource(Limit);

        (await maker.Client.WaitAsync(newer.Id, limit.Token))!.Status.Should().Be(WorkflowStatus.Success);
        var superseded = (await maker.Client.GetAsync(older.Id))!.Run;
        superseded.Status.Should().Be(WorkflowStatus.Cancelled);
        superseded.Reason.Should().Be(new StatusReason(ReasonCodes.Superseded, $"superseded by {newer.Title}"));
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
