using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Text;
using PcnAgreements.Store;

namespace PcnAgreements.Benchmarks;

/// <summary>How fast the views are made anew from agreements of a hundred clauses and two thousand approvals each.</summary>
internal static class Rebuilds
{
    private const int EventsEach = 2_000;

    public static async Task<int> Run(string server, int events)
    {
        await using var scratch = await Scratch.Open(server);
        var filling = Stopwatch.StartNew();
        for (var n = 0; n * EventsEach < events; n++)
        {
            var id = AgreementId.New(DateTimeOffset.UtcNow);
            var history = Agreement(id).Take(EventsEach).Select(e => new NewEvent(e, Actor.System, null)).ToList();
            if (await scratch.Store.Log.Append(new([new(StreamId.Of(id), 0, history)]), default) is not AppendOutcome.Written) return 1;
        }

        Console.WriteLine($"wrote {events} events in {filling.Elapsed.TotalSeconds:0.0} s");
        for (var run = 0; run < 3; run++)
        {
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var rebuilding = Stopwatch.StartNew();
            var count = await PostgresStore.Rebuild(new(scratch.ConnectionString), NullLoggerFactory.Instance, default);
            var seconds = rebuilding.Elapsed.TotalSeconds;
            var own = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
            Console.WriteLine($"views made anew from {count} events in {seconds:0.00} s: {count / seconds:0}/s; {own:0.00} s of own CPU");
        }

        return 0;
    }

    private static IEnumerable<DomainEvent> Agreement(AgreementId id)
    {
        OdsCode[] practices = [.. Enumerable.Range(1, 5).Select(n => OdsCode.Parse($"Y9990{n}"))];
        var clauses = Enumerable.Range(1, 100).Select(
            n => new ClauseDraft(ClauseKey.Local(n), null, $"Clause {n}", string.Join(' ', Enumerable.Repeat("The practices agree.", 20))));
        var rules = JsonSerializer.Deserialize<DecisionRule>("""{"majority": "unanimous", "of": "entitled"}""", EventJson.Options)!;
        yield return new AgreementDrafted(
            id, "Network agreement", AgreementKind.Network, OdsCode.Parse("U99901"), "DEMO PCN",
            [.. practices.Select(p => new PartyTerms(p, "SURGERY", null, PartyRole.Core, true, []))], new(rules, rules), LmcAccess.Full,
            null, null,
            [.. clauses], 101);
        yield return new Circulated(
            DateTimeOffset.UtcNow.AddDays(5), null, [.. practices.Select(p => new WeighedVoter(p, "SURGERY", 1, null))]);
        var hash = new string('a', 64);
        while (true)
            foreach (var clause in Enumerable.Range(1, 100))
                foreach (var practice in practices)
                    yield return new ClauseApproved(ClauseKey.Local(clause), 1, hash, practice);
    }
}
