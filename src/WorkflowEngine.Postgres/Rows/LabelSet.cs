namespace WorkflowEngine.Postgres.Rows;

/// <summary>The labels of a task as one text, the same for the same labels: sorted, one a line.</summary>
internal static class LabelSet
{
    internal static string ToStored(IReadOnlyList<string> labels) => labels.Count switch
    {
        0 => string.Empty,
        1 => labels[0],
        _ => string.Join('\n', new SortedSet<string>(labels, StringComparer.Ordinal)),
    };
}
