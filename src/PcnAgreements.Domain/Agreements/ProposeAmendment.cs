using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// A party, or an editor of the convenor, proposes a change of the text under review. What no editor could do cannot be proposed.
/// </summary>
/// <param name="Op">What is to be done.</param>
/// <param name="Clause">To which clause; null when one is to be added.</param>
/// <param name="Heading">The heading, when one is reworded (not given: as it is) or added.</param>
/// <param name="Body">The words, when one is reworded (null: as they are) or added.</param>
/// <param name="At">Where it is to stand, when one is moved or added.</param>
/// <param name="Rationale">Why; null for nothing.</param>
public sealed record ProposeAmendment(
    AmendmentOp Op, ClauseKey? Clause = null, Given<string?> Heading = default, string? Body = null, Place At = default,
    string? Rationale = null) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (Clause is { } named && agreement.Find(named) is null) return agreement.No(named);
        if (agreement.Status != Status.InReview) return agreement.Not("proposing an amendment", Status.InReview);
        if (Clause is { } key && agreement.Text[key].Struck) return new Refusal.WrongState($"Clause {key} has been struck out.");
        // Before what is invalid: a locked clause takes no amendment, whatever it says.
        var edit = Edit(agreement).Decide(agreement, context);
        if (edit.Refusal is not null and not Refusal.Invalid) return edit.Refusal;
        if (Check(edit).Refusal is { } invalid) return invalid;
        var proposed = Proposed(agreement, context, edit.Events[0].Event);
        return Decision.Of(proposed) with { Made = proposed.Amendment.ToString() };
    }

    private AgreementCommand Edit(Agreement agreement)
    {
        var any = new EditTags(Any: true, []);
        return Op switch
        {
            AmendmentOp.Reword when agreement.Text[Clause!.Value].Wording is var present =>
                new RewordClause(Clause.Value, any, Heading.Or(present.Heading), Body ?? present.Body),
            AmendmentOp.Strike => new StrikeClause(Clause!.Value, any),
            AmendmentOp.Move => new MoveClause(Clause!.Value, any, At),
            _ => new AddClause(Heading.Or(null), Body ?? "", At),
        };
    }

    private Problems Check(Decision edit)
    {
        var problems = new Problems().Add("/rationale", TextRules.Problem(Rationale, TextRules.Remark, mayBeBlank: true));
        var (words, place) = (Op is AmendmentOp.Reword or AmendmentOp.Add, Op is AmendmentOp.Move or AmendmentOp.Add);
        problems
            .When(!words && Heading.Is, "/heading", "goes with reword and add only")
            .When(!words && Body is not null, "/body", "goes with reword and add only")
            .When(!place && At.Parent.Is, "/parent", "goes with move and add only")
            .When(!place && At.After.Is, "/after", "goes with move and add only");
        if (edit.Refusal is Refusal.Invalid invalid)
        {
            foreach (var (pointer, messages) in invalid.Errors)
            {
                foreach (var message in messages) problems.Add(pointer, message);
            }
        }

        return problems.When(edit.Refusal is null && edit.Events.IsEmpty, place ? "/after" : "/body", "is as the clause is already");
    }

    private AmendmentProposed Proposed(Agreement agreement, Context context, DomainEvent edit)
    {
        var revision = Clause is { } clause ? agreement.Text[clause].Revision : (int?)null;
        var proposed = new AmendmentProposed(
            agreement.NextAmendment, context.For, Op, Clause, revision, null, null, null, null, TextRules.Said(Rationale));
        return edit switch
        {
            ClauseReworded e => proposed with { Heading = e.Heading, Body = e.Body },
            ClauseMoved e => proposed with { Parent = e.Parent, After = e.After },
            ClauseAdded e => proposed with { Parent = e.Parent, After = e.After, Heading = e.Heading, Body = e.Body },
            _ => proposed,
        };
    }
}
