using WorkflowEngine.InMemory;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage.Tests.InMemory;

/// <summary>Measures the memory of the process, and so runs when no other test does.</summary>
[Collection(nameof(InMemoryRetentionTests))]
[CollectionDefinition(nameof(InMemoryRetentionTests), DisableParallelization = true)]
public sealed class InMemoryRetentionTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Nothing_is_kept_of_what_was_deleted()
    {
        var store = new InMemoryWorkflowStore();
        await store.InitializeAsync();
        await RunAllAsync(store, 0, 1_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await RunAllAsync(store, 1_000, 20_000);

        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        kept.Should().BeLessThan(1_000_000, "20,000 deleted runs leave less than 50 bytes each behind");
        (await store.Runs.ListAsync(new())).Should().BeEmpty();
    }

    private static async Task RunAllAsync(InMemoryWorkflowStore store, int first, int count)
    {
        var plan = PlanDocument.Create([new() { Definition = new() { Name = "a" } }], new Dictionary<string, string>());
        for (var i = first; i < first + count; i++)
        {
            var created = await store.Runs.TryCreateAsync(Creation(plan, i));
            var run = created.Runs[0];
            var labels = new[] { $"label {i}" };
            var claimed = await store.Runs.ClaimAsync(new() { Worker = "w", Limit = 1, Labels = labels, Now = Start, ExpiresAt = Start });
            await store.Logs.AppendAsync(
                claimed[0].Lease, [new() { Sequence = 1, Step = 0, Source = LogSource.Output, Text = "text", At = Start }]);
            await store.Runs.TryApplyAsync(new()
            {
                ExpectedVersion = 1,
                Run = run with { Status = WorkflowStatus.Success, StoppedAt = Start, Version = 2 },
                Tasks = [new() { Job = 0, Attempt = 1, Status = WorkflowStatus.Success, StoppedAt = Start }],
                Events = [new() { RunId = run.Id, Sequence = 2, Kind = RunEventKind.Run, Status = WorkflowStatus.Success, At = Start }],
            });
            await store.Runs.DeleteBeforeAsync(Start.AddSeconds(1), 10);
        }
    }

    private static RunCreation Creation(RunPlan plan, int number) => new()
    {
        Scope = new("scope"),
        DeliveryKey = $"key {number}",
        Plans = [plan],
        At = Start,
        Runs =
        [
            new()
            {
                Run = new()
                {
                    Scope = new("scope"),
                    Workflow = "a",
                    Label = "a",
                    PlanHash = plan.Hash,
                    Event = new() { Name = "push" },
                    Status = WorkflowStatus.Waiting,
                    ConcurrencyGroup = $"group {number}",
                    Version = 1,
                    LastEvent = 1,
                },
                Jobs = [new() { Index = 0, Name = "a", Label = "a", Status = WorkflowStatus.Waiting, Attempt = 1 }],
                Tasks =
                [
                    new()
                    {
                        Job = 0,
                        Attempt = 1,
                        Status = WorkflowStatus.Waiting,
                        ConcurrencyGroup = $"group {number}",
                        Labels = [$"label {number}"],
                        NotBefore = Start,
                    },
                ],
                Events = [new() { Sequence = 1, Kind = RunEventKind.Run, Status = WorkflowStatus.Waiting, At = Start }],
            },
        ],
    };
}
