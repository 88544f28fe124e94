using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Execution;
using WorkflowEngine.Runs;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Runs the steps of a plan with real processes.</summary>
internal static class ExecutorConformance
{
    [ConformanceArea("plue", "executor.order")]
    public static string? CheckOrder(JsonElement testCase)
    {
        var steps = testCase.GetProperty("input").EnumerateArray()
            .Select(step => new StepDefinition { Id = step.GetProperty("id").GetString()!, DependsOn = Texts(step.GetProperty("depends_on")) })
            .ToList();
        var order = StepOrder.Sort(steps) ?? [.. Enumerable.Range(0, steps.Count)];
        var actual = order.Select(position => steps[position].Id);
        var expected = Texts(testCase.GetProperty("expected"));
        return actual.SequenceEqual(expected) ? null : $"expected {string.Join(' ', expected)}, got {string.Join(' ', actual)}";
    }

    [ConformanceArea("plue", "executor.run")]
    public static string? CheckRun(JsonElement testCase)
    {
        var steps = testCase.GetProperty("input").GetProperty("steps");
        var expected = testCase.GetProperty("expected");
        if (PlanError(steps) is { } error)
        {
            return expected.GetRawText().Contains($"\"{error}\"", StringComparison.Ordinal) ? null : $"the plan cannot be read: {error}";
        }

        using var rig = new ExecutionRig();
        var outcome = Task.Run(() => rig.RunAsync([.. Read(steps)])).GetAwaiter().GetResult();
        var run = outcome.Status == WorkflowStatus.Success ? "completed" : "failed";
        if (run != expected.GetProperty("run").GetString())
        {
            return $"the run {run}: {outcome.Reason}";
        }

        return testCase.TryGetProperty("intended", out var intended)
            ? CompareIntended(rig, intended)
            : CompareSteps(rig, expected) ?? CompareStatuses(rig, expected);
    }

    [ConformanceArea("plue", "executor.cancel")]
    public static string? CheckCancel(JsonElement testCase)
    {
        using var rig = new ExecutionRig();
        using var cancel = new CancellationTokenSource();
        rig.Actions["cancel"] = async (_, _) =>
        {
            await cancel.CancelAsync();
            return StepResult.Success;
        };
        var remaining = Texts(testCase.GetProperty("input").GetProperty("remaining"));
        var job = new JobDefinition
        {
            Name = "job",
            Steps = [ExecutionRig.Action("s1", "cancel"), .. remaining.Select(id => ExecutionRig.Shell(id, "echo no") with { DependsOn = [] })],
        };
        Task.Run(() => rig.RunAsync(job, cancel.Token)).GetAwaiter().GetResult();
        foreach (var expected in testCase.GetProperty("expected").EnumerateObject())
        {
            var step = rig.Steps.Single(candidate => candidate.Id == expected.Name);
            if (Status(step) != expected.Value.GetProperty("status").GetString()
                || step.Reason?.Text != expected.Value.GetProperty("error_message").GetString())
            {
                return $"{step.Id} {Status(step)}: {step.Reason}";
            }
        }

        return null;
    }

    /// <summary>What makes a step of a plan unreadable; the definition of a step has no place for it.</summary>
    private static string? PlanError(JsonElement steps)
    {
        foreach (var step in steps.EnumerateArray())
        {
            var config = step.GetProperty("config").GetProperty("data");
            if (step.GetProperty("type").GetString() == "parallel" && !config.TryGetProperty("step_ids", out _))
            {
                return "Parallel step missing step_ids";
            }

            if (config.TryGetProperty("cmd", out var command) && command.ValueKind != JsonValueKind.String)
            {
                return "'cmd' must be a string";
            }
        }

        return null;
    }

    private static IEnumerable<StepDefinition> Read(JsonElement steps)
    {
        var all = steps.EnumerateArray().ToDictionary(step => step.GetProperty("id").GetString()!);
        var children = all.Values.SelectMany(ChildrenOf).ToHashSet();
        return all.Where(step => !children.Contains(step.Key)).Select(step => Read(step.Value, all));
    }

    private static StepDefinition Read(JsonElement step, Dictionary<string, JsonElement> all)
    {
        var config = step.GetProperty("config").GetProperty("data");
        var env = config.TryGetProperty("env", out var variables)
            ? variables.EnumerateObject().Where(variable => variable.Value.ValueKind == JsonValueKind.String)
                .ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!)
            : [];
        return new StepDefinition
        {
            Id = step.GetProperty("id").GetString()!,
            Label = step.GetProperty("name").GetString(),
            Kind = step.GetProperty("type").GetString() == "parallel" ? StepKind.Parallel : StepKind.Shell,
            DependsOn = Texts(step.GetProperty("depends_on")),
            Run = config.TryGetProperty("cmd", out var command) ? command.GetString() : null,
            Env = env,
            Steps = [.. ChildrenOf(step).Select(id => Read(all[id], all))],
        };
    }

    private static string[] ChildrenOf(JsonElement step) =>
        step.GetProperty("config").GetProperty("data").TryGetProperty("step_ids", out var ids) ? Texts(ids) : [];

    private static string? CompareIntended(ExecutionRig rig, JsonElement intended)
    {
        if (intended.TryGetProperty("executions", out var executions))
        {
            var counts = executions.EnumerateObject().Select(expected => (expected.Name, expected.Value.GetInt32(),
                Actual: rig.Facts.Count(step => step.Id == expected.Name && step.Status == WorkflowStatus.Running)));
            return counts.FirstOrDefault(count => count.Actual != count.Item2) is { Name: not null } wrong ? $"{wrong.Name} ran {wrong.Actual} times" : null;
        }

        var expectedOutput = intended.GetProperty("under_sh_c").GetProperty("stdout").GetString();
        var actual = JsonDocument.Parse(rig.Steps[0].Output!).RootElement.GetProperty("stdout").GetString();
        return actual == expectedOutput ? null : $"it printed {actual}";
    }

    private static string? CompareSteps(ExecutionRig rig, JsonElement expected)
    {
        if (!expected.TryGetProperty("results", out var results))
        {
            return null;
        }

        foreach (var result in results.EnumerateArray())
        {
            var id = result.GetProperty("step_id").GetString();
            var step = rig.Steps.Single(candidate => candidate.Id == id);
            if (Status(step) != result.GetProperty("status").GetString())
            {
                return $"{id} {Status(step)}: {step.Reason}";
            }

            if (result.TryGetProperty("exit_code", out var code) && step.ExitCode != code.GetInt32())
            {
                return $"{id} ended with exit code {step.ExitCode}";
            }

            if (result.TryGetProperty("output", out var output) && !JsonElement.DeepEquals(output, JsonDocument.Parse(step.Output!).RootElement))
            {
                return $"{id} gave {step.Output}";
            }

            if (result.TryGetProperty("error_message", out var message) && !IsMessage(message.GetString(), step))
            {
                return $"{id} failed with {step.Reason?.Text ?? "no text"}";
            }
        }

        return null;
    }

    private static bool IsMessage(string? expected, StepRun step) => expected == "<stderr text>"
        ? step.Reason?.Text == JsonDocument.Parse(step.Output!).RootElement.GetProperty("stderr").GetString()!.Trim()
        : step.Reason?.Text == expected;

    private static string? CompareStatuses(ExecutionRig rig, JsonElement expected)
    {
        if (!expected.TryGetProperty("statuses", out var statuses))
        {
            return null;
        }

        foreach (var status in statuses.EnumerateObject())
        {
            var step = rig.Steps.Single(candidate => candidate.Id == status.Name);
            if (Status(step) != status.Value.GetString())
            {
                return $"{step.Id} {Status(step)}: {step.Reason}";
            }

            if (expected.TryGetProperty($"{step.Id}.error_message", out var message) && step.Reason?.Text != message.GetString())
            {
                return $"{step.Id} failed with {step.Reason}";
            }
        }

        return null;
    }

    private static string Status(StepRun step) => step.Status switch
    {
        WorkflowStatus.Success => "succeeded",
        WorkflowStatus.Failure => "failed",
        WorkflowStatus.Skipped => "skipped",
        _ => "cancelled",
    };

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];
}
