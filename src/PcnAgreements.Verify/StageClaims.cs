using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Verify;

/// <summary>
/// What may happen to an agreement at which stage of its life: above all that nothing of what is signed changes once it is frozen, that
/// signing opens only by the agreement's own rules, and that what is in force is what was signed.
/// </summary>
internal static class StageClaims
{
    /// <summary>What is wrong with when something happened, given the agreement before it, in words; null when nothing is.</summary>
    public static string? ProblemOf(Agreement before, AgreementEvent happened) => happened switch
    {
        AgreementDrafted => null,
        _ when !MayHappen(happened, before.Status) => $"it cannot happen to an agreement that is {Guards.Name(before.Status)}",
        SigningOpened => Opening(before),
        CameIntoForce e => Completion(before, e),
        _ => null,
    };

    private static bool MayHappen(AgreementEvent happened, Status status) => happened switch
    {
        ClauseAdded or ClauseReworded or ClauseMoved or ClauseStruck or ClauseRestored or TitleChanged or EffectiveDateChanged
            or PartyAdded or PartyChanged or PartyRemoved or AmendmentAccepted => status is Status.Drafting or Status.InReview,
        RulesChanged or Circulated => status is Status.Drafting,
        EditionAdopted => status is Status.Drafting or Status.InReview or Status.Signing,
        ClauseApproved or ClauseObjected or StanceWithdrawn or BallotOpened or SigningOpened => status is Status.InReview,
        Signed or CounterpartRecorded or SigningDeclined or CameIntoForce => status is Status.Signing,
        Recalled e => (status, e.To) is (Status.Signing, Status.InReview) or (Status.InReview, Status.Drafting),
        Ended e => e.Kind is EndKind.Withdrawn
            ? status is Status.Drafting or Status.InReview or Status.Signing
            : status is Status.InForce,
        _ => true,
    };

    private static string? Opening(Agreement before)
    {
        if (before.Ballots.Exists(b => b.Status == BallotStatus.Open)) return "signing was opened while a ballot was open";
        if (before.Text.Printed.FirstOrDefault(c => before.SettledBy(c.Key) is null) is { } open)
            return $"signing was opened though clause {open.Key} was not settled by the agreement's rules";
        return before.Rules.AdoptBallot && !SigningConditions.IsAdopted(before)
            ? "signing was opened though no ballot had adopted the text"
            : null;
    }

    private static string? Completion(Agreement before, CameIntoForce e)
    {
        if (!SigningProgress.Of(before).IsComplete) return "the agreement cannot be in force: a required signature is missing";
        if (before.Round!.Opened.SigningHash != SigningHash.Of(before)) return "what came into force is not what was signed";
        return e.EffectiveFrom == (before.EffectiveFrom ?? before.Round.Signatures.Max(s => s.SignedOn))
            ? null
            : "it takes effect on another day than it says, or than that of the last signature";
    }
}
