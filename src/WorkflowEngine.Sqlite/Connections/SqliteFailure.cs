using SQLitePCL;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Connections;

/// <summary>Turns SQLite's result codes into the exception of the store contract, in words that an operator can act on.</summary>
internal static class SqliteFailure
{
    internal static WorkflowStoreException Of(int code, string path, string detail)
    {
        var (text, isTransient) = (code & 0xff) switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => ("is held by another process for too long; try again later", true),
            raw.SQLITE_FULL => ("cannot grow because the disk is full; free some space", true),
            raw.SQLITE_IOERR => ("could not be read or written; check the disk", true),
            raw.SQLITE_READONLY or raw.SQLITE_PERM =>
                ("cannot be written; give this process the right to write the file and its folder", false),
            raw.SQLITE_CANTOPEN => ("cannot be opened; check that its folder exists and that this process may write there", false),
            raw.SQLITE_NOTADB => ("is not a SQLite database; name another file, or restore this one from a backup", false),
            raw.SQLITE_CORRUPT => ("is damaged; restore it from a backup", false),
            _ => ("refused an operation", false),
        };
        return new WorkflowStoreException($"The store file '{path}' {text}. (SQLite {code}: {detail})", null, isTransient);
    }
}
