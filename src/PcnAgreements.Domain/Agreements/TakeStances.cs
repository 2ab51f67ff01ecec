using System.Collections.Immutable;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// A practice says where it stands on exact revisions of clauses: one, or many at once, all or none. Saying again what it already said of the
/// same revision records nothing, unless the practice itself now says what an editor had recorded on its behalf.
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

    /// <summary>Heading and body as they were written; no heading given means the clause's present one.</summary>
    public sealed record WantedWording(string? Heading, string Body);

    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Status != Status.InReview) return agreement.Not("taking a stance", Status.InReview);
        if (!agreement.Parties.TryGetValue(context.For, out var party)) return new Refusal.NotFound($"{context.For} is not a party.");
        if (!party.Terms.Votes) return new Refusal.WrongState($"{context.For} is a party without a vote, so no stance of it counts.");
        foreach (var item in Items)
        {
            if (agreement.Find(item.Clause) is not { } clause) return new Refusal.NotFound($"There is no clause {item.Clause}.");
            if (clause.Struck) return new Refusal.WrongState($"Clause {item.Clause} has been struck out.");
        }

        foreach (var item in Items)
        {
            var clause = agreement.Text[item.Clause];
            if (item.Revision != clause.Revision && item.Revision >= 1 && item.Revision < clause.Revision)
                return new Refusal.ClauseChanged(
                    item.Clause, clause.Revision, $"Clause {item.Clause} is now at revision {clause.Revision}; you answered revision {item.Revision}.");
        }

        return Check(agreement) is { } invalid ? invalid : Take(agreement, context);
    }

    private Refusal.Invalid? Check(Agreement agreement)
    {
        var problems = new Problems()
            .When(Items.IsEmpty, "/items", "must hold at least one stance")
            .When(Items.Length > Most, "/items", $"must hold at most {Most} stances");
        var seen = new HashSet<ClauseKey>();
        foreach (var item in Items)
        {
            var clause = agreement.Text[item.Clause];
            problems
                .When(!seen.Add(item.Clause), $"{item.Pointer}/clause", $"{item.Clause} is named twice")
                .When(item.Revision < 1 || item.Revision > clause.Revision, $"{item.Pointer}/revision", $"clause {item.Clause} has no revision {item.Revision}")
                .Add($"{item.Pointer}/reason", TextRules.Problem(item.Reason, TextRules.Remark, mayBeBlank: item.Stance == StanceKind.Approve))
                .When(item is { Wanted: not null, Stance: StanceKind.Approve }, $"{item.Pointer}/wording", "goes with an objection only")
                .When(item.Wanted is not null && clause.Locked, $"{item.Pointer}/wording", "is for a clause that may be reworded; this one is locked national wording");
            if (item.Wanted is not { } wanted) continue;
            problems
                .Add($"{item.Pointer}/wording/heading", TextRules.Problem(wanted.Heading, TextRules.Line, mayBeBlank: true))
                .Add($"{item.Pointer}/wording/body", TextRules.Problem(wanted.Body, TextRules.Body, mayBeBlank: true));
        }

        return OnBehalf is null ? problems.Refusal : OnBehalf.Check(problems).Refusal;
    }

    private Decision Take(Agreement agreement, Context context)
    {
        var events = new List<DomainEvent>();
        var amendment = agreement.Amendments.Count;
        foreach (var item in Items)
        {
            var clause = agreement.Text[item.Clause];
            if (IsAlreadySo(agreement.StanceOf(item.Clause, context.For), item)) continue;
            AmendmentKey? proposed = item.Wanted is null ? null : new(++amendment);
            if (item.Wanted is { } wanted)
            {
                var wording = Wording.Of(wanted.Heading ?? clause.Wording.Heading, wanted.Body);
                events.Add(new AmendmentProposed(
                    proposed!.Value, context.For, AmendmentOp.Reword, item.Clause, clause.Revision, null, null, wording.Heading, wording.Body, item.Reason));
            }

            events.Add(item.Stance == StanceKind.Approve
                ? new ClauseApproved(item.Clause, clause.Revision, clause.Wording.Hash, context.For, item.Reason, OnBehalf)
                : new ClauseObjected(item.Clause, clause.Revision, clause.Wording.Hash, context.For, item.Reason!, OnBehalf, proposed));
        }

        return Decision.Of(events);
    }

    private bool IsAlreadySo(Stance? stance, Item item) =>
        stance is not null && stance.Kind == item.Stance && stance.Revision == item.Revision && stance.Reason == item.Reason
        && item.Wanted is null && (OnBehalf is not null || stance.OnBehalf is null);
}
