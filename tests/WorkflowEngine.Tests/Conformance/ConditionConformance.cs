using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Planning;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Conditions, the status of a run and fan-out, each a table.</summary>
internal static class ConditionConformance
{
    [ConformanceArea("reactorcide", "condition_single_dep", "condition_two_deps", "condition_no_deps", "condition_any_success_required")]
    public static string? Check(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var expected = testCase.GetProperty("expected");
        var text = input.GetProperty("condition").GetString()!;
        if (JobCondition.FromName(text) is not { } condition)
        {
            // A condition that does not exist is refused when the file is read; what never starts does not run.
            return expected.GetProperty("run").GetBoolean() ? $"unknown condition {text} runs" : null;
        }

        var needs = input.GetProperty("deps").EnumerateObject().ToList();
        var jobs = needs.Select(need => RunCases.Job(need.Name, [], JobCondition.AllSuccess))
            .Append(RunCases.Job("target", [.. needs.Select(need => need.Name)], condition)).ToList();
        var statuses = needs.Select(need => RunCases.Status(need.Value.GetString())).Append(WorkflowStatus.Blocked).ToList();
        var draft = RunCases.Decide(RunCases.State(jobs, statuses));
        var decided = draft.Job(jobs.Count - 1);
        if (expected.TryGetProperty("reason", out var stated) && stated.GetString()!.StartsWith("unsupported condition any_success", StringComparison.Ordinal))
        {
            // The design has this condition: it is true when a need succeeded.
            return decided.Status == WorkflowStatus.Waiting == statuses.Contains(WorkflowStatus.Success) ? null : $"decided {decided.Status}";
        }

        if (decided.Status == WorkflowStatus.Waiting != expected.GetProperty("run").GetBoolean())
        {
            return $"decided {decided.Status}: {decided.Reason}";
        }

        return expected.TryGetProperty("reason", out var reason) ? Reason(draft, jobs.Count - 1, reason.GetString()!) : null;
    }

    [ConformanceArea("reactorcide", "workflow_status")]
    public static string? CheckStatus(JsonElement testCase)
    {
        var statuses = RunCases.Texts(testCase.GetProperty("input")).Select(RunCases.Status).ToList();
        var jobs = statuses.Select((_, index) => RunCases.Job($"job{index}", [], JobCondition.AllSuccess)).ToList();
        var state = RunCases.State(jobs, statuses);
        var actual = Text(RunStatusRule.Of(state.OpenJobs, state.Ended));
        return actual == testCase.GetProperty("expected").GetString() ? null : $"is {actual}";
    }

    [ConformanceArea("reactorcide", "expand")]
    public static string? CheckExpand(JsonElement testCase)
    {
        var definitions = testCase.GetProperty("input").EnumerateArray().Select(node => new JobDefinition
        {
            Name = node.GetProperty("name").GetString()!,
            ForEach = node.TryGetProperty("for_each", out var items)
                ? new ForEachDefinition(
                    [.. items.EnumerateArray()], node.TryGetProperty("item_var", out var variable) ? variable.GetString()! : "ITEM")
                : null,
        }).ToList();
        var actual = JsonSerializer.Serialize(RunPlanner.Expand(definitions).Select(Describe));
        var expected = JsonSerializer.Serialize(testCase.GetProperty("expected"));
        return JsonElement.DeepEquals(JsonDocument.Parse(actual).RootElement, JsonDocument.Parse(expected).RootElement) ? null : actual;
    }

    /// <summary>The words this vocabulary has for the status of a run.</summary>
    public static string Text(WorkflowStatus status) => status == WorkflowStatus.Failure ? "failed" : status.ToText();

    /// <summary>Compares a reason; ours may go on after the sentence to name the needs.</summary>
    public static string? Reason(RunDraft draft, int job, string expected)
    {
        var actual = draft.Job(job).Reason?.Text ?? JobDecision.Evaluate(draft, job).Text;
        return actual == expected || actual.StartsWith(expected + ": ", StringComparison.Ordinal) ? null : $"reason is {actual}";
    }

    private static Dictionary<string, object?> Describe(PlannedJob job)
    {
        var description = new Dictionary<string, object?> { ["name"] = job.Definition.Name, ["display_name"] = job.Label };
        if (job.ItemIndex is { } index)
        {
            description["item_index"] = index;
            description["item_value"] = job.Item;
            description["item_var"] = job.Definition.ForEach!.Variable;
        }

        return description;
    }
}
