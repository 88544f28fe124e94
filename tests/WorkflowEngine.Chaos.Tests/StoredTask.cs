using Npgsql;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Chaos.Tests;

/// <summary>A row of the table of tasks, which the store shows to nobody.</summary>
internal sealed record StoredTask(TaskKey Key, WorkflowStatus Status)
{
    public static async Task<List<StoredTask>> ReadAllAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT run_id, job, attempt, status FROM workflow.workflow_tasks", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var tasks = new List<StoredTask>();
        while (await reader.ReadAsync())
        {
            tasks.Add(new(
                new TaskKey(reader.GetInt64(0), reader.GetInt32(1), reader.GetInt32(2)),
                (WorkflowStatus)reader.GetInt16(3)));
        }

        return tasks;
    }
}
