using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// An editor freezes the text for signing, once the agreement's own rules are met: the refusal names all that is missing.
/// </summary>
/// <param name="SignBy">When all should have signed; null for the deadline it has, unless that has passed.</param>
/// <param name="AllowBlanks">Why blanks may stay; null when none may.</param>
public sealed record OpenSigning(DateTimeOffset? SignBy = null, string? AllowBlanks = null) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Status != Status.InReview) return agreement.Not("opening signing", Status.InReview);
        if (agreement.Parties.IsEmpty || agreement.Text.Printed.IsEmpty)
            return new Refusal.WrongState(
                $"There is nothing to sign: the agreement has no {(agreement.Parties.IsEmpty ? "parties" : "text")}.");
        var unmet = SigningConditions.Unmet(agreement, context.Directory, context.Today, AllowBlanks is not null).ToList();
        if (unmet.Count > 0)
            return new Refusal.WrongState($"Signing opens when the agreement's rules are met; still missing: {unmet.Count}.")
            {
                Unmet = [.. unmet]
            };
        var problems = new Problems()
            .When(SignBy <= context.Now, "/signBy", "has passed")
            .Add("/allowBlanks", AllowBlanks is null ? null : TextRules.Problem(AllowBlanks, TextRules.Remark));
        if (problems.Refusal is { } invalid) return invalid;
        var blanks = agreement.Text.All.Any(agreement.IsLeftBlank);
        return new SigningOpened(
            agreement.Rounds.Count + 1, agreement.Text.TextHash, SigningHash.Of(agreement),
            SignBy ?? (agreement.SignBy > context.Now ? agreement.SignBy : null), blanks ? AllowBlanks : null);
    }
}
