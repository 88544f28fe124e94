using Npgsql;

namespace WorkflowEngine.Postgres;

/// <summary>Settings of the PostgreSQL store; checked at start, all mistakes reported at once.</summary>
public sealed class PostgresStoreOptions
{
    /// <summary>How to reach the database. Either this or <see cref="DataSource"/> must be set.</summary>
    public string ConnectionString { get; set; } = string.Empty;

    /// <summary>The host's own source of connections; it is not disposed with the store. Default: null, the store makes one.</summary>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>
    /// The schema that holds the store's tables, at most 50 bytes; it is created when it is missing. Default: <c>workflow</c>.
    /// </summary>
    public string Schema { get; set; } = "workflow";

    /// <summary>
    /// Whether a proxy between the engine and the server gives each transaction another connection. Then nothing is used that lasts
    /// longer than a transaction: no prepared statements, no notifications, no session settings. Default: false.
    /// </summary>
    public bool IsTransactionPooled { get; set; }

    /// <summary>
    /// How soon work that another process made is noticed while its notifications cannot be heard, 10 ms to 1 minute. Default: 250 ms.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How long a statement may take before this process gives it up, and the server too on connections of its own, 1 second to 10 minutes.
    /// Default: 30 seconds.
    /// </summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a statement may wait for a lock that another session has, 100 ms to 10 minutes; it then fails and may be tried again. Set on
    /// the store's own connections, not on those of a <see cref="DataSource"/> or behind a proxy. Default: 10 seconds.
    /// </summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether leases and delays run by the database's clock, so that it does not matter how far the clocks of the processes are from each
    /// other. Without it they must agree to a small part of a lease; for tests whose clock is set by hand. Default: true.
    /// </summary>
    public bool UseDatabaseTime { get; set; } = true;
}
