using PcnAgreements.Api.Http;
using PcnAgreements.Documents.Word;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Views;

/// <summary>
/// What changed in a text between two versions, as a Word file with tracked changes: each by the person, and at the time, of the edit.
/// </summary>
internal static class TrackedChangesFile
{
    /// <summary>Compares two states of one agreement.</summary>
    /// <param name="earlier">The earlier one.</param>
    /// <param name="later">The later one.</param>
    /// <param name="events">Its events from the first on, at least up to the later one.</param>
    /// <param name="names">Who people are.</param>
    public static Download Of(Agreement earlier, Agreement later, IReadOnlyList<LoggedEvent> events, Names names)
    {
        var document = TextView.Document(later, names);
        var made = new ClauseEdits(events.Where(e => e.Version > earlier.Version && e.Version <= later.Version));
        var edits = later.Text.All.ToDictionary(c => c.Key, c => new WordEdits(By(made.Words(c.Key)), By(made.Place(later.Text, c))));
        var other = Edit(later, made.Last ?? events[(int)later.Version - 1], names);
        return new(
            WordExport.MediaType, Download.NameOf(later.Title, $"-v{earlier.Version}-v{later.Version}.docx"),
            stream => WordRedline.Write(earlier.Text.Printed, document, edits, other, stream));

        WordEdit? By(LoggedEvent? e) => e is null ? null : Edit(later, e, names);
    }

    private static WordEdit Edit(Agreement agreement, LoggedEvent made, Names names)
    {
        var editor = Author(made.Recorded.Actor, names);
        var amendment = made.Event switch
        {
            ClauseAdded e => e.Amendment,
            ClauseReworded e => e.Amendment,
            ClauseMoved e => e.Amendment,
            ClauseStruck e => e.Amendment,
            _ => null,
        };
        // Accepting an amendment is an edit credited to its proposer.
        return new(
            amendment is { } key && agreement.Find(key) is { } found ? $"{Author(found.By.Actor, names)} (accepted by {editor})" : editor,
            made.At);
    }

    private static string Author(Actor actor, Names names) =>
        names.Of(actor.Person).Name ?? (actor.Organisation is { } ods ? $"Unnamed person of {ods}" : "Unnamed person");
}
