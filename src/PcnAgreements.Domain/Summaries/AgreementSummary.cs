using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;
using static PcnAgreements.Domain.Summaries.Words;

namespace PcnAgreements.Domain.Summaries;

/// <summary>One sentence or two for each event of an agreement. What names things stands in <c>AgreementNames.cs</c>.</summary>
internal sealed partial class AgreementSummary(Actor actor, Agreement before, Agreement after)
{
    public string Of(DomainEvent happened) => happened switch
    {
        AgreementDrafted e => Drafted(e),
        TitleChanged e => $"{Who} changed the title to {Quote(e.Title)}.",
        RulesChanged => $"{Who} changed the rules by which clauses are settled and the whole is adopted.",
        DeadlineChanged { At: { } at } e => $"{Who} set the deadline of the {Name(e.Deadline)} to {Time(at)}.",
        DeadlineChanged e => $"{Who} took the deadline of the {Name(e.Deadline)} away.",
        EffectiveDateChanged { EffectiveFrom: { } from } => $"{Who} set the date it is to take effect to {Day(from)}.",
        EffectiveDateChanged => $"{Who} left the date it is to take effect to the last signature.",
        PartyAdded e => $"{Name(e.Party.Ods)} joined as {Terms(e.Party)}.",
        PartyChanged e => $"{Name(e.Party.Ods)} now takes part as {Terms(e.Party)}.",
        PartyRemoved { Ballot: { } ballot } e => $"{Name(e.Party)} is no longer a party, as ballot {ballot} decided.",
        PartyRemoved e => $"{Name(e.Party)} is no longer a party.",
        Circulated e => $"{Who} circulated the text to {Count(after.Parties.Count, "part", "y", "ies")}, for review by {Time(e.ReviewBy)}.",
        Recalled { To: Status.InReview } => $"{Who} took the text back from signing; it is in review again.",
        Recalled => $"{Who} took the text back from review; it is being drafted again.",
        DeadlinePassed e => $"The deadline of the {Name(e.Deadline)}, {Time(e.At)}, passed.",
        NoteGiven e => $"{Name(e.Lmc)} gave its advice to all parties.",
        Ended { SupersededBy: { } by } => $"Agreement {by} superseded it.",
        Ended e => $"{Who} ended it: {EventWord(e.Kind)}.",
        RecordPutBack e =>
            $"The record had been put back from a backup: what stood here from now on may be lost (epoch {Number(e.Epoch)} of the log).",
        VariationOpened e => $"{Who} opened a variation of it, agreement {e.Variation}.",
        ParentSuperseded e => $"It superseded agreement {e.Parent}, which it varies.",
        ParentAlreadyEnded e => $"When it took effect, agreement {e.Parent}, which it varies, was over already.",
        EditionAdopted e => $"{Who} moved the text to template {e.Template}, edition {e.Edition}: {Steps(e)}.",
        ClauseAdded e => $"{Who} added {Clause(e.Clause)}{As(e.Amendment)}.",
        ClauseReworded e => $"{Who} {Wrote(e)} {Clause(e.Clause)} (revision {e.Revision}){As(e.Amendment)}.",
        ClauseMoved e => $"{Who} moved {Moved(e.Clause)}{As(e.Amendment)}.",
        ClauseStruck e => $"{Who} struck out {Clause(e.Clause, before)}{Below(e.Clause, before)}{As(e.Amendment)}.",
        ClauseRestored e => $"{Who} brought back {Clause(e.Clause)}{Below(e.Clause, after)}.",
        CommentMade e => $"{Name(e.By)} made {(e.Internal ? "an internal comment" : "a comment")} on {Clause(e.Clause)} ({e.Comment}).",
        CommentReplied e => $"{Name(e.By)} replied to {Comment(e.Comment, e.Internal)} on {Clause(e.Clause)}.",
        CommentResolved e => $"{Who} resolved {Comment(e.Comment, e.Internal)} on {Clause(e.Clause)}.",
        AmendmentProposed e => $"{Name(e.By)} proposed {Proposal(e)} (amendment {e.Amendment}).",
        AmendmentAccepted { Ballot: { } ballot } e => $"Ballot {ballot} accepted {Amendment(e.Amendment)}.",
        AmendmentAccepted e => $"{Who} accepted {Amendment(e.Amendment)}.",
        AmendmentRejected e => $"{Who} rejected {Amendment(e.Amendment)}.",
        AmendmentWithdrawn e => $"{Who} withdrew {Amendment(e.Amendment)}.",
        ClauseApproved e => $"{Name(e.Party)} approved {Clause(e.Clause)} (revision {e.Revision}).",
        ClauseObjected e => $"{Name(e.Party)} objected to {Clause(e.Clause)} (revision {e.Revision}){With(e.Amendment)}.",
        StanceWithdrawn e => $"{Name(e.Party)} withdrew its stance on {Clause(e.Clause)}.",
        StanceConfirmed e => $"{Name(e.Party)} confirmed the stance on {Clause(e.Clause)} that was recorded on its behalf.",
        BallotOpened e => $"{Who} opened ballot {e.Ballot}{Round(e)}{Subject(e)}: {Quote(e.Motion)} It closes on {Time(e.ClosesAt)}.",
        BallotExtended e => $"{Who} extended ballot {e.Ballot}: it closes on {Time(e.ClosesAt)}.",
        VoteCast e => $"{Name(e.Party)} {Voted(e.Choice)} in ballot {e.Ballot}{Through(e.Proxy)}.",
        VoteChanged e => $"{Name(e.Party)} changed its vote in ballot {e.Ballot} to {EventWord(e.Choice)}{Through(e.Proxy)}.",
        VoteWithdrawn e => $"{Name(e.Party)} withdrew its vote in ballot {e.Ballot}.",
        VoteConfirmed e => $"{Name(e.Party)} confirmed the vote in ballot {e.Ballot} that was recorded on its behalf.",
        ConflictDeclared e => $"{Name(e.Party)} declared a conflict of interest and stands down from ballot {e.Ballot}.",
        ProxyGiven e => $"{Name(e.Party)} lets {Name(e.Holder)} vote for it in ballot {e.Ballot}.",
        BallotClosed e => $"Ballot {e.Ballot} was closed {Name(e.How)}: {EventWord(e.Result.Outcome)}. {e.Result.Explanation}",
        BallotCancelled e => $"{Who} cancelled ballot {e.Ballot}.",
        SigningOpened e => $"{Who} opened signing, round {e.Round}: the text is frozen{Until(e)}.",
        Signed e => $"A signatory of {Name(e.Party)} signed (round {e.Round}).",
        CounterpartRecorded e =>
            $"{Who} recorded a counterpart signed on paper for {Name(e.Party)} on {Day(e.SignedOn)} (round {e.Round}).",
        SigningDeclined e => $"{Name(e.Party)} declined to sign (round {e.Round}); the text is in review again.",
        CameIntoForce e => $"Every required signature is there: it is in force, with effect from {Day(e.EffectiveFrom)}.",
        _ => throw Summary.Unknown(happened),
    };

    /// <summary>The sentence that says so when an editor recorded something for a practice; else nothing.</summary>
    public string OnBehalf => actor is { OnBehalfOf: { } practice, Organisation: { } editor }
        ? $" By {A(actor.Authority)} of {Name(editor)} on behalf of {Name(practice)}."
        : "";

    private static string Drafted(AgreementDrafted e)
    {
        var origin = e.VariationOf is { } parent ? $" as a variation of agreement {parent}"
            : e.Template is { } template ? $" from template {template}"
            : "";
        return $"{e.ConvenorName} drafted {Quote(e.Title)}{origin}, with {Count(e.Parties.Length, "part", "y", "ies")}.";
    }

    private string Wrote(ClauseReworded e) => before.Find(e.Clause) is { Blank: true, Wording.IsBlank: true } ? "filled in" : "reworded";

    private static string Steps(EditionAdopted e) => e.Steps.IsEmpty
        ? "nothing of it changed"
        : And([.. e.Steps.GroupBy(s => s.Op).Select(g => $"{Count(g.Count(), "clause")} {Done(g.Key)}")]);

    private static string Done(EditionOp op) => op switch
    {
        EditionOp.Add => "added",
        EditionOp.Reword => "reworded",
        EditionOp.Move => "moved",
        EditionOp.Strike => "struck out",
        EditionOp.Restore => "brought back",
        _ => "marked differently",
    };

    private static string Voted(Choice choice) => choice == Choice.Abstain ? "abstained" : $"voted {EventWord(choice)}";

    private static string Until(SigningOpened e) =>
        (e.AllowBlanks is null ? "" : ", blanks included") + (e.SignBy is { } by ? $", to be signed by {Time(by)}" : "");
}
