using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Notes;
using static System.FormattableString;

namespace PcnAgreements.Proof.Packs;

/// <summary>
/// What a pack says of itself, in each form that there was. None of it proves anything, and the newer form says so: the older one seems to
/// vouch for whoever has put something like a cosignature beneath the checkpoint.
/// </summary>
internal static class PackReadme
{
    private const string HowAndWhat = """
        POLICY.txt names the log's keys and the witnesses that you trust. Have it from somebody you trust, such as
        your LMC; a policy that came with this file would prove nothing. FORMAT.md of the verifier says how every
        check is made, so that you, or an expert of the other side, can write a verifier of your own.

        record.json     who agreed to what, ballots with their sums, signatures
        clauses.json    every wording that each clause has had
        texts/          every whole text that was put to a ballot or signed, by its hash
        """;

    /// <summary>The file to read first.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="title">What the agreement is called.</param>
    /// <param name="version">After which event of its history it is shown.</param>
    public static string Of(Pack pack, string title, string version) =>
        (pack.IsOfFirstForm ? First(pack, title, version) : Second(pack, title, version)).ReplaceLineEndings("\n");

    /// <summary>By which checkpoint it is said to be covered.</summary>
    public static string CheckpointLine(Pack pack)
    {
        if (!Checkpoint.TryParse(pack.Note.Text, out var checkpoint)) return "";
        return pack.IsOfFirstForm
            ? Invariant($"Covered by the checkpoint of {checkpoint.Origin} at {checkpoint.Size} entries, {Cosignatures(pack.Note)}.")
            : Invariant($"To be checked by the checkpoint of {checkpoint.Origin} at {checkpoint.Size} entries. ")
                + "Who signed it, and which witnesses, the verifier says by your policy.";
    }

    private static string Second(Pack pack, string title, string version) => $"""
        {title}

        This is the whole record of one agreement: who agreed to what, in which words, and what it takes to prove that
        nothing of it was altered since it was entered into the log. It shows the agreement as it stood after event
        {version} of its history.

        To read it, open record.html. No page proves anything by itself: whoever can make a file can make a page.
        To check it, you need nothing of the service that made it:

            pcn-agreements-verify pack THIS.zip --policy POLICY.txt

        {HowAndWhat}
        events.txt      everything that happened, each with its proof; the words of comments within one organisation
                        are left out. Also the erasures of people
        people.json     who the opaque ids stand for: the addresses of those who did something here can be checked,
                        names are what the service had
        checkpoint.txt  what the log signed, and witnesses where there are any
        {CheckpointLine(pack)}

        """;

    private static string First(Pack pack, string title, string version) => $"""
        {title}

        This is the whole record of one agreement: who agreed to what, in which words, and the proof that nothing
        of it was altered since. It shows the agreement as it stood after event {version} of its history.

        To read it, open record.html. To check it, you need nothing of the service that made it:

            pcn-agreements-verify pack THIS.zip --policy POLICY.txt

        {HowAndWhat}
        events.txt      everything that happened, each with its proof
        people.json     who the opaque ids stand for; the address is proven, the name is what the service had
        checkpoint.txt  what the log and its witnesses signed
        {CheckpointLine(pack)}

        """;

    // By their form alone, and so also of the log's own signature where it happens to be as long.
    private static string Cosignatures(SignedNote note)
    {
        var names = note.Signatures.Where(s => s.Signature.Length == 72 && VerifierKey.TimeOf(s) is not null)
            .Select(s => s.Name).Distinct().ToList();
        return names.Count == 0 ? "not cosigned by any witness" : $"with signatures of {string.Join(", ", names)}";
    }
}
