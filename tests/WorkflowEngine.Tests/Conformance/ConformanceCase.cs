using System.Text.Json;

namespace WorkflowEngine.Tests.Conformance;

internal sealed record ConformanceCase(string Id, string Area, JsonElement Json)
{
    /// <summary>What must come out: a case that records an accident of its source says beside it what was meant.</summary>
    public static JsonElement Expected(JsonElement testCase)
    {
        if (testCase.TryGetProperty("intended", out var intended))
        {
            return intended;
        }

        if (testCase.TryGetProperty("recommended", out var recommended))
        {
            return recommended;
        }

        var expected = testCase.GetProperty("expected");
        return expected.ValueKind == JsonValueKind.Object
            && expected.TryGetProperty("upstream", out _)
            && expected.TryGetProperty("required", out var required)
            ? required
            : expected;
    }

    public static string? Equal(string? actual, JsonElement testCase)
    {
        var expected = Expected(testCase).GetString();
        return actual == expected ? null : $"expected {expected ?? "null"}, got {actual ?? "null"}";
    }
}
