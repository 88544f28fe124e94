using Npgsql;

namespace WorkflowEngine.Storage.Tests.Postgres;

/// <summary>The server that the tests use, named by an environment variable.</summary>
internal static class PostgresServer
{
    private const string Variable = "WORKFLOWENGINE_POSTGRES";

    // Few connections for each store object: tests run at the same time, and a test opens many of them.
    public static string ConnectionString { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text
        ? new NpgsqlConnectionStringBuilder(text) { MaxPoolSize = 10 }.ConnectionString
        : string.Empty;

    /// <summary>Skips the test when there is no server; on a build server that is a failure.</summary>
    public static void Require()
    {
        if (ConnectionString.Length > 0)
        {
            return;
        }

        const string Reason = $"Set {Variable} to the connection string of a PostgreSQL server, or run ./test.sh, which starts one.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(Reason);
        }

        Assert.Skip(Reason);
    }

    public static async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<long> CountAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A connection outside of any pool.</summary>
    public static async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
