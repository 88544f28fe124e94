namespace WorkflowEngine.Sqlite.Rows;

/// <summary>The labels of a task as one text, the same for the same labels: sorted, one a line.</summary>
internal static class LabelSet
{
    internal static string ToStored(IReadOnlyList<string> labels) => labels.Count switch
    {
        0 => string.Empty,
        1 => labels[0],
        _ => string.Join('\n', new SortedSet<string>(labels, StringComparer.Ordinal)),
    };

    /// <summary>Whether a worker with these labels may take a task with that set.</summary>
    internal static bool Has(HashSet<string>.AlternateLookup<ReadOnlySpan<char>> labels, ReadOnlySpan<char> stored)
    {
        foreach (var label in stored.Split('\n'))
        {
            if (!labels.Contains(stored[label]))
            {
                return false;
            }
        }

        return true;
    }
}
