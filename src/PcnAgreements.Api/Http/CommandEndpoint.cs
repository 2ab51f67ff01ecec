using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Proofs;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Http;

/// <summary>
/// How every command travels: the checks in the contract's order (404, 403, 413, 415, 400, 428, then what the command itself decides), one
/// run through the loop, one answer. An idempotency key that was used with success answers first, whatever has happened since.
/// </summary>
internal sealed class CommandEndpoint(
    CommandLoop loop, Reading reading, StateCache cache, LogClock clock, Answering answering, ILog log, LogStanding standing)
{
    /// <summary>Carries one request through.</summary>
    public async Task Handle<TBody>(HttpContext http, Journey<TBody> journey)
    {
        var (body, tooLarge) = await Body.Read(http, journey.Form.Limit);
        var (key, bad) = KeyOf(http, body);
        var problem = await Carry(http, journey, body, tooLarge, key, bad);
        if (problem is null) return;
        // What is refused now may be what was answered before.
        if (key is { } used && await log.FindAnswer(used.Key, http.RequestAborted) is { } kept)
            await Repeat(http, journey, body!, used.BodyHash, kept);
        else await problem.Write(http);
    }

    private async Task<Problem?> Carry<TBody>(
        HttpContext http, Journey<TBody> journey, Body? body, Problem? tooLarge, (IdempotencyKey Key, string BodyHash)? key,
        Problem? badKey)
    {
        var caller = Answering.Caller(http);
        if (Path.Of(http) is not { } path)
            return journey.NamesNew ? Problem.Malformed(Path.Amiss(http)) : Problem.NotFound();
        if (await MayNot(journey, caller, path, http.RequestAborted) is { } refused) return Problem.Of(refused);
        if (tooLarge is not null) return tooLarge;
        var (content, unreadable) = await journey.Form.Read(http, body!);
        if ((unreadable ?? badKey) is { } malformed) return malformed;
        var header = http.Request.Headers.IfMatch.ToString();
        if (journey.NeedsIfMatch && header.Length == 0 && journey.SparesIfMatch?.Invoke(path, new(new Seen(cache))) != true)
            return Problem.PreconditionRequired();
        var tags = header.Length == 0 ? null : EditTags.TryParse(header);
        if (header.Length > 0 && tags is null) return Problem.Malformed("If-Match is not a list of entity tags.");

        // What would be written now could not be kept when the right state of the database is put back.
        if (standing.Broken is { } broken) return Problem.NotSound(broken);
        var mentions = journey.Mentions(content!, path).GroupBy(m => m.Email)
            .ToDictionary(m => m.Key, m => m.Select(p => p.Name).FirstOrDefault(n => n is not null));
        if (caller.Person is null) mentions.TryAdd(caller.Email, TextRules.LineProblem(caller.Name) is null ? caller.Name : null);
        var stream = journey.Stream(content!, path, clock.Now);
        var ask = new Ask(stream, Rule, Answering.RequestId(http))
        {
            Key = key, Status = journey.Makes ? 201 : 200, People = mentions, Renames = journey.Renames
        };
        switch (await loop.Run(ask, http.RequestAborted))
        {
            case Outcome.Done done:
                await Show(http, journey, done.State, done.Made, Report(journey, done.Body, content!), done.LogIndex);
                return null;
            case Outcome.Repeated repeated:
                await Repeat(http, journey, body!, key!.Value.BodyHash, repeated.Answer);
                return null;
            case Outcome.Refused { Refusal: var refusal, State: var state }:
                return await answering.WithNames(names => Problem.Of(refusal, r => Current(state, r, names)), http.RequestAborted);
            default:
                return Problem.Conflict();
        }

        Ruling Rule(Facts facts, Moment moment)
        {
            var known = caller.Person is null ? caller with { Person = moment.People[caller.Email] } : caller;
            var ruling = journey.Rule(content!, known, new(path, tags, moment.People, stream), facts, moment);
            return ruling.Decision.Refusal is null or Refusal.Invalid && journey.Check(content!).Refusal is { } invalid ? invalid : ruling;
        }
    }

    /// <summary>From cached states when they allow it, from checked ones before anything is denied.</summary>
    private async Task<Refusal?> MayNot<TBody>(Journey<TBody> journey, Caller caller, Path path, CancellationToken ct)
    {
        var facts = new Facts(new Seen(cache));
        if (journey.MayNot(caller, path, facts, clock.Now) is null && facts.Missing.Count == 0) return null;
        return await reading.Ask((known, now) => journey.MayNot(caller, path, known, now), ct);
    }

    private async Task Repeat<TBody>(HttpContext http, Journey<TBody> journey, Body body, string bodyHash, KeptAnswer kept)
    {
        if (kept.BodyHash != bodyHash)
        {
            await Problem.IdempotencyMismatch().Write(http);
            return;
        }

        var state = await reading.StateAsOf(kept.Stream!.Value, kept.Version, http.RequestAborted);
        var content = journey.Completes is null ? default : (await journey.Form.Read(http, body)).Content;
        await Show(http, journey, state!, kept.Made, Report(journey, kept.Body, content), kept.LogIndex);
    }

    private static JsonNode? Report<TBody>(Journey<TBody> journey, string? kept, TBody? content)
    {
        var report = kept is null ? null : JsonNode.Parse(kept);
        if (report is not null && content is not null) journey.Completes?.Invoke(content, report);
        return report;
    }

    private async Task Show<TBody>(HttpContext http, Journey<TBody> journey, object state, string? made, JsonNode? body, long? logIndex)
    {
        var path = Path.Of(http)!;
        await journey.Afterwards(http.RequestServices);
        await reading.KnowWhoIsWho(http.RequestAborted);
        var reply = await answering.WithNames(
            names =>
                journey.Show(new(state, made, path, names) { Body = body }), http.RequestAborted);
        if (reply.Version is { } version)
            http.Response.Headers.ETag = Answering.ETag(new(version, (state as Agreement)?.Epoch ?? 1));
        if (logIndex is { } index) http.Response.Headers["Log-Index"] = index.ToString(CultureInfo.InvariantCulture);
        if (reply.Location is not null) http.Response.Headers.Location = reply.Location;
        await Answering.Write(http, reply.Location is null ? 200 : 201, reply.View);
    }

    // What the query asks for is part of what was asked: with another one, the same body is another request.
    private static string WithQuery(string bodyHash, QueryString query) =>
        query.HasValue ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{bodyHash}\n{query.Value}"))) : bodyHash;

    private static ClauseView? Current(object? state, Refusal.PreconditionFailed refusal, Names names) =>
        state is Agreement agreement && refusal.Clause is { } key && agreement.Find(key) is { } clause
            ? ClauseView.Of(agreement, clause, names)
            : null;

    private static ((IdempotencyKey Key, string BodyHash)? Key, Problem? Problem) KeyOf(HttpContext http, Body? body)
    {
        var header = http.Request.Headers["Idempotency-Key"];
        if (header.Count == 0 || body is null) return (null, null);
        var text = header.ToString();
        if (header.Count > 1 || text.Length is 0 or > 255 || text.Any(c => c is < ' ' or > '~'))
            return (null, Problem.Malformed("Idempotency-Key is one value of 1 to 255 printable ASCII characters."));
        var belongs = string.Join('\n', Answering.Caller(http).Subject, http.Request.Method, http.Request.Path.Value, text);
        var key = new IdempotencyKey(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(belongs))));
        return ((key, WithQuery(body.Hash, http.Request.QueryString)), null);
    }
}
