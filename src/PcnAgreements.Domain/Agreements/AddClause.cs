using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>A new clause of the agreement's own, under the next key. National text comes only from a template.</summary>
/// <param name="Heading">Its heading; null for none.</param>
/// <param name="Body">Its words; may be empty.</param>
/// <param name="At">Where it is to stand.</param>
/// <param name="Blank">Whether it must be filled before signing.</param>
/// <param name="Schedule">Whether it is a schedule.</param>
/// <param name="Numbered">Whether it takes a number; recitals do not.</param>
public sealed record AddClause(string? Heading, string Body, Place At, bool Blank = false, bool Schedule = false, bool Numbered = true)
    : AgreementCommand
{
    /// <summary>The amendment that this carries out; null for an editor's own.</summary>
    internal AmendmentKey? Amendment { get; init; }

    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (!agreement.TakesEdits) return agreement.Not("changing the text", Status.Drafting, Status.InReview);
        return Check(agreement).Refusal is { } invalid ? invalid : Add(agreement);
    }

    /// <summary>What is wrong with what it says.</summary>
    internal Problems Check(Agreement agreement) => At
        .Check(new(), agreement.Text, Schedule)
        .Wording(agreement, Heading, Body)
        .When(agreement.Text.Standing >= TextRules.Clauses, "", TextRules.TooManyClauses);

    private Decision Add(Agreement agreement)
    {
        var (key, wording) = (ClauseKey.Local(agreement.NextClause), Wording.Of(Heading, Body));
        var added = new ClauseAdded(
            key, At.ParentIn(agreement.Text), At.AfterIn(agreement.Text, Schedule), Schedule, Numbered, Blank, wording.Heading,
            wording.Body,
            wording.Hash, Amendment);
        return Decision.Of(added) with { Made = key.ToString() };
    }
}
