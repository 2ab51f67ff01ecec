using System.Collections.Immutable;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// A practice says where it stands on exact revisions of clauses: one, or many at once, all or none. Saying again what it already said of
/// the same revision records nothing, unless the practice itself now says what an editor had recorded on its behalf.
/// </summary>
/// <param name="Items">What it says of which clause.</param>
/// <param name="OnBehalf">How an editor of the convenor came to know; null when the practice says it itself.</param>
public sealed record TakeStances(ImmutableArray<TakeStances.Item> Items, OnBehalf? OnBehalf = null) : AgreementCommand
{
    /// <summary>The most stances one command may take.</summary>
    public const int Most = 500;

    /// <summary>A stance on one revision of one clause.</summary>
    /// <param name="Clause">The clause.</param>
    /// <param name="Revision">The revision the practice has read.</param>
    /// <param name="Stance">What it says.</param>
    /// <param name="Reason">Why; an objection needs one.</param>
    /// <param name="Wanted">The wording that would satisfy an objection; it becomes an amendment.</param>
    /// <param name="Pointer">Where the item stands in the request, as a JSON pointer; empty for the request itself.</param>
    public sealed record Item(
        ClauseKey Clause, int Revision, StanceKind Stance, string? Reason = null, WantedWording? Wanted = null, string Pointer = "");

    /// <summary>Heading and body as they were written; no heading given means the clause's present one, null none.</summary>
    public sealed record WantedWording(Given<string?> Heading, string Body)
    {
        /// <summary>The words it comes to for a clause.</summary>
        public Wording Of(Clause clause) => Wording.Of(Heading.Or(clause.Wording.Heading), Body);
    }

    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        // What the path names is not found; what the body names makes the body invalid, see Check.
        if (Items is [{ Pointer: "" } one])
        {
            if (agreement.Find(one.Clause) is null) return agreement.No(one.Clause);
            if (!agreement.Parties.ContainsKey(context.For)) return agreement.NoParty(context.For);
        }

        if (agreement.Parties.GetValueOrDefault(context.For) is { Terms.Votes: false })
            return new Refusal.NotEntitled($"{context.For} is a party without a vote, so no stance of it counts.");
        if (OnBehalf is not null && context.Actor.Organisation != agreement.Convenor)
            return new Refusal.NotEntitled("Only an editor of the convenor records a stance on a practice's behalf.");
        if (agreement.Status != Status.InReview) return agreement.Not("taking a stance", Status.InReview);
        return InTheWay(agreement, context) ?? Changed(agreement) ?? Check(agreement, context) ?? Take(agreement, context);
    }

    private Refusal.WrongState? InTheWay(Agreement agreement, Context context)
    {
        foreach (var item in Items)
        {
            if (agreement.Find(item.Clause) is not { } clause) continue;
            if (clause.Struck) return new Refusal.WrongState($"Clause {item.Clause} has been struck out.");
            if (item.Wanted is not null && clause.Locked)
                return new Refusal.WrongState(
                    $"Clause {item.Clause} is locked national wording: object to it, but without another wording.");
            if (OnBehalf is not null && agreement.StanceOf(item.Clause, context.For) is { IsOwn: true } own && own.Revision == item.Revision
                && !Says(own, item))
                return new Refusal.WrongState($"{context.For} has spoken for itself on clause {item.Clause}; only it can change that.");
        }

        return null;
    }

    private Refusal.ClauseChanged? Changed(Agreement agreement)
    {
        foreach (var item in Items)
        {
            if (item.Revision < 1 || agreement.Find(item.Clause) is not { } clause || item.Revision == clause.Revision) continue;
            return new(
                item.Clause, clause.Revision,
                $"Clause {item.Clause} is at revision {clause.Revision}; you answered revision {item.Revision}.");
        }

        return null;
    }

    private Refusal.Invalid? Check(Agreement agreement, Context context)
    {
        var problems = new Problems()
            .When(!agreement.Parties.ContainsKey(context.For), "/ods", $"{context.For} is not a party")
            .When(Items.IsEmpty, "/items", "must hold at least one stance")
            .When(Items.Length > Most, "/items", $"must hold at most {Most} stances");
        var seen = new HashSet<ClauseKey>();
        foreach (var item in Items)
        {
            if (agreement.Find(item.Clause) is not { } clause)
            {
                problems.Add($"{item.Pointer}/clause", $"there is no clause {item.Clause}");
                continue;
            }

            problems
                .When(!seen.Add(item.Clause), $"{item.Pointer}/clause", $"{item.Clause} is named twice")
                .When(item.Revision < 1, $"{item.Pointer}/revision", "must be at least 1")
                .Add(
                    $"{item.Pointer}/reason",
                    TextRules.Problem(item.Reason, TextRules.Remark, mayBeBlank: item.Stance == StanceKind.Approve))
                .When(item is { Wanted: not null, Stance: StanceKind.Approve }, $"{item.Pointer}/wording", "goes with an objection only")
                .When(item.Wanted?.Of(clause) == clause.Wording, $"{item.Pointer}/wording", "is what the clause says already");
            if (item.Wanted is not { } wanted) continue;
            problems
                .Add($"{item.Pointer}/wording/heading", TextRules.HeadingProblem(wanted.Heading.Or(null)))
                .Add($"{item.Pointer}/wording/body", TextRules.BodyProblem(wanted.Body));
        }

        return OnBehalf is null ? problems.Refusal : OnBehalf.Check(problems).Refusal;
    }

    private Decision Take(Agreement agreement, Context context)
    {
        var events = new List<DomainEvent>();
        var amendment = agreement.NextAmendment.Ordinal - 1;
        foreach (var item in Items)
        {
            var clause = agreement.Text[item.Clause];
            var wanted = item.Wanted?.Of(clause);
            var proposed = wanted is null ? null : AlreadyProposed(agreement, context.For, clause, wanted);
            if (IsAlreadySo(agreement.StanceOf(item.Clause, context.For), item) && (wanted is null) == (proposed is null)) continue;
            if (wanted is not null && proposed is null)
            {
                proposed = new(++amendment);
                events.Add(new AmendmentProposed(
                    proposed.Value, context.For, AmendmentOp.Reword, item.Clause, clause.Revision, null, null,
                    wanted.Heading, wanted.Body, item.Reason));
            }

            events.Add(item.Stance == StanceKind.Approve
                ? new ClauseApproved(item.Clause, clause.Revision, clause.Wording.Hash, context.For, TextRules.Said(item.Reason), OnBehalf)
                : new ClauseObjected(item.Clause, clause.Revision, clause.Wording.Hash, context.For, item.Reason!, OnBehalf, proposed));
        }

        return Decision.Of(events);
    }

    // Sending the same objection again must not propose the same words twice.
    private static AmendmentKey? AlreadyProposed(Agreement agreement, OdsCode by, Clause clause, Wording wanted) =>
        agreement.Amendments.Find(a => a.Status == AmendmentStatus.Proposed && a.Proposal.By == by && a.Proposal.Clause == clause.Key
            && a.Proposal.Revision == clause.Revision && a.Proposal.Op == AmendmentOp.Reword
            && a.Proposal.Heading == wanted.Heading && a.Proposal.Body == wanted.Body)?.Proposal.Amendment;

    private bool IsAlreadySo(Stance? stance, Item item) =>
        stance is not null && stance.Revision == item.Revision && Says(stance, item) && (OnBehalf is not null || stance.IsOwn);

    private static bool Says(Stance stance, Item item) => stance.Kind == item.Stance && stance.Reason == TextRules.Said(item.Reason);
}
