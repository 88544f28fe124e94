namespace WorkflowEngine.Postgres.Rows;

/// <summary>The places of parameters, from the first on: <c>$1, $2, $3</c>.</summary>
internal static class Places
{
    internal static string UpTo(int count) => string.Join(", ", Enumerable.Range(1, count).Select(place => $"${place}"));
}
