using System.Text.Json;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers cases of <c>dag/github_if_normalisation.json</c>: what decides when a job or step has an <c>if:</c>.</summary>
internal static class GitHubIfConformance
{
    /// <summary>Returns null when a case holds, or else what differs.</summary>
    [ConformanceArea("dag/github_if_normalisation")]
    public static string? Check(JsonElement testCase)
    {
        // The source is the scalar of the file, where a plain null is no condition at all.
        var source = testCase.GetProperty("source").GetString();
        var isAbsent = testCase.GetProperty("absent").GetBoolean() || source == "null";
        var actual = GitHubIf.Normalise(isAbsent ? null : source);
        var expected = testCase.GetProperty("normalized").GetString();
        return actual == expected ? null : $"expected {expected}, got {actual}";
    }
}
