using PcnAgreements.Api.Access;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Api.Views;

/// <summary>An agreement as the contract shows it: everything but the words of its clauses.</summary>
internal sealed record AgreementView(
    AgreementId Id, string Title, AgreementKind Kind, Status Status, long Version, ConvenorView Convenor, IReadOnlyList<PartyView> Parties,
    AgreementRules Rules, LmcAccess LmcAccess, TemplateId? Template, AgreementId? VariationOf, IReadOnlyList<AgreementId> Variations,
    DateTimeOffset? ReviewBy, DateTimeOffset? SignBy, DateOnly? EffectiveFrom, bool Overdue, string? Message, string TextHash,
    string? SigningHash,
    Progress Progress, IReadOnlyList<ClauseLine>? Clauses, IReadOnlyList<NoteView> Notes, EndView? End, DateTimeOffset? DraftedAt,
    DateTimeOffset? CirculatedAt, DateTimeOffset? InForceAt, IReadOnlyDictionary<string, string> Links)
{
    /// <summary>As somebody may see it: an auditor of status alone gets no clauses.</summary>
    public static Answer Of(Shown shown) =>
        Answer.Of(shown.Agreement, (a, names) => Of(a, names, shown.Sight.Level == SightLevel.Full));

    public static AgreementView Of(Agreement a, Names names, bool withClauses = true) => new(
        a.Id, a.Title, a.Kind, a.Status, a.Version, new(a.Convenor, a.ConvenorName),
        [.. a.Parties.Values.Select(p => PartyView.Of(p, names))],
        a.Rules, a.LmcAccess, a.Template, a.VariationOf, a.Variations, a.ReviewBy, a.SignBy, a.EffectiveFrom, a.IsOverdue, a.Message,
        a.Text.TextHash, a.Round?.Opened.SigningHash ?? (a.InForce is null ? null : a.Rounds[^1].Opened.SigningHash), Progress.Of(a),
        withClauses ? [.. a.Text.Printed.Select(c => ClauseLine.Of(a, c))] : null,
        [.. a.Notes.Select(n => NoteView.Of(n, names))],
        EndView.Of(a), a.Drafted?.At, a.FirstCirculated?.At, a.InForce?.At,
        LinksOf(a, withClauses));

    // Nothing is linked that is closed to an auditor of status alone.
    private static Dictionary<string, string> LinksOf(Agreement a, bool withClauses)
    {
        var self = $"/api/v1/agreements/{a.Id}";
        var links = new Dictionary<string, string> { ["self"] = self };
        string[] parts =
        [
            "clauses", "text", "stances", "ballots", "amendments", "comments", "signatures", "history", "record", "redline", "stream"
        ];
        foreach (var part in withClauses ? parts : [])
            links[part] = $"{self}/{part}";
        if (a.InForce is not null) links["confirmation"] = $"{self}/confirmation";
        if (a.VariationOf is { } parent) links["variationOf"] = $"/api/v1/agreements/{parent}";
        if (a.Template is { } template) links["template"] = $"/api/v1/templates/{template}";
        return links;
    }
}

/// <summary>Who convenes.</summary>
internal sealed record ConvenorView(OdsCode Ods, string Name);

/// <summary>A party as the contract shows it.</summary>
internal sealed record PartyView(
    OdsCode Ods, string Name, LegalForm? LegalForm, PartyRole Role, bool Votes, IReadOnlyList<SignatoryView> Signatories, string? Waiver,
    long? Weight)
{
    /// <summary>The one the path names.</summary>
    public static Answer One(Shown shown) => Answer.Of(shown.Agreement.Parties.GetValueOrDefault(shown.Path.Ods!.Value), Of);

    public static PartyView Of(Party party, Names names)
    {
        var terms = party.Terms;
        var signatories = terms.Signatories.Select(s => SignatoryView.Of(s, names)).ToList();
        return new(terms.Ods, terms.Name, terms.LegalForm, terms.Role, terms.Votes, signatories, terms.Waiver, party.Weight);
    }
}

/// <summary>One who must sign for a party.</summary>
internal sealed record SignatoryView(string? Email, string? Name, string Capacity)
{
    public static SignatoryView Of(NamedSignatory signatory, Names names)
    {
        var person = names.Of(signatory.Person);
        return new(person.Email, person.Name, signatory.Capacity);
    }
}

/// <summary>A clause without its words.</summary>
internal sealed record ClauseLine(
    ClauseKey Key, string? Number, int Level, string? Heading, int Revision, string Hash, bool Blank, bool Settled)
{
    public static ClauseLine Of(Agreement agreement, Domain.Text.PrintedClause c) => new(
        c.Key, c.Number, c.Level, c.Wording.Heading, agreement.Text[c.Key].Revision, c.Wording.Hash, c.Blank,
        agreement.SettledBy(c.Key) is not null);
}

/// <summary>An LMC's advice.</summary>
internal sealed record NoteView(OdsCode Lmc, string Body, PersonView By, DateTimeOffset At)
{
    public static NoteView Of(Note note, Names names) => new(note.Lmc, note.Body, names.Of(note.By.Actor.Person), note.By.At);
}

/// <summary>How and when it ended.</summary>
internal sealed record EndView(EndKind Kind, string? Reason, AgreementId? SupersededBy, DateTimeOffset At)
{
    /// <summary>The end of an agreement; null before that.</summary>
    public static EndView? Of(Agreement a) => a.End is { } end ? new(end.Kind, end.Reason, end.SupersededBy, a.EndedAt!.At) : null;
}
