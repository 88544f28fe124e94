namespace WorkflowEngine.Parsing;

/// <summary>Writes a circle the way round: <c>a -> b -> a</c>.</summary>
internal static class CyclePath
{
    private const int MostShown = 12;

    public static string Write(IReadOnlyList<int> cycle, Func<int, string> nameOf)
    {
        var names = new List<string>();
        for (var index = 0; index < cycle.Count; index++)
        {
            if (cycle.Count > MostShown && index == MostShown - 1)
            {
                names.Add($"... ({cycle.Count - MostShown} more)");
                index = cycle.Count - 1;
            }

            names.Add(Quoted.Text(nameOf(cycle[index])));
        }

        names.Add(Quoted.Text(nameOf(cycle[0])));
        return string.Join(" -> ", names);
    }
}
