using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers cases of <c>filters/github_events.json</c>: whole <c>on</c> blocks against events.</summary>
public static class EventFilterConformance
{
    /// <summary>Returns null when a case holds, or else what differs.</summary>
    [ConformanceArea("filters/github_events")]
    public static string? Check(JsonElement testCase)
    {
        var workflow = new WorkflowDefinition { Ref = "case", Triggers = [.. ReadOn(testCase.GetProperty("on"))] };
        var errors = TriggerDiagnostics.Of(workflow).Where(diagnostic => diagnostic.IsError).ToList();
        if (testCase.TryGetProperty("error", out _))
        {
            return errors.Count > 0 ? null : "expected the file to be rejected";
        }

        if (errors.Count > 0)
        {
            return $"unexpected {errors[0]}";
        }

        var index = TriggerIndex.Create([workflow]);
        var occurrence = ReadEvent(testCase.GetProperty("event"));
        var runs = TriggerMatcher.Match(index, occurrence).Count == 1;
        var explained = TriggerMatcher.Explain(index, occurrence).Single();
        var expected = testCase.GetProperty("expected").GetBoolean();
        return runs == expected && explained.IsMatch == runs ? null : $"expected {expected}, got {runs}: {explained.Reason}";
    }

    private static IEnumerable<TriggerDefinition> ReadOn(JsonElement on) => on.ValueKind switch
    {
        JsonValueKind.String => [new() { Event = on.GetString()! }],
        JsonValueKind.Array => on.EnumerateArray().Select(name => new TriggerDefinition { Event = name.GetString()! }),
        _ => on.EnumerateObject().Select(entry => new TriggerDefinition { Event = entry.Name, Filter = ReadFilter(entry.Value) }),
    };

    private static EventFilter ReadFilter(JsonElement filter) => filter.ValueKind != JsonValueKind.Object ? EventFilter.Any : new EventFilter
    {
        Branches = Strings(filter, "branches"),
        BranchesIgnore = Strings(filter, "branches-ignore"),
        Tags = Strings(filter, "tags"),
        TagsIgnore = Strings(filter, "tags-ignore"),
        Paths = Strings(filter, "paths"),
        PathsIgnore = Strings(filter, "paths-ignore"),
        Types = Strings(filter, "types"),
    };

    private static WorkflowEvent ReadEvent(JsonElement occurrence) => new()
    {
        Name = occurrence.GetProperty("name").GetString()!,
        Action = Text(occurrence, "action"),
        Ref = Text(occurrence, "ref"),
        BaseRef = Text(occurrence, "base_ref"),
        ChangedPaths = Strings(occurrence, "changed"),
    };

    private static string? Text(JsonElement holder, string name) => holder.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static List<string>? Strings(JsonElement holder, string name)
    {
        if (!holder.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String ? [value.GetString()!] : [.. value.EnumerateArray().Select(item => item.GetString()!)];
    }
}
