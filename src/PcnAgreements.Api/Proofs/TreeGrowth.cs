using Npgsql;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Store.Tree;
using static System.FormattableString;

namespace PcnAgreements.Api.Proofs;

/// <summary>
/// The tree as the one who leads makes it grow: every event becomes a leaf, in the order of its index, once. After a fault it is to be
/// thrown away and loaded anew.
/// </summary>
internal sealed class TreeGrowth
{
    private const int AtOnce = 1_000;

    private readonly LogTree tree;
    private readonly EntryMaker maker;
    private long position;

    private TreeGrowth(LogTree tree, EntryMaker maker, CompactRange range, long position) =>
        (this.tree, this.maker, Range, this.position) = (tree, maker, range, position);

    /// <summary>The tree's edge as it is now.</summary>
    public CompactRange Range { get; }

    /// <summary>
    /// The position of an event that was written past the service, so that it has no place in the log; null when there is none.
    /// </summary>
    public long? Stray { get; private set; }

    /// <summary>The tree as it is stored.</summary>
    /// <exception cref="LogDamagedException">A hash of it, or the event of its last leaf, is gone.</exception>
    public static async Task<TreeGrowth> Load(LogTree tree, TreeReader reader, EntryMaker maker, CancellationToken ct)
    {
        var size = await tree.Size(ct);
        if (size == 0) return new(tree, maker, new(), 0);
        var last = await tree.FindRow(size - 1, ct)
            ?? throw new LogDamagedException(Invariant($"The event of entry {size - 1} is gone from the database."));
        return new(tree, maker, await reader.Edge(size, ct), last.Position);
    }

    /// <summary>Adds every event there is; whether one of them began an epoch.</summary>
    /// <param name="leading">The connection of the one who leads.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="LogDamagedException">
    /// An event cannot be entered: nobody but somebody at the database could have written it.
    /// </exception>
    public async Task<bool> Grow(NpgsqlConnection leading, CancellationToken ct)
    {
        var isEpoch = false;
        while (await tree.ReadRows(position, AtOnce, ct) is { Count: > 0 } rows)
        {
            var nodes = new List<StoredNode>(rows.Count * 2);
            var entered = rows.TakeWhile(r => r.Index is not null).ToList();
            foreach (var made in await maker.MakeNew(entered, ct))
            {
                var at = Invariant($"The event at position {made.Row.Position}");
                if (made.Row.Index != Range.Size)
                    throw new LogDamagedException(
                        Invariant($"{at} should be entry {Range.Size} of the log and has another place, or none."));
                if (made.Damage is { } damage) throw new LogDamagedException($"{at} cannot be entered into the log: {damage}.");
                Range.Append(made.Leaf, (node, hash) => nodes.Add(new(node.Level, node.Index, hash.ToArray())));
                isEpoch |= made.Row.Type == "epoch_begun";
            }

            await LogTree.Add(leading, nodes, ct);
            if (entered.Count > 0) position = entered[^1].Position;
            Stray = entered.Count == rows.Count ? null : rows[entered.Count].Position;
            if (Stray is not null || rows.Count < AtOnce) break;
        }

        return isEpoch;
    }
}
