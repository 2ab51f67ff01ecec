using System.Collections.Concurrent;
using System.Diagnostics;
using PcnAgreements.Api.Tests.Processes;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Observability;

public sealed class Reading_a_warm_agreement
{
    private static readonly string[] Parts =
    [
        "", "/clauses", "/clauses/c1", "/text", "/stances", "/ballots", "/signatures", "/comments", "/amendments", "/record"
    ];

    [Fact]
    public async Task asks_the_database_for_nothing_but_the_versions()
    {
        await using var host = await ApiHost.Start();
        var situation = await host.An_agreement_in_review();
        var index = (await situation.Say(0, "c1")).Is(200).LogIndex;
        await ReadAll(situation);
        // Once the last event has a receipt, the proof log has entered and signed all there is, and asks nothing of its own.
        await Wait.Until(async () => (await situation.Editor.Get($"/log/receipts/{index}")).Status == 200);
        using var statements = new Statements(host.Database.Name);

        await ReadAll(situation);

        statements.Others.ShouldBeEmpty();
        statements.VersionChecks.ShouldBe(2 * Parts.Length);
    }

    [Fact]
    public async Task is_not_asked_again_for_each_event_that_a_stream_has_sent()
    {
        await using var host = await ApiHost.Start();
        var situation = await host.An_agreement_in_review();
        for (var n = 0; n < 60; n++) (await situation.Say(n % 3, "c1", n / 3 % 2 == 0 ? "approve" : "object", "So it is.")).Is(200);
        using var statements = new Statements(host.Database.Name);
        using var answer = await situation.Editor.Open($"{situation.Path}/stream?from=1");
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        await Until("id: 64");
        (await situation.Say(0, "c2")).Is(200);
        await Until("id: 65");

        statements.VersionChecks.ShouldBeLessThan(20);

        async Task Until(string line)
        {
            while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) != line)
            {
            }
        }
    }

    private static async Task ReadAll(Situation situation)
    {
        foreach (var part in Parts)
        {
            var reply = (await situation.Editor.Get($"{situation.Path}{part}")).Is(200);
            (await situation.Editor.Get($"{situation.Path}{part}", ("If-None-Match", reply.ETag!))).Is(304);
        }
    }

    /// <summary>What is asked of one database while it is watched, but for what the service does by itself now and then.</summary>
    private sealed class Statements : IDisposable
    {
        private readonly ConcurrentQueue<string> seen = [];
        private readonly ActivityListener listener;

        public Statements(string database)
        {
            listener = new()
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity =>
                {
                    if (activity.GetTagItem("db.namespace") as string == database && activity.GetTagItem("db.query.text") is string text)
                        seen.Enqueue(text);
                },
            };
            ActivitySource.AddActivityListener(listener);
        }

        public int VersionChecks => seen.Count(IsVersionCheck);

        public IEnumerable<string> Others => seen.Where(s => !IsVersionCheck(s) && !IsWatch(s));

        public void Dispose() => listener.Dispose();

        private static bool IsVersionCheck(string statement) =>
            statement.Contains("left join pcn.mt_streams s on s.id = d.id", StringComparison.Ordinal);

        // What is due, and whether the log has grown.
        private static bool IsWatch(string statement) =>
            statement.Contains("from pcn.due", StringComparison.Ordinal)
                || statement.StartsWith("select e.seq_id, e.stream_id from pcn.mt_events", StringComparison.Ordinal);
    }
}
