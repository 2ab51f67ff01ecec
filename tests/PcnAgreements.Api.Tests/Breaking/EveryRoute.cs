using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace PcnAgreements.Api.Tests.Breaking;

/// <summary>
/// Every route of the service as its own table of contents has it, and somebody who may call it on something that is there.
/// </summary>
internal sealed class EveryRoute
{
    private readonly Dictionary<string, string> values;
    private readonly Talk[] talks;

    private EveryRoute(ApiHost host, Situation situation, Dictionary<string, string> values)
    {
        this.values = values;
        var network = situation.Network;
        talks =
        [
            situation.Editor, network.Manager(0), network.Partner(0), network.Auditor, network.Administrator(network.Practices[0]),
            host.Operator
        ];
        All =
        [
            .. host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
                .Where(e => e.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal))
                .SelectMany(
                    e =>
                        e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(
                            m => new OneRoute(this, m, e.RoutePattern.RawText!["/api/v1".Length..])))
                .DistinctBy(r => (r.Method, r.Pattern)),
        ];
    }

    public IReadOnlyList<OneRoute> All { get; }

    public IEnumerable<OneRoute> Commands => All.Where(r => r.Method != "GET");

    /// <summary>An agreement in review with a comment, an amendment and an open ballot: something for every route to be about.</summary>
    public static async Task<EveryRoute> Of(ApiHost host)
    {
        var situation = await host.An_agreement_in_review();
        var (network, path) = (situation.Network, situation.Path);
        (await network.Manager(0).Post($"{path}/clauses/c1/comments", new { body = "Why?" })).Is(201);
        (await network.Manager(0).Post($"{path}/clauses/c1/amendments", new { body = "Other words." })).Is(201);
        (await situation.Editor.Post($"{path}/ballots", new { motion = "So be it", closesAt = DateTimeOffset.UtcNow.AddDays(3) })).Is(201);
        (await network.Manager(0).Put($"{path}/clauses/c2/stances/{network.Practices[0]}", new { revision = 1, stance = "approve" }))
            .Is(200);
        var somebody = $"somebody@{network.Pcn}.test";
        (await network.Administrator(network.Practices[0])
            .Put($"/organisations/{network.Practices[0]}/people/{somebody}", new { name = "Somebody", authorities = new[] { "viewer" } }))
                .Is(201);
        return new(host, situation, new()
        {
            ["agreement"] = situation.Id, ["clause"] = "c1", ["ods"] = $"{network.Practices[0]}", ["ballot"] = "b1", ["comment"] = "q1",
            ["amendment"] = "a1",
            ["revision"] = "1", ["template"] = $"breaking-{network.Pcn}", ["email"] = somebody, ["n"] = "1",
        });
    }

    /// <summary>One of them.</summary>
    internal sealed class OneRoute(EveryRoute all, string method, string pattern)
    {
        public string Method => method;

        public string Pattern => pattern;

        /// <summary>A path that names what is there, or one value in it given otherwise.</summary>
        public string Path(string? name = null, string? value = null) => all.values.Aggregate(
            pattern, (path, v) => path.Replace($"{{{v.Key}}}", v.Key == name ? value : v.Value, StringComparison.Ordinal));

        public IEnumerable<string> Names => all.values.Keys.Where(name => pattern.Contains($"{{{name}}}", StringComparison.Ordinal));

        /// <summary>Somebody who gets as far as the body: neither 403 nor 404 stand in their way.</summary>
        public async Task<Talk> Caller()
        {
            foreach (var talk in all.talks)
            {
                var probe = await talk.Send(new(method), Path(), """{"nonsense": 1}""");
                if (probe.Status is not (401 or 403 or 404)) return talk;
            }

            throw new ShouldAssertException($"Nobody may call {method} {pattern}.");
        }

        public override string ToString() => $"{method} {pattern}";
    }
}
