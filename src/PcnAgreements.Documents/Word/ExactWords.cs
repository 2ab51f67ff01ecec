using PcnAgreements.Documents.Imports;
using PcnAgreements.Documents.Word.Reading;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Documents.Word;

/// <summary>
/// Gives clauses of an export of ours that nobody touched their exact words, of which Word cannot show everything. What a file says of
/// itself is not believed: the words are taken when writing them and reading them again gives what the file shows.
/// </summary>
/// <param name="drafts">The clauses as the file shows them, in its order.</param>
/// <param name="ours">What the file keeps beside what it shows.</param>
internal sealed class ExactWords(IReadOnlyList<FoundClause> drafts, OurText ours)
{
    // Written together: so that neither one long text nor many short ones take more than they must.
    private const int MostAtOnce = 200_000;

    /// <summary>Gives each clause its words, and warns of one whose words the file says look as it does, when they do not.</summary>
    public void Restore(List<ImportWarning> warnings)
    {
        var kept = drafts.Select(d => (Draft: d, Words: ours.Wording(d.Key)))
            .Where(d => d.Words is not null && d.Words != Seen(d.Draft) && Fits(d.Words)).ToDictionary(d => d.Draft, d => d.Words!);
        foreach (var batch in Batches(kept))
        {
            var shown = Shown(batch);
            foreach (var (draft, words) in batch)
            {
                var (seen, looks) = (Seen(draft), shown.GetValueOrDefault(draft));
                var (heading, body) = (looks is not null && looks.Heading == seen.Heading, looks?.Body == seen.Body);
                if (heading) draft.Heading = words.Heading;
                if (body) draft.ExactBody = words.Body;
                if (Lies(ours.Seen(draft.Key!), words, heading ? null : seen.Heading, body ? null : seen.Body))
                    warnings.Add(new(
                        draft.Place, $"The file keeps other words for clause {draft.Key} than it shows: what it shows was taken."));
            }
        }
    }

    private static Wording Seen(FoundClause draft) => Wording.Of(draft.Heading, draft.ExactBody ?? "");

    private static bool Fits(Wording words) =>
        words.Body.Length <= 2 * TextRules.Body && (words.Heading?.Length ?? 0) <= 2 * TextRules.Line;

    // An edited clause is no lie: one is when the file itself says that its words look like what is shown.
    private static bool Lies(Wording? said, Wording kept, string? heading, string? body) => said is not null
        && ((heading is not null && heading != kept.Heading && heading == said.Heading)
            || (body is not null && body != kept.Body && body == said.Body));

    private static IEnumerable<Dictionary<FoundClause, Wording>> Batches(Dictionary<FoundClause, Wording> kept)
    {
        var (batch, length, room) = (new Dictionary<FoundClause, Wording>(), 0, TextRules.Agreement);
        foreach (var (draft, words) in kept)
        {
            if ((room -= words.Bytes) < 0) break;
            if (length > 0 && length + words.Bytes > MostAtOnce)
            {
                yield return batch;
                (batch, length) = ([], 0);
            }

            batch[draft] = words;
            length += words.Bytes;
        }

        if (batch.Count > 0) yield return batch;
    }

    /// <summary>How some clauses read when they are written as they are kept, among the others' headings.</summary>
    private Dictionary<FoundClause, Wording> Shown(Dictionary<FoundClause, Wording> words)
    {
        var again = drafts.Select(d => new FoundClause(d.Place, d.Level)
        {
            OpensSchedule = d.OpensSchedule, Key = d.Key, Numbered = d.Numbered, Blank = d.Blank, FlagsKnown = true,
            Heading = words.TryGetValue(d, out var kept) ? kept.Heading : (ours.Wording(d.Key) ?? Seen(d)).Heading,
            ExactBody = kept?.Body ?? "",
        }).ToList();
        var assembly = new ImportAssembly();
        assembly.GiveKeys(again, ours.Keys);
        var text = new AgreementText
        {
            Title = "", Clauses = [.. assembly.Build(again, new ImportReport()).Clauses.Select(c => new PrintedClause(
                c.Key, c.Number, c.Level, c.Parent, c.Schedule, Wording.Of(c.Heading, c.Body), c.Blank))],
        };
        var file = new MemoryStream();
        WordExport.Write(text, file, remembered: false);
        file.Position = 0;
        var read = (WordImport.Read(file, TrackedChanges.Accept, out _)?.Clauses ?? []).ToDictionary(
            c => c.Key, c => Wording.Of(c.Heading, c.Body));
        var shown = new Dictionary<FoundClause, Wording>();
        for (var i = 0; i < again.Count; i++)
        {
            if (words.ContainsKey(drafts[i]) && read.TryGetValue(assembly.KeyOf(again[i]), out var looks)) shown[drafts[i]] = looks;
        }

        return shown;
    }
}
