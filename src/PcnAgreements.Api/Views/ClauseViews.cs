using System.Globalization;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Views;

/// <summary>How questions about clauses are answered.</summary>
internal static class ClauseViews
{
    /// <summary>All that stand, in reading order; struck-out ones too when asked for.</summary>
    public static Answer All(Shown shown)
    {
        var include = shown.Query["include"];
        if (include.Any(i => i != "struck")) return Problem.Malformed("include takes struck, and nothing else.");
        var struck = include.Count > 0;
        return Answer.Of(
            Page.Cut(shown.Query, shown.Agreement.Text.All, c => c.Key.ToString(), c => struck || !c.Struck),
            (c, names) => ClauseView.Of(shown.Agreement, c, names));
    }

    /// <summary>The one the path names.</summary>
    public static Answer One(Shown shown) =>
        Answer.Of(shown.Agreement.Find(shown.Path.Clause), (clause, names) => ClauseView.Of(shown.Agreement, clause, names));

    /// <summary>The one with a key, right after a command.</summary>
    public static ClauseView Of(Made made, ClauseKey key) => ClauseView.Of(made.Agreement, made.Agreement.Text[key], made.Names);

    /// <summary>The edit tag with the agreement's version: a 304 never hides a new stance.</summary>
    public static string? ETag(Shown shown) =>
        shown.Agreement.Find(shown.Path.Clause) is { } clause ? EditTag.WithVersion(clause, shown.Agreement.Present) : null;
}

/// <summary>One wording a clause has had: who wrote it, when, and why.</summary>
internal sealed record RevisionView(
    int Revision, string? Heading, string Body, string Hash, PersonView By, OdsCode? Organisation, string Authority, DateTimeOffset At,
    long Version,
    string? Note, AmendmentKey? Amendment, OdsCode? ProposedBy)
{
    public static Answer All(Shown shown) => shown.Agreement.Revisions.TryGetValue(shown.Path.Clause, out var revisions)
        ? Answer.Of(
            Page.Cut(shown.Query, revisions, r => r.Number.ToString(CultureInfo.InvariantCulture)), (r, names) => Of(shown, r, names))
        : Problem.NotFound();

    public static Answer One(Shown shown) => Answer.Of(
        shown.Agreement.Revisions.GetValueOrDefault(shown.Path.Clause)?.Find(r => r.Number == shown.Path.Revision),
        (r, names) => Of(shown, r, names));

    private static RevisionView Of(Shown shown, Revision r, Names names) => new(
        r.Number, r.Wording.Heading, r.Wording.Body, r.Wording.Hash, names.Of(r.By.Actor.Person), r.By.Actor.Organisation,
        r.By.Actor.Authority,
        r.By.At, r.By.Version, r.Note, r.Amendment, r.Amendment is { } key ? shown.Agreement.Find(key)?.Proposal.By : null);
}
