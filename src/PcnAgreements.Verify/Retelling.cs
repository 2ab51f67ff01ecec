using System.Text.Json.Nodes;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Proof.Entries;
using PcnAgreements.Proof.Packs;
using static System.FormattableString;
using DomainJson = PcnAgreements.Domain.Text.CanonicalJson;

namespace PcnAgreements.Verify;

/// <summary>
/// Tells the agreement's story again from its events: every hash, sum and state that an event claims is worked out anew, and in the end
/// the record and the texts that the pack claims.
/// </summary>
internal sealed record Retelling(IReadOnlyList<string> Lines, long? Index, string? Problem)
{
    public static Retelling Of(Pack pack, IReadOnlyList<Entry> entries)
    {
        var stream = new StreamId(pack.Stream);
        if (!pack.Stream.StartsWith("agreement-", StringComparison.Ordinal) || !AgreementId.TryParse(stream.Key, out var id))
            return new([], null, $"'{pack.Stream}' is no agreement's stream");
        var people = pack.People.ToDictionary(p => p.Commitment, p => p.Id);
        var agreement = new Agreement { Id = id };
        var (texts, comments) = (new AgreedTexts(), new CommentWords());
        foreach (var (e, entry) in pack.Events.Zip(entries).Where(pair => pair.Second.Stream == pack.Stream))
        {
            try
            {
                if (CommentWords.IsAbout(entry))
                {
                    if (!agreement.Exists) return new([], e.Index, "it comes before the agreement was begun");
                    if (comments.Take(e, entry, agreement) is { } wrong) return new([], wrong.Index, wrong.Problem);
                    if (entry.At < agreement.ChangedAt) return new([], e.Index, EventClaims.Earlier);
                    agreement = agreement with { Version = entry.Version, ChangedAt = entry.At };
                    continue;
                }

                if (e.Data is not { } data)
                    return new([], e.Index, $"the data of this {entry.Type} are left out, and what came of it cannot be known");
                var happened = EventJson.Read(entry.Type, data.Span);
                var recorded = new Recorded(entry.Version, entry.At, ActorOf(entry, people), happened);
                if (EventClaims.ProblemOf(agreement, recorded) is { } problem) return new([], e.Index, problem);
                agreement = agreement.Evolve(recorded);
                texts.Note(agreement, recorded.Event);
            }
            catch (Exception broken) when (broken is not OutOfMemoryException)
            {
                // Whatever a forged event makes the arithmetic of the domain do, it is that event that is wrong.
                return new([], e.Index, $"this {entry.Type} does not fit what went before it ({broken.Message.TrimEnd('.')})");
            }
        }

        var told = Compare(pack, agreement, texts);
        return told with { Lines = [.. told.Lines, .. comments.Lines()] };
    }

    private static Actor ActorOf(Entry entry, Dictionary<string, string> people) => new(
        entry.Person is null ? null : new PersonId(Guid.ParseExact(people[entry.Person], "D")),
        entry.Organisation is null ? null : OdsCode.Parse(entry.Organisation),
        entry.Authority,
        entry.OnBehalfOf is null ? null : OdsCode.Parse(entry.OnBehalfOf));

    private static Retelling Compare(Pack pack, Agreement agreement, AgreedTexts texts)
    {
        if (!Says(pack.Record, RecordJson.Of(agreement))) return new([], null, "record.json does not say what the events come to");
        if (!Says(pack.Clauses, AgreedTexts.Clauses(agreement)))
            return new([], null, "clauses.json does not have the wordings that the events have");
        foreach (var (hash, text) in texts.Texts)
        {
            if (!pack.Texts.TryGetValue(hash, out var said))
                return new([], null, $"the text {hash} that was put to the parties is left out");
            if (!Says(said, text))
                return new([], null, $"texts/{hash}.json does not have the words that were put to the parties");
        }

        var other = pack.Texts.Keys.FirstOrDefault(hash => !texts.Texts.ContainsKey(hash));
        if (other is not null) return new([], null, $"the text {other} was never put to the parties");

        var record = AgreementRecord.Of(agreement);
        var signatures = record.Parties.Sum(p => p.Signatures.Length);
        var (closed, wordings) = (agreement.Ballots.Count(b => b.Result is not null), agreement.Revisions.Sum(r => r.Value.Count));
        var stances = record.Parties.Sum(p => p.Clauses.Count(c => c.Stance is not null));
        return new(
            [
                Invariant($"{agreement.Title}: {agreement.Parties.Count} parties, {stances} stances, {signatures} signatures."),
                Invariant($"The sums of {closed} closed ballots were worked out again from their votes."),
                "Whoever acted for a party did so in its name, as its proxy or on its behalf, by the right that such an act takes.",
                "That they had been given that right, and the list sizes behind weights, is as the service told: "
                    + "who gave it stands in the organisations' own histories, which the log covers too.",
                Invariant($"{wordings} wordings of clauses and {texts.Texts.Count} whole texts have the hashes they are known by."),
            ],
            null,
            null);
    }

    private static bool Says(ReadOnlyMemory<byte> said, JsonNode derived) => said.Span.SequenceEqual(DomainJson.Write(derived));
}
