using System.Collections.Concurrent;

namespace WorkflowEngine.Sqlite.Connections;

/// <summary>Connections for reading. Each read sees one moment of the file and holds up nobody.</summary>
/// <remarks>SQLite has no asynchronous reads: a read runs on the caller's thread; only waiting for a free connection does not.</remarks>
internal sealed class SqliteReaders(Func<SqliteConnection> open, int limit) : IDisposable
{
    private readonly SemaphoreSlim _free = new(limit, limit);
    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private volatile bool _isDisposed;

    internal async Task<T> ReadAsync<T>(Func<SqliteConnection, T> body, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(SqliteWorkflowStore));
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Read(body);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private T Read<T>(Func<SqliteConnection, T> body)
    {
        var connection = _idle.TryTake(out var idle) ? idle : open();
        try
        {
            connection.Run("BEGIN");
            var result = body(connection);
            connection.Run("COMMIT");
            _idle.Add(connection);
            return result;
        }
        catch
        {
            // Whatever state it is in, the next read starts with a new one.
            connection.Dispose();
            throw;
        }
        finally
        {
            if (_isDisposed)
            {
                Dispose();
            }
        }
    }
}
