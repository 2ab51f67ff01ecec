using System.Diagnostics.CodeAnalysis;
using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Proof.Checkpoints;

/// <summary>
/// Whom a reader trusts: the keys of the log with the size up to which each may sign, the witnesses, and how many of them must have
/// cosigned. The reader brings it; one that comes with what is to be checked proves nothing. The form is that of C2SP tlog-policy and the
/// line <c>retired</c>.
/// </summary>
public sealed class Policy
{
    private readonly Dictionary<VerifierKey, long?> logs;
    private readonly Dictionary<string, VerifierKey> witnesses;
    private readonly Quorum quorum;

    internal Policy(Dictionary<VerifierKey, long?> logs, Dictionary<string, VerifierKey> witnesses, Quorum quorum)
    {
        this.logs = logs;
        this.witnesses = witnesses;
        this.quorum = quorum;
    }

    /// <summary>The keys of logs, retired ones among them.</summary>
    public IReadOnlyCollection<VerifierKey> Logs => logs.Keys;

    /// <summary>The witnesses by the names the policy gives them.</summary>
    public IReadOnlyDictionary<string, VerifierKey> Witnesses => witnesses;

    /// <summary>Reads a policy.</summary>
    /// <param name="text">The file.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="problem">What is wrong with it, with the line; null when it could be read.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Policy? policy, [NotNullWhen(false)] out string? problem)
    {
        var reader = new PolicyReader();
        problem = reader.Read(text);
        policy = problem is null ? reader.Policy : null;
        return problem is null;
    }

    /// <summary>Judges a checkpoint and all its signatures.</summary>
    public Judgement Judge(SignedNote note)
    {
        if (!Checkpoint.TryParse(note.Text, out var checkpoint)) return Judgement.Refused("its text has not the form of a checkpoint");
        if (!logs.Keys.Any(k => k.Name == checkpoint.Origin)) return Judgement.Refused($"the policy knows no log '{checkpoint.Origin}'");

        var signedBy = new List<VerifierKey>();
        string? retired = null;
        foreach (var (key, signature) in Named(note, logs.Keys))
        {
            if (!key.Verifies(note.Text, signature)) return Judgement.Refused($"the signature of the log's key {key.IdText} is false");
            if (key.Name != checkpoint.Origin) continue;
            if (logs[key] is { } last && checkpoint.Size > last) retired = key.IdText;
            else signedBy.Add(key);
        }

        if (signedBy.Count == 0)
        {
            return Judgement.Refused(retired is null
                ? "no key of the log that the policy names has signed it"
                : $"it is signed only by the key {retired}, which was retired before the log had that size");
        }

        var cosigned = new Dictionary<string, DateTimeOffset>();
        foreach (var (key, signature) in Named(note, witnesses.Values))
        {
            if (!key.Verifies(note.Text, signature)) return Judgement.Refused($"the signature of the witness {key.Name} is false");
            cosigned[witnesses.First(w => w.Value.Equals(key)).Key] = TimeOf(signature);
        }

        return new(checkpoint, note, signedBy, cosigned, quorum.IsMetBy(cosigned.ContainsKey), null);
    }

    // Only name and id together say whose a signature is; all others are passed over, as the standard asks.
    private static IEnumerable<(VerifierKey Key, NoteSignature Signature)> Named(SignedNote note, IEnumerable<VerifierKey> keys) =>
        from signature in note.Signatures from key in keys where key.IsNamedBy(signature) select (key, signature);

    private static DateTimeOffset TimeOf(NoteSignature signature) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Min(VerifierKey.TimeOf(signature) ?? 0, 253_402_300_799));
}
