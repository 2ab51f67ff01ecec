using System.Collections.Immutable;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// An editor moves the text to another edition of its template, in any state before force; from signing it goes back to review. Only
/// clauses whose words change lose their stances. What was changed on both sides needs a resolution; what was changed only here stays, only
/// there is taken.
/// </summary>
/// <param name="Template">The other edition.</param>
/// <param name="Resolutions">What is to hold, by clause; for others than conflicts only where something else than that is wanted.</param>
public sealed record AdoptEdition(TemplateId Template, ImmutableDictionary<ClauseKey, EditionResolution> Resolutions) : AgreementCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Status is not (Status.Drafting or Status.InReview or Status.Signing))
            return agreement.Not("moving to another edition", Status.Drafting, Status.InReview, Status.Signing);
        if (agreement.Template is not { } present)
            return new Refusal.WrongState("The agreement was drafted from no template, so it has no editions.");
        if (present == Template) return Decision.Nothing;
        var then = context.Directory.Template(present)!;
        if (context.Directory.Template(Template) is not { } now) return Refusal.Invalid.At("/template", $"there is no template {Template}");
        if (now.Kind != then.Kind)
            return Refusal.Invalid.At("/template", "is for another kind of agreement than the one this text was drafted from");

        var rows = EditionComparison.Of(agreement, then, now);
        if (Check(rows) is { } invalid) return invalid;
        var steps = new EditionSteps(agreement, then, now, rows, Resolutions);
        var adopted = new EditionAdopted(Template, now.Edition, steps.Take());
        return steps.Problems.Refusal is { } impossible
            ? impossible
            : Decision.Of(adopted) with { Elsewhere = DraftAgreement.TakenIntoUse(now, agreement.Id) };
    }

    private Refusal.Invalid? Check(ImmutableArray<ComparedClause> rows)
    {
        var problems = new Problems();
        foreach (var row in rows)
        {
            if (Resolutions.TryGetValue(row.Clause, out var resolution)) Check(problems, row, resolution, $"/resolutions/{row.Clause}");
            else
                problems.When(
                    row.State == EditionState.Conflict, $"/resolutions/{row.Clause}", "say what is to hold: it was changed on both sides");
        }

        foreach (var key in Resolutions.Keys.Except(rows.Select(r => r.Clause)))
            problems.Add($"/resolutions/{key}", $"there is no clause {key} in any of the texts");
        return problems.Refusal;
    }

    private static void Check(Problems problems, ComparedClause row, EditionResolution resolution, string pointer)
    {
        if (resolution is EditionResolution.Words words)
        {
            problems
                .Add($"{pointer}/heading", TextRules.HeadingProblem(words.Heading))
                .Add($"{pointer}/body", TextRules.BodyProblem(words.Body));
        }

        if (resolution is EditionResolution.Theirs && row.State != EditionState.Local) return;
        var message = row.State switch
        {
            EditionState.Local => "is a clause of this agreement's own, which no edition touches",
            EditionState.Removed => "is no longer in the new edition, and nothing was changed here: only theirs is possible",
            EditionState.Added => "is new in the edition: only theirs is possible; it can be changed afterwards where it is not locked",
            EditionState.Unchanged when resolution is EditionResolution.Ours => null,
            _ when row.NationalOnly => "is, or has below it, what the new edition needs as it is: only theirs is possible",
            _ => null,
        };
        problems.Add(pointer, message);
    }
}
