using System.Globalization;
using PcnAgreements.Proof.Exports;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Store.Tree;

namespace PcnAgreements.Api.Proofs;

/// <summary>
/// Writes the whole log as a file that can be checked (FORMAT.md, "Export of a whole log"): every entry made anew from its event, in the
/// order in which the events stand, beside the hash that was stored for it. It reads on by position, and holds a thousand entries at a
/// time.
/// </summary>
internal sealed class LogExport(LogTree tree, EntryMaker maker, ServedCheckpoints served)
{
    private const int AtOnce = 1_000;

    /// <summary>Writes it; the size is that of the tree when it began.</summary>
    /// <param name="file">Where it goes.</param>
    /// <param name="withData">Of which events the data are shown.</param>
    /// <param name="ct">Cancels.</param>
    public async Task Write(Stream file, Func<EventRow, bool> withData, CancellationToken ct)
    {
        var notes = await served.All(ct);
        await Write(file, withData, await tree.Size(ct), piece => new(piece, notes), ct);
    }

    /// <summary>Writes entries alone, under a head of the caller's.</summary>
    public async Task Write(
        Stream file, Func<EventRow, bool> withData, long size, Func<Stream, LogExportWriter> begin, CancellationToken ct)
    {
        using var piece = new MemoryStream();
        var writer = begin(piece);
        long index = 0, position = 0;
        while (index < size)
        {
            var rows = await tree.ReadRows(position, AtOnce, ct);
            var leaves = await tree.ReadLeaves(index, AtOnce, ct);
            if (rows.Count == 0)
            {
                writer.AddDamaged(Stored(leaves, index), "its event is gone from the database");
                break;
            }

            foreach (var made in await maker.Make(rows, ct))
            {
                if (index == size) break;
                var damage = made.Damage
                    ?? (made.Row.Index == index
                        ? null
                        : "it does not stand where the log has it: something was put in, taken out or moved");
                if (damage is not null) writer.AddDamaged(Stored(leaves, index), damage);
                else writer.Add(Stored(leaves, index), made.Bytes, withData(made.Row) ? made.Data : default);
                index++;
            }

            position = rows[^1].Position;
            await Flush();
        }

        await Flush();

        async Task Flush()
        {
            await file.WriteAsync(piece.GetBuffer().AsMemory(0, (int)piece.Length), ct);
            piece.SetLength(0);
        }
    }

    /// <summary>
    /// Answers an operator, who reads no agreement: entries show that an agreement's events are what they were, without their data.
    /// </summary>
    public async Task Answer(HttpContext http)
    {
        if (!Http.Answering.Caller(http).IsOperator)
        {
            await Http.Problem.NotEntitled("This takes an operator of the service.").Write(http);
            return;
        }

        if (await Http.ReadEndpoint.Choose(http, ["text/plain"]) is not { } form) return;
        http.Response.ContentType = $"{form}; charset=utf-8";
        http.Response.Headers.ContentDisposition = string.Create(
            CultureInfo.InvariantCulture, $"attachment; filename=\"log-{DateTime.UtcNow:yyyyMMdd-HHmmss}.txt\"");
        await Write(http.Response.Body, row => !row.Stream.StartsWith("agreement-", StringComparison.Ordinal), http.RequestAborted);
    }

    private static TreeHash Stored(Dictionary<long, byte[]> leaves, long index) =>
        leaves.GetValueOrDefault(index) is { Length: TreeHash.Length } hash ? new(hash) : default;
}
