using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// An editor begins a variation of an agreement in force: a new draft with its parties, rules and text, the same clause keys, what was
/// struck out left out. Nothing that was said of the old text is copied; a clause left as it was counts as settled while nobody objects.
/// </summary>
/// <param name="Id">The new agreement's id.</param>
/// <param name="Parent">The agreement in force.</param>
/// <param name="Title">Its title; null for the parent's.</param>
public sealed record OpenVariation(AgreementId Id, AgreementId Parent, string? Title = null) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Exists) return new Refusal.WrongState($"Agreement {Id} has been drafted already.");
        if (context.Directory.Agreement(Parent) is not { Exists: true } parent)
            return new Refusal.NotFound($"There is no agreement {Parent}.");
        if (parent.Status != Status.InForce) return parent.Not("opening a variation", Status.InForce);
        if (Title is not null && TextRules.LineProblem(Title) is { } wrong) return Refusal.Invalid.At("/title", wrong);

        var drafted = new AgreementDrafted(
            Id, Title ?? parent.Title, parent.Kind, parent.Convenor, parent.ConvenorName, [.. parent.Parties.Values.Select(p => p.Terms)],
            parent.Rules,
            parent.LmcAccess, parent.Template, Parent, [.. parent.Text.All.Where(c => !c.Struck).Select(ClauseDraft.Of)],
            parent.NextClause);
        return Decision.Of(drafted) with
        {
            Made = Id.ToString(),
            Elsewhere = [(StreamId.Of(Parent), new(new VariationOpened(Id)))],
        };
    }
}
