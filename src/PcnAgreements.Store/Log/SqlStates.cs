using Npgsql;

namespace PcnAgreements.Store.Log;

/// <summary>What an error says about the transaction it met.</summary>
internal static class SqlStates
{
    private const string IdleInTransaction = "25P03";

    // Only what the server reports as an error of a statement that it rolled back. A termination (57P0x) may reach the client after the
    // commit, so it is settled like a broken connection. Npgsql's own IsTransient counts those in: it is not safe for appends. One that
    // idled in its transaction had not yet sent the commit.
    /// <summary>Whether the server said that it rolled back and that the same may succeed now.</summary>
    public static bool WasRolledBackAndMayBeRepeated(PostgresException e) => e.SqlState is
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
            or IdleInTransaction;

    /// <summary>Whether the database has functions and views of another build: it says so, or does not know what is called.</summary>
    public static bool IsOtherBuild(PostgresException e) => e.SqlState is Schema.BuildMark.Refused or PostgresErrorCodes.UndefinedFunction;

    /// <summary>Whether something in the statement is not there, as it may be in the database of another build.</summary>
    public static bool IsUnknownName(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn;

    /// <summary>Whether the server said that it rolled back.</summary>
    public static bool WasRolledBack(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.QueryCanceled
        || (e.SqlState[..2] is not ("57" or "08" or "XX" or "58") && e.SqlState != PostgresErrorCodes.StatementCompletionUnknown);

    /// <summary>Whether the database could not be had at all, so that nothing can have been written.</summary>
    public static bool IsRefusal(Exception e) =>
        e is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException or IOException;

    /// <summary>Whether the database is not there, or not fit, whatever was asked of it.</summary>
    public static bool IsOutage(Exception e) => e switch
    {
        PostgresException p => p.SqlState[..2] is "57" or "08" or "53" or "58" || p.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction,
        _ => IsRefusal(e),
    };
}
