using System.Text.Json;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Tests.Conformance;

internal static class StatusConformance
{
    [ConformanceArea("plue", "v1.status_enum")]
    public static string? Numbers(JsonElement testCase)
    {
        var status = (WorkflowStatus)testCase.GetProperty("input").GetInt32();
        return ConformanceCase.Equal(status.ToText(), testCase)
            ?? (StatusNames.FromText(status.ToText()) == status ? null : $"'{status.ToText()}' does not read back as {status}");
    }

    [ConformanceArea("plue", "status.run_to_legacy")]
    public static string? RunNames(JsonElement testCase) =>
        ConformanceCase.Equal(StatusNames.FromRunName(testCase.GetProperty("input").GetString()!).ToText(), testCase);

    [ConformanceArea("plue", "status.legacy_to_run")]
    public static string? NamesToRunNames(JsonElement testCase) =>
        ConformanceCase.Equal(StatusNames.ToRunName(StatusNames.FromText(testCase.GetProperty("input").GetString()!)), testCase);

    [ConformanceArea("plue", "status.step_to_legacy")]
    public static string? StepNames(JsonElement testCase) =>
        ConformanceCase.Equal(StatusNames.FromStepName(testCase.GetProperty("input").GetString()!).ToText(), testCase);
}
