using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Which jobs of a graph start, are skipped or go on waiting, and whole runs driven job by job.</summary>
internal static class DecideConformance
{
    [ConformanceArea("reactorcide", "decide")]
    public static string? Check(JsonElement testCase)
    {
        var nodes = testCase.GetProperty("input").GetProperty("nodes").EnumerateArray().ToList();
        var expected = testCase.GetProperty("expected").EnumerateArray().ToList();
        IReadOnlyList<PlannedJob> jobs = [.. nodes.Select(Job)];
        RunState state;
        try
        {
            state = RunCases.State(jobs, [.. nodes.Select(node => RunCases.Status(node.GetProperty("status").GetString()))]);
        }
        catch (ArgumentException exception)
        {
            // Cycles and unknown needs are refused before a run exists, instead of waiting for ever.
            return expected.Exists(IsStart) ? exception.Message : null;
        }

        var draft = RunCases.Decide(state);
        var starts = testCase.GetProperty("input").GetProperty("max_starts").GetInt32();
        return Compare(Decisions(draft, state.Graph, index => !state.Job(index).Status.IsTerminal()
            && state.Job(index).Status == WorkflowStatus.Blocked, starts < 0 ? int.MaxValue : starts, []), expected);
    }

    [ConformanceArea("reactorcide", "workflow_sequence")]
    public static string? CheckSequence(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var starts = input.GetProperty("max_starts").GetInt32();
        var nodes = input.GetProperty("nodes").EnumerateArray().ToList();
        IReadOnlyList<PlannedJob> jobs = [.. nodes.Select(Job)];
        var plan = new RunPlan { Hash = "0", Jobs = jobs };
        var graph = JobGraph.Build(jobs);
        var created = RunStateMachine.Start(RunCases.Run(), plan, graph, RunCases.Now);
        var state = RunState.Load(created.Run with { Version = 1 }, plan, graph, created.Jobs);
        var open = Enumerable.Range(0, jobs.Count).ToHashSet();
        var waiting = new HashSet<int>();
        var round = 0;
        foreach (var expected in testCase.GetProperty("expected").EnumerateArray())
        {
            if (round > 0)
            {
                Report(state, input.GetProperty("steps")[round - 1]);
            }

            var decisions = Decisions(new RunDraft(state, RunCases.Now), graph, open.Contains, starts < 0 ? int.MaxValue : starts, waiting);
            Start(state, decisions);
            open.ExceptWith(decisions.Where(decision => decision.Action != "wait").Select(decision => decision.Job));
            if (CompareRound(state, decisions, waiting, expected) is { } difference)
            {
                return $"round {round}: {difference}";
            }

            round++;
        }

        return null;
    }

    private static PlannedJob Job(JsonElement node)
    {
        var label = node.TryGetProperty("display_name", out var display) ? display.GetString()! : "";
        var open = label.LastIndexOf('[');
        var instance = open > 0 ? int.Parse(label[(open + 1)..^1]) : (int?)null;
        var condition = JobCondition.FromName(node.GetProperty("condition").GetString())!;
        return RunCases.Job(node.GetProperty("name").GetString()!, RunCases.Texts(node.GetProperty("depends_on")), condition, instance);
    }

    private static bool IsStart(JsonElement decision) => decision.GetProperty("action").GetString() == "start";

    private static List<(int Job, string Action, string Reason)> Decisions(
        RunDraft draft, JobGraph graph, Func<int, bool> isOpen, int starts, HashSet<int> waiting)
    {
        var decisions = new List<(int, string, string)>();
        var jobs = Enumerable.Range(0, graph.JobCount).Select(draft.Job).ToList();
        foreach (var job in jobs.Where(job => isOpen(job.Index)))
        {
            switch (job.Status)
            {
                case WorkflowStatus.Waiting when starts-- > 0:
                    decisions.Add((job.Index, "start", JobDecision.Evaluate(draft, job.Index).Text));
                    break;
                case WorkflowStatus.Skipped:
                    decisions.Add((job.Index, "skip", job.Reason!.Text!));
                    break;
                case WorkflowStatus.Blocked:
                    waiting.Add(job.Index);
                    decisions.Add((job.Index, "wait", WaitReason.Of(graph, jobs, job.Index)!.Text!));
                    break;
            }
        }

        return decisions.ConvertAll(decision => (decision.Item1, decision.Item2, decision.Item3));
    }

    private static void Report(RunState state, JsonElement results)
    {
        foreach (var result in results.EnumerateObject())
        {
            var job = state.Jobs.ToArray().First(job => job.Label == result.Name || job.Name == result.Name);
            Apply(state, new RunFact.TaskEnded(job.Index, job.Attempt, RunCases.Status(result.Value.GetString()), null, null));
        }
    }

    private static void Start(RunState state, IEnumerable<(int Job, string Action, string Reason)> decisions)
    {
        foreach (var (index, action, _) in decisions)
        {
            if (action == "start")
            {
                Apply(state, new RunFact.TaskStarted(index, state.Job(index).Attempt, "worker"));
            }
        }
    }

    private static void Apply(RunState state, RunFact fact)
    {
        var transition = RunStateMachine.Apply(state, [fact], RunCases.Now, RunRules.Default);
        transition.Accepted[0].Should().BeTrue();
        state.Accept(transition.Change!);
    }

    private static string? CompareRound(
        RunState state, List<(int Job, string Action, string Reason)> decisions, HashSet<int> waiting, JsonElement expected)
    {
        foreach (var status in expected.GetProperty("statuses").EnumerateObject())
        {
            var job = state.Jobs.ToArray().First(job => job.Label == status.Name || job.Name == status.Name);
            var actual = job.Status switch
            {
                WorkflowStatus.Success => "completed",
                WorkflowStatus.Failure => "failed",
                WorkflowStatus.Waiting or WorkflowStatus.Blocked => waiting.Contains(job.Index) ? "waiting" : "pending",
                _ => job.Status.ToText(),
            };
            if (actual != status.Value.GetString() && !(actual == "failed" && status.Value.GetString() == "timeout"))
            {
                return $"{status.Name} is {actual}";
            }
        }

        var run = ConditionConformance.Text(RunStatusRule.Of(state.OpenJobs, state.Ended));
        return run != expected.GetProperty("workflow_status").GetString()
            ? $"the run is {run}"
            : Compare(decisions.ConvertAll(decision => (state.Job(decision.Job).Label, decision.Action, decision.Reason)),
                [.. expected.GetProperty("decisions").EnumerateArray()]);
    }

    private static string? Compare(List<(int Job, string Action, string Reason)> actual, List<JsonElement> expected) =>
        Compare(actual.ConvertAll(decision => ("", decision.Action, decision.Reason)), expected);

    private static string? Compare(List<(string Job, string Action, string Reason)> actual, List<JsonElement> expected)
    {
        if (actual.Count != expected.Count)
        {
            return $"{actual.Count} decisions: {string.Join("; ", actual)}";
        }

        for (var i = 0; i < actual.Count; i++)
        {
            var node = expected[i].GetProperty("node").GetString()!;
            var reason = expected[i].GetProperty("reason").GetString()!;
            var same = (actual[i].Job.Length == 0 || actual[i].Job == node || actual[i].Job.StartsWith(node + "[", StringComparison.Ordinal))
                && actual[i].Action == expected[i].GetProperty("action").GetString()
                && (actual[i].Reason == reason || actual[i].Reason.StartsWith(reason + ": ", StringComparison.Ordinal));
            if (!same)
            {
                return $"decision {i} is {actual[i]}";
            }
        }

        return null;
    }
}
