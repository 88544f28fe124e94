using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Execution;
using WorkflowEngine.Hosting;
using WorkflowEngine.InMemory;
using WorkflowEngine.Runs;
using WorkflowEngine.Sqlite;
using WorkflowEngine.Storage;
using WorkflowEngine.Tests.Support;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Hosting;

public sealed class EmbeddedEngineTests
{
    private static StepDefinition Action(string id, string uses) => new() { Id = id, Kind = StepKind.Action, Uses = uses };

    private static WorkflowDefinition Chain() => new()
    {
        Ref = "chain",
        Triggers = [new TriggerDefinition { Event = "push" }],
        Jobs =
        [
            new JobDefinition { Name = "a", Steps = [Action("one", "note"), Action("two", "note")] },
            new JobDefinition { Name = "b", Needs = ["a"], Steps = [Action("one", "note")] },
            new JobDefinition { Name = "c", Needs = ["b"], Steps = [Action("one", "note")] },
        ],
    };

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task A_bare_service_collection_runs_a_chain_of_jobs(string store)
    {
        using var folder = new TempFolder();
        var notes = new List<string>();
        await using var engine = await RunningEngine.StartAsync(builder => Use(builder, store, folder)
            .AddWorkflow(Chain())
            .AddStep("note", (context, _) =>
            {
                lock (notes)
                {
                    notes.Add($"{context.Job.Definition.Name}.{context.Step.Id}");
                }

                return Task.CompletedTask;
            }));

        var run = await engine.Client.StartAsync("chain");
        var ended = await engine.Client.WaitAsync(run.Id);

        ended!.Status.Should().Be(WorkflowStatus.Success);
        notes.Should().Equal("a.one", "a.two", "b.one", "c.one");
        var details = await engine.Client.GetAsync(run.Id);
        details!.Jobs.Should().OnlyContain(job => job.Status == WorkflowStatus.Success && job.Attempt == 1);
        details.Steps.Should().HaveCount(4).And.OnlyContain(step => step.Status == WorkflowStatus.Success);
    }

    [Fact]
    public async Task A_generic_host_starts_and_stops_the_engine_with_itself()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddWorkflowEngine(engine => engine.UseInMemory().AddWorkflow(Chain()).AddStep("note", (_, _) => Task.CompletedTask));
        using var host = builder.Build();
        await host.StartAsync();

        var client = host.Services.GetRequiredService<IWorkflowClient>();
        var result = await client.DispatchAsync(new WorkflowEvent { Name = "push" });
        var ended = await client.WaitAsync(result.Runs.Single().Id);

        ended!.Status.Should().Be(WorkflowStatus.Success);
        await host.StopAsync();
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task A_shell_step_runs_and_its_lines_are_kept(string store)
    {
        using var folder = new TempFolder();
        var definition = new WorkflowDefinition
        {
            Ref = "shell",
            Triggers = [new TriggerDefinition { Event = "push" }],
            Jobs = [new JobDefinition { Name = "hello", Steps = [new StepDefinition { Id = "say", Run = "echo hello; echo oops >&2; exit 3" }] }],
        };
        await using var engine = await RunningEngine.StartAsync(builder => Use(builder, store, folder).AddWorkflow(definition));

        var result = await engine.Client.DispatchAsync(new WorkflowEvent { Name = "push", DeliveryId = "d1" });
        var again = await engine.Client.DispatchAsync(new WorkflowEvent { Name = "push", DeliveryId = "d1" });
        var ended = await engine.Client.WaitAsync(result.Runs[0].Id);

        again.Repeated.Should().BeTrue();
        again.Runs.Select(run => run.Id).Should().Equal(result.Runs.Select(run => run.Id));
        ended!.Status.Should().Be(WorkflowStatus.Failure);
        ended.Reason!.Text.Should().Contain("hello").And.Contain("exit code 3");
        var lines = await engine.Client.ReadLogsAsync(new LogQuery(ended.Id));
        lines.Select(line => (line.Line.Source, line.Line.Text)).Should()
            .Contain((LogSource.Output, "hello")).And.Contain((LogSource.Error, "oops"));
    }

    [Fact]
    public async Task A_watcher_sees_every_event_of_a_run_in_order_and_then_its_end()
    {
        await using var engine = await RunningEngine.StartAsync(builder => builder.UseInMemory().AddWorkflow(Chain())
            .AddStep("note", (_, _) => Task.CompletedTask));

        var run = await engine.Client.StartAsync("chain");
        var events = new List<RunEvent>();
        await foreach (var runEvent in engine.Client.WatchAsync(run.Id))
        {
            events.Add(runEvent);
        }

        events.Select(runEvent => runEvent.Sequence).Should().Equal(Enumerable.Range(1, events.Count).Select(number => (long)number));
        events[^1].Should().BeEquivalentTo(new { Kind = RunEventKind.Run, Status = WorkflowStatus.Success });
    }

    [Fact]
    public async Task Cancel_stops_a_running_step_and_what_has_not_started()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var definition = new WorkflowDefinition
        {
            Ref = "slow",
            Jobs =
            [
                new JobDefinition { Name = "wait", Steps = [Action("hang", "hang")] },
                new JobDefinition { Name = "after", Needs = ["wait"], Steps = [Action("note", "note")] },
                new JobDefinition { Name = "cleanup", Needs = ["wait"], Condition = JobCondition.Always, Steps = [Action("note", "note")] },
            ],
        };
        await using var engine = await RunningEngine.StartAsync(builder => builder.UseInMemory().AddWorkflow(definition)
            .AddStep("note", (_, _) => Task.CompletedTask)
            .AddStep("hang", async (_, stop) =>
            {
                started.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            }));

        var run = await engine.Client.StartAsync("slow");
        await started.Task;
        (await engine.Client.CancelAsync(run.Id)).Should().BeTrue();
        var ended = await engine.Client.WaitAsync(run.Id);

        ended!.Status.Should().Be(WorkflowStatus.Cancelled);
        var details = await engine.Client.GetAsync(run.Id);
        details!.Jobs.Select(job => job.Status).Should()
            .Equal(WorkflowStatus.Cancelled, WorkflowStatus.Cancelled, WorkflowStatus.Success);
        (await engine.Client.CancelAsync(run.Id)).Should().BeFalse();
    }

    private static IWorkflowEngineBuilder Use(IWorkflowEngineBuilder builder, string store, TempFolder folder) =>
        store == "memory" ? builder.UseInMemory() : builder.UseSqlite(Path.Combine(folder.Path, "runs.db"));
}
