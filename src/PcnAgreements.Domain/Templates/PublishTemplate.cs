using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Templates;

/// <summary>
/// An operator publishes a template edition, whole, or corrects one that no agreement has been drafted from. One in use never changes: what
/// is new is an edition of its own that supersedes it.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">The title an agreement drafted from it may begin with.</param>
/// <param name="Kind">Which kind of agreement it is for.</param>
/// <param name="Edition">Its name among the editions, such as <c>2026/27 v1</c>.</param>
/// <param name="Supersedes">The edition it replaces; null when it is the first.</param>
/// <param name="Clauses">Its clauses in reading order, parents before what is below them.</param>
public sealed record PublishTemplate(
    TemplateId Id, string Title, AgreementKind Kind, string Edition, TemplateId? Supersedes,
    ImmutableArray<ClauseDraft> Clauses) : TemplateCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Template template, Context context)
    {
        var invalid = Check(context.Directory).Refusal;
        var published = invalid is null
            ? new TemplatePublished(Id, Title, Kind, Edition, Supersedes, [.. Clauses.Select(c => c.AsKept())])
            : null;
        if (published is not null && IsAlreadySo(template, published)) return Decision.Nothing;
        if (template.InUse)
            return new Refusal.WrongState($"Template {Id} is in use and never changes any more; publish a new one that supersedes it.");
        return invalid is not null ? invalid : published!;
    }

    private static bool IsAlreadySo(Template template, TemplatePublished published) => template.Exists
        && template.Title == published.Title && template.Kind == published.Kind && template.Edition == published.Edition
        && template.Supersedes == published.Supersedes && template.Clauses.SequenceEqual(published.Clauses);

    private Problems Check(IDirectory directory)
    {
        var problems = new Problems()
            .Add("/title", TextRules.LineProblem(Title))
            .Add("/edition", TextRules.LineProblem(Edition))
            .Add("/supersedes", SupersedesProblem(directory))
            .When(Clauses.IsEmpty, "/clauses", "must hold at least one clause");
        WholeText.Check(problems, Clauses, "/clauses");
        var keys = Clauses.Select(c => c.Key).ToHashSet();
        for (var i = 0; i < Clauses.Length; i++)
        {
            var clause = Clauses[i];
            problems
                .When(!clause.Key.IsNational, $"/clauses/{i}/key", "must begin with n, as keys of national clauses do")
                .When(clause is { Locked: true, Replaceable: true }, $"/clauses/{i}/replaceable", "a locked clause cannot be replaced")
                .When(clause is { Locked: true, Blank: true }, $"/clauses/{i}/blank", "a locked clause cannot be filled");
            foreach (var gone in ClauseReferences.In(clause.Body).Where(k => !keys.Contains(k)))
                problems.Add($"/clauses/{i}/body", $"refers to {gone}, which is not in this edition");
        }

        return problems;
    }

    private string? SupersedesProblem(IDirectory directory)
    {
        if (Supersedes is not { } earlier) return null;
        if (earlier != Id && directory.Template(earlier) is null) return $"there is no template {earlier}";
        for (TemplateId? at = earlier; at is { } here; at = directory.Template(here)?.Supersedes)
        {
            if (here == Id) return $"{Id} would supersede itself";
        }

        return null;
    }
}
