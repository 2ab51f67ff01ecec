using System.Text;
using System.Text.Json;
using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Proof.Packs;

/// <summary>
/// What an audit pack holds: one agreement's events with their proofs, the people in them, the texts that were agreed, the record of who
/// agreed to what, and the checkpoint that covers it all. Record, texts and clauses are canonical JSON.
/// </summary>
/// <param name="Stream">The agreement's stream.</param>
/// <param name="Events">Its events in order, and those of other streams that belong to the story.</param>
/// <param name="People">The people in them.</param>
/// <param name="Record">Who agreed to what: derived from the events.</param>
/// <param name="Clauses">Every revision of every clause: derived from the events.</param>
/// <param name="Texts">Whole texts by their hash: derived from the events.</param>
/// <param name="Note">The checkpoint with all its signatures.</param>
public sealed record Pack(
    string Stream,
    IReadOnlyList<PackedEvent> Events,
    IReadOnlyList<PackedPerson> People,
    ReadOnlyMemory<byte> Record,
    ReadOnlyMemory<byte> Clauses,
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Texts,
    SignedNote Note)
{
    private const string FirstForm = "pcn-agreements-pack/v1";
    private const string SecondForm = "pcn-agreements-pack/v2";
    private const string ThirdForm = "pcn-agreements-pack/v3";

    /// <summary>The form it is written in: the newest unless it was read in an older one.</summary>
    public string Form { get; init; } = ThirdForm;

    /// <summary>Whether its pages are those of the first form, which say more of witnesses than a page can know.</summary>
    public bool IsOfFirstForm => Form == FirstForm;

    /// <summary>Whether its pages say under whose authority something was done, and how it was recorded on another's behalf.</summary>
    internal bool TellsAuthorities => Form == ThirdForm;

    internal static bool IsKnown(string form) => form is FirstForm or SecondForm or ThirdForm;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The files for people to read, made from the rest: a verifier makes them again and compares.</summary>
    internal IEnumerable<(string Name, byte[] Bytes)> ForReading()
    {
        var page = new PackPage(this);
        yield return ("README.txt", Encoding.UTF8.GetBytes(page.Readme()));
        yield return ("record.html", Encoding.UTF8.GetBytes(page.Html()));
    }
}

/// <summary>The small file that says what a pack is.</summary>
internal sealed record PackHead(string Form, string Stream);
