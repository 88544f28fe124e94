using Microsoft.Extensions.DependencyInjection;
using WorkflowEngine.Hosting;
using WorkflowEngine.InMemory;
using WorkflowEngine.Notifications;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Tests.Support;
using static WorkflowEngine.Tests.Execution.SharedStoreTests;

namespace WorkflowEngine.Tests.Notifications;

public sealed class ObserverTests
{
    [Fact]
    public async Task An_observer_that_throws_gets_the_same_events_again_and_holds_up_no_other()
    {
        var failing = new Recorder("failing", failures: 2);
        var sound = new Recorder("sound", failures: 0);
        await using var engine = await RunningEngine.StartAsync(builder =>
        {
            builder.UseInMemory().AddWorkflow(Workflow("chain", Job("a"), Job("b", "a"))).AddStep("work", (_, _) => Task.CompletedTask);
            builder.Services.AddSingleton<IRunObserver>(failing).AddSingleton<IRunObserver>(sound);
        });

        var run = await engine.Client.StartAsync("chain");
        await sound.Ended.WaitAsync(TimeSpan.FromSeconds(20));
        await failing.Ended.WaitAsync(TimeSpan.FromSeconds(20));

        var last = (await engine.Client.GetAsync(run.Id))!.Run.LastEvent;
        var all = Enumerable.Range(1, (int)last).Select(sequence => (long)sequence);
        sound.Accepted.Should().Equal(all);
        failing.Accepted.Should().Equal(all, "what was refused came again and nothing was passed over");
        failing.Offered[0].Should().Equal(failing.Offered[1].Take(failing.Offered[0].Count));
    }

    [Fact]
    public async Task What_an_observer_has_taken_does_not_come_again_when_the_store_cannot_save_that_it_has()
    {
        var observer = new Recorder("sound", failures: 0);
        var failures = 3;
        var saved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var inner = new InMemoryWorkflowStore();
        var store = new FaultyStore(inner)
        {
            Before = (name, _) => name == "SaveObserverPositionAsync" && failures-- > 0 ? FaultyStore.Transient() : null,
            After = (name, _) =>
            {
                if (name == "SaveObserverPositionAsync" && observer.Ended.IsCompleted)
                {
                    saved.TrySetResult();
                }

                return null;
            },
        };
        await using var engine = await RunningEngine.StartAsync(builder =>
        {
            builder.AddWorkflow(Workflow("chain", Job("a"), Job("b", "a"))).AddStep("work", (_, _) => Task.CompletedTask);
            builder.Services.AddSingleton<IWorkflowStore>(store).AddSingleton<IRunObserver>(observer);
        });

        var run = await engine.Client.StartAsync("chain");
        await saved.Task.WaitAsync(TimeSpan.FromSeconds(20));

        var last = (await engine.Client.GetAsync(run.Id))!.Run.LastEvent;
        failures.Should().BeNegative("the store has failed as often as it should");
        observer.Accepted.Should().Equal(Enumerable.Range(1, (int)last).Select(sequence => (long)sequence));
    }

    private sealed class Recorder(string name, int failures) : IRunObserver
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _failures = failures;

        public string Name => name;

        public Task Ended => _ended.Task;

        public List<List<long>> Offered { get; } = [];

        public List<long> Accepted { get; } = [];

        public Task OnEventsAsync(IReadOnlyList<RunEvent> events, CancellationToken cancellationToken)
        {
            Offered.Add([.. events.Select(runEvent => runEvent.Sequence)]);
            if (_failures-- > 0)
            {
                throw new InvalidOperationException("not now");
            }

            Accepted.AddRange(events.Select(runEvent => runEvent.Sequence));
            if (events.Any(runEvent => runEvent.Kind == RunEventKind.Run && runEvent.Status.IsTerminal()))
            {
                _ended.TrySetResult();
            }

            return Task.CompletedTask;
        }
    }
}
