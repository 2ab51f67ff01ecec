using PcnAgreements.Domain.Rules;

namespace PcnAgreements.Domain.Agreements;

/// <summary>An editor puts a motion to the parties that vote: rule, roll, weights and the exact words at issue are fixed here.</summary>
/// <param name="Motion">What is asked, in words.</param>
/// <param name="Subject">What it is about; null for the motion alone.</param>
/// <param name="Rule">How it is decided; null for the agreement's rule for clauses. An adoption goes by <c>rules.adopt</c> and takes
/// none.</param>
/// <param name="ClosesAt">When it closes.</param>
public sealed record OpenBallot(string Motion, BallotSubject? Subject, DecisionRule? Rule, DateTimeOffset ClosesAt) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Status != Status.InReview) return agreement.Not("opening a ballot", Status.InReview);
        var opening = new BallotOpening(Motion, Subject, Rule ?? BallotOpening.RuleFor(agreement, Subject), ClosesAt)
        {
            RuleIsGiven = Rule is not null,
        };
        if (opening.InConflict(agreement) is { } conflict) return conflict;
        var problems = new Problems();
        if (Rule is not null && Subject?.Adopt is not null)
            problems.Add("/rule", "an adoption goes by the agreement's rules.adopt and takes no rule of its own");
        else if (Rule is not null)
            Check(Rule, agreement, problems);
        return opening.Decide(agreement, context, problems);
    }

    private static void Check(DecisionRule rule, Agreement agreement, Problems problems)
    {
        foreach (var (at, messages) in rule.Problems())
        {
            foreach (var message in messages) problems.Add($"/rule{at}", message);
        }

        AgreementWeights.Strangers(rule, agreement.Parties.Values.Select(p => p.Terms), problems);
    }
}
