using System.Globalization;
using PcnAgreements.Documents.Html;
using PcnAgreements.Documents.Redlines;
using PcnAgreements.Documents.Word;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Views;

/// <summary>What changed in a text between two versions, word by word.</summary>
internal sealed record RedlineView(
    long From, long To, string FromTextHash, string ToTextHash, IReadOnlyList<RedlineView.ClauseChange> Clauses)
{
    private Agreement? later;
    private IReadOnlyList<RedlineClause> redline = [];

    /// <summary>The media types it can be had in, the preferred one first.</summary>
    public static IReadOnlyList<string> Forms { get; } = ["application/json", "text/html", WordExport.MediaType];

    /// <summary>What became of one clause.</summary>
    internal sealed record ClauseChange(
        ClauseKey Key, string? Number, IReadOnlyList<string> Changes, IReadOnlyList<Change> Heading, IReadOnlyList<Change> Body);

    /// <summary>Compares two states of one agreement.</summary>
    /// <param name="earlier">The earlier one.</param>
    /// <param name="later">The later one.</param>
    /// <param name="unchanged">Whether clauses without changes are named too.</param>
    public static RedlineView Of(Agreement earlier, Agreement later, bool unchanged)
    {
        // The two texts alone do not tell a new clause from one that was out.
        var struck = earlier.Text.All.Where(c => c.Struck).Select(c => c.Key).ToHashSet();
        var redline = Redline.Between(earlier.Text.Printed, later.Text.Printed, struck);
        return new(
            earlier.Version, later.Version, earlier.Text.TextHash, later.Text.TextHash,
            [
                .. redline.Where(c => unchanged || c.Changes != ClauseChanges.None)
                    .Select(c => new ClauseChange(c.Clause.Key, c.Clause.Number, HtmlRedline.Names(c.Changes), c.Heading, c.Body)),
            ])
        {
            later = later, redline = redline,
        };
    }

    /// <summary>The same as a page.</summary>
    public string Html() => HtmlRedline.Write(
        later!.Title,
        [
            ("From version", From.ToString(CultureInfo.InvariantCulture)), ("To version", To.ToString(CultureInfo.InvariantCulture)),
            ("Text hash before", FromTextHash), ("Text hash after", ToTextHash),
        ],
        redline);
}
