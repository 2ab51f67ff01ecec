using System.Globalization;
using System.Text.Json;
using PcnAgreements.Api.Http;
using PcnAgreements.Proof.Receipts;
using PcnAgreements.Store.Tree;

namespace PcnAgreements.Api.Proofs;

/// <summary>Answers what is asked of the log.</summary>
internal sealed class LogQuestions(
    LogTree tree, TreeReader reader, EntryMaker maker, ServedCheckpoints served, LogSight sight, LogStanding standing)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The newest checkpoint, signed and cosigned, as C2SP writes it.</summary>
    public async Task Checkpoint(HttpContext http)
    {
        if (await ReadEndpoint.Choose(http, ["text/plain"]) is not { } form) return;
        if (await served.Newest(http.RequestAborted) is { } newest) await Answering.WriteText(http, form, newest.Note.ToString());
        else await NotSigned("No checkpoint has been signed yet.").Write(http);
    }

    /// <summary>One entry, or its leaf hash alone.</summary>
    public async Task<Answer> Entry(Asked asked)
    {
        var (made, problem) = await Find(asked.Path.Index, asked.Ct);
        if (problem is not null) return problem;
        var may = await sight.Of(asked.Caller, made!.Row, asked.Ct);
        return Answer.Of(new EntryView(
            asked.Path.Index, $"{made.Leaf}", may.Entry ? Element(made.Bytes) : null, may.Entry && may.Data ? Element(made.Data) : null));
    }

    /// <summary>An entry with its proof and a checkpoint, in one file (C2SP tlog-proof).</summary>
    public async Task Receipt(HttpContext http)
    {
        if (Http.Path.Of(http) is not { } path)
        {
            await Problem.NotFound().Write(http);
            return;
        }

        if (await ReadEndpoint.Choose(http, ["text/plain"]) is not { } form) return;
        var ct = http.RequestAborted;
        var (made, problem) = await Find(path.Index, ct);
        if (problem is null && !(await sight.Of(Answering.Caller(http), made!.Row, ct)).Entry)
            problem = Problem.NotEntitled(
                "A receipt shows what its entry is about. Its leaf hash, and the proof that it is in the log, are for everyone: see entries and proofs.");
        if (problem is not null)
        {
            await problem.Write(http);
            return;
        }

        if (await served.Covering(path.Index, Patience, ct) is not { } covering)
        {
            await NotSigned("No checkpoint covers this entry yet.").Write(http);
            return;
        }

        var proof = await reader.Inclusion(path.Index, covering.Checkpoint.Size, ct);
        http.Response.Headers.ContentDisposition = string.Create(
            CultureInfo.InvariantCulture, $"attachment; filename=\"receipt-{path.Index}.tlog-proof\"");
        await Answering.WriteText(http, form, new Receipt(made!.Bytes, path.Index, proof, covering.Note).ToString());
    }

    /// <summary>That an entry is in the log.</summary>
    public async Task<Answer> Inclusion(Asked asked)
    {
        var query = new QueryText(asked.Query);
        var (index, size) = (query.Whole("index", required: true), query.Whole("size"));
        if (query.Problem is { } malformed) return malformed;
        var (newest, problem) = await Newest(asked.Ct);
        if (problem is not null) return problem;
        var of = size ?? newest;
        if (of > newest) return Problem.Invalid("?size", Beyond(newest));
        if (index >= of) return Problem.Invalid("?index", "must be below the size");
        var (leaf, root) = (await reader.Leaf(index!.Value, asked.Ct), await reader.Root(of, asked.Ct));
        return Answer.Of(
            new InclusionView(
                index.Value, of, $"{leaf}", [.. (await reader.Inclusion(index.Value, of, asked.Ct)).Select(h => $"{h}")], $"{root}"));
    }

    /// <summary>That the log was only added to.</summary>
    public async Task<Answer> Consistency(Asked asked)
    {
        var query = new QueryText(asked.Query);
        var (from, to) = (query.Whole("from", required: true), query.Whole("to"));
        if (query.Problem is { } malformed) return malformed;
        var (newest, problem) = await Newest(asked.Ct);
        if (problem is not null) return problem;
        var of = to ?? newest;
        if (of > newest) return Problem.Invalid("?to", Beyond(newest));
        if (from > of) return Problem.Invalid("?from", "must not be above the later size");
        var (earlier, later) = (await reader.Root(from!.Value, asked.Ct), await reader.Root(of, asked.Ct));
        return Answer.Of(
            new ConsistencyView(
                from.Value, of, [.. (await reader.Consistency(from.Value, of, asked.Ct)).Select(h => $"{h}")], $"{earlier}", $"{later}"));
    }

    private async Task<(MadeEntry? Made, Problem? Problem)> Find(long index, CancellationToken ct)
    {
        if (await tree.FindRow(index, ct) is not { } row) return (null, Problem.NotFound("The log has no such entry."));
        var made = (await maker.Make([row], ct))[0];
        // One that is not in the tree yet is what it is.
        if (made.Damage is null && index >= await tree.Size(ct)) return (made, null);
        var leaf = (await tree.ReadLeaves(index, 1, ct)).GetValueOrDefault(index);
        if (SelfCheck.ProblemOf(made, index, leaf) is not { } altered) return (made, null);
        standing.Break(altered);
        return (null, Problem.NotSound(altered));
    }

    private async Task<(long Size, Problem? Problem)> Newest(CancellationToken ct) => await served.Newest(ct) is { } newest
        ? (newest.Checkpoint.Size, null)
        : (0, NotSigned("No checkpoint has been signed yet."));

    private Problem NotSigned(string why) => standing.Broken is { } broken ? Problem.NotSound(broken) : Problem.Unavailable(why);

    private static string Beyond(long newest) =>
        string.Create(CultureInfo.InvariantCulture, $"must not be above the newest checkpoint's, {newest}");

    private static JsonElement Element(byte[] canonical) => JsonElement.Parse(canonical);
}
