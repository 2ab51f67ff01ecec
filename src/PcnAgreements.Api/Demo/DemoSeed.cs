using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Host;
using PcnAgreements.Api.Proofs;
using PcnAgreements.Domain;
using PcnAgreements.Store;
using PcnAgreements.Store.Facts;

namespace PcnAgreements.Api.Demo;

/// <summary>
/// Puts the demo network into an empty store, before the service listens, by the ordinary way of commands. The beginning, and with it every
/// id and date, is agreed upon in the database, and each call has an idempotency key of its own: however many instances start at once, and
/// wherever one is killed, each call is recorded once.
/// </summary>
internal sealed partial class DemoSeed(
    ServiceFacts facts, ILog log, CommandLoop loop, Settings settings, LogStanding standing, TimeProvider time, ILogger<DemoSeed> notes)
{
    private const string Beginning = "demo_beginning";
    private const string Finished = "demo_finished";

    /// <summary>Seeds what is still to be seeded; nothing in a store that began without the demo.</summary>
    public async Task Sow(CancellationToken ct)
    {
        if (!settings.SeedDemo || standing.Broken is not null || await facts.Find(Finished, ct) is not null) return;
        if (await facts.Find(Beginning, ct) is not { } begun)
        {
            var isEmpty = (await log.ReadAll(0, 1, ct)).Count == 0;
            if (!isEmpty) return;
            var now = time.GetUtcNow();
            begun = await facts.Keep(Beginning, $"{AgreementId.New(now)} {now:O}", ct);
        }

        var outcome = await Sow(begun.Split(' '), ct);
        await facts.Keep(Finished, outcome, ct);
    }

    private async Task<string> Sow(string[] begun, CancellationToken ct)
    {
        var agreement = new AgreementId(Guid.Parse(begun[0]));
        var number = 0;
        foreach (var call in DemoNetwork.Calls(agreement, DateTimeOffset.Parse(begun[1], CultureInfo.InvariantCulture)))
        {
            number++;
            if (await loop.Run(Ask(call, $"demo {agreement} {number}"), ct) is not Outcome.Refused { Refusal: var refusal }) continue;
            // Taken up again weeks after it was interrupted, its deadlines lie in the past. Nobody is to be kept waiting for that.
            NoteRefused(notes, number, refusal.Detail);
            return $"refused at {number}";
        }

        NoteSown(notes, number);
        return "whole";
    }

    private static Ask Ask(DemoCall call, string name)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return new(call.Stream, Rule, null) { Key = (new(hash), hash), People = call.People };

        Ruling Rule(Facts known, Moment moment)
        {
            var state = known.State(call.Stream)!;
            return new(call.Actor(moment.People), call.Decide(state, moment.Now, known, moment.People));
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The store was empty: it has the demo network now, by {Calls} calls. Demo__Seed=false starts without")]
    private static partial void NoteSown(ILogger log, int calls);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The demo network stays unfinished: its call {Number} was refused ({Why}). A fresh data folder gets a whole one")]
    private static partial void NoteRefused(ILogger log, int number, string why);
}
