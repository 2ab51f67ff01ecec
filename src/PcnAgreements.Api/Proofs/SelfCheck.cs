using System.Diagnostics;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Notes;
using PcnAgreements.Store.Tree;
using static System.FormattableString;

namespace PcnAgreements.Api.Proofs;

/// <summary>
/// Holds the database against what is kept outside it: the last checkpoint seen by this machine, and those its witnesses hold. Says in
/// words what is wrong, for the operator who has to decide.
/// </summary>
internal sealed class SelfCheck(
    LogTree tree, TreeReader reader, EntryMaker maker, KeptCheckpoint kept, KeyFolder folder, LogIdentity identity,
    LogCheckpoints checkpoints)
{
    private const int AtOnce = 1_000;

    /// <summary>What is wrong between the database and the file beside the keys; null when nothing is.</summary>
    public async Task<string?> AgainstTheFile(CancellationToken ct)
    {
        try
        {
            return kept.Read() is { } seen ? await Against(seen.Note, "the file beside the log's keys", ct) : null;
        }
        catch (LogDamagedException damaged)
        {
            return damaged.Message;
        }
    }

    /// <summary>What is wrong between the database's events and a checkpoint from elsewhere; null when nothing is.</summary>
    /// <param name="note">The checkpoint.</param>
    /// <param name="whence">Who holds it, in words.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<string?> Against(SignedNote note, string whence, CancellationToken ct)
    {
        if (!Checkpoint.TryParse(note.Text, out var checkpoint)) return $"What {whence} holds is no checkpoint.";
        if (checkpoint.Origin != identity.Origin)
        {
            if (!LogName.IsOf(checkpoint.Origin, identity.Name))
                return $"The checkpoint that {whence} holds is of another log, '{checkpoint.Origin}'.";
            var isEarlier = LogName.EpochOf(checkpoint.Origin, identity.Name) < identity.Epoch;
            // Whoever put the new epoch's keys there has accepted it.
            if (isEarlier && folder.For(identity.Origin).Count > 0) return null;
            return isEarlier
                ? $"The database says that the epoch '{identity.Origin}' has begun, and there are no keys of it here: nobody here has accepted it."
                : $"The checkpoint that {whence} holds is of the epoch '{checkpoint.Origin}', and the database is of an earlier one: it was put back to an older state.";
        }

        var entries = await tree.Entries(ct);
        if (entries < checkpoint.Size)
        {
            return Invariant(
                $"The database has {entries} entries, and the checkpoint that {whence} holds covers {checkpoint.Size}, so that {checkpoint.Size - entries} are lost: ")
                + "it was put back to an older state, or its end was cut off.";
        }

        // What has not been entered into the tree yet is looked at when it has.
        if (await tree.Size(ct) < checkpoint.Size) return null;
        return await reader.Root(checkpoint.Size, ct) == checkpoint.Root ? null : Invariant(
            $"The database's first {checkpoint.Size} entries do not hash to the checkpoint that {whence} holds: something among them was altered.");
    }

    /// <summary>What is wrong between the tree and the newest checkpoint in the database itself; null when nothing is.</summary>
    public async Task<string?> AgainstTheNewest(CancellationToken ct)
    {
        if (await checkpoints.Newest(identity.Origin, ct) is not { } newest) return null;
        return SignedNote.TryParse(newest.Note, out var note, out _)
            ? await Against(note, "the database itself", ct)
            : "The newest checkpoint in the database is not what was written there.";
    }

    /// <summary>
    /// Makes every entry of the tree again from its event and holds it against the stored hash, at half of one processor's time.
    /// </summary>
    /// <exception cref="LogDamagedException">An event is not what was recorded.</exception>
    public async Task EveryEntry(CancellationToken ct)
    {
        var (size, next, position) = (await tree.Size(ct), 0L, 0L);
        while (next < size)
        {
            var began = Stopwatch.GetTimestamp();
            var rows = await tree.ReadRows(position, AtOnce, ct);
            if (rows.Count == 0) throw new LogDamagedException(Invariant($"The event of entry {next} is gone from the database."));
            var leaves = await tree.ReadLeaves(next, AtOnce, ct);
            foreach (var made in await maker.Make(rows, ct))
            {
                if (next == size) break;
                if (ProblemOf(made, next, leaves.GetValueOrDefault(next)) is { } problem) throw new LogDamagedException(problem);
                next++;
            }

            position = rows[^1].Position;
            await Task.Delay(Stopwatch.GetElapsedTime(began), ct);
        }
    }

    /// <summary>What is wrong between an event and the leaf stored for it; null when nothing is.</summary>
    public static string? ProblemOf(MadeEntry made, long index, byte[]? leaf)
    {
        var which = Invariant($"Entry {index} of the log ({made.Row.Type}, version {made.Row.Version} of {made.Row.Stream})");
        if (made.Damage is { } damage) return Invariant($"Entry {index} of the log is not as it was recorded: {damage}.");
        if (made.Row.Index != index) return $"{which} does not stand where it was recorded: something was put in, taken out or moved.";
        return leaf is { Length: TreeHash.Length } && new TreeHash(leaf) == made.Leaf
            ? null
            : $"{which} is not as it was recorded: its hash is not the one that was stored.";
    }
}
