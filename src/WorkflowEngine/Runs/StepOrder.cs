using WorkflowEngine.Definitions;

namespace WorkflowEngine.Runs;

/// <summary>The order in which the steps of a job, or the children of a parallel step, come up.</summary>
internal static class StepOrder
{
    /// <summary>
    /// The positions of the steps in the order they come up: after the steps they depend on, otherwise as declared. Null when that is
    /// simply the declared order. Dependencies on unknown steps are ignored here, and steps of a cycle come last, as declared:
    /// <see cref="StepProgress.Decide"/> skips both.
    /// </summary>
    public static int[]? Sort(IReadOnlyList<StepDefinition> steps)
    {
        var named = false;
        foreach (var step in steps)
        {
            named |= step.DependsOn is { Count: > 0 } || step.Steps.Count > 0;
        }

        return named ? SortByDependencies(steps) : null;
    }

    /// <summary>How many indexes a step takes: itself and all steps within it.</summary>
    public static int CountOf(StepDefinition step)
    {
        var count = 1;
        foreach (var child in step.Steps)
        {
            count += CountOf(child);
        }

        return count;
    }

    private static int[]? SortByDependencies(IReadOnlyList<StepDefinition> steps)
    {
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < steps.Count; i++)
        {
            AddIds(steps[i], i, positions);
        }

        var followers = new List<int>?[steps.Count];
        var unmet = new int[steps.Count];
        var inOrder = true;
        for (var i = 0; i < steps.Count; i++)
        {
            inOrder &= AddEdges(steps[i], i, positions, followers, unmet);
        }

        return inOrder ? null : TakeReady(followers, unmet);
    }

    /// <summary>Kahn's algorithm (1962); of all steps that are ready the one declared first is taken.</summary>
    private static int[] TakeReady(List<int>?[] followers, int[] unmet)
    {
        var ready = new PriorityQueue<int, int>();
        for (var i = 0; i < unmet.Length; i++)
        {
            if (unmet[i] == 0)
            {
                ready.Enqueue(i, i);
            }
        }

        var order = new int[unmet.Length];
        var count = 0;
        while (ready.TryDequeue(out var next, out _))
        {
            order[count++] = next;
            foreach (var follower in followers[next] ?? [])
            {
                if (--unmet[follower] == 0)
                {
                    ready.Enqueue(follower, follower);
                }
            }
        }

        for (var i = 0; i < unmet.Length; i++)
        {
            if (unmet[i] > 0)
            {
                order[count++] = i;
            }
        }

        return order;
    }

    private static void AddIds(StepDefinition step, int position, Dictionary<string, int> positions)
    {
        positions.TryAdd(step.Id, position);
        foreach (var child in step.Steps)
        {
            AddIds(child, position, positions);
        }
    }

    /// <summary>A parallel step also comes after what its children depend on. Whether all that came before it anyway.</summary>
    private static bool AddEdges(
        StepDefinition step, int position, Dictionary<string, int> positions, List<int>?[] followers, int[] unmet)
    {
        var inOrder = true;
        foreach (var id in step.DependsOn ?? [])
        {
            if (!positions.TryGetValue(id, out var before))
            {
                continue;
            }

            // A step that depends on itself can never be ready; a child that depends on its sibling is the group's own affair.
            if (before != position || id == step.Id)
            {
                (followers[before] ??= []).Add(position);
                unmet[position]++;
                inOrder &= before < position;
            }
        }

        foreach (var child in step.Steps)
        {
            inOrder &= AddEdges(child, position, positions, followers, unmet);
        }

        return inOrder;
    }
}
