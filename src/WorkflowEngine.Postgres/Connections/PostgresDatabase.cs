using System.Globalization;
using Npgsql;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Connections;

/// <summary>Connections to the database, and statements in the store's schema.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly Action<string>? _statementPassing;
    private readonly bool _isOwned;
    private readonly bool _isPrepared;
    private readonly int _timeoutSeconds;
    private volatile bool _isDisposed;

    internal PostgresDatabase(PostgresStoreOptions options, Action<string>? statementPassing)
    {
        _isOwned = options.DataSource is null;
        _dataSource = options.DataSource ?? NpgsqlDataSource.Create(Complete(options));
        _statementPassing = statementPassing;
        _isPrepared = !options.IsTransactionPooled;
        _timeoutSeconds = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        Schema = options.Schema;
        QuotedSchema = '"' + Schema.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
    }

    internal string Schema { get; }

    internal string QuotedSchema { get; }

    /// <summary>Names the schema in a statement: what follows an @ stands in it.</summary>
    internal string InSchema(string sql) => sql.Replace("@", QuotedSchema + ".", StringComparison.Ordinal);

    /// <summary>Runs one statement as a transaction of its own and gives its rows.</summary>
    internal async Task<List<T>> ListAsync<T>(
        string sql, IEnumerable<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                return await ListAsync(connection, null, sql, parameters, read, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (PostgresFailure.IsKnown(exception))
        {
            throw PostgresFailure.Of(exception);
        }
    }

    /// <summary>Runs one statement in a transaction, on whose connection nothing is left behind, and gives its rows.</summary>
    internal async Task<List<T>> ListAsync<T>(
        NpgsqlTransaction transaction, string sql, IEnumerable<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(PostgresWorkflowStore));
        try
        {
            return await ListAsync(transaction.Connection!, transaction, sql, parameters, read, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException exception)
        {
            throw new ArgumentException("The transaction has ended.", nameof(transaction), exception);
        }
        catch (Exception exception) when (PostgresFailure.IsKnown(exception))
        {
            throw PostgresFailure.Of(exception);
        }
    }

    /// <summary>Runs one statement and gives its first row; null when there is none.</summary>
    internal async Task<T?> FindAsync<T>(
        string sql, IEnumerable<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = await ListAsync(sql, parameters, read, cancellationToken).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : default;
    }

    /// <summary>Runs several statements as one transaction; when one fails nothing is kept.</summary>
    internal async Task<T> InTransactionAsync<T>(Func<NpgsqlTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    var result = await work(transaction).ConfigureAwait(false);
                    Announce("COMMIT");
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                    Announce("the answer to COMMIT");
                    return result;
                }
            }
        }
        catch (Exception exception) when (PostgresFailure.IsKnown(exception))
        {
            throw PostgresFailure.Of(exception);
        }
    }

    internal async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(PostgresWorkflowStore));
        return await _dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells the tests that a statement is about to be sent, or that its answer came.</summary>
    internal void Announce(string statement) => _statementPassing?.Invoke(statement);

    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return _isOwned ? _dataSource.DisposeAsync() : ValueTask.CompletedTask;
    }

    private async Task<List<T>> ListAsync<T>(
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        string sql,
        IEnumerable<NpgsqlParameter> parameters,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = _timeoutSeconds };
        await using (command.ConfigureAwait(false))
        {
            foreach (var parameter in parameters)
            {
                command.Parameters.Add(parameter);
            }

            if (_isPrepared && transaction is null)
            {
                // Sent once for each connection; afterwards it only finds the statement.
                await command.PrepareAsync(cancellationToken).ConfigureAwait(false);
            }

            Announce(sql);
            var rows = new List<T>();
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add(read(reader));
                }
            }

            Announce("the answer to " + sql);
            return rows;
        }
    }

    private static string Complete(PostgresStoreOptions options)
    {
        var text = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        text.ApplicationName ??= "WorkflowEngine";
        if (!options.IsTransactionPooled)
        {
            // Nothing the store does leaves a trace in a session, so there is nothing to undo between two uses.
            text.NoResetOnClose = true;

            // A plan made while a table was empty must not walk it when it has grown, and none is worth making twice. To start workers
            // takes longer than to read the few rows that any statement here wants.
            text.Options = string.Create(
                CultureInfo.InvariantCulture,
                $"{text.Options} -c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c jit=off -c max_parallel_workers_per_gather=0 "
                + $"-c statement_timeout={(long)options.CommandTimeout.TotalMilliseconds} -c lock_timeout={(long)options.LockTimeout.TotalMilliseconds}")
                .TrimStart();
        }

        return text.ConnectionString;
    }
}
