using Npgsql;

namespace WorkflowEngine.Samples.Cluster;

/// <summary>What the database says of the tasks that have not ended: how many wait, and how many leases each worker holds.</summary>
internal sealed record Queue(long Waiting, IReadOnlyDictionary<string, long> Leases)
{
    public static async Task<Queue?> ReadAsync(NpgsqlDataSource database)
    {
        try
        {
            await using var command = database.CreateCommand(
                "SELECT CASE WHEN status = 6 THEN coalesce(worker, '') ELSE '' END AS holder, count(*) FROM workflow.workflow_tasks WHERE status IN (5, 6) GROUP BY 1");
            await using var reader = await command.ExecuteReaderAsync();
            var counts = new Dictionary<string, long>();
            while (await reader.ReadAsync())
            {
                counts[reader.GetString(0)] = reader.GetInt64(1);
            }

            return new(counts.GetValueOrDefault(""), counts);
        }
        catch (NpgsqlException)
        {
            // The database is away, or the first process is just making the tables; the next look will tell.
            return null;
        }
    }
}
