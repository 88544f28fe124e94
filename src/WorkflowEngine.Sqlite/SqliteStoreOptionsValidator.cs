using Microsoft.Extensions.Options;

namespace WorkflowEngine.Sqlite;

/// <summary>Reports everything that is wrong with the settings at once.</summary>
internal sealed class SqliteStoreOptionsValidator : IValidateOptions<SqliteStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, SqliteStoreOptions options)
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            failures.Add("SqliteStoreOptions.Path must name the store file.");
        }

        if (options.BusyTimeout < TimeSpan.FromMilliseconds(100) || options.BusyTimeout > TimeSpan.FromMinutes(10))
        {
            failures.Add("SqliteStoreOptions.BusyTimeout must be from 100 ms to 10 minutes.");
        }

        if (options.PollInterval < TimeSpan.FromMilliseconds(10) || options.PollInterval > TimeSpan.FromMinutes(1))
        {
            failures.Add("SqliteStoreOptions.PollInterval must be from 10 ms to 1 minute.");
        }

        if (options.MaxReaders is < 1 or > 64)
        {
            failures.Add("SqliteStoreOptions.MaxReaders must be from 1 to 64.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
