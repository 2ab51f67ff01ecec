using System.Net;
using System.Net.Sockets;
using PcnAgreements.Faults.Histories;
using PcnAgreements.Faults.Loads;
using Shouldly;
using Xunit;

namespace PcnAgreements.Faults.Tests;

/// <summary>What is held against overload, rolling restarts and a soak.</summary>
public sealed class Judging_loads
{
    private const long Little = 200_000_000;
    private readonly List<Answered> answers =
    [
        .. Enumerable.Repeat(new Answered("many", 201, false, 0.5), 100), new("quiet", 201, false, 0.1), new("noisy", 429, true, 0.1),
    ];

    [Fact]
    public void finds_nothing_in_an_overload_that_was_borne() => Bounds.Broken(answers, Little).ShouldBeEmpty();

    [Fact]
    public void finds_that_nobody_of_many_was_served()
    {
        var none = answers.Select(a => a.Who == "many" ? a with { Status = 503, HasRetryAfter = true } : a).ToList();

        Bounds.Broken(none, Little).ShouldHaveSingleItem().ShouldContain("of 100 requests of many 0");
    }

    [Theory]
    [InlineData("quiet", 429, 0.1)]
    [InlineData("many", 201, 9)]
    [InlineData("noisy", 500, 0.1)]
    public void finds_one_kept_out_one_kept_waiting_and_one_not_told_when_to_come_again(string who, int status, double seconds)
    {
        answers.AddRange(Enumerable.Repeat(new Answered(who, status, status == 429, seconds), 3));

        Bounds.Broken(answers, Little).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(2_000_000_000)]
    [InlineData(0)]
    public void finds_memory_without_a_bound_or_not_looked_at(long memory) => Bounds.Broken(answers, memory).ShouldHaveSingleItem();

    [Theory]
    [InlineData(nameof(Malice.SlowHeaders))]
    [InlineData(nameof(Malice.EndlessBody))]
    [InlineData(nameof(Malice.HalfClosed))]
    public async Task finds_a_malicious_client_that_is_kept(string malice)
    {
        using var server = new Answering(closes: false);
        var dropped = await Send(server, malice, TimeSpan.FromSeconds(1));

        MaliciousClient.Kept([dropped]).ShouldHaveSingleItem().ShouldContain(malice);
    }

    [Theory]
    [InlineData(nameof(Malice.SlowBody))]
    [InlineData(nameof(Malice.Garbage))]
    public async Task finds_nothing_where_a_malicious_client_is_dropped(string malice)
    {
        using var server = new Answering(closes: true);
        var dropped = await Send(server, malice, TimeSpan.FromSeconds(30));

        MaliciousClient.Kept([dropped]).ShouldBeEmpty();
    }

    [Fact]
    public void finds_nothing_where_every_instance_was_restarted_and_no_request_failed() =>
        Restarted([0, 1], Answer(0, 90, 110, 200), Answer(1, 90, 110, 201)).ShouldBeTrue();

    [Theory]
    [InlineData(0)]
    [InlineData(503)]
    public void finds_a_request_that_failed_under_way_at_the_instance_that_ended(int status) =>
        Restarted([0, 1], Answer(0, 90, 110, status)).ShouldBeFalse();

    [Fact]
    public void finds_a_request_that_failed_elsewhere() => Restarted([0, 1], Answer(1, 500, 510, 0)).ShouldBeFalse();

    [Theory]
    [InlineData]
    [InlineData(0, 0)]
    public void finds_that_not_every_instance_was_restarted(params int[] restarted) => Restarted(restarted).ShouldBeFalse();

    [Fact]
    public void finds_growth_and_too_little_to_tell()
    {
        Soak.Compare("sound", [9, 9, 5, 5, 5, 5, 5, 5, 6, 6]).ShouldBeTrue();
        Soak.Compare("growing", [5, 5, 5, 5, 6, 7, 8, 9, 10, 11]).ShouldBeFalse();
        Soak.Compare("seen too seldom", [5, 5, 5, 5]).ShouldBeFalse();
        Soak.Compare("never seen", []).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, 100, 200, false)]
    [InlineData(0, 250, 260, true)]
    [InlineData(0, 100, 1000, true)]
    [InlineData(0, 310, 1000, false)]
    [InlineData(null, 250, 260, false)]
    public void tells_whether_something_else_kept_writes_away_after_a_kill(int? instance, long from, long to, bool met) =>
        Recovery.Of(new(200, instance), 300, [new(from, to)]).Met.ShouldBe(met);

    private static bool Restarted(int[] instances, params Attempt[] attempts)
    {
        var history = new History();
        foreach (var attempt in attempts) history.Add(attempt);
        return Rolling.IsWell([.. instances.Select(i => new Away(i, 100, 200))], instances: 2, history);
    }

    private static Attempt Answer(int instance, long invoked, long answered, int status) =>
        new(0, instance, invoked, answered, status, 0, 0, 0, null);

    private static Task<Dropped> Send(Answering server, string malice, TimeSpan patience) =>
        new MaliciousClient(server.Port, ("/", "token"), patience).Send(Enum.Parse<Malice>(malice));

    /// <summary>A server that reads what comes, and closes the connection at once or never.</summary>
    private sealed class Answering : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource over = new();

        public Answering(bool closes)
        {
            listener.Start();
            _ = Accept(closes);
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public void Dispose()
        {
            over.Cancel();
            listener.Dispose();
            over.Dispose();
        }

        private async Task Accept(bool closes)
        {
            using var client = await listener.AcceptTcpClientAsync();
            var buffer = new byte[4096];
            while (await client.GetStream().ReadAsync(buffer, over.Token) > 0 && !closes)
            {
            }

            if (!closes) await Task.Delay(Timeout.Infinite, over.Token);
        }
    }
}
