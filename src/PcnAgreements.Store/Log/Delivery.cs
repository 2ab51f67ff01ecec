using Npgsql;

namespace PcnAgreements.Store.Log;

/// <summary>What is done when a write goes wrong: repeated where the server rolled it back, settled where nobody knows.</summary>
internal sealed class Delivery(NpgsqlDataSource source, StoreOptions options, Func<BatchWriter> writers, CancellationToken stopping)
{
    private const int MostAttempts = 5;

    private readonly Settlement settlement = new(source, options);

    // Whoever writes does not wait for the outcome: whatever goes wrong goes to those whose appends it concerns.
    /// <summary>Writes appends together and sees to it that each gets an outcome, sooner or later; never throws.</summary>
    public async Task Write(BatchWriter writer, IReadOnlyList<PendingAppend> pending)
    {
        try
        {
            await WriteTogether(writer, pending);
        }
        catch (Exception e)
        {
            Fail(pending, e);
        }
    }

    // The order of the catches is the promise: what the server rolled back is told so; what is not known is settled, never repeated.
    private async Task WriteTogether(BatchWriter writer, IReadOnlyList<PendingAppend> pending)
    {
        var batch = new AppendBatch(pending);
        foreach (var append in pending) append.Attempts++;
        try
        {
            await writer.Connect(stopping);
        }
        catch (Exception e) when (SqlStates.IsRefusal(e) || e is OperationCanceledException)
        {
            Fail(pending, new LogUnavailableException("The database cannot be reached.", e));
            return;
        }

        try
        {
            await writer.Write(batch);
        }
        catch (PostgresException e) when (SqlStates.IsOtherBuild(e))
        {
            Fail(pending, Schema.BuildMark.Superseded(e));
        }
        catch (PostgresException e) when (SqlStates.WasRolledBackAndMayBeRepeated(e) && pending.All(p => p.Attempts < MostAttempts))
        {
            Telemetry.Retries.Add(1);
            await Task.Delay(Random.Shared.Next(1, 20 * pending[0].Attempts));
            await WriteTogether(writer, pending);
        }
        catch (PostgresException e) when (SqlStates.WasRolledBack(e))
        {
            await WriteEach(writer, pending, e);
        }
        catch (Exception e)
        {
            await writer.Disconnect();
            Telemetry.Unknown.Add(1);
            _ = Settle(batch, e);
        }
    }

    // One that the database will not take must not take the others down with it.
    private async Task WriteEach(BatchWriter writer, IReadOnlyList<PendingAppend> pending, PostgresException why)
    {
        if (pending.Count == 1)
        {
            Fail(pending, SqlStates.IsOutage(why) || SqlStates.WasRolledBackAndMayBeRepeated(why)
                ? new LogUnavailableException("The database did not take the write.", why)
                : why);
            return;
        }

        foreach (var append in pending) await Write(writer, [append]);
    }

    // Those that were not written go on together, as they came: one connection each would leave none to read with.
    private async Task Settle(AppendBatch batch, Exception why)
    {
        var again = new List<PendingAppend>();
        foreach (var append in await settlement.Settle(batch, why, stopping))
        {
            if (append.Attempts >= MostAttempts || why.InnerException is TimeoutException)
                append.Fail(new LogUnavailableException("The database did not take the write.", why));
            else
                again.Add(append);
        }

        if (again.Count == 0) return;
        await using var writer = writers();
        await Write(writer, again);
    }

    private static void Fail(IReadOnlyList<PendingAppend> pending, Exception why)
    {
        foreach (var append in pending) append.Fail(why);
    }
}
