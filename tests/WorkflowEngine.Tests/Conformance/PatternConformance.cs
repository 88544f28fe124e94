using System.Text.Json;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers cases of <c>filters/github_patterns.json</c>.</summary>
public static class PatternConformance
{
    /// <summary>Returns null when a case holds, or else what differs.</summary>
    [ConformanceArea("filters/github_patterns")]
    public static string? Check(JsonElement testCase)
    {
        var diagnostics = new List<Diagnostic>();
        string[] texts = [.. testCase.GetProperty("patterns").EnumerateArray().Select(text => text.GetString()!)];
        string[] input = [.. testCase.GetProperty("input").EnumerateArray().Select(text => text.GetString()!)];
        var patterns = FilterPatternList.Create(texts, SourceSpan.None, diagnostics);
        if (testCase.TryGetProperty("error", out _))
        {
            return diagnostics.Count > 0 ? null : "expected an error, got none";
        }

        if (diagnostics.Count > 0)
        {
            return $"unexpected {diagnostics[0]}";
        }

        // A filter without patterns is not there.
        var runs = texts.Length == 0 || (testCase.GetProperty("kind").GetString() == "ignore"
            ? patterns.FindNotIgnored(input) >= 0
            : patterns.FindIncluded(input) >= 0);
        var expected = testCase.GetProperty("expected").GetBoolean();
        return runs == expected ? null : $"expected {expected}, got {runs}";
    }
}
