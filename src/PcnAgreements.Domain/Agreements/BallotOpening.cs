using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>What opening a ballot and reopening one have in common.</summary>
internal sealed record BallotOpening(
    string Motion, BallotSubject? Subject, DecisionRule Rule, DateTimeOffset ClosesAt, Ballot? Previous = null)
{
    /// <summary>Whether the rule stands in the request, so that what is wrong with it has a place there.</summary>
    public bool RuleIsGiven { get; init; }

    /// <summary>How a subject is decided where no rule is given.</summary>
    public static DecisionRule RuleFor(Agreement agreement, BallotSubject? subject) =>
        subject?.Adopt is not null ? agreement.Rules.Adopt : agreement.Rules.Clause;

    /// <summary>The refusal when the agreement's state is in the way; null when it is not.</summary>
    public Refusal.WrongState? InConflict(Agreement agreement)
    {
        if (!agreement.Voters.Any()) return new("No party has a vote.");
        if (Subject?.Clause is { } clause && agreement.Find(clause) is { Struck: true })
            return new($"Clause {clause} has been struck out.");
        if (Subject?.Amendment is { } amendment && agreement.Find(amendment) is { } proposed)
        {
            if (proposed.Status != AmendmentStatus.Proposed)
                return new($"Amendment {amendment} has been {proposed.Status.ToString().ToLowerInvariant()} already.");
            if (proposed.Proposal.Clause is { } its && agreement.Text[its].Struck) return new($"Clause {its} has been struck out.");
        }

        return Subject is not null && agreement.OpenBallotOn(Subject) is { } open
            ? new($"Ballot {open.Key} on the same is open until {open.ClosesAt:yyyy-MM-ddTHH:mm:ssZ}.")
            : null;
    }

    /// <summary>The ballot opened, or what is wrong with it added to what was wrong already.</summary>
    public Decision Decide(Agreement agreement, Context context, Problems problems)
    {
        problems
            .Add("/motion", TextRules.Problem(Motion, TextRules.Remark))
            .When(ClosesAt <= context.Now, "/closesAt", "has passed; a ballot needs time to vote in");
        CheckSubject(agreement, problems);
        var (roll, refusal) = AgreementWeights.Fix(
            Rule, agreement.Parties.Values.Select(p => p.Terms), context.Directory, context.Today, RuleIsGiven ? "/rule/weight" : "");
        if (!problems.Any && refusal is not null) return refusal;
        if (problems.Refusal is { } invalid) return invalid;
        var key = agreement.NextBallot;
        var clause = ClauseAtIssue(agreement);
        return Decision.Of(new BallotOpened(
            key, Previous is null ? 1 : Previous.Opened.Round + 1, Previous?.Key, Motion, Subject, Rule, roll, agreement.Text.TextHash,
            clause?.Revision, clause?.Wording.Hash, ClosesAt)) with { Made = key.ToString() };
    }

    private void CheckSubject(Agreement agreement, Problems problems)
    {
        if (Subject is null) return;
        bool[] named = [Subject.Clause is not null, Subject.Amendment is not null, Subject.Party is not null, Subject.Adopt is not null];
        problems
            .When(named.Count(n => n) != 1, "/subject", "names exactly one of clause, amendment, party and adopt")
            .When(Subject.Clause is { } clause && agreement.Find(clause) is null, "/subject/clause", "there is no such clause")
            .When(Subject.Amendment is { } key && agreement.Find(key) is null, "/subject/amendment", "there is no such amendment")
            .When(Subject.Party is { } party && !agreement.Parties.ContainsKey(party), "/subject/party", "is not a party")
            .When(Subject.Adopt is false, "/subject/adopt", "can only be true");
    }

    private Clause? ClauseAtIssue(Agreement agreement)
    {
        var proposal = Subject?.Amendment is { } key ? agreement.Find(key)!.Proposal : null;
        return (Subject?.Clause ?? proposal?.Clause) is { } clause ? agreement.Text[clause] : null;
    }
}
