using System.Text.Json;
using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Whether a job or step with an <c>if:</c> runs.</summary>
internal static class GitHubNeedsConformance
{
    [ConformanceArea("dag/github_needs_if")]
    public static string? Check(JsonElement testCase)
    {
        var runs = testCase.GetProperty("level").GetString() == "job" ? JobRuns(testCase) : StepRuns(testCase);
        var expected = testCase.GetProperty("expected").GetString() == "run";
        return runs == expected ? null : runs ? "runs" : "is skipped";
    }

    private static bool JobRuns(JsonElement testCase)
    {
        var nodes = testCase.GetProperty("jobs").EnumerateObject().ToList();
        var jobs = nodes.ConvertAll(node => RunCases.Job(
            node.Name, RunCases.Texts(node.Value.GetProperty("needs")), RunCases.If(Condition(node.Value))));
        var target = nodes.FindIndex(node => node.Name == testCase.GetProperty("target").GetString());
        var statuses = nodes.ConvertAll(node =>
            RunCases.Status(node.Value.TryGetProperty("result", out var result) ? result.GetString() : null));
        var cancelled = testCase.TryGetProperty("run_cancelled", out var flag) && flag.GetBoolean();
        var draft = RunCases.Decide(RunCases.State(jobs, statuses, cancelled));
        return draft.Job(target).Status == WorkflowStatus.Waiting;
    }

    private static bool StepRuns(JsonElement testCase)
    {
        var status = WorkflowStatus.Success;
        if (testCase.TryGetProperty("previous_steps", out var previous))
        {
            status = RunCases.Texts(previous).Contains("failure") ? WorkflowStatus.Failure : WorkflowStatus.Success;
        }
        else if (Text(testCase, testCase.TryGetProperty("action_status", out _) ? "action_status" : "job_status") is { } text)
        {
            status = RunCases.Status(text);
        }

        var condition = RunCases.If(Condition(testCase)).Expression!;
        return ExpressionCondition.Evaluate(condition, new StepConditionScope(new WorkflowEvent { Name = "push" }, status)).Runs;
    }

    /// <summary>An <c>if:</c> without a value means <c>success()</c>.</summary>
    private static string Condition(JsonElement node) => Text(node, "if") ?? "success()";

    private static string? Text(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
