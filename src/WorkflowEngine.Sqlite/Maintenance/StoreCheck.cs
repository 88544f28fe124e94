using System.Security.Cryptography;
using WorkflowEngine.Sqlite.Connections;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Maintenance;

/// <summary>Looks for rows that contradict each other, within the transaction of its caller.</summary>
internal static class StoreCheck
{
    internal static IReadOnlyList<StoreFinding> Run(SqliteConnection connection, int limit)
    {
        var findings = new List<StoreFinding>();
        foreach (var rule in StoreRules.All)
        {
            if (Find(rule.Code) is { } check)
            {
                Run(connection, check, limit, findings);
            }
            else
            {
                CompareHashes(connection, rule.Code, limit, findings);
            }
        }

        return findings;
    }

    private static CheckRule? Find(string code) =>
        RunRules.All.Concat(JobRules.All).Concat(EventRules.All).Concat(OwnerRules.All).FirstOrDefault(rule => rule.Code == code);

    private static void Run(SqliteConnection connection, CheckRule rule, int limit, List<StoreFinding> findings)
    {
        using var statement = connection.Use(rule.Sql);
        statement.Bind(limit);
        while (statement.Read())
        {
            findings.Add(new(rule.Code, statement.Text(3))
            {
                RunId = statement.NullableInt64(0),
                Job = statement.NullableInt32(1),
                Attempt = statement.NullableInt32(2),
            });
        }
    }

    /// <summary>SQLite has no function for it.</summary>
    private static void CompareHashes(SqliteConnection connection, string code, int limit, List<StoreFinding> findings)
    {
        using var statement = connection.Use(code == StoreRules.PlanHash
            ? "SELECT hash, document, 'the plan ' || hash || ' has other content' FROM workflow_plans"
            : """
                SELECT hash, document, 'the definition ' || ref || ' of ' || scope || ' has other content than its hash says'
                FROM workflow_definitions
                """);
        var found = 0;
        while (found < limit && statement.Read())
        {
            if (!statement.Text(0).Equals(Convert.ToHexStringLower(SHA256.HashData(statement.Utf8(1))), StringComparison.Ordinal))
            {
                findings.Add(new(code, statement.Text(2)));
                found++;
            }
        }
    }
}
