using System.Text.Json;
using System.Text.Json.Nodes;
using PcnAgreements.Faults.Histories;

namespace PcnAgreements.Faults.Workload;

/// <summary>Turns wishes into operations, from what clients know of the agreements they work on.</summary>
internal sealed class World(int slots)
{
    private const int EnoughClauses = 4;
    private static readonly object Rules = new { clause = new { majority = new { ratio = "1/100", test = "at_least" }, of = "entitled" } };
    private static readonly object BallotRule = new { majority = new { ratio = "1/2", test = "more_than" } };
    private readonly Slot[] all = [.. Enumerable.Range(0, slots).Select(_ => new Slot())];

    /// <summary>What a wish comes to now; null when there is nothing to be done about it.</summary>
    public Operation? Resolve(Wish wish)
    {
        var slot = all[wish.Slot];
        lock (slot)
        {
            if (wish.Deed is Deed.Authorise or Deed.Revoke) return Deputising(wish);
            if (slot.Agreement is not { } agreement) return slot.Drafting ? null : Drafting(wish, slot);
            return Of(wish, slot, $"/agreements/{agreement}", $"agreement-{agreement}", Fitting(wish, slot));
        }
    }

    /// <summary>Takes note of what an operation was answered.</summary>
    public void Learn(Wish wish, Operation operation, Attempt attempt, ReadOnlyMemory<byte> body)
    {
        var slot = all[wish.Slot];
        lock (slot)
        {
            // Somebody else's agreement may have taken this place since.
            if (slot.Agreement is { } agreement && operation.Stream != $"agreement-{agreement}") return;
            if (attempt.IsRefused) slot.Doubtful = true;
            if (operation.Deed == Deed.Draft && !attempt.IsAcknowledged) slot.Drafting = false;
            if (body.Length > 0 && body.Span[0] == (byte)'{') slot.Learn(JsonDocument.Parse(body).RootElement);
        }
    }

    // What would only be refused in the agreement's state gives way, mostly, to what brings it on.
    private static Deed Fitting(Wish wish, Slot slot) => slot switch
    {
        { Doubtful: true } => Deed.Read,
        { Status: "drafting", Clauses.Count: < EnoughClauses } => Deed.AddClause,
        { Status: "drafting" } when wish.Dice < 0.6 => Deed.Circulate,
        { Status: "signing" } when wish.Dice < 0.70 => Deed.Sign,
        { Status: "signing" } when wish.Dice < 0.72 => Deed.Decline,
        _ => wish.Deed,
    };

    private static Operation? Of(Wish wish, Slot slot, string at, string stream, Deed deed)
    {
        var (mark, ods, now) = (Operation.MarkOf(wish.Id), Cast.Ods(wish.Practice), DateTimeOffset.UtcNow);
        var who = wish.Dice is > 0.3 and < 0.5 ? Cast.Deputy(wish.Practice) : Cast.Manager(wish.Practice);
        var clause = slot.Clauses is { Count: > 0 } clauses ? clauses[(int)(wish.Dice * 997) % clauses.Count] : null;
        var (ballot, closesAt) = slot.Ballots(now) is { Count: > 0 } ballots
            ? ballots[(int)(wish.Dice * 997) % ballots.Count]
            : (null, default);
        var (soon, sooner) = (Soon(wish, now, 3), Soon(wish, now, 2));
        Operation Make(string person, HttpMethod method, string path, object? body) =>
            new(wish.Id, deed, person, method, at + path, stream) { Body = body is null ? null : Json(body) };
        Operation Read(string path) =>
            new(wish.Id, Deed.Read, wish.Practice % 2 == 0 ? Cast.Editor : who, HttpMethod.Get, at + path, stream) { Marked = 0 };

        return (deed, clause, ballot) switch
        {
            (Deed.AddClause, _, _) => Make(Cast.Editor, HttpMethod.Post, "/clauses", new { body = $"Added by {mark}", heading = "Matter" }),
            (Deed.Circulate, _, _) => Make(Cast.Editor, HttpMethod.Post, "/circulate", new { reviewBy = soon, message = mark }) with
            {
                Before = soon
            },
            (Deed.Reword, { EditTag: null }, _) => Read($"/clauses/{clause.Key}"),
            (Deed.Reword, { EditTag: { } tag }, _) =>
                Make(Cast.Editor, HttpMethod.Put, $"/clauses/{clause.Key}", new { body = $"Reworded by {mark}", heading = "Matter" }) with
                {
                    IfMatch = tag
                },
            (Deed.Approve, not null, _) => Make(
                who, HttpMethod.Put, $"/clauses/{clause.Key}/stances/{ods}",
                new { revision = clause.Revision, stance = "approve", reason = mark }) with
            {
                Revision = clause.Revision,
            },
            (Deed.Object, not null, _) => Make(
                who, HttpMethod.Put, $"/clauses/{clause.Key}/stances/{ods}",
                new { revision = clause.Revision, stance = "object", reason = mark }) with
            {
                Revision = clause.Revision,
            },
            (Deed.ApproveMany, not null, _) => Many(Make(who, HttpMethod.Post, "/stances", null), ods, slot.Clauses.Take(3), mark),
            (Deed.Withdraw, not null, _) =>
                Make(who, HttpMethod.Delete, $"/clauses/{clause.Key}/stances/{ods}", null) with
                {
                    Marked = 0, Unmarked = "stance_withdrawn"
                },
            (Deed.Comment, not null, _) =>
                Make(Cast.Manager(wish.Practice), HttpMethod.Post, $"/clauses/{clause.Key}/comments", new { body = mark }),
            (Deed.OpenBallot, _, null) =>
                Make(Cast.Editor, HttpMethod.Post, "/ballots", new { motion = mark, rule = BallotRule, closesAt = sooner }) with
                {
                    Before = sooner
                },
            (Deed.Vote or Deed.OpenBallot, _, not null) => Make(
                who, HttpMethod.Put, $"/ballots/{ballot}/votes/{ods}",
                new { choice = wish.Dice < 0.5 ? "for" : "against", reason = mark }) with
            {
                Deed = Deed.Vote, Before = closesAt,
            },
            (Deed.Note, _, _) => Make(Cast.Auditor, HttpMethod.Post, "/notes", new { body = mark, ods = Cast.Lmc }),
            (Deed.Title, _, _) => Make(Cast.Editor, HttpMethod.Patch, "", new { title = $"Agreement {mark}" }),
            (Deed.ReviewBy, _, _) => Make(Cast.Editor, HttpMethod.Patch, "", new { reviewBy = soon, title = $"Agreement {mark}" }) with
            {
                Before = soon,
            },
            (Deed.Recall, _, _) => Make(Cast.Editor, HttpMethod.Post, "/recall", new { reason = mark }),
            (Deed.OpenSigning, _, _) => Make(Cast.Editor, HttpMethod.Post, "/open-signing", new { }) with
            {
                Marked = 0, Unmarked = "signing_opened"
            },
            (Deed.Sign, _, _) => Make(
                wish.Dice < 0.2 ? Cast.Deputy(wish.Practice) : Cast.Partner(wish.Practice), HttpMethod.Put, $"/signatures/{ods}",
                new
                {
                    textHash = wish.Dice is > 0.2 and < 0.4 ? slot.TextBefore : slot.TextHash, statement = $"I agree: {mark}",
                    capacity = "Sole contractor"
                }),
            (Deed.Decline, _, _) => Make(Cast.Partner(wish.Practice), HttpMethod.Post, $"/signatures/{ods}/decline", new { reason = mark }),
            _ when clause is null || wish.Dice < 0.5 => Read(""),
            _ => Read($"/clauses/{clause.Key}"),
        };
    }

    private static Operation Drafting(Wish wish, Slot slot)
    {
        slot.Drafting = true;
        return new(wish.Id, Deed.Draft, Cast.Editor, HttpMethod.Post, "/agreements", null)
        {
            Body = Json(new
            {
                title = $"Agreement {Operation.MarkOf(wish.Id)}", kind = "network", convenor = Cast.Pcn, rules = Rules,
                parties = Enumerable.Range(0, Cast.Practices).Select(p => new { ods = Cast.Ods(p), role = "core" }),
            }),
        };
    }

    private static Operation Deputising(Wish wish)
    {
        var (ods, deputy) = (Cast.Ods(wish.Practice), Cast.Deputy(wish.Practice));
        var operation = new Operation(
            wish.Id, wish.Deed, Cast.Administrator(wish.Practice), HttpMethod.Put, $"/organisations/{ods}/people/{deputy}",
            $"organisation-{ods}");
        return wish.Deed == Deed.Authorise
            ? operation with { Body = Json(new { name = deputy, authorities = Cast.DeputyMay, evidence = Operation.MarkOf(wish.Id) }) }
            : operation with { Method = HttpMethod.Delete, Marked = 0, Unmarked = "person_revoked" };
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
