namespace WorkflowEngine.Sqlite.Maintenance;

/// <summary>The statement that finds the rows that break a rule: run, job, attempt, and what is wrong.</summary>
internal sealed record CheckRule(string Code, string Find)
{
    internal string Sql { get; } = $"SELECT * FROM (\n{Find}\n) ORDER BY 1, 2, 3 LIMIT ?";
}
