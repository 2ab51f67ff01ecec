using System.Text;

namespace PcnAgreements.Documents.Markdown;

/// <summary>Writes a text as a Markdown file.</summary>
internal static class MarkdownWriter
{
    public static string Write(AgreementText text)
    {
        var file = new StringBuilder();
        file.Append("# ").Append(Title(text.Title)).Append("\n\n");
        foreach (var (name, value) in TextFacts.Of(text)) file.Append("> ").Append(name).Append(": ").Append(value).Append("  \n");
        if (file[^2] != '\n') file.Append('\n');
        var labels = new ReferenceLabels(text.Clauses);
        foreach (var clause in text.Clauses)
        {
            file.Append(HeadingLine.Write(clause, clause.Number is null)).Append("\n\n");
            if (!clause.Wording.IsBlank) file.Append(BodyLines.Out(clause.Wording.Body, clause.Key.ToString(), labels)).Append("\n\n");
        }

        Signatures(file, text.Parties);
        return file.ToString().TrimEnd('\n') + "\n";
    }

    // A title that ends as a clause's heading would is told apart by braces of its own.
    private static string Title(string title) => HeadingLine.Read("# " + title) is { Braces.Length: > 0 } ? title + " {.title}" : title;

    private static void Signatures(StringBuilder file, IReadOnlyList<TextParty> parties)
    {
        if (parties.Count == 0) return;
        file.Append(BodyLines.End).Append("\n\n## Signatures\n\n");
        foreach (var party in parties)
        {
            file.Append("### ").Append(TextFacts.Party(party)).Append("\n\n");
            foreach (var line in party.Signatures)
                file.Append("- ").Append(TextFacts.Signature(line)).Append(": ")
                    .Append(line.SignedAt is { } at ? TextFacts.Time(at) : "awaited").Append('\n');
            file.Append('\n');
        }
    }
}
