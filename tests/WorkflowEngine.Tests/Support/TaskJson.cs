using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowEngine.Definitions;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Tests.Support;

/// <summary>Writes a workflow with transitions as the JSON that its source stores.</summary>
internal static class TaskJson
{
    public static JsonObject Write(WorkflowDefinition definition) => new()
    {
        ["ref"] = definition.Ref,
        ["label"] = definition.Label ?? "",
        ["description"] = definition.Description,
        ["version"] = definition.Version,
        ["parameters"] = Node(definition.Parameters),
        ["output"] = Node(definition.Output),
        ["vars"] = Map(definition.Vars),
        ["tasks"] = new JsonArray([.. definition.Jobs.Select(Task)]),
        ["output_map"] = definition.Outputs.Count == 0
            ? null
            : new JsonObject(definition.Outputs.Select(output => KeyValuePair.Create(output.Key, (JsonNode?)output.Value.Source))),
        ["tags"] = new JsonArray([.. definition.Tags.Select(tag => (JsonNode?)tag)]),
        ["cancellation_policy"] = definition.Cancellation == CancellationPolicy.CancelRunning ? "cancel_running" : "allow_finish",
    };

    private static JsonNode Task(JobDefinition job)
    {
        var flow = job.Flow!;
        var json = new JsonObject
        {
            ["name"] = job.Name,
            ["type"] = flow.Kind switch { FlowKind.Parallel => "parallel", FlowKind.Workflow => "workflow", _ => "action" },
            ["action"] = job.Steps.Count == 0 ? null : job.Steps[0].Uses,
            ["input"] = flow.Input is null ? new JsonObject() : JsonNode.Parse(flow.Input.ToJson()),
            ["when"] = flow.When?.Source,
            ["with_items"] = flow.WithItems?.Source,
            ["batch_size"] = flow.BatchSize,
            ["concurrency"] = flow.Concurrency,
            ["retry"] = job.Retry is null ? null : Retry(job.Retry),
            ["timeout"] = (long?)job.Timeout?.TotalSeconds,
            ["join"] = flow.Join,
            ["next"] = new JsonArray([.. flow.Transitions.Select(Transition)]),
            ["tasks"] = flow.Jobs.Count == 0 ? null : new JsonArray([.. flow.Jobs.Select(Task)]),
        };
        foreach (var (key, value) in flow.Annotations)
        {
            json[key] = Node(value);
        }

        return json;
    }

    private static JsonObject Retry(RetryPolicy retry) => new()
    {
        ["count"] = retry.Count,
        ["delay"] = (long)retry.Delay.TotalSeconds,
        ["backoff"] = retry.Backoff switch { RetryBackoff.Linear => "linear", RetryBackoff.Exponential => "exponential", _ => "constant" },
        ["max_delay"] = (long?)retry.MaxDelay?.TotalSeconds,
        ["on_error"] = retry.When?.Source,
    };

    private static JsonNode Transition(TransitionDefinition transition)
    {
        var json = new JsonObject { ["when"] = transition.When?.Source, ["publish"] = new JsonArray([.. transition.Publish.Select(Publish)]) };
        if (transition.Do is { } targets)
        {
            json["do"] = new JsonArray([.. targets.Select(target => (JsonNode?)target)]);
        }

        foreach (var (key, value) in transition.Annotations)
        {
            json[key] = Node(value);
        }

        return json;
    }

    private static JsonNode Publish(PublishDefinition publish) => publish.Value is null
        ? JsonValue.Create(publish.Name)
        : new JsonObject { [publish.Name] = JsonNode.Parse(publish.Value.ToJson()) };

    private static JsonObject Map(IReadOnlyDictionary<string, JsonElement> map) =>
        new(map.Select(entry => KeyValuePair.Create(entry.Key, Node(entry.Value))));

    private static JsonNode? Node(JsonElement? element) => element is { } given ? JsonNode.Parse(given.GetRawText()) : null;
}
