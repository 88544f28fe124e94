using Microsoft.Extensions.DependencyInjection;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Execution;
using WorkflowEngine.Hosting;
using WorkflowEngine.InMemory;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Storage.Specification;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Execution;

/// <summary>Engines that share a store, as processes do: what one of them does must reach the others.</summary>
public sealed class SharedStoreTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly InMemoryWorkflowStore _store = new();

    [Fact]
    public async Task A_fact_is_not_refused_because_another_process_has_moved_the_run_on()
    {
        await using var first = await StartAsync(Nobody(Workflow("chain", Job("a"), Job("b", "a"))));
        await using var second = await StartAsync(_ => { });
        var run = await first.Client.StartAsync("chain");
        var elsewhere = second.Services.GetRequiredService<RunDriver>();
        (await elsewhere.PostAsync(run.Id, new RunFact.TaskStarted(0, 1, "other"))).Should().BeTrue();
        (await elsewhere.PostAsync(run.Id, new RunFact.TaskEnded(0, 1, WorkflowStatus.Success, null, null))).Should().BeTrue();

        // This process made the run and still knows it as it was then: job b blocked.
        var here = first.Services.GetRequiredService<RunDriver>();
        (await here.PostAsync(run.Id, new RunFact.TaskStarted(1, 1, "here"))).Should().BeTrue();
        (await elsewhere.PostAsync(run.Id, new RunFact.TaskEnded(1, 1, WorkflowStatus.Success, null, null))).Should().BeTrue();

        (await here.PostAsync(run.Id, new RunFact.RerunFailedRequested())).Should().BeFalse("nothing failed");
        (await first.Client.WaitAsync(run.Id))!.Status.Should().Be(WorkflowStatus.Success);
    }

    [Fact]
    public async Task Work_that_a_stopping_process_gives_back_is_finished_by_another_one()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = await StartAsync(engine => engine.AddWorkflow(Workflow("slow", Job("a"))).AddStep("work", async (_, stop) =>
        {
            began.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }));
        var run = await first.Client.StartAsync("slow");
        await began.Task.WaitAsync(Limit);

        await first.DisposeAsync();
        await using var second = await StartAsync(engine => engine.AddStep("work", (_, _) => Task.CompletedTask));
        var ended = await WaitAsync(second, run.Id);

        ended.Run.Status.Should().Be(WorkflowStatus.Success);
        ended.Jobs[0].Should().BeEquivalentTo(new { Attempt = 2, LostAttempts = 0, FailedAttempts = 0 });
        var events = await _store.Runs.ReadRunEventsAsync(run.Id, 0, 100);
        events.Should().Contain(told => told.Reason != null && told.Reason.Code == ReasonCodes.WorkerStopped);
    }

    [Fact]
    public async Task A_worker_that_was_given_up_cannot_report_when_it_comes_back()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var paused = new FaultyStore(_store) { Before = (name, _) => name is "RenewAsync" or "ListExpiredLeasesAsync" ? FaultyStore.Transient() : null };
        var first = await StartAsync(
            engine => engine.Configure(options => options.MaxConcurrentJobs = 1).AddWorkflow(Workflow("slow", Job("a")))
                .AddStep("work", async (_, _) =>
                {
                    began.TrySetResult();
                    await goOn.Task;
                    return new StepResult { Status = WorkflowStatus.Success, Output = "\"old\"" };
                }),
            paused);
        var run = await first.Client.StartAsync("slow");
        await began.Task.WaitAsync(Limit);

        await using var second = await StartAsync(engine => engine.AddStep("work", (_, _) =>
            ValueTask.FromResult(new StepResult { Status = WorkflowStatus.Success, Output = "\"new\"" })));
        var ended = await WaitAsync(second, run.Id);
        goOn.SetResult();
        await first.DisposeAsync();

        // On a busy machine the second worker may lose its short lease, too; what counts is that the first one's end does not.
        ended.Jobs[0].Status.Should().Be(WorkflowStatus.Success);
        ended.Jobs[0].Attempt.Should().BeGreaterThan(1).And.Be(ended.Jobs[0].LostAttempts + 1);
        var after = (await second.Client.GetAsync(run.Id))!;
        after.Run.LastEvent.Should().Be(ended.Run.LastEvent);
        after.Jobs[0].Outputs.Should().Contain("new").And.NotContain("old");
    }

    [Fact]
    public async Task A_process_that_slept_does_not_take_its_own_tasks_for_lost()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var time = new ManualTimeProvider();
        var late = new FaultyStore(_store) { Before = (name, _) => name == "RenewAsync" ? FaultyStore.Transient() : null };
        await using var engine = await StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(time);
                builder.AddWorkflow(Workflow("slow", Job("a"))).AddStep("work", (_, stop) =>
                {
                    began.TrySetResult();
                    return goOn.Task.WaitAsync(stop);
                });
            },
            late);
        var run = await engine.Client.StartAsync("slow");
        await began.Task.WaitAsync(Limit);

        time.Advance(TimeSpan.FromMinutes(10));
        (await _store.Runs.ListExpiredLeasesAsync(time.GetUtcNow(), 1)).Should().ContainSingle();
        (await engine.Services.GetRequiredService<LeaseReaper>().ReapAsync(CancellationToken.None)).Should().Be(0);
        goOn.SetResult();
        var ended = await WaitAsync(engine, run.Id);

        ended.Jobs[0].Should().BeEquivalentTo(new { Status = WorkflowStatus.Success, Attempt = 1, LostAttempts = 0 });
    }

    [Fact]
    public async Task A_host_that_drains_lets_running_work_end_and_records_it()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var engine = await StartAsync(builder => builder.Configure(options => options.DrainTimeout = Limit)
            .AddWorkflow(Workflow("chain", Job("a"), Job("b", "a"))).AddStep("work", async (_, stop) =>
            {
                began.TrySetResult();
                await goOn.Task.WaitAsync(stop);
            }));
        var run = await engine.Client.StartAsync("chain");
        await began.Task.WaitAsync(Limit);

        var stopping = engine.DisposeAsync();
        goOn.SetResult();
        await stopping;

        var left = (await _store.Runs.GetAsync(run.Id))!;
        left.Jobs[0].Should().BeEquivalentTo(new { Status = WorkflowStatus.Success, Attempt = 1 });
        left.Jobs[1].Status.Should().Be(WorkflowStatus.Waiting, "a host that stops takes no new work");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancel_from_another_process_reaches_a_running_task(bool forced)
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var worker = await StartAsync(engine => engine
            .AddWorkflow(Workflow("slow", Job("a"), Job("clean", "a") with { Condition = JobCondition.Always }))
            .AddStep("work", async (context, stop) =>
            {
                if (context.Job.Definition.Name == "a")
                {
                    began.TrySetResult();
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
                }
            }));
        var run = await worker.Client.StartAsync("slow");
        await began.Task.WaitAsync(Limit);

        await using var other = await StartAsync(engine => engine.Configure(options => options.Labels.Add("elsewhere")), only: "elsewhere");
        (await other.Client.CancelAsync(run.Id, forced, "somebody")).Should().BeTrue();
        var ended = await WaitAsync(other, run.Id);

        ended.Run.Status.Should().Be(WorkflowStatus.Cancelled);
        ended.Jobs.Select(job => job.Status).Should()
            .Equal(WorkflowStatus.Cancelled, forced ? WorkflowStatus.Cancelled : WorkflowStatus.Success);
    }

    [Fact]
    public async Task A_step_that_blocks_its_thread_holds_up_neither_other_tasks_nor_their_leases()
    {
        using var gate = new ManualResetEventSlim();
        await using var engine = await StartAsync(builder => builder
            .AddWorkflow(Workflow("two", Job("block"), Job("free")))
            .AddStep("work", (context, stop) =>
            {
                if (context.Job.Definition.Name == "block")
                {
                    gate.Wait(Limit, stop);
                }
                else
                {
                    gate.Set();
                }

                return Task.CompletedTask;
            }));
        var run = await engine.Client.StartAsync("two");

        var ended = await WaitAsync(engine, run.Id);

        ended.Run.Status.Should().Be(WorkflowStatus.Success);
        ended.Jobs.Should().OnlyContain(job => job.Attempt == 1);
    }

    internal static WorkflowDefinition Workflow(string name, params JobDefinition[] jobs) => new() { Ref = name, Jobs = jobs };

    internal static JobDefinition Job(string name, params string[] needs) => new()
    {
        Name = name,
        Needs = needs,
        Steps = [new StepDefinition { Id = "work", Kind = StepKind.Action, Uses = "work" }],
    };

    /// <summary>A workflow that no worker takes jobs of, so that a test can tell the facts itself.</summary>
    private static Action<IWorkflowEngineBuilder> Nobody(WorkflowDefinition workflow) => engine =>
        engine.AddWorkflow(workflow with { Jobs = [.. workflow.Jobs.Select(job => job with { RunsOn = ["nobody"] })] });

    private Task<RunningEngine> StartAsync(Action<IWorkflowEngineBuilder> configure, IWorkflowStore? store = null, string? only = null) =>
        RunningEngine.StartAsync(engine =>
        {
            engine.Services.AddSingleton(store ?? _store);
            engine.Configure(options =>
            {
                options.LeaseDuration = TimeSpan.FromSeconds(1);
                options.PollInterval = TimeSpan.FromMilliseconds(20);
                options.MaxConcurrentJobs = 4;
                if (only is not null)
                {
                    options.Scopes.Add(new Scope(only));
                }
            });
            configure(engine);
        });

    private static async Task<RunDetails> WaitAsync(RunningEngine engine, long run)
    {
        using var limit = new CancellationTokenSource(Limit);
        await engine.Client.WaitAsync(run, limit.Token);
        return (await engine.Client.GetAsync(run))!;
    }
}
