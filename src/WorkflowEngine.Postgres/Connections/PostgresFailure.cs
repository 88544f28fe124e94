using System.Data.Common;
using Npgsql;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Connections;

/// <summary>Turns what the driver throws into the exception of the store contract, in words that an operator can act on.</summary>
internal static class PostgresFailure
{
    internal const string PlanMissing = "WF001";

    internal static bool IsKnown(Exception exception) => exception is DbException or TimeoutException or IOException;

    internal static WorkflowStoreException Of(Exception exception)
    {
        if (exception is not PostgresException { SqlState: var state } refusal)
        {
            return new(
                $"The database cannot be reached, or the connection broke; check that the server runs and the network works. ({exception.Message})",
                exception,
                isTransient: exception is not NpgsqlException { IsTransient: false, InnerException: null });
        }

        var (text, isTransient) = state switch
        {
            PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable =>
                ("gave up an operation in favour of another one; try again", true),
            PostgresErrorCodes.QueryCanceled => ("stopped a statement that took too long; try again later", true),
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
                or PostgresErrorCodes.IdleSessionTimeout => ("is being restarted; try again later", true),
            PostgresErrorCodes.TooManyConnections => ("has no connection left; raise its max_connections or lower the pool sizes", true),
            PostgresErrorCodes.ReadOnlySqlTransaction => ("is read-only; name the primary server", true),
            PostgresErrorCodes.DiskFull => ("cannot grow because the disk is full; free some space", true),
            PostgresErrorCodes.InsufficientPrivilege => ("does not give this role the right to do that; grant it, or use another role", false),
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                ("does not let this role in; check user and password", false),
            PostgresErrorCodes.InvalidCatalogName => ("does not exist; create it, or name another one", false),
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName =>
                ("lacks the schema of the store; initialize the store first", false),
            PlanMissing => ($"has no plan {refusal.MessageText}, which a run names and which was not given with it", false),
            _ => ("refused an operation", IsTransient(state)),
        };
        return new($"The database {text}. (PostgreSQL {state}: {refusal.MessageText})", exception, isTransient);
    }

    // The classes of errors that are about the moment: connection, rollback, resources, an operator's doing, the system around.
    private static bool IsTransient(string state) => state[..2] is "08" or "40" or "53" or "57" or "58";

    /// <summary>Whether nothing was kept and the same transaction may succeed at once.</summary>
    internal static bool IsConflict(WorkflowStoreException failure) => failure.InnerException is PostgresException
    {
        SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
    };

    internal static bool IsPlanMissing(WorkflowStoreException failure) =>
        failure.InnerException is PostgresException { SqlState: PlanMissing };
}
