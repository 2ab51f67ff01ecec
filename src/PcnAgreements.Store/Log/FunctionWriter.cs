using Npgsql;

namespace PcnAgreements.Store.Log;

/// <summary>Sends batches to <c>pcn.append</c>, each in one round trip.</summary>
internal sealed class FunctionWriter(NpgsqlDataSource source, StoreOptions options) : BatchWriter(source)
{
    protected override async Task<IReadOnlyList<AppendOutcome>> Send(NpgsqlConnection connection, AppendBatch batch)
    {
        await using var command = batch.Command(connection);
        command.CommandTimeout = (int)options.StatementTimeout.TotalSeconds + (batch.EventCount / 500);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var answer = new BatchAnswer(
            reader.GetFieldValue<int[]>(0), reader.GetFieldValue<string?[]>(1), reader.GetFieldValue<long?[]>(2),
            reader.GetFieldValue<DateTimeOffset[]>(3), reader.GetFieldValue<long[]>(4), reader.GetFieldValue<long[]>(5));

        // The row comes before the commit: only when the reader has come to the end has the server said that it is durable.
        await reader.NextResultAsync();
        return answer.Of(batch);
    }
}

/// <summary>What <c>pcn.append</c> answers of a batch.</summary>
internal sealed record BatchAnswer(
    int[] Outcome, string?[] What, long?[] Actual, DateTimeOffset[] At, long[] FirstIndex, long[] Positions)
{
    public IReadOnlyList<AppendOutcome> Of(AppendBatch batch)
    {
        var outcomes = new List<AppendOutcome>();
        var used = 0;
        for (var i = 0; i < batch.Pending.Count; i++)
        {
            var pending = batch.Pending[i];
            outcomes.Add(Outcome[i] switch
            {
                0 => pending.Written(At[i].ToUniversalTime(), FirstIndex[i], Positions.AsSpan(used, pending.EventCount)),
                1 => new AppendOutcome.Moved(new(What[i]!), Actual[i]!.Value),
                2 => new AppendOutcome.KeyTaken(new(What[i]!)),
                3 => new AppendOutcome.TooLate(At[i].ToUniversalTime()),
                _ => new AppendOutcome.PersonTaken(What[i]!),
            });
            if (Outcome[i] == 0) used += pending.EventCount;
        }

        return outcomes;
    }
}
