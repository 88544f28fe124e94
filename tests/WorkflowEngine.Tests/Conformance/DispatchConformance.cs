using System.Text.Json;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers cases of the areas <c>dispatch.*</c>.</summary>
public static class DispatchConformance
{
    /// <summary>Returns null when a case holds, or else what differs.</summary>
    [ConformanceArea("plue", "dispatch.parse_event_type")]
    public static string? CheckName(JsonElement testCase) =>
        ConformanceCase.Equal(EventVocabulary.FromStoredText(testCase.GetProperty("input").GetString()!), testCase);

    /// <summary>Returns null when a case holds, or else what differs.</summary>
    [ConformanceArea("plue", "dispatch.issue_event")]
    public static string? CheckIssue(JsonElement testCase) => ConformanceCase.Equal(EventVocabulary.OfIssue(testCase.GetProperty("input")), testCase);

    /// <summary>Returns null when a case holds, or else what differs.</summary>
    [ConformanceArea("plue", "dispatch.priority")]
    public static string? CheckPriority(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        if (input.ValueKind == JsonValueKind.String)
        {
            var name = EventPriorities.Of(input.GetString()!).ToString();
            return name.Equals(ConformanceCase.Expected(testCase).GetString(), StringComparison.OrdinalIgnoreCase) ? null : $"got {name}";
        }

        var levels = input.EnumerateArray().Select(level => (int)Enum.Parse<EventPriority>(level.GetString()!, ignoreCase: true));
        return levels.SequenceEqual(ConformanceCase.Expected(testCase).EnumerateArray().Select(level => level.GetInt32()))
            ? null
            : $"got {string.Join(", ", levels)}";
    }
}
