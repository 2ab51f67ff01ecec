using System.Globalization;
using System.Security.Claims;
using PcnAgreements.Api.Access;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Access;

public sealed class Trusting_a_token_again : IDisposable
{
    private const string Header = "Bearer a.b.c";
    private readonly Clock clock = new();
    private readonly KnownTokens known;

    public Trusting_a_token_again() => known = new(clock);

    public void Dispose() => known.Dispose();

    [Fact]
    public void lasts_a_minute_and_no_longer()
    {
        var token = Token(clock.Now.AddHours(12));
        known.Keep(Header, token);

        clock.Now += TimeSpan.FromSeconds(59);
        known.Find(Header).ShouldBe(token);
        clock.Now += TimeSpan.FromSeconds(1);
        known.Find(Header).ShouldBeNull();
    }

    [Fact]
    public void lasts_no_longer_than_the_token()
    {
        known.Keep(Header, Token(clock.Now.AddSeconds(20)));

        clock.Now += TimeSpan.FromSeconds(19);
        known.Find(Header).ShouldNotBeNull();
        clock.Now += TimeSpan.FromSeconds(1);
        known.Find(Header).ShouldBeNull();
    }

    [Fact]
    public void is_for_exactly_that_token_and_for_one_that_says_when_it_ends()
    {
        known.Keep(Header, Token(clock.Now.AddHours(1)));
        known.Find("Bearer a.b.d").ShouldBeNull();
        known.Find("").ShouldBeNull();

        known.Keep("Bearer endless", new(new ClaimsIdentity([new("sub", "somebody")])));
        known.Find("Bearer endless").ShouldBeNull();
        known.Keep("Bearer past", Token(clock.Now.AddSeconds(-1)));
        known.Find("Bearer past").ShouldBeNull();
    }

    private static ClaimsPrincipal Token(DateTimeOffset expires) =>
        new(new ClaimsIdentity([new("exp", expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))]));

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
