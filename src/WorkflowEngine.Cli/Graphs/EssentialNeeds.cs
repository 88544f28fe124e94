using System.Collections;

namespace WorkflowEngine.Cli.Graphs;

/// <summary>Leaves out needs that others imply: when c needs b and b needs a, a line from a to c would say nothing new.</summary>
internal static class EssentialNeeds
{
    /// <summary>The nodes with only the needs that no other need implies, and their order from first to last.</summary>
    public static int[][] Of(IReadOnlyList<DrawnNode> nodes, IReadOnlyList<int> order)
    {
        var before = new BitArray[nodes.Count];
        var essential = new int[nodes.Count][];
        foreach (var node in order)
        {
            var implied = new BitArray(nodes.Count);
            foreach (var need in nodes[node].Needs)
            {
                implied.Or(before[need]);
            }

            essential[node] = [.. nodes[node].Needs.Where(need => !implied[need]).Distinct()];
            before[node] = implied;
            foreach (var need in nodes[node].Needs)
            {
                implied[need] = true;
            }
        }

        return essential;
    }

    /// <summary>The nodes, each after those it needs, otherwise as declared.</summary>
    public static List<int> Order(IReadOnlyList<DrawnNode> nodes)
    {
        var order = new List<int>(nodes.Count);
        var open = nodes.Select(node => node.Needs.Distinct().Count()).ToArray();
        var dependants = nodes.Select(_ => new List<int>()).ToArray();
        for (var node = 0; node < nodes.Count; node++)
        {
            foreach (var need in nodes[node].Needs.Distinct())
            {
                dependants[need].Add(node);
            }

            if (open[node] == 0)
            {
                order.Add(node);
            }
        }

        for (var head = 0; head < order.Count; head++)
        {
            foreach (var dependant in dependants[order[head]].Where(dependant => --open[dependant] == 0))
            {
                order.Add(dependant);
            }
        }

        return order;
    }
}
