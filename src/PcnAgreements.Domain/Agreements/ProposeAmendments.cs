using System.Collections.Immutable;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// All that somebody's mark-up of the text asks for, as proposals: one amendment for each change, all of them or none. What the text says
/// by now is not proposed again, and what goes with a clause that is to be struck needs no proposal of its own.
/// </summary>
/// <param name="Changes">The changes, in reading order.</param>
public sealed record ProposeAmendments(ImmutableArray<MarkedChange> Changes) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Status != Status.InReview) return agreement.Not("proposing an amendment", Status.InReview);
        var (events, unfit, problems) = (new List<DomainEvent>(), new List<string>(), Check(agreement));
        var ahead = agreement;
        foreach (var change in Asked(agreement))
        {
            var decision = change.Asks.Decide(ahead, context);
            if (decision.Refusal is Refusal.Invalid invalid) problems.Add("", $"{change.Where}: {invalid.Detail}");
            else if (decision.Refusal is { } refusal) unfit.Add(refusal.Detail);
            else
            {
                var proposed = (AmendmentProposed)decision.Events[0].Event;
                events.Add(proposed with { Revision = change.RevisionIn(agreement) });
                ahead = ahead.Ahead(context, events[^1]);
            }
        }

        // Before what is invalid, as for one alone: a locked clause takes no amendment, whatever it says.
        if (unfit.Count > 0) return new Refusal.WrongState($"Nothing was proposed. {string.Join(' ', unfit.Distinct())}");
        return problems.Refusal is { } wrong ? wrong : Decision.Of(events);
    }

    private Problems Check(Agreement agreement)
    {
        var problems = new Problems().When(Changes.IsEmpty, "", "nothing in the text is marked up");
        var struck = Struck().ToHashSet();
        foreach (var change in Changes.Where(c => c.Asks.Clause is { } key && agreement.Find(key) is not null))
        {
            var key = change.Asks.Clause!.Value;
            problems.When(
                change.Against is not null && change.RevisionIn(agreement) is null, "",
                $"{change.Where}: clause {key} never said what was marked up here");
            if (change.Asks.Op != AmendmentOp.Strike) continue;
            var stays = agreement.Text.Subtree(key)
                .FirstOrDefault(c => !c.Struck && !struck.Contains(c.Key) && !LeavesWith(agreement, c.Key, key));
            problems.When(
                stays is not null, "",
                $"{change.Where}: clause {key} cannot be struck out while {stays?.Key} below it stays; strike or move that too");
        }

        return problems;
    }

    private IEnumerable<MarkedChange> Asked(Agreement agreement)
    {
        var struck = Struck().ToHashSet();
        return Changes.Where(c => c.Asks.Clause is not { } key || agreement.Find(key) is not { } clause || c.Asks.Op switch
        {
            AmendmentOp.Reword => clause.Struck || clause.Wording != Text.Wording.Of(c.Asks.Heading.Or(null), c.Asks.Body ?? ""),
            AmendmentOp.Move => clause.Struck || !new MoveClause(key, new(Any: true, []), c.Asks.At).IsAlreadySo(agreement, clause),
            AmendmentOp.Strike =>
                !clause.Struck && !struck.Any(s => s != key && agreement.Find(s) is not null && agreement.Text.IsWithin(key, s)),
            _ => true,
        });
    }

    // What is moved out of a clause first, alone or with one above it, is not struck with it.
    private bool LeavesWith(Agreement agreement, ClauseKey clause, ClauseKey from) => Changes.Any(c =>
        c.Asks is { Op: AmendmentOp.Move, Clause: { } moved } && moved != from && agreement.Find(moved) is not null
        && agreement.Text.IsWithin(clause, moved) && agreement.Text.IsWithin(moved, from)
        && !(c.Asks.At.Parent.Or(null) is { } under && agreement.Find(under) is not null && agreement.Text.IsWithin(under, from)));

    private IEnumerable<ClauseKey> Struck() => Changes.Where(c => c.Asks.Op == AmendmentOp.Strike).Select(c => c.Asks.Clause!.Value);
}

/// <summary>One change that a mark-up asks for.</summary>
/// <param name="Asks">The proposal it is.</param>
/// <param name="Against">The hash of the words that were marked up; null when a clause is to be added.</param>
/// <param name="Where">Where it stands in what was sent, for whoever must look it up.</param>
public sealed record MarkedChange(ProposeAmendment Asks, string? Against, string Where)
{
    /// <summary>
    /// The latest revision of its clause with the words that were marked up; null when there is none, or it adds a clause.
    /// </summary>
    internal int? RevisionIn(Agreement agreement) =>
        Asks.Clause is { } key && agreement.Revisions.TryGetValue(key, out var revisions)
            ? revisions.LastOrDefault(r => r.Wording.Hash == Against)?.Number
            : null;
}
