using System.Text.Json;

namespace WorkflowEngine.Tests.Conformance;

[Trait("Category", "Conformance")]
public sealed class FilterConformanceTests
{
    [Fact]
    public void Every_pattern_case_holds() => Failures("github_patterns.json", PatternConformance.Check).Should().BeEmpty();

    [Fact]
    public void Every_event_case_holds() => Failures("github_events.json", EventFilterConformance.Check).Should().BeEmpty();

    private static List<string> Failures(string file, Func<JsonElement, string?> check)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Conformance", "filters", file);
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var cases = document.RootElement.GetProperty("cases");
        cases.GetArrayLength().Should().Be(document.RootElement.GetProperty("meta").GetProperty("count").GetInt32());
        var failures = new List<string>();
        foreach (var testCase in cases.EnumerateArray())
        {
            if (check(testCase) is { } failure)
            {
                failures.Add($"{testCase.GetProperty("id").GetString()}: {failure}");
            }
        }

        return failures;
    }
}
