using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Rules of what tasks lead to: names, targets, joins, and a way from the beginning to each. Linear in tasks and transitions.</summary>
internal static class FlowGraphRules
{
    /// <param name="jobs">The tasks of a workflow, or those inside of a parallel task, which may only lead to each other.</param>
    /// <param name="isNested">Whether they are inside of a parallel task: then all begin at once, and their names need not differ.</param>
    /// <param name="findings">Where mistakes are told.</param>
    public static void Check(IReadOnlyList<JobDefinition> jobs, bool isNested, RuleFindings findings)
    {
        var graph = FlowGraph.Of(jobs);
        for (var index = 0; index < jobs.Count; index++)
        {
            CheckName(graph, index, isNested, findings);
            CheckTargets(graph, jobs[index], findings);
            CheckJoin(graph, index, findings);
        }

        if (!isNested && jobs.Count > 0)
        {
            CheckReachable(graph, findings);
        }
    }

    private static void CheckName(FlowGraph graph, int index, bool isNested, RuleFindings findings)
    {
        var job = graph.Jobs[index];
        if (graph.IndexOf(job.Name) == index)
        {
            return;
        }

        if (isNested)
        {
            findings.Warning(TaskCodes.DuplicateTask, $"Duplicate task name: {Quoted.Text(job.Name)}.", job, "name", job.Span);
        }
        else
        {
            findings.Error(TaskCodes.DuplicateTask, $"Duplicate task name: {Quoted.Text(job.Name)}.", job, "name", job.Span);
        }
    }

    private static void CheckTargets(FlowGraph graph, JobDefinition job, RuleFindings findings)
    {
        foreach (var transition in job.Flow?.Transitions ?? [])
        {
            for (var index = 0; index < (transition.Do?.Count ?? 0); index++)
            {
                var target = transition.Do![index];
                if (graph.IndexOf(target) < 0)
                {
                    findings.Error(
                        TaskCodes.UnknownTarget,
                        $"Task {Quoted.Text(job.Name)} references non-existent task {Quoted.Text(target)}.",
                        transition,
                        "do",
                        transition.Span,
                        findings.Suggest(target, graph.Jobs.Select(other => other.Name)),
                        index);
                }
            }
        }
    }

    private static void CheckJoin(FlowGraph graph, int index, RuleFindings findings)
    {
        var job = graph.Jobs[index];
        if (job.Flow is not { } flow || (flow.Join is null && !flow.JoinsAll))
        {
            return;
        }

        var inbound = graph.Inbound[index].Length;
        if (inbound == 0 || flow.Join < 1 || flow.Join > inbound)
        {
            findings.Error(
                TaskCodes.InvalidJoin,
                flow.JoinsAll
                    ? $"Task {Quoted.Text(job.Name)} joins others, but none lead to it."
                    : $"Task {Quoted.Text(job.Name)} joins {flow.Join} tasks, but {inbound} lead to it.",
                job,
                "join",
                job.Span);
        }
    }

    private static void CheckReachable(FlowGraph graph, RuleFindings findings)
    {
        if (!graph.EntryPoints.Any())
        {
            findings.Error(
                TaskCodes.NoEntryPoint,
                "No task is without predecessors, so none can be the first.",
                graph.Jobs[0].Span,
                "Add a task that leads into the circle.");
            return;
        }

        var reachable = graph.Reachable();
        for (var index = 0; index < reachable.Length; index++)
        {
            if (!reachable[index])
            {
                var job = graph.Jobs[index];
                findings.Error(TaskCodes.Unreachable, $"Unreachable task: {Quoted.Text(job.Name)}.", job, "name", job.Span);
            }
        }
    }
}
