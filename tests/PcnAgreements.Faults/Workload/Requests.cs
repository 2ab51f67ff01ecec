using System.Text.Json;
using System.Text.Json.Nodes;
using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Workload;

/// <summary>What is sent for each deed, with all that a check must know of it afterwards.</summary>
internal static class Requests
{
    private static readonly object Rules = new { clause = new { majority = new { ratio = "1/100", test = "at_least" }, of = "entitled" } };
    private static readonly object BallotRule = new { majority = new { ratio = "1/2", test = "more_than" } };

    /// <summary>What is sent to do something about an agreement; null when there is nothing to do it with.</summary>
    public static Operation? Of(Wish wish, Slot slot, string at, string stream, Deed deed)
    {
        var (mark, ods, now) = (Operation.MarkOf(wish.Id), Cast.Ods(wish.Practice), DateTimeOffset.UtcNow);
        var who = wish.Dice is > 0.3 and < 0.5 ? Cast.Deputy(wish.Practice) : Cast.Manager(wish.Practice);
        var clause = slot.Clauses is { Count: > 0 } clauses ? clauses[(int)(wish.Dice * 997) % clauses.Count] : null;
        var (ballot, closesAt) = slot.Ballots(now) is { Count: > 0 } ballots
            ? ballots[(int)(wish.Dice * 997) % ballots.Count]
            : (null, default);
        var (soon, sooner) = (Soon(wish, now, 3), Soon(wish, now, 2));
        var words = $"/clauses/{clause?.Key}";
        var stance = new { revision = clause?.Revision, stance = deed.ToString().ToLowerInvariant(), reason = mark };
        var choice = wish.Dice < 0.5 ? "for" : "against";
        var partner = Cast.Partner(wish.Practice);
        var text = wish.Dice is > 0.2 and < 0.4 ? slot.TextBefore : slot.TextHash;
        return (deed, clause, ballot) switch
        {
            (Deed.AddClause, _, _) => Make(Cast.Editor, HttpMethod.Post, "/clauses", new { body = $"Added by {mark}", heading = "Matter" }),
            (Deed.Circulate, _, _) => Make(Cast.Editor, HttpMethod.Post, "/circulate", new { reviewBy = soon, message = mark }, soon),
            (Deed.Reword, { EditTag: null }, _) => Read(words),
            (Deed.Reword, { EditTag: { } tag }, _) =>
                Make(Cast.Editor, HttpMethod.Put, words, new { body = $"Reworded by {mark}", heading = "Matter" }) with
                {
                    IfMatch = tag, Words = clause.Hash,
                },
            (Deed.Approve or Deed.Object, not null, _) =>
                Make(who, HttpMethod.Put, $"{words}/stances/{ods}", stance) with
                {
                    Revision = clause.Revision, Words = clause.Hash,
                },
            (Deed.ApproveMany, not null, _) => Many(Make(who, HttpMethod.Post, "/stances", null), ods, slot.Clauses.Take(3), mark),
            (Deed.Withdraw, not null, _) => Make(who, HttpMethod.Delete, $"{words}/stances/{ods}", null) with { Marked = 0 },
            (Deed.Comment, not null, _) => Make(Cast.Manager(wish.Practice), HttpMethod.Post, $"{words}/comments", new { body = mark }),
            (Deed.OpenBallot, _, null) =>
                Make(Cast.Editor, HttpMethod.Post, "/ballots", new { motion = mark, rule = BallotRule, closesAt = sooner }, sooner),
            (Deed.Vote or Deed.OpenBallot, _, not null) =>
                Make(who, HttpMethod.Put, $"/ballots/{ballot}/votes/{ods}", new { choice, reason = mark }, closesAt) with
                {
                    Deed = Deed.Vote, Ballot = ballot,
                },
            (Deed.Note, _, _) => Make(Cast.Auditor, HttpMethod.Post, "/notes", new { body = mark, ods = Cast.Lmc }),
            (Deed.Title, _, _) => Make(Cast.Editor, HttpMethod.Patch, "", new { title = $"Agreement {mark}" }),
            (Deed.ReviewBy, _, _) =>
                Make(Cast.Editor, HttpMethod.Patch, "", new { reviewBy = soon, title = $"Agreement {mark}" }, soon),
            (Deed.Recall, _, _) => Make(Cast.Editor, HttpMethod.Post, "/recall", new { reason = mark }),
            (Deed.OpenSigning, _, _) => Make(Cast.Editor, HttpMethod.Post, "/open-signing", new { }) with { Marked = 0 },
            (Deed.Sign, _, _) => Make(
                wish.Dice < 0.2 ? Cast.Deputy(wish.Practice) : partner, HttpMethod.Put, $"/signatures/{ods}",
                new { textHash = text, statement = $"I agree: {mark}", capacity = "Sole contractor" }) with
            {
                Signs = text,
            },
            (Deed.Decline, _, _) => Make(partner, HttpMethod.Post, $"/signatures/{ods}/decline", new { reason = mark }),
            _ when clause is null || wish.Dice < 0.5 => Read(""),
            _ => Read(words),
        };

        Operation Make(string person, HttpMethod method, string path, object? body, DateTimeOffset? before = null) =>
            new(wish.Id, deed, person, method, at + path, stream)
            {
                Body = body is null ? null : Json(body), Ods = ods, Before = before,
                Clause = path.StartsWith("/clauses/", StringComparison.Ordinal) ? clause!.Key : null,
            };

        Operation Read(string path) =>
            Make(wish.Practice % 2 == 0 ? Cast.Editor : who, HttpMethod.Get, path, null) with { Deed = Deed.Read, Marked = 0 };
    }

    /// <summary>A new agreement of all practices.</summary>
    public static Operation Drafting(Wish wish) => new(wish.Id, Deed.Draft, Cast.Editor, HttpMethod.Post, "/agreements", null)
    {
        Ods = Cast.Pcn,
        Body = Json(new
        {
            title = $"Agreement {Operation.MarkOf(wish.Id)}", kind = "network", convenor = Cast.Pcn, rules = Rules,
            parties = Enumerable.Range(0, Cast.Practices).Select(p => new { ods = Cast.Ods(p), role = "core" }),
        }),
    };

    /// <summary>An administrator gives a deputy their authorities, or takes them back.</summary>
    public static Operation Deputising(Wish wish)
    {
        var (ods, deputy) = (Cast.Ods(wish.Practice), Cast.Deputy(wish.Practice));
        var operation = new Operation(
            wish.Id, wish.Deed, Cast.Administrator(wish.Practice), HttpMethod.Put, $"/organisations/{ods}/people/{deputy}",
            $"organisation-{ods}")
        {
            Ods = ods, About = deputy,
        };
        return wish.Deed == Deed.Authorise
            ? operation with { Body = Json(new { name = deputy, authorities = Cast.DeputyMay, evidence = Operation.MarkOf(wish.Id) }) }
            : operation with { Method = HttpMethod.Delete, Marked = 0 };
    }

    private static Operation Many(Operation operation, string ods, IEnumerable<KnownClause> clauses, string mark)
    {
        var items = new JsonArray(
            [.. clauses.Select(
                c => new JsonObject { ["clause"] = c.Key, ["revision"] = c.Revision, ["stance"] = "approve", ["reason"] = mark })]);
        return operation with { Body = Json(new JsonObject { ["ods"] = ods, ["items"] = items }), Marked = items.Count };
    }

    private static DateTimeOffset Soon(Wish wish, DateTimeOffset now, double seconds) => now.AddSeconds(0.5 + (seconds * wish.Dice));

    private static byte[] Json(object body) => JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web);
}
