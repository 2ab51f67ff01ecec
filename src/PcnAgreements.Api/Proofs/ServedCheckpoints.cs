using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Notes;
using PcnAgreements.Store.Tree;

namespace PcnAgreements.Api.Proofs;

/// <summary>A checkpoint that may be shown: with the witnesses' signatures that there are.</summary>
internal sealed record ServedCheckpoint(SignedNote Note, Checkpoint Checkpoint);

/// <summary>
/// The checkpoints that are served. Each is kept in the file beside the keys first, and must go on from the one before: of two histories
/// this machine shows one.
/// </summary>
internal sealed class ServedCheckpoints(
    LogCheckpoints checkpoints, KeptCheckpoint kept, TreeReader reader, LogIdentity identity, LogSettings settings, LogStanding standing,
    TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>The newest; null before the first.</summary>
    public async Task<ServedCheckpoint?> Newest(CancellationToken ct) => await Serve(await checkpoints.Newest(identity.Origin, ct), ct);

    /// <summary>
    /// One that covers an index, waited for a little: with the signatures of all witnesses if it comes in time, else with those there are.
    /// Null when none covers it in time.
    /// </summary>
    public async Task<ServedCheckpoint?> Covering(long index, TimeSpan patience, CancellationToken ct)
    {
        for (var began = time.GetTimestamp(); ; await Task.Delay(Look, time, ct))
        {
            var found = await checkpoints.Covering(identity.Origin, index, ct);
            var isLate = time.GetElapsedTime(began) >= patience || standing.Broken is not null;
            if (found is not null && (isLate || found.Cosignatures.Count >= settings.Witnesses.Count)) return await Serve(found, ct);
            if (isLate) return null;
        }
    }

    /// <summary>All that are kept, the newest first.</summary>
    public async Task<IReadOnlyList<SignedNote>> All(CancellationToken ct) =>
        [.. (await checkpoints.All(identity.Origin, ct)).Select(c => Parse(c).Note)];

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    private async Task<ServedCheckpoint?> Serve(StoredCheckpoint? stored, CancellationToken ct)
    {
        if (stored is null) return null;
        var served = Parse(stored);
        if (kept.Read() is { } last && last.Checkpoint.Origin == identity.Origin && last.Checkpoint.Size >= stored.Size) return served;
        await one.WaitAsync(ct);
        try
        {
            if (kept.Read() is { } before && before.Checkpoint.Origin == identity.Origin)
                await GoesOn(before.Checkpoint, served.Checkpoint, ct);
            kept.Keep(served.Note, served.Checkpoint);
        }
        catch (LogDamagedException damaged)
        {
            standing.Break(damaged.Message);
            throw;
        }
        finally
        {
            one.Release();
        }

        return served;
    }

    private async Task GoesOn(Checkpoint from, Checkpoint to, CancellationToken ct)
    {
        if (await reader.Root(from.Size, ct) != from.Root || await reader.Root(to.Size, ct) != to.Root)
            throw new LogDamagedException(
                "The newest checkpoint in the database does not go on from the one kept beside the log's keys: another history was put in its place.");
    }

    private static ServedCheckpoint Parse(StoredCheckpoint stored)
    {
        if (!SignedNote.TryParse(stored.Note, out var note, out _) || !Checkpoint.TryParse(note.Text, out var checkpoint)
            || checkpoint.Size != stored.Size)
            throw new LogDamagedException("A checkpoint in the database is not what was written there.");
        return new(note.With(Lines(stored.Cosignatures)), checkpoint);
    }

    private static IEnumerable<NoteSignature> Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            if (NoteSignature.TryParse(line, out var signature)) yield return signature;
        }
    }
}
