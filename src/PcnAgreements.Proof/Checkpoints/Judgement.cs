using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Proof.Checkpoints;

/// <summary>What a policy makes of a checkpoint.</summary>
/// <param name="Checkpoint">The checkpoint; null when it is refused.</param>
/// <param name="Note">The note it stands in; null when it is refused.</param>
/// <param name="SignedBy">The keys of the log that signed it and may.</param>
/// <param name="Cosigned">The witnesses that cosigned it, and when.</param>
/// <param name="HasQuorum">Whether those are as many as the policy asks.</param>
/// <param name="Problem">Why it is refused, in words; null when it is signed by the log, whoever has cosigned.</param>
public sealed record Judgement(
    Checkpoint? Checkpoint,
    SignedNote? Note,
    IReadOnlyList<VerifierKey> SignedBy,
    IReadOnlyDictionary<string, DateTimeOffset> Cosigned,
    bool HasQuorum,
    string? Problem)
{
    /// <summary>Whether all that the policy asks is there.</summary>
    public bool IsTrusted => Problem is null && HasQuorum;

    /// <summary>What keeps it from being trusted, in words; null when nothing does.</summary>
    public string? WhyNot => Problem ?? (HasQuorum ? null : "not as many witnesses have cosigned it as the policy asks");

    internal static Judgement Refused(string problem) => new(null, null, [], new Dictionary<string, DateTimeOffset>(), false, problem);
}
