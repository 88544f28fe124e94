using System.Diagnostics;
using SQLitePCL;

namespace WorkflowEngine.Sqlite.Connections;

/// <summary>
/// Waits for a lock that another process has, up to a time. SQLite's own waiting is not used: built without usleep, as it often is,
/// it sleeps for whole seconds.
/// </summary>
internal struct LockWait(TimeSpan longest)
{
    private SpinWait _spin;
    private long _since;

    /// <summary>Whether the call that gave this code met a lock and is to be made again; a little later it returns.</summary>
    internal bool TryAgain(int code)
    {
        if ((code & 0xff) != raw.SQLITE_BUSY)
        {
            return false;
        }

        if (_since == 0)
        {
            _since = Stopwatch.GetTimestamp();
        }
        else if (Stopwatch.GetElapsedTime(_since) >= longest)
        {
            return false;
        }

        _spin.SpinOnce();
        return true;
    }
}
