namespace WorkflowEngine.Runs;

/// <summary>Says what a blocked job waits for.</summary>
internal static class WaitReason
{
    /// <summary>The reason of a blocked job: the first of its needs that has not ended, or of what those need when they all have.</summary>
    /// <param name="graph">The shape of the run.</param>
    /// <param name="jobs">The jobs of the run, by index.</param>
    /// <param name="index">The blocked job.</param>
    public static StatusReason? Of(JobGraph graph, IReadOnlyList<JobRun> jobs, int index)
    {
        var group = graph.GroupOf(index);
        Queue<int>? ahead = null;
        HashSet<int>? seen = null;
        do
        {
            if (FirstOpen(graph, jobs, group) is { } open)
            {
                return new StatusReason(ReasonCodes.WaitingForNeeds, $"waiting on {open.Label}");
            }

            // Needs that were cancelled before they started may themselves need jobs that still run.
            foreach (var need in graph.Needs(group))
            {
                if ((seen ??= []).Add(need))
                {
                    (ahead ??= []).Enqueue(need);
                }
            }
        }
        while (ahead is not null && ahead.TryDequeue(out group));

        return null;
    }

    private static JobRun? FirstOpen(JobGraph graph, IReadOnlyList<JobRun> jobs, int group)
    {
        foreach (var need in graph.Needs(group))
        {
            var first = graph.FirstMember(need);
            for (var job = first; job < first + graph.MemberCount(need); job++)
            {
                if (!jobs[job].Status.IsTerminal())
                {
                    return jobs[job];
                }
            }
        }

        return null;
    }
}
