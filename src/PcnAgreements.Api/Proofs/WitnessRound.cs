using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Api.Proofs;

/// <summary>All configured witnesses, each shown every checkpoint that it has time for. Nobody waits for them.</summary>
internal sealed class WitnessRound(
    LogSettings settings, WitnessTalk talk, SelfCheck check, KeyFolder folder, LogIdentity identity, LogStanding standing)
{
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(2);
    private TaskCompletionSource shown = New();
    private Shown? newest;

    /// <summary>Has a new checkpoint for them.</summary>
    public void Show(SignedNote note, Checkpoint checkpoint)
    {
        Volatile.Write(ref newest, new(note, checkpoint));
        Interlocked.Exchange(ref shown, New()).SetResult();
    }

    /// <summary>
    /// What is wrong between the database and what the witnesses hold; null when nothing is. One that is not there is passed over.
    /// </summary>
    public async Task<string?> Check(CancellationToken ct)
    {
        var held = await Task.WhenAll(settings.Witnesses.Select(w => talk.LastSeen(w, ct)));
        foreach (var (witness, note) in settings.Witnesses.Zip(held))
        {
            // What it shows counts only if this log has signed it: a witness must not be able to stop the service by a lie.
            if (note is null || !IsOurs(note)) continue;
            if (await Contradiction(witness, note, ct) is { } problem) return problem;
        }

        return null;
    }

    /// <summary>Shows them what there is until cancelled.</summary>
    public Task Run(CancellationToken ct) => Task.WhenAll(settings.Witnesses.Select(w => Follow(w, ct)));

    private async Task Follow(WitnessSetting witness, CancellationToken ct)
    {
        for (long done = -1; !ct.IsCancellationRequested;)
        {
            var next = Volatile.Read(ref shown).Task;
            if (Volatile.Read(ref newest) is { } now && now.Checkpoint.Size > 0 && now.Checkpoint.Size != done)
            {
                if (await Show(witness, now.Note, now.Checkpoint, ct)) done = now.Checkpoint.Size;
                else await Task.Delay(AfterTrouble, ct);
            }
            else await next.WaitAsync(ct);
        }
    }

    // Whatever goes wrong with one witness, or with the database meanwhile, is tried again and keeps nobody else waiting.
    private async Task<bool> Show(WitnessSetting witness, SignedNote note, Checkpoint checkpoint, CancellationToken ct)
    {
        // Without the name and password that it may hold.
        var (about, where) = ($"witness {witness.Key.Name}", witness.Url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped));
        try
        {
            var (trouble, isRefusal, fault) = await talk.Show(witness, note, checkpoint, ct);
            standing.Note(about, trouble, where, fault);
            if (isRefusal && await talk.LastSeen(witness, ct) is { } held && IsOurs(held)
                && await Contradiction(witness, held, ct) is { } why) standing.Break(why);
            return trouble is null;
        }
        catch (LogDamagedException damaged)
        {
            standing.Break(damaged.Message);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            standing.Note(about, $"The witness {witness.Key.Name} could not be shown the newest checkpoint.", where, fault);
        }

        return false;
    }

    private Task<string?> Contradiction(WitnessSetting witness, SignedNote held, CancellationToken ct) =>
        check.Against(held, $"the witness {witness.Key.Name}", ct);

    private bool IsOurs(SignedNote note) => Checkpoint.TryParse(note.Text, out var checkpoint)
        && folder.VerifiersOf(identity.Name, checkpoint.Origin).Any(k => note.Signatures.Any(s => k.Verifies(note.Text, s)));

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One reference, so that whoever reads it while another is put there has the one or the other whole.
    private sealed record Shown(SignedNote Note, Checkpoint Checkpoint);
}
