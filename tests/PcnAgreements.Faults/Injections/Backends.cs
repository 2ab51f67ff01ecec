using Npgsql;
using PcnAgreements.Faults.Arenas;

namespace PcnAgreements.Faults.Injections;

/// <summary>What is done to the sessions of the service, or to the room there is for them.</summary>
internal sealed class Backends(Server server)
{
    private const string Service = "pcn-agreements";

    /// <summary>
    /// Kills one as <c>kill -9</c> does: the server then ends all its sessions, and recovers by itself. False when there was none.
    /// </summary>
    public async Task<bool> KillOne()
    {
        await using var connection = await server.Open();
        await using var command = new NpgsqlCommand(
            "select pid from pg_stat_activity where application_name = $1 order by random() limit 1", connection)
        {
            Parameters = { new() { Value = Service } },
        };
        if (await command.ExecuteScalarAsync() is not int backend) return false;
        Signals.Kill(backend);
        return true;
    }

    /// <summary>
    /// Terminates so many, one after the other; those that write just now first: many are in the middle of their COMMIT, waiting for the
    /// disk.
    /// </summary>
    /// <param name="number">How many.</param>
    /// <param name="terminated">Told of each, and whether it was inside its COMMIT.</param>
    public async Task Terminate(int number, Action<bool> terminated)
    {
        await using var connection = await server.Open();
        for (var n = 0; n < number; n++)
        {
            await using var command = new NpgsqlCommand("""
                select s.pid, coalesce(s.wait_event in ('WALSync', 'WALWrite', 'WALInitSync', 'WALInitWrite'), false),
                    pg_terminate_backend(s.pid)
                from (
                    select a.pid, a.wait_event from pg_stat_activity a
                    where a.application_name = $1
                    order by a.wait_event like 'WAL%' desc nulls last, a.state = 'active' and a.query like '%pcn.append%' desc, random()
                    limit 1
                ) s
                """, connection) { Parameters = { new() { Value = Service } } };
            await using (var row = await command.ExecuteReaderAsync())
            {
                if (await row.ReadAsync() && row.GetBoolean(2)) terminated(row.GetBoolean(1));
            }

            await Task.Delay(8);
        }
    }

    /// <summary>Takes every place there is for a session, for so long.</summary>
    /// <exception cref="NpgsqlException">The server was away; no place was taken for long.</exception>
    public async Task Exhaust(TimeSpan time)
    {
        var held = new List<NpgsqlConnection>();
        try
        {
            while (true) held.Add(await server.Open());
        }
        catch (PostgresException none) when (none.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            await Task.Delay(time);
        }
        finally
        {
            foreach (var connection in held) await connection.DisposeAsync();
        }
    }
}
