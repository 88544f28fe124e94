using System.Text.Json;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers cases of the dialects beside the own ones, as far as they mean the same.</summary>
public static class FilterDialectConformance
{
    /// <summary>Returns null when a case of <c>paths_filter_picomatch.json</c> holds, or else what differs.</summary>
    [ConformanceArea("filters/paths_filter_picomatch")]
    public static string? CheckPicomatch(JsonElement testCase)
    {
        var diagnostics = new List<Diagnostic>();
        var patterns = FilterPatternList.Create(Texts(testCase, "patterns"), SourceSpan.None, diagnostics);
        return Compare(testCase, diagnostics.Count == 0 && patterns.FindIncluded(Texts(testCase, "input")) >= 0);
    }

    /// <summary>Returns null when a case of <c>woodpecker_constraints.json</c> holds, or else what differs.</summary>
    [ConformanceArea("filters/woodpecker_constraints")]
    public static string? CheckConstraint(JsonElement testCase)
    {
        var input = Texts(testCase, "input");
        if (testCase.GetProperty("kind").GetString() == "paths")
        {
            var filter = new SegmentFilter(new() { Paths = Texts(testCase, "include"), PathsIgnore = Texts(testCase, "exclude") });
            var occurrence = new WorkflowEvent { Name = "push", ChangedPaths = input };
            return Compare(testCase, filter.Check(occurrence, EventRef.Of(occurrence)).IsMatch);
        }

        var included = Texts(testCase, "include");
        return Compare(testCase, (included.Count == 0 || Matches(included, input[0])) && !Matches(Texts(testCase, "exclude"), input[0]));
    }

    private static bool Matches(IReadOnlyList<string> patterns, string value) => patterns.Any(pattern => new SegmentGlob(pattern).IsMatch(value));

    private static List<string> Texts(JsonElement holder, string name) =>
        [.. holder.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];

    private static string? Compare(JsonElement testCase, bool actual) =>
        testCase.GetProperty("expected").GetBoolean() == actual ? null : $"expected {!actual}, got {actual}";
}
