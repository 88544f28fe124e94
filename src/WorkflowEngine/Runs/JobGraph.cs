namespace WorkflowEngine.Runs;

/// <summary>
/// The shape of a plan: jobs that share a name (the instances of a fan-out) form a group, and needs are edges between groups.
/// Edges between groups instead of instances keep a fan-out of n into a fan-out of m at one edge instead of n times m.
/// </summary>
internal sealed class JobGraph
{
    private readonly int[] _groupOf;
    private readonly int[] _firstMember;
    private readonly int[][] _needs;
    private readonly int[][] _dependants;
    private readonly int[] _order;

    private JobGraph(int[] groupOf, int[] firstMember, int[][] needs, int[][] dependants, int[] order)
    {
        _groupOf = groupOf;
        _firstMember = firstMember;
        _needs = needs;
        _dependants = dependants;
        _order = order;
    }

    public int JobCount => _groupOf.Length;

    public int GroupCount => _needs.Length;

    /// <summary>The groups, each after all that it needs.</summary>
    public ReadOnlySpan<int> Order => _order;

    public int GroupOf(int job) => _groupOf[job];

    public int FirstMember(int group) => _firstMember[group];

    public int MemberCount(int group) => _firstMember[group + 1] - _firstMember[group];

    public ReadOnlySpan<int> Needs(int group) => _needs[group];

    public ReadOnlySpan<int> Dependants(int group) => _dependants[group];

    /// <summary>Builds the graph of a plan that was validated.</summary>
    /// <exception cref="ArgumentException">A need is unknown, a name stands twice, or there is a cycle: the plan was not validated.</exception>
    public static JobGraph Build(IReadOnlyList<PlannedJob> jobs)
    {
        var groupOf = new int[jobs.Count];
        var firstMember = GroupMembers(jobs, groupOf, out var byName);
        var groups = firstMember.Length - 1;
        var needs = new int[groups][];
        var dependantCount = new int[groups];
        for (var group = 0; group < groups; group++)
        {
            needs[group] = ResolveNeeds(jobs[firstMember[group]], byName);
            foreach (var need in needs[group])
            {
                dependantCount[need]++;
            }
        }

        var dependants = new int[groups][];
        for (var group = 0; group < groups; group++)
        {
            dependants[group] = dependantCount[group] == 0 ? [] : new int[dependantCount[group]];
        }

        Array.Clear(dependantCount);
        for (var group = 0; group < groups; group++)
        {
            foreach (var need in needs[group])
            {
                dependants[need][dependantCount[need]++] = group;
            }
        }

        return new JobGraph(groupOf, firstMember, needs, dependants, Sort(needs, dependants));
    }

    private static int[] GroupMembers(IReadOnlyList<PlannedJob> jobs, int[] groupOf, out Dictionary<string, int> byName)
    {
        byName = new Dictionary<string, int>(jobs.Count, StringComparer.Ordinal);
        var firstMember = new List<int>(jobs.Count + 1);
        for (var job = 0; job < jobs.Count; job++)
        {
            var name = jobs[job].Definition.Name;
            var continues = job > 0 && jobs[job].ItemIndex > 0 && jobs[job - 1].Definition.Name == name;
            if (!continues)
            {
                if (!byName.TryAdd(name, firstMember.Count))
                {
                    throw new ArgumentException($"The plan has two jobs named '{name}'.", nameof(jobs));
                }

                firstMember.Add(job);
            }

            groupOf[job] = firstMember.Count - 1;
        }

        firstMember.Add(jobs.Count);
        return [.. firstMember];
    }

    private static int[] ResolveNeeds(PlannedJob job, Dictionary<string, int> byName)
    {
        var names = job.Definition.Needs;
        if (names.Count == 0)
        {
            return [];
        }

        var needs = new int[names.Count];
        var seen = names.Count > 16 ? new HashSet<int>(names.Count) : null;
        var count = 0;
        for (var i = 0; i < names.Count; i++)
        {
            if (!byName.TryGetValue(names[i], out var group))
            {
                throw new ArgumentException($"Job '{job.Definition.Name}' needs '{names[i]}', which the plan does not have.", nameof(job));
            }

            // A need that is written twice is one edge; a short list is searched, a long one has a set.
            if (seen?.Add(group) ?? !needs.AsSpan(0, count).Contains(group))
            {
                needs[count++] = group;
            }
        }

        return count == needs.Length ? needs : needs[..count];
    }

    /// <summary>Kahn's algorithm (Communications of the ACM 5, 1962), ties in declaration order.</summary>
    private static int[] Sort(int[][] needs, int[][] dependants)
    {
        var order = new int[needs.Length];
        var open = new int[needs.Length];
        var tail = 0;
        for (var group = 0; group < needs.Length; group++)
        {
            open[group] = needs[group].Length;
            if (open[group] == 0)
            {
                order[tail++] = group;
            }
        }

        for (var head = 0; head < tail; head++)
        {
            foreach (var dependant in dependants[order[head]])
            {
                if (--open[dependant] == 0)
                {
                    order[tail++] = dependant;
                }
            }
        }

        return tail == order.Length ? order : throw new ArgumentException("The needs of the plan's jobs form a cycle.", nameof(needs));
    }
}
