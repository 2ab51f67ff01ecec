using System.Runtime.CompilerServices;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Packs;
using PcnAgreements.Store.Tree;
using static System.FormattableString;

namespace PcnAgreements.Api.Proofs;

/// <summary>
/// The events of an audit pack, each with its proof, in the order of the log: the agreement's, and between them the erasures of people in
/// it, without which nobody would believe that somebody was erased. Who erased them and why is left out.
/// </summary>
internal sealed class PackEvents(LogTree tree, TreeReader reader, EntryMaker maker)
{
    private const int AtOnce = 200;

    /// <summary>The events that erased people; of whom there is none, it is missing.</summary>
    public async Task<List<EventRow>> Erasures(IEnumerable<PackedPerson> erased, CancellationToken ct)
    {
        var rows = new List<EventRow>();
        foreach (var person in erased)
        {
            var own = await tree.ReadRows($"person-{person.Id}", 0, AtOnce, ct);
            rows.AddRange(own.Where(r => r.Type == "person_erased").Take(1));
        }

        return rows;
    }

    /// <summary>The agreement's events up to its version, and those erasures.</summary>
    /// <exception cref="LogDamagedException">One of them is not what the log has.</exception>
    /// <exception cref="StrayEventException">One of them was written past the service.</exception>
    public async IAsyncEnumerable<PackedEvent> Read(
        Agreement agreement, IReadOnlyList<EventRow> erasures, ServedCheckpoint covering, [EnumeratorCancellation] CancellationToken ct)
    {
        var stream = StreamId.Of(agreement.Id).Value;
        var between = new Queue<PackedEvent>((await Pack(erasures, _ => true, covering, ct)).OrderBy(e => e.Index));
        for (long after = 0; after < agreement.Version;)
        {
            var rows = (await tree.ReadRows(stream, after, AtOnce, ct)).TakeWhile(r => r.Version <= agreement.Version).ToList();
            foreach (var packed in await Pack(rows, r => IsWithheld(agreement, r), covering, ct))
            {
                while (between.TryPeek(out var erasure) && erasure.Index < packed.Index) yield return between.Dequeue();
                yield return packed;
            }

            if (rows.Count == 0)
                throw new LogDamagedException(Invariant($"Events of {stream} after version {after} are gone from the database."));
            after = rows[^1].Version;
        }

        foreach (var erasure in between) yield return erasure;
    }

    private static bool IsWithheld(Agreement agreement, EventRow row) =>
        HistoryEventView.IsWithheld(agreement, EventJson.Read(row.Type, row.Data), []);

    private async Task<List<PackedEvent>> Pack(
        IReadOnlyList<EventRow> rows, Func<EventRow, bool> isWithheld, ServedCheckpoint covering, CancellationToken ct)
    {
        var (size, root) = (covering.Checkpoint.Size, covering.Checkpoint.Root);
        var proofs = await reader.Inclusions([.. rows.Select(r => r.Index ?? -1).Where(i => i >= 0 && i < size)], size, ct);
        return [.. (await maker.Make(rows, ct)).Select(Packed)];

        PackedEvent Packed(MadeEntry made)
        {
            if (made.Row.Index is not { } index) throw new StrayEventException(made.Row.Position);
            if (index >= size || made.Damage is not null
                || !InclusionProof.Verifies(index, size, made.Leaf, proofs(index), root))
                throw new LogDamagedException(
                    Invariant($"Version {made.Row.Version} of {made.Row.Stream} is not as it was recorded: the log does not have it so."));
            ReadOnlyMemory<byte>? data = null;
            if (!isWithheld(made.Row)) data = made.Data;
            return new(index, proofs(index), made.Bytes, data);
        }
    }
}
