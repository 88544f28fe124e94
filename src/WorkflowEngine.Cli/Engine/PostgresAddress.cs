using System.Data.Common;
using Npgsql;

namespace WorkflowEngine.Cli.Engine;

/// <summary>
/// A PostgreSQL database as a user names it: a URL, or a connection string of Npgsql. It never holds a password: whoever may list the
/// processes of the machine would read it.
/// </summary>
internal sealed record PostgresAddress
{
    private const string SchemaKey = "Schema";

    private PostgresAddress(string connectionString, string? schema)
    {
        ConnectionString = connectionString;
        Schema = schema;
    }

    public string ConnectionString { get; }

    /// <summary>The schema; null for the store's default.</summary>
    public string? Schema { get; }

    /// <summary>Whether a text names a PostgreSQL database, well or not.</summary>
    public static bool IsMeant(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("Host=", StringComparison.OrdinalIgnoreCase) || text.StartsWith("Server=", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="UsageException">The text is no address, or it has a password.</exception>
    public static PostgresAddress Parse(string text)
    {
        try
        {
            var fields = text.Contains("://", StringComparison.Ordinal) ? OfUrl(text) : new() { ConnectionString = text };
            var schema = fields.TryGetValue(SchemaKey, out var named) ? (string)named : null;
            fields.Remove(SchemaKey);
            var settings = new NpgsqlConnectionStringBuilder(fields.ConnectionString);
            if (settings.Password is not null)
            {
                throw new UsageException(
                    "a password does not belong on a command line, where others can read it: set PGPASSWORD, or name a file of passwords "
                    + "with PGPASSFILE or Passfile=FILE");
            }

            return settings.Host is { Length: > 0 } ? new(settings.ConnectionString, schema) : throw new ArgumentException("it has no host");
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new UsageException($"the store is no PostgreSQL address: {exception.Message}");
        }
    }

    public override string ToString()
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString);
        var user = settings.Username is { Length: > 0 } name ? name + "@" : "";
        return $"postgres://{user}{settings.Host}:{settings.Port}/{settings.Database}" + (Schema is null ? "" : $"?schema={Schema}");
    }

    private static DbConnectionStringBuilder OfUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            throw new FormatException("it is not a URL such as postgres://user@localhost:5432/database?schema=workflow");
        }

        var fields = new DbConnectionStringBuilder { ["Host"] = url.Host };
        if (url.Port > 0)
        {
            fields["Port"] = url.Port;
        }

        var user = url.UserInfo.Split(':', 2);
        Add("Username", user[0]);
        Add("Password", user.Length > 1 ? user[1] : "");
        Add("Database", url.AbsolutePath.Trim('/'));
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            Add(parts[0].Equals(SchemaKey, StringComparison.OrdinalIgnoreCase) ? SchemaKey : Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? parts[1] : "");
        }

        return fields;

        void Add(string name, string value)
        {
            if (value.Length > 0)
            {
                fields[name] = Uri.UnescapeDataString(value);
            }
        }
    }
}
