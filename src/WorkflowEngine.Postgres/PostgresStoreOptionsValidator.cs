using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;

namespace WorkflowEngine.Postgres;

/// <summary>Reports everything that is wrong with the settings at once.</summary>
internal sealed class PostgresStoreOptionsValidator : IValidateOptions<PostgresStoreOptions>
{
    // Leaves room for what the store puts before it in the name of its channel; PostgreSQL cuts names after 63 bytes.
    private const int LongestSchema = 50;

    public ValidateOptionsResult Validate(string? name, PostgresStoreOptions options)
    {
        var failures = new List<string>();
        var isNamed = !string.IsNullOrWhiteSpace(options.ConnectionString);
        if (isNamed == (options.DataSource is not null))
        {
            failures.Add("PostgresStoreOptions.ConnectionString or PostgresStoreOptions.DataSource must be set, and not both.");
        }
        else if (isNamed && !IsConnectionString(options.ConnectionString))
        {
            failures.Add("PostgresStoreOptions.ConnectionString is not a connection string of Npgsql, such as 'Host=localhost;Database=app'.");
        }

        if (string.IsNullOrWhiteSpace(options.Schema) || Encoding.UTF8.GetByteCount(options.Schema) > LongestSchema || options.Schema.Contains('\0'))
        {
            failures.Add("PostgresStoreOptions.Schema must have from 1 to 50 bytes.");
        }

        if (options.PollInterval < TimeSpan.FromMilliseconds(10) || options.PollInterval > TimeSpan.FromMinutes(1))
        {
            failures.Add("PostgresStoreOptions.PollInterval must be from 10 ms to 1 minute.");
        }

        if (options.CommandTimeout < TimeSpan.FromSeconds(1) || options.CommandTimeout > TimeSpan.FromMinutes(10))
        {
            failures.Add("PostgresStoreOptions.CommandTimeout must be from 1 second to 10 minutes.");
        }

        if (options.LockTimeout < TimeSpan.FromMilliseconds(100) || options.LockTimeout > TimeSpan.FromMinutes(10))
        {
            failures.Add("PostgresStoreOptions.LockTimeout must be from 100 ms to 10 minutes.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
