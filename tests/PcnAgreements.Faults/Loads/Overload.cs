using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using PcnAgreements.Faults.Arenas;
using PcnAgreements.Faults.Histories;
using PcnAgreements.Faults.Workload;

namespace PcnAgreements.Faults.Loads;

/// <summary>
/// One instance is asked for what it can do, then by twelve people for ten times as much and by one noisy one for more than all of them,
/// while somebody quiet writes a note now and then and somebody malicious sends slow, endless and malformed requests: what is taken in is
/// answered soon, the rest is turned away with <c>Retry-After</c>, the malicious are dropped, and memory has a bound.
/// </summary>
internal sealed class Overload(Setting setting)
{
    private const int Usual = 32, OfEachMalice = 10;
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(15);
    // The service gives headers ten seconds, and bodies five to come at a pace.
    private static readonly TimeSpan LongestKept = TimeSpan.FromSeconds(20);
    private readonly ConcurrentQueue<Answered> answers = [];
    private readonly ConcurrentQueue<Dropped> dropped = [];
    private readonly string[] people = [.. Enumerable.Range(0, Cast.Practices).SelectMany(p => new[] { Cast.Manager(p), Cast.Deputy(p) })];
    private int notes;

    /// <summary>Runs it; 0 when every bound held.</summary>
    public async Task<int> Run()
    {
        await using var arena = await Arena.Open(setting with { Instances = 1 }, Path.Combine(setting.Folder, "overload"));
        var instance = arena.Instances[0];
        var tokens = await Cast.Enter(instance);
        var agreement = await Draft(instance, tokens);
        await Ask("usual", Usual);
        var usual = Done("usual") / Each.TotalSeconds;
        Report.Say($"  {usual:N0} writes a second over {Usual} connections");

        long memory = 0;
        using var watch = new Timer(_ => memory = Math.Max(memory, instance.Memory()), null, 0, 200);
        await Task.WhenAll(
            Ask("many", Usual * 10), Ask("noisy", 1_500, Cast.Editor), Ask("quiet", 1, Cast.Auditor, TimeSpan.FromMilliseconds(200)),
            Annoy());
        foreach (var who in (string[])["many", "noisy", "quiet"]) Say(who);
        Report.Say($"  memory at most {memory / 1e6:N0} MB");

        foreach (var kind in dropped.GroupBy(d => d.Malice).OrderBy(g => g.Key))
            Report.Say($"  {kind.Key,-11} {kind.Count()} sent, {kind.Count(d => d.WasDropped)} dropped within "
                + $"{kind.Max(d => d.After).TotalSeconds:0.0} s: {Counted(kind.Select(d => d.How))}");
        var broken = Bounds.Broken(answers, memory).Concat(MaliciousClient.Kept(dropped)).ToList();
        foreach (var bound in broken) Report.Say($"  NOT within its bounds: {bound}");
        if (broken.Count == 0) Report.Say("  every bound held");
        return broken.Count == 0 ? 0 : 1;

        async Task Annoy()
        {
            var target = ($"/api/v1/agreements/{agreement}/clauses/c1/comments", tokens[Cast.Manager(0)]);
            var malicious = new MaliciousClient(instance.Port, target, LongestKept);
            await Task.WhenAll(Enum.GetValues<Malice>().SelectMany(m => Enumerable.Repeat(m, OfEachMalice))
                .Select(async m => dropped.Enqueue(await malicious.Send(m))));
        }

        async Task Ask(string phase, int connections, string? person = null, TimeSpan pause = default)
        {
            using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue };
            using var http = new HttpClient(handler) { BaseAddress = instance.Http.BaseAddress, Timeout = TimeSpan.FromSeconds(60) };
            var until = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, connections).Select(async n =>
            {
                while (until.Elapsed < Each)
                {
                    await One(http, phase, person ?? people[n % people.Length], tokens, agreement);
                    if (pause > TimeSpan.Zero) await Task.Delay(pause);
                }
            }));
        }
    }

    private async Task One(HttpClient http, string who, string person, IReadOnlyDictionary<string, string> tokens, string agreement)
    {
        var quiet = person == Cast.Auditor;
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"/api/v1/agreements/{agreement}/{(quiet ? "notes" : "clauses/c1/comments")}");
        request.Headers.Authorization = new("Bearer", tokens[person]);
        request.Content = new ByteArrayContent(
            JsonSerializer.SerializeToUtf8Bytes(new { body = $"Said {Interlocked.Increment(ref notes)}." }));
        request.Content.Headers.ContentType = new("application/json");
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await http.SendAsync(request);
            answers.Enqueue(new(
                who, (int)answer.StatusCode, answer.Headers.RetryAfter is not null, Stopwatch.GetElapsedTime(began).TotalSeconds));
            // As Retry-After asks, if not for as long.
            if (!answer.IsSuccessStatusCode) await Task.Delay(100);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            answers.Enqueue(new(who, 0, false, Stopwatch.GetElapsedTime(began).TotalSeconds));
        }
    }

    private static async Task<string> Draft(Instance instance, IReadOnlyDictionary<string, string> tokens)
    {
        var (world, sender) = (new World(1), new Sender(tokens, new History()));
        // Drafting, four clauses, circulating: what the first wishes of anybody come to. Their dice must not fall on waiting for it.
        for (var n = 1; ; n++)
        {
            var wish = new Wish(n, Deed.Read, 0, 0, n % 2 == 0 ? 0.1 : 0.55);
            var operation = world.Resolve(wish)!;
            var (attempt, body) = await sender.Send(operation, instance);
            world.Learn(wish, operation, attempt, body);
            if (operation.Deed == Deed.Circulate && attempt.IsAcknowledged) return operation.Stream!["agreement-".Length..];
        }
    }

    private void Say(string who)
    {
        var of = answers.Where(a => a.Who == who).ToList();
        Report.Say($"  {who,-6} {of.Count,8:N0} requests: {Counted(of.Select(a => $"{a.Status}"))}; "
            + $"acknowledged within {Bounds.Slowest(of, who):0.00} s (99 of 100)");
    }

    private static string Counted(IEnumerable<string> what) =>
        string.Join(", ", what.GroupBy(w => w).OrderBy(g => g.Key).Select(g => $"{g.Count():N0} × {g.Key}"));

    private int Done(string who) => answers.Count(a => a.Who == who && a.Status == 201);
}
