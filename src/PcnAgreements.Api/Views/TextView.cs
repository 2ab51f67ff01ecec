using System.Globalization;
using PcnAgreements.Api.Http;
using PcnAgreements.Documents;
using PcnAgreements.Documents.Html;
using PcnAgreements.Documents.Markdown;
using PcnAgreements.Documents.Word;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Api.Views;

/// <summary>The whole text: as JSON what its hash is taken over, in reading order; as Markdown, HTML or Word a document.</summary>
internal sealed record TextView(
    AgreementId Agreement, string Title, AgreementKind Kind, Status Status, long Version, string TextHash,
    IReadOnlyList<TextView.PartyLine> Parties,
    IReadOnlyList<TextView.ClauseText> Clauses)
{
    /// <summary>The media types it can be had in, the preferred one first.</summary>
    public static IReadOnlyList<string> Forms { get; } = ["application/json", "text/markdown", "text/html", WordExport.MediaType];

    /// <summary>A party.</summary>
    internal sealed record PartyLine(OdsCode Ods, string Name, PartyRole Role);

    /// <summary>A clause with its words.</summary>
    internal sealed record ClauseText(
        ClauseKey Key, string? Number, int Level, ClauseKey? Parent, bool Schedule, bool Blank, string? Heading, string Body, int Revision,
        string Hash);

    public static Answer Of(Shown shown)
    {
        var a = shown.Agreement;
        return new Answer.View(_ => new TextView(
            a.Id, a.Title, a.Kind, a.Status, a.Version, a.Text.TextHash,
            [.. a.Parties.Values.Select(p => new PartyLine(p.Ods, p.Terms.Name, p.Terms.Role))],
            [.. a.Text.Printed.Select(c => Line(a, c))]))
        {
            Written = (names, form) => form == "text/html"
                ? HtmlText.Write(Document(a, names))
                : MarkdownText.Write(Document(a, names)),
            File = names => WordFile(a, Document(a, names)),
        };
    }

    private static Download WordFile(Agreement a, AgreementText document) =>
        new(WordExport.MediaType, Download.NameOf(a.Title, $"-v{a.Version}.docx"), stream => WordExport.Write(document, stream));

    /// <summary>The text as a document, with who has signed it and who is to.</summary>
    public static AgreementText Document(Agreement a, Names names) => new()
    {
        Title = a.Title, Clauses = a.Text.Printed, Version = a.Version.ToString(CultureInfo.InvariantCulture), TextHash = a.Text.TextHash,
        Date = London.DayOf(a.ChangedAt), Status = Words.Of(a.Status), Parties =
        [
            .. SigningProgress.Of(a).Parties.Select(p => Party(p, names))
        ],
    };

    private static TextParty Party(PartySigning p, Names names)
    {
        var signed = p.Signatures.Select(s => new TextSignature(names.Of(s.Signatory).Name, s.Capacity, s.By.At));
        var awaited = p.Awaited.Select(s => new TextSignature(names.Of(s.Person).Name, s.Capacity));
        TextSignature[] lines = [.. signed, .. awaited];
        return new(
            p.Party.Terms.Name, p.Party.Ods, Words.Of(p.Party.Terms.Role).ToLowerInvariant() + " party",
            lines.Length > 0 ? lines : [new(null, null)]);
    }

    private static ClauseText Line(Agreement a, PrintedClause c) => new(
        c.Key, c.Number, c.Level, c.Parent, c.Schedule, c.Blank, c.Wording.Heading, c.Wording.Body, a.Text[c.Key].Revision, c.Wording.Hash);
}
