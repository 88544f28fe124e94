using WorkflowEngine.Cli.Output;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Cli.Graphs;

/// <summary>Shows the graph of a run: drawn, or as a list with needs when it is too large for that.</summary>
internal static class JobGraphText
{
    /// <summary>The lines that show the graph.</summary>
    /// <param name="plan">The jobs.</param>
    /// <param name="jobs">How the jobs stand, by index.</param>
    /// <param name="terminal">Where it is shown.</param>
    public static IEnumerable<Line> Of(RunPlan plan, IReadOnlyList<JobRun> jobs, Terminal terminal)
    {
        var graph = JobGraph.Build(plan.Jobs);
        var nodes = new List<DrawnNode>(graph.GroupCount);
        var statuses = new List<WorkflowStatus>(graph.GroupCount);
        for (var group = 0; group < graph.GroupCount; group++)
        {
            var first = graph.FirstMember(group);
            var count = graph.MemberCount(group);
            var name = plan.Jobs[first].Definition.DisplayName;
            var status = StatusOf(jobs, first, count);
            statuses.Add(status);
            var label = plan.Jobs[first].ItemIndex is null ? name : $"{name} {terminal.Glyphs.Times}{count}";
            nodes.Add(new($"{terminal.Glyphs.Of(status)} {label}", graph.Needs(group).ToArray()));
        }

        return GraphDrawing.Draw(nodes, terminal.Glyphs.IsAscii, terminal.Width) is { } drawing
            ? drawing.Select(row => Draw(row, statuses))
            : nodes.Select((node, index) => List(node, index, nodes, statuses));
    }

    private static Line Draw(IReadOnlyList<DrawnText> row, List<WorkflowStatus> statuses)
    {
        var line = new Line();
        foreach (var (text, node) in row)
        {
            line.Add(text, node is { } index ? Glyphs.ToneOf(statuses[index]) : Tone.Dim);
        }

        return line;
    }

    private static Line List(DrawnNode node, int index, List<DrawnNode> nodes, List<WorkflowStatus> statuses)
    {
        var line = new Line().Add(node.Label, Glyphs.ToneOf(statuses[index]));
        return node.Needs.Count == 0 ? line : line.Add("  needs " + string.Join(", ", node.Needs.Select(need => nodes[need].Label[2..])), Tone.Dim);
    }

    /// <summary>A group shows the worst its members have come to, and what they still have to do before that.</summary>
    private static WorkflowStatus StatusOf(IReadOnlyList<JobRun> jobs, int first, int count)
    {
        ReadOnlySpan<WorkflowStatus> worst =
        [
            WorkflowStatus.Running, WorkflowStatus.Waiting, WorkflowStatus.Blocked, WorkflowStatus.Failure, WorkflowStatus.Cancelled,
            WorkflowStatus.Success,
        ];
        foreach (var status in worst)
        {
            for (var job = first; job < first + count; job++)
            {
                if (jobs[job].Status == status)
                {
                    return status;
                }
            }
        }

        return WorkflowStatus.Skipped;
    }
}
