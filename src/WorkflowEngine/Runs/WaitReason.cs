namespace WorkflowEngine.Runs;

/// <summary>Says what a blocked job waits for.</summary>
internal static class WaitReason
{
    /// <summary>The reason of a blocked job: the first of its needs that has not ended.</summary>
    /// <param name="graph">The shape of the run.</param>
    /// <param name="jobs">The jobs of the run, by index.</param>
    /// <param name="index">The blocked job.</param>
    public static StatusReason? Of(JobGraph graph, IReadOnlyList<JobRun> jobs, int index)
    {
        foreach (var need in graph.Needs(graph.GroupOf(index)))
        {
            var first = graph.FirstMember(need);
            for (var job = first; job < first + graph.MemberCount(need); job++)
            {
                if (!jobs[job].Status.IsTerminal())
                {
                    return new StatusReason(ReasonCodes.WaitingForNeeds, $"waiting on {jobs[job].Label}");
                }
            }
        }

        return null;
    }
}
