using System.Text.Json;

namespace PcnAgreements.Faults.Workload;

/// <summary>
/// An agreement as the clients who work on it know it, from what they were answered: never sure to be true any more. One that is over makes
/// room for another; so does one that has become long, or each request would cost more than the one before.
/// </summary>
internal sealed class Slot
{
    private const int Long = 15;

    private readonly Dictionary<string, KnownClause> clauses = [];
    private readonly Dictionary<string, DateTimeOffset> ballots = [];

    /// <summary>The agreement's id; null before there is one.</summary>
    public string? Agreement { get; private set; }

    /// <summary>Whether somebody is drafting one.</summary>
    public bool Drafting { get; set; }

    public string Status { get; private set; } = "";

    /// <summary>Whether every clause was settled when somebody last read the whole, so that signing may be opened.</summary>
    public bool IsSettled { get; private set; }

    public string TextHash { get; private set; } = "";

    /// <summary>The hash the text had before it was last seen to change.</summary>
    public string TextBefore { get; private set; } = new('0', 64);

    /// <summary>Whether a refusal has shown that what is known here is not so.</summary>
    public bool Doubtful { get; set; }

    public IReadOnlyList<KnownClause> Clauses => [.. clauses.Values];

    /// <summary>Ballots that have not passed their deadline, as far as this machine's clock tells.</summary>
    public IReadOnlyList<(string Key, DateTimeOffset ClosesAt)> Ballots(DateTimeOffset now) =>
        [.. ballots.Where(b => b.Value > now.AddMilliseconds(-200)).Select(b => (b.Key, b.Value))];

    /// <summary>Takes note of an answer about this agreement.</summary>
    public void Learn(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object) return;
        if (answer.TryGetProperty("current", out var current) && current.ValueKind == JsonValueKind.Object) Learn(current);
        else if (answer.TryGetProperty("textHash", out var hash) && answer.TryGetProperty("convenor", out _))
            LearnWhole(answer, hash.GetString()!);
        else if (answer.TryGetProperty("etag", out var tag) && answer.TryGetProperty("revision", out var revision))
            clauses[answer.GetProperty("key").GetString()!] = new(
                answer.GetProperty("key").GetString()!, revision.GetInt32(), answer.GetProperty("hash").GetString()!, tag.GetString());
        else if (answer.TryGetProperty("closesAt", out var closes) && answer.TryGetProperty("roll", out _))
            LearnBallot(answer, closes.GetDateTimeOffset());
        else if (answer.TryGetProperty("complete", out var complete) && complete.GetBoolean()) Retire();
    }

    private void LearnWhole(JsonElement answer, string textHash)
    {
        (Agreement, Drafting, Doubtful) = (answer.GetProperty("id").GetString(), false, false);
        if (TextHash != textHash && TextHash.Length > 0) TextBefore = TextHash;
        (Status, TextHash) = (answer.GetProperty("status").GetString()!, textHash);
        IsSettled = Status == "in_review";
        foreach (var clause in answer.GetProperty("clauses").EnumerateArray())
        {
            IsSettled &= clause.GetProperty("settled").GetBoolean();
            var (key, revision) = (clause.GetProperty("key").GetString()!, clause.GetProperty("revision").GetInt32());
            var words = clause.GetProperty("hash").GetString()!;
            if (!clauses.TryGetValue(key, out var known) || (known.Revision, known.Hash) != (revision, words))
                clauses[key] = new(key, revision, words, null);
        }

        if (Status is "in_force" or "ended" || clauses.Count >= Long) Retire();
    }

    private void LearnBallot(JsonElement answer, DateTimeOffset closesAt)
    {
        var key = answer.GetProperty("key").GetString()!;
        if (answer.GetProperty("status").GetString() == "open") ballots[key] = closesAt;
        else ballots.Remove(key);
    }

    /// <summary>Makes room for another agreement: this one is over, or is no more.</summary>
    public void Retire()
    {
        (Agreement, Status, IsSettled, TextHash, Doubtful) = (null, "", false, "", false);
        clauses.Clear();
        ballots.Clear();
    }
}

/// <summary>A clause as somebody last saw it.</summary>
/// <param name="Hash">The hash of the words they saw.</param>
/// <param name="EditTag">Its edit tag; null when only its revision was seen.</param>
internal sealed record KnownClause(string Key, int Revision, string Hash, string? EditTag);
