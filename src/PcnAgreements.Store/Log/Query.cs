using System.Text.Json;
using Npgsql;

namespace PcnAgreements.Store.Log;

/// <summary>Reading, so that a database that is not there is told from a question that is wrong.</summary>
internal static class Query
{
    private const int Attempts = 3;

    /// <summary>
    /// Runs one statement that may be run twice. Throws <see cref="LogUnavailableException"/> when the database cannot be had.
    /// </summary>
    public static Task<T> Run<T>(
        NpgsqlDataSource source, string sql, Func<NpgsqlCommand, Task<T>> read, params NpgsqlParameter[] values) =>
        Run(source.CreateCommand, sql, read, values);

    /// <summary>
    /// Asks what may be asked twice: a connection that was cut while it lay in the pool shows only when it is used. Throws
    /// <see cref="LogUnavailableException"/> when the database cannot be had.
    /// </summary>
    public static Task<T> Run<T>(NpgsqlDataSource source, Func<Task<T>> ask) => Run(source.CreateCommand, ask);

    /// <summary>The first with commands from elsewhere, such as one connection with a transaction of its own.</summary>
    public static Task<T> Run<T>(
        Func<string, NpgsqlCommand> source, string sql, Func<NpgsqlCommand, Task<T>> read, params NpgsqlParameter[] values) =>
            Run(source, async () =>
    {
        await using var command = source(sql);
        foreach (var value in values) command.Parameters.Add(value.Clone());
        return await read(command);
    });

    private static async Task<T> Run<T>(Func<string, NpgsqlCommand> source, Func<Task<T>> ask)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (Exception e) when (MayBeOfAnotherBuild(e))
            {
                if (await Schema.BuildMark.IsOwn(source, CancellationToken.None)) throw;
                throw Schema.BuildMark.Superseded(e);
            }
            catch (Exception e) when (SqlStates.IsOutage(e))
            {
                if (attempt == Attempts) throw new LogUnavailableException("The database cannot be reached.", e);
            }
            catch (PostgresException e) when (SqlStates.WasRolledBackAndMayBeRepeated(e))
            {
                // Such as a reader of two views in each other's way with whoever makes the views anew.
                if (attempt == Attempts) throw new LogUnavailableException("The database is too busy.", e);
            }
        }
    }

    // Tables and columns that are not there, event types and data that nobody here knows: a newer build's, or a fault of this one.
    private static bool MayBeOfAnotherBuild(Exception e) =>
        e is KeyNotFoundException or JsonException || (e is PostgresException p && SqlStates.IsUnknownName(p));
}
