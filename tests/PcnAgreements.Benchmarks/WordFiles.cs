using System.Diagnostics;
using PcnAgreements.Documents;
using PcnAgreements.Documents.Word;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Benchmarks;

/// <summary>How long a long agreement takes to become a Word file, and to be read from one: with its keys, and as any other file.</summary>
internal sealed class WordFiles(Asked asked, Report report)
{
    private const int Clauses = 400;
    private const int WordsEach = 75;
    private const double Most = 1_000;

    public void Run()
    {
        report.Section($"6. A Word file of {Clauses} clauses with {WordsEach} words each, some 60 pages");
        var text = new AgreementText { Title = "A long agreement", Clauses = Tree().Printed };
        var file = Written(text);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        Read(file);
        Report.Say($"the file has {Shown.Count(file.Length / 1024.0)} kB; reading it allocates {Shown.Count((GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1048576.0)} MB");
        report.Add("exported", Times(() => Written(text)), most: Most);
        report.Add("imported", Times(() => Read(file)), most: Most);
    }

    private List<double> Times(Action once) => [.. Enumerable.Range(0, Math.Max(3, asked.Extent.Rounds)).Select(_ =>
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
            var words = string.Join(' ', Enumerable.Repeat("The practices shall work together for their patients, as they always did.", WordsEach / 12));
            var wording = top ? Wording.Of($"Part {n}", words) : Wording.Of(null, $"{words}\n\nSee [[{main}]], *in full*.");
            tree = tree.Add(new Clause { Key = key, Parent = top ? null : main, Wording = wording }, top ? main : last);
            main = top ? key : main;
            last = top ? null : key;
        }

        return tree;
    }
}
