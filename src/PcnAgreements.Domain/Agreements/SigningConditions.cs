using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>What must be there before signing can open: everything that is missing, at once.</summary>
public static class SigningConditions
{
    /// <summary>What is missing; nothing when signing can open.</summary>
    /// <param name="agreement">The agreement in review.</param>
    /// <param name="directory">Where signatories are on record.</param>
    /// <param name="today">The day on which they must hold that authority.</param>
    /// <param name="allowBlanks">Whether blanks may stay.</param>
    public static IEnumerable<Unmet> Unmet(Agreement agreement, IDirectory directory, DateOnly today, bool allowBlanks) =>
    [
        .. OfClauses(agreement, allowBlanks),
        .. agreement.Ballots.Where(b => b.Status == BallotStatus.Open)
            .Select(b => new Unmet(UnmetCode.BallotOpen, $"Ballot {b.Key} is open until {b.ClosesAt:yyyy-MM-ddTHH:mm:ssZ}.")
            {
                Ballot = b.Key,
            }),
        .. agreement.Rules.AdoptBallot && !IsAdopted(agreement)
            ? [new Unmet(UnmetCode.NotAdopted, "No adoption ballot has been carried on the text as it stands.")] : Array.Empty<Unmet>(),
        .. agreement.Parties.Values.SelectMany(p => OfParty(p, directory.Organisation(p.Ods), today)),
    ];

    /// <summary>
    /// Whether the text as it stands has been adopted: the last ballot that decided on exactly this text, by the rule for adoption that the
    /// agreement has now, was carried.
    /// </summary>
    public static bool IsAdopted(Agreement agreement) => agreement.Ballots.FindLast(
        b => b.Opened.Subject?.Adopt == true && b.Opened.TextHash == agreement.Text.TextHash && b.Opened.Rule == agreement.Rules.Adopt
            && b.Result is { Outcome: Outcome.Carried or Outcome.Lost })
        is { Result.Outcome: Outcome.Carried };

    private static IEnumerable<Unmet> OfClauses(Agreement agreement, bool allowBlanks)
    {
        foreach (var clause in agreement.Text.Printed)
        {
            var name = clause.Number is { } number ? $"Clause {number} ({clause.Key})" : $"Clause {clause.Key}";
            if (agreement.SettledBy(clause.Key) is null)
                yield return new(UnmetCode.ClauseNotSettled, $"{name} is not settled in its present wording.") { Clause = clause.Key };
            if (!allowBlanks && agreement.IsLeftBlank(agreement.Text[clause.Key]))
                yield return new(UnmetCode.BlankLeft, $"{name} is to be filled and is empty; allowBlanks gives a reason why not.")
                {
                    Clause = clause.Key
                };
            foreach (var key in ClauseReferences.In(clause.Wording.Body).Where(key => agreement.Find(key) is not { Struck: false }))
                yield return new(UnmetCode.DanglingReference, $"{name} refers to {key}, which is not in the text.") { Clause = clause.Key };
        }
    }

    private static IEnumerable<Unmet> OfParty(Party party, Organisation? organisation, DateOnly today)
    {
        var terms = party.Terms;
        var named = terms.Signatories.IsEmpty ? "" : " it names";
        var canSign = organisation is not null && (terms.Signatories.IsEmpty
            ? organisation.HasAny(Authority.Signatory, today)
            : terms.Signatories.Any(s => organisation.Allows(s.Person, Authority.Signatory, today)));
        if (!canSign)
            yield return new(UnmetCode.PartyWithoutSignatory, $"Nobody{named} is authorised to sign for {terms.Name} ({party.Ods}).")
            {
                Ods = party.Ods
            };
        if ((organisation?.LegalForm ?? terms.LegalForm) == LegalForm.Partnership && terms is { Signatories.IsEmpty: true, Waiver: null })
            yield return new(
                UnmetCode.SignatoriesNotNamed,
                $"{terms.Name} ({party.Ods}) is a partnership: its partners are named, or a waiver says why not.")
            {
                Ods = party.Ods,
            };
    }
}
