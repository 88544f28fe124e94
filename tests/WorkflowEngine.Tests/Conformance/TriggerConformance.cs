using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers cases of the areas <c>v1.should_trigger</c>, <c>v1.event_enum</c> and <c>v1.events_json</c>.</summary>
public static class TriggerConformance
{
    /// <summary>Returns null when a case holds, or else what differs.</summary>
    [ConformanceArea("plue", "v1.should_trigger", "v1.event_enum", "v1.events_json")]
    public static string? Check(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var expected = testCase.GetProperty("kind").GetString() == "quirk" && testCase.TryGetProperty("intended", out var intended)
            ? intended
            : testCase.GetProperty("expected");
        return testCase.GetProperty("area").GetString() switch
        {
            "v1.should_trigger" => Compare(expected.GetBoolean(), ShouldTrigger(input)),
            "v1.event_enum" => Compare(expected.GetString(), EventNames.IsKnown(input.GetString()!) ? input.GetString() : null),
            "v1.events_json" => Compare(expected.GetString(), EventNames.ToJson(input.EnumerateArray().Select(name => name.GetString()!))),
            var area => $"unknown area {area}",
        };
    }

    private static bool ShouldTrigger(JsonElement input)
    {
        var workflow = new WorkflowDefinition
        {
            Ref = "case",
            Triggers = [.. input.GetProperty("events").EnumerateArray().Select(name => new TriggerDefinition { Event = name.GetString()! })],
        };
        var occurrence = new WorkflowEvent { Name = input.GetProperty("event").GetString()! };
        return TriggerMatcher.Match(TriggerIndex.Create([workflow]), occurrence).Count == 1;
    }

    private static string? Compare<T>(T expected, T actual) =>
        EqualityComparer<T>.Default.Equals(expected, actual) ? null : $"expected {expected}, got {actual}";
}
