using System.Text;

namespace PcnAgreements.Documents.Imports;

/// <summary>A clause as a reader of files puts it together, before it has a place in a tree.</summary>
internal sealed class FoundClause(string place, int level)
{
    public string Place { get; } = place;

    public int Level { get; set; } = level;

    /// <summary>Whether a schedule begins here.</summary>
    public bool OpensSchedule { get; set; }

    public string? Key { get; set; }

    public string? SourceNumber { get; set; }

    public string? Heading { get; set; }

    public StringBuilder Body { get; } = new();

    /// <summary>A body that must be taken to the letter; null when <see cref="Body"/> is the body.</summary>
    public string? ExactBody { get; set; }

    public bool Numbered { get; set; } = true;

    public bool Blank { get; set; }

    /// <summary>Whether its flags were said in the file, so that nothing is to be guessed.</summary>
    public bool FlagsKnown { get; set; }

    /// <summary>Who tracked it as inserted, for a clause that nobody gave a key yet.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    public void AddBlock(string text)
    {
        if (text.Length == 0) return;
        if (Body.Length > 0) Body.Append("\n\n");
        Body.Append(text);
    }
}
