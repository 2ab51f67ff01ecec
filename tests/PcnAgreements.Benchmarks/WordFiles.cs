using System.Diagnostics;
using System.Text;
using PcnAgreements.Benchmarks.Measures;
using PcnAgreements.Benchmarks.Surroundings;
using PcnAgreements.Documents;
using PcnAgreements.Documents.Word;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Benchmarks;

/// <summary>
/// How long a long agreement takes to become a Word file, and to be read from one: the work alone, and asked for over HTTP.
/// </summary>
internal sealed class WordFiles(Asked asked, Report report)
{
    private const int Clauses = 400;
    private const int WordsEach = 75;
    private const double Most = 1_000;

    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public async Task Run(Database database)
    {
        report.Section($"6. A Word file of {Clauses} clauses with {WordsEach} words each, some 60 pages");
        var text = new AgreementText { Title = "A long agreement", Clauses = Tree().Printed };
        var file = Written(text);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        Read(file);
        Report.Say(
            $"the file has {Shown.Count(file.Length / 1024.0)} kB; reading it allocates {Shown.Count((GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1048576.0)} MB");
        report.Add("exported", Measure(() => Written(text)), most: Most);
        report.Add("imported", Measure(() => Read(file)), most: Most);
        await OverHttp(database, file);
    }

    // Each import is recorded, so each needs a draft of its own; the first of both is the one that compiles.
    private async Task OverHttp(Database database, byte[] file)
    {
        await using var situation = await Situation.Make(database);
        var drafts = new Queue<AgreementId>(await situation.EmptyDrafts(Times + 1));
        using var service = RunningService.Start(asked, database);
        using var wire = new Wire(service.Port);
        var token = service.TokenFor(Network.EditorEmail);
        var path = "";
        Import();
        Export();
        report.Add("exported over HTTP: GET …/text as .docx", Measure(Export), most: Most);
        report.Add($"imported over HTTP: POST …/import, {Clauses} events recorded", Measure(Import), most: Most);

        void Export() => Ask($"GET {path}/text", $"Accept: {Word}\r\n", []);

        void Import()
        {
            path = $"/api/v1/agreements/{drafts.Dequeue()}";
            Ask($"POST {path}/import", $"Content-Type: {Word}\r\nContent-Length: {file.Length}\r\n", file);
        }

        void Ask(string what, string headers, byte[] body)
        {
            var head = Encoding.ASCII.GetBytes($"{what} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n{headers}\r\n");
            if (wire.Ask([.. head, .. body]) is not 200 and var status)
                throw new InvalidOperationException($"{what} was answered with {status}: {Encoding.UTF8.GetString(wire.Body)}");
        }
    }

    private int Times => Math.Max(3, asked.Extent.Rounds);

    private List<double> Measure(Action once) => [.. Enumerable.Range(0, Times).Select(_ =>
    {
        var began = Stopwatch.GetTimestamp();
        once();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    })];

    private static byte[] Written(AgreementText text)
    {
        var file = new MemoryStream();
        WordExport.Write(text, file);
        return file.ToArray();
    }

    private static void Read(byte[] file)
    {
        var read = WordImport.Read(new MemoryStream(file, writable: false), TrackedChanges.Refuse, out var problem);
        if (read?.Clauses.Count != Clauses) throw new InvalidOperationException($"An export was not read again: {problem?.Detail}");
    }

    // Every tenth is a main clause; the others stand below it, and refer back to it.
    private static ClauseTree Tree()
    {
        var tree = ClauseTree.Empty;
        ClauseKey? main = null, last = null;
        for (var n = 1; n <= Clauses; n++)
        {
            var (key, top) = (ClauseKey.Local(n), n % 10 == 1);
            var words = string.Join(
                ' ', Enumerable.Repeat("The practices shall work together for their patients, as they always did.", WordsEach / 12));
            var wording = top ? Wording.Of($"Part {n}", words) : Wording.Of(null, $"{words}\n\nSee [[{main}]], *in full*.");
            tree = tree.Add(new Clause { Key = key, Parent = top ? null : main, Wording = wording }, top ? main : last);
            main = top ? key : main;
            last = top ? null : key;
        }

        return tree;
    }
}
