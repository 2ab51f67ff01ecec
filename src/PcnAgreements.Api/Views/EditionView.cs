using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Api.Views;

/// <summary>Where an agreement departs from its template: what was replaced, added or struck out, and what is left blank.</summary>
internal sealed record DeparturesView(TemplateId? Template, string? Edition, IReadOnlyList<Departure> Items, string? Next)
{
    public static Answer Of(Shown shown)
    {
        var (agreement, id) = (shown.Agreement, shown.Agreement.Template);
        var template = id is { } its ? shown.Facts.Template(its) : null;
        var departures = template is null ? [] : Departures.Of(agreement, template).ToDictionary(d => d.Clause);
        // Every clause that could be among them is a place, so that a page goes on where the last one ended whatever is edited meanwhile.
        IEnumerable<ClauseKey> order =
            [.. agreement.Text.Printed.Select(c => c.Key), .. template?.Clauses.Select(c => c.Key) ?? [],
                .. agreement.Text.All.Select(c => c.Key)];
        var (page, problem) = Page.Cut(shown.Query, [.. order.Distinct()], c => c.ToString(), departures.ContainsKey);
        return problem ?? Answer.Of(
            page, (p, _) => new DeparturesView(id, template?.Edition, [.. p.Items.Select(c => departures[c])], p.Next));
    }
}

/// <summary>An agreement held against its own template edition and another, clause by clause.</summary>
internal sealed record EditionView(
    TemplateId From, TemplateId To, string EditionFrom, string EditionTo, IReadOnlyList<EditionView.Row> Clauses)
{
    /// <summary>One clause: national then, national now, ours. What is missing on a side is null there.</summary>
    internal sealed record Row(ClauseKey Key, EditionState State, Side? NationalThen, Side? NationalNow, Side? Ours);

    /// <summary>The words of one side, with their number there.</summary>
    internal sealed record Side(string? Number, string? Heading, string Body, string Hash)
    {
        public static Side? Of(string? number, Wording? wording) =>
            wording is null ? null : new(number, wording.Heading, wording.Body, wording.Hash);
    }

    public static Answer Of(Shown shown)
    {
        if (!TemplateId.TryParse(shown.Query["to"], out var to)) return Problem.Malformed("to must name a template edition.");
        if (shown.Agreement.Template is not { } from)
            return Problem.WrongState("The agreement was drafted from no template, so there is nothing to compare.");
        var (then, now) = (shown.Facts.Template(from), shown.Facts.Template(to));
        if (then is null || now is null) return Problem.Invalid("?to", $"there is no template edition {to}");
        var rows = EditionComparison.Of(shown.Agreement, then, now).Select(c => new Row(
            c.Clause, c.State, Side.Of(c.NumberThen, c.Then?.Wording()), Side.Of(c.NumberNow, c.Now?.Wording()),
            c.Ours is { Struck: false } ours ? Side.Of(c.NumberOurs, ours.Wording) : null));
        return Answer.Of(new EditionView(from, to, then.Edition, now.Edition, [.. rows]));
    }
}
