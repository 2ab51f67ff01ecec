using System.Diagnostics;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.People;
using PcnAgreements.Domain.Templates;

namespace PcnAgreements.Domain.Summaries;

/// <summary>
/// What an event changed, in plain words, for histories. Clauses go by the number they had at that moment, organisations by the name on
/// record then. No
/// person's name or address is in it, nor what anyone wrote in a comment: those are joined, or withheld, by the answer that shows it.
/// </summary>
public static class Summary
{
    /// <summary>What an event changed in an agreement.</summary>
    /// <param name="recorded">The event.</param>
    /// <param name="before">The agreement as it was.</param>
    /// <param name="after">The agreement with the event folded in.</param>
    public static string Of(Recorded recorded, Agreement before, Agreement after)
    {
        var words = new AgreementSummary(recorded.Actor, before, after);
        return words.Of(recorded.Event) + words.OnBehalf;
    }

    /// <summary>What an event changed of an organisation.</summary>
    /// <param name="recorded">The event.</param>
    /// <param name="before">The organisation as it was.</param>
    public static string Of(Recorded recorded, Organisation before) => OrganisationSummary.Of(recorded.Event, before);

    /// <summary>What an event changed of a template edition.</summary>
    /// <param name="recorded">The event.</param>
    /// <param name="before">The edition as it was.</param>
    public static string Of(Recorded recorded, Template before) => recorded.Event switch
    {
        TemplatePublished e => $"{Words.Quote(e.Title)}, edition {e.Edition}, was {(before.Exists ? "corrected" : "published")} with "
            + Words.Count(e.Clauses.Length, "clause") + (e.Supersedes is { } old ? $"; it supersedes {old}." : "."),
        TemplateTakenIntoUse e => $"Agreement {e.Agreement} was the first to use it; from now on it never changes.",
        _ => throw Unknown(recorded.Event),
    };

    /// <summary>What an event changed of a person.</summary>
    public static string Of(Recorded recorded) => recorded.Event switch
    {
        PersonErased => "The person's name, e-mail address and other personal data were erased.",
        _ => throw Unknown(recorded.Event),
    };

    internal static UnreachableException Unknown(DomainEvent happened) =>
        new($"No summary says what {EventJson.NameOf(happened)} changed.");
}
