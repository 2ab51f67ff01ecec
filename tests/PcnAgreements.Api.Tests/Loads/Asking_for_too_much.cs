using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using PcnAgreements.Api.Host;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Loads;

public sealed class Asking_for_too_much
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private const long Writing = 7212001;

    [Fact]
    public async Task at_once_turns_one_person_away_with_429_and_lets_others_in_and_serves_who_was_taken_in()
    {
        await using var host = await ApiHost.Start("--Load:AtOnce=8", "--Load:Waiting=8");
        var situation = await host.An_agreement_in_review();
        await using var busy = await host.Database.Hold(Writing);
        // Two of theirs are worked on, four wait.
        var noisy = Enumerable.Range(1, 9)
            .Select(n => situation.Editor.Post($"{situation.Path}/clauses", new { body = $"Number {n}." })).ToList();
        var turnedAway = new List<Reply>();
        while (turnedAway.Count < 3)
        {
            var done = await Task.WhenAny(noisy);
            noisy.Remove(done);
            turnedAway.Add(await done);
        }

        turnedAway.ShouldAllBe(r => r.Is(429, "rate-limited").Headers.RetryAfter!.Delta!.Value.TotalSeconds > 0);
        (await situation.Network.Manager(0).Get(situation.Path)).Is(200);

        await busy.DisposeAsync();
        (await Task.WhenAll(noisy)).ShouldAllBe(r => r.Status == 201);
    }

    [Fact]
    public async Task at_once_from_all_is_503_with_Retry_After_and_takes_nothing_from_who_was_there_first()
    {
        await using var host = await ApiHost.Start("--Load:AtOnce=4", "--Load:Waiting=2");
        var situation = await host.An_agreement_in_review();
        await using var busy = await host.Database.Hold(Writing);
        var people = Enumerable.Range(0, 3).Select(situation.Network.Manager).Prepend(situation.Editor).ToList();
        var writing = people.Select(p => p.Post($"{situation.Path}/clauses/c1/comments", new { body = "Seen." })).ToList();
        // Strangers one at a time, who leave those four their places, until one has to wait: then all four have been taken in.
        var n = 0;
        var others = new List<Task<Reply>> { Stranger() };
        while (await Task.WhenAny(others[0], Task.Delay(TimeSpan.FromSeconds(3), Ct)) == others[0])
        {
            (await others[0]).Is(200);
            others = [Stranger()];
        }

        // One more may wait; whoever comes after is turned away.
        var shed = new List<Reply>();
        while (shed.Count < 3)
        {
            n.ShouldBeLessThan(200, "nobody is turned away");
            others.Add(Stranger());
            await Task.WhenAny([.. others, Task.Delay(50, Ct)]);
            foreach (var done in others.Where(o => o.IsCompleted).ToList())
            {
                others.Remove(done);
                if ((await done).Status != 200) shed.Add(await done);
            }
        }

        shed.ShouldAllBe(r => r.Is(503, "unavailable").Headers.RetryAfter!.Delta!.Value.TotalSeconds > 0);
        await busy.DisposeAsync();
        (await Task.WhenAll(writing)).ShouldAllBe(r => r.Status == 201);
        (await Task.WhenAll(others)).ShouldAllBe(r => r.Status == 200);

        Task<Reply> Stranger() => host.As($"stranger{++n}@nowhere.test").Get("/me");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(59)]
    [InlineData(100)]
    [InlineData(119)]
    [InlineData(1200)]
    public void for_long_is_limited_to_as_many_a_minute_as_is_said(int perMinute)
    {
        var bucket = Composition.Bucket(perMinute);
        (bucket.TokensPerPeriod * (TimeSpan.FromMinutes(1) / bucket.ReplenishmentPeriod)).ShouldBe(perMinute, 0.01);
        bucket.TokenLimit.ShouldBe(perMinute);
    }

    [Fact]
    public async Task in_the_manner_of_HTTP_that_never_ends_is_dropped()
    {
        await using var host = await ApiHost.Start();
        var token = await host.TokenOf("editor@nowhere.test");
        string[] beginnings =
        [
            "GET /api/v1/me HTTP/1.1\r\nHost: here\r\nX-Slow: ",
            $"POST /api/v1/agreements HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{{",
            "NONSENSE\r\n\r\n",
            "GET /api/v1/me HTTP/9.9\r\n\r\n",
        ];

        await Task.WhenAll(beginnings.Select(async beginning =>
        {
            var since = Stopwatch.StartNew();
            using var client = new TcpClient();
            await client.ConnectAsync(host.Address.Host, host.Address.Port, TestContext.Current.CancellationToken);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), TestContext.Current.CancellationToken);
            using var answer = new MemoryStream();
            try
            {
                await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
                // Reset, which ends it as well.
            }

            since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(25), beginning);
            Encoding.ASCII.GetString(answer.ToArray()).Split(' ').ElementAtOrDefault(1).ShouldBeOneOf(null, "400", "408", "505");
        }));
    }
}
