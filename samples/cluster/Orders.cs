using System.Text.Json;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Samples.Cluster;

/// <summary>The workflow that the sample runs: an order with three parcels.</summary>
internal static class Orders
{
    public const string Ref = "order";

    public static WorkflowDefinition Definition { get; } = new()
    {
        Ref = Ref,
        Jobs =
        [
            Job("receive"),
            Job("pack", "receive") with { ForEach = new([.. Enumerable.Range(1, 3).Select(parcel => JsonSerializer.SerializeToElement(parcel))]) },
            Job("ship", "pack"),
        ],
    };

    private static JobDefinition Job(string name, params string[] needs) => new()
    {
        Name = name,
        Needs = needs,
        Retry = new RetryPolicy { Count = 2 },
        Steps = [new StepDefinition { Id = name, Kind = StepKind.Action, Uses = "work" }],
    };
}
