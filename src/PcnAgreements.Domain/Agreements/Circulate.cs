using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// An editor sends a draft to its parties and asks for their stances. What each vote weighs under the clause rule is fixed here. The text
/// need not be complete, or even begun: editors go on in review.
/// </summary>
/// <param name="ReviewBy">When the review should be over.</param>
/// <param name="Message">What the parties are told; null for nothing.</param>
public sealed record Circulate(DateTimeOffset ReviewBy, string? Message = null) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Status != Status.Drafting) return agreement.Not("circulating it", Status.Drafting);
        if (agreement.Parties.IsEmpty) return new Refusal.WrongState("The agreement has no parties; add those it is to be sent to.");
        var problems = new Problems()
            .When(ReviewBy <= context.Now, "/reviewBy", "has passed already")
            .Add("/message", TextRules.Problem(Message, TextRules.Remark, mayBeBlank: true));
        var parties = agreement.Parties.Values.Select(p => p.Terms).ToList();
        // From here on the rules stay: whoever left after that is no stranger to them.
        AgreementWeights.Strangers(agreement.Rules.Clause, parties, problems, null);
        if (agreement.Rules.Adopt != agreement.Rules.Clause) AgreementWeights.Strangers(agreement.Rules.Adopt, parties, problems, null);
        if (problems.Refusal is { } invalid) return invalid;
        var (weights, refusal) = AgreementWeights.Fix(agreement.Rules.Clause, parties, context.Directory, context.Today, "");
        return refusal is not null ? refusal : new Circulated(ReviewBy, TextRules.Said(Message), weights);
    }
}
