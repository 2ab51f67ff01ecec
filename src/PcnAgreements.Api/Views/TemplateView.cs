using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Api.Views;

/// <summary>A template edition without its clauses.</summary>
internal sealed record TemplateLine(TemplateId Id, string Title, AgreementKind Kind, string Edition, TemplateId? Supersedes, bool InUse)
{
    public static TemplateLine Of(TemplateListed t) => new(t.Id, t.Title, t.Kind, t.Edition, t.Supersedes, t.InUse);
}

/// <summary>A template edition as the contract shows it, its clauses in reading order with their numbers.</summary>
internal sealed record TemplateView(
    TemplateId Id, string Title, AgreementKind Kind, string Edition, TemplateId? Supersedes, bool InUse, string TextHash,
    IReadOnlyList<TemplateView.ClauseLine> Clauses)
{
    /// <summary>One clause of it.</summary>
    internal sealed record ClauseLine(
        ClauseKey Key, string? Number, int Level, ClauseKey? Parent, string? Heading, string Body, bool Schedule, bool Numbered, bool Blank,
        bool Locked,
        bool Replaceable, string Hash);

    public static TemplateView Of(Template t)
    {
        var text = t.Tree();
        return new(
            t.Id, t.Title, t.Kind, t.Edition, t.Supersedes, t.InUse, text.TextHash,
            [.. text.Printed.Select(p => (Printed: p, Clause: text[p.Key])).Select(c => new ClauseLine(
                c.Printed.Key, c.Printed.Number, c.Printed.Level, c.Printed.Parent, c.Printed.Wording.Heading, c.Printed.Wording.Body,
                c.Clause.Schedule,
                c.Clause.Numbered, c.Clause.Blank, c.Clause.Locked, c.Clause.Replaceable, c.Printed.Wording.Hash))]);
    }
}
