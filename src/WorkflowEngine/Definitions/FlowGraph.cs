namespace WorkflowEngine.Definitions;

/// <summary>Which jobs lead to which through transitions. Names are looked up by their first job; unknown targets have no edge.</summary>
internal sealed class FlowGraph
{
    private readonly Dictionary<string, int> _indexes;

    private FlowGraph(IReadOnlyList<JobDefinition> jobs)
    {
        Jobs = jobs;
        _indexes = new(jobs.Count, StringComparer.Ordinal);
        for (var index = 0; index < jobs.Count; index++)
        {
            _indexes.TryAdd(jobs[index].Name, index);
        }

        var inbound = new List<int>[jobs.Count];
        Outbound = new int[jobs.Count][];
        for (var index = 0; index < jobs.Count; index++)
        {
            inbound[index] = [];
        }

        for (var index = 0; index < jobs.Count; index++)
        {
            Outbound[index] = TargetsOf(jobs[index]);
            foreach (var target in Outbound[index])
            {
                inbound[target].Add(index);
            }
        }

        Inbound = Array.ConvertAll(inbound, sources => sources.ToArray());
    }

    public IReadOnlyList<JobDefinition> Jobs { get; }

    /// <summary>The distinct jobs with a transition to each, in the order they were declared.</summary>
    public int[][] Inbound { get; }

    /// <summary>The distinct jobs that each leads to, in the order of its transitions.</summary>
    public int[][] Outbound { get; }

    /// <summary>The jobs that no other leads to, in the order they were declared: where a run begins.</summary>
    public IEnumerable<int> EntryPoints => Enumerable.Range(0, Jobs.Count).Where(index => Inbound[index].Length == 0);

    public static FlowGraph Of(IReadOnlyList<JobDefinition> jobs) => new(jobs);

    /// <summary>The position of a job; negative when there is none of that name.</summary>
    public int IndexOf(string name) => _indexes.GetValueOrDefault(name, -1);

    /// <summary>Which jobs a run can come to from its beginning.</summary>
    public bool[] Reachable()
    {
        var reached = new bool[Jobs.Count];
        var open = new Stack<int>(EntryPoints);
        while (open.TryPop(out var index))
        {
            if (reached[index])
            {
                continue;
            }

            reached[index] = true;
            foreach (var target in Outbound[index])
            {
                open.Push(target);
            }
        }

        return reached;
    }

    /// <summary>By the first function of the outcome that the condition calls.</summary>
    public static TransitionKind KindOf(TransitionDefinition transition)
    {
        if (transition.When is null)
        {
            return TransitionKind.Always;
        }

        foreach (var call in transition.When.Calls)
        {
            switch (call.Name)
            {
                case "succeeded":
                    return TransitionKind.Succeeded;
                case "failed":
                    return TransitionKind.Failed;
                case "timed_out":
                    return TransitionKind.TimedOut;
            }
        }

        return TransitionKind.Custom;
    }

    /// <summary>The jobs that may follow when a job ends well, or badly, each once.</summary>
    public static IEnumerable<string> NextOf(JobDefinition job, bool succeeded) => (job.Flow?.Transitions ?? [])
        .Where(transition => KindOf(transition) is TransitionKind.Always or TransitionKind.Custom
            || (KindOf(transition) == TransitionKind.Succeeded) == succeeded)
        .SelectMany(transition => transition.Do ?? [])
        .Distinct(StringComparer.Ordinal);

    private int[] TargetsOf(JobDefinition job)
    {
        var targets = new List<int>();
        foreach (var transition in job.Flow?.Transitions ?? [])
        {
            foreach (var name in transition.Do ?? [])
            {
                if (_indexes.TryGetValue(name, out var target) && !targets.Contains(target))
                {
                    targets.Add(target);
                }
            }
        }

        return [.. targets];
    }
}
