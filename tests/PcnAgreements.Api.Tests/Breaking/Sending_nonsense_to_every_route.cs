using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Breaking;

/// <summary>Whatever is sent to whichever route: a problem that says so, never a fault of the service, and nothing is recorded.</summary>
public sealed class Sending_nonsense_to_every_route : IAsyncLifetime
{
    private readonly List<string> wrong = [];
    private ApiHost own = null!;

    public async ValueTask InitializeAsync() => own = await ApiHost.Start();

    public async ValueTask DisposeAsync() => await own.DisposeAsync();
    [Fact]
    public async Task is_refused_where_the_body_is_not_what_is_expected()
    {
        string[] bodies =
        [
            "{", "[]", "null", "\"x\"", "1", "{\"nonsense\":1}", "{\"reason\":1,\"reason\":2}", "{\"a\":\"\\ud800\"}",
            "{\"reason\":\"\\ud800\"}", "{\"a\":1}}", "{\"a\":01}",
            "{'a':1}", "{\"a\":1,}", "/**/{}x", new string('[', 5000), "{\"body\":\"\\udc00\\ud800\"}", "\u0000", "NaN",
        ];
        var routes = await EveryRoute.Of(own);
        var before = await Events();
        foreach (var route in routes.Commands)
        {
            var caller = await route.Caller();
            foreach (var body in bodies) Expect(route, body, await caller.Send(new(route.Method), route.Path(), body), 400, 415);
            Expect(
                route, "bytes",
                await caller.Send(
                    new(route.Method), route.Path(), Bytes([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d], "application/json")),
                    400, 415);
            Expect(route, "no type", await caller.Send(new(route.Method), route.Path(), Bytes("{}"u8.ToArray(), null)), 415);
            Expect(route, "text", await caller.Send(new(route.Method), route.Path(), Bytes("{}"u8.ToArray(), "text/plain")), 415);
            Expect(
                route, "large",
                await caller.Send(new(route.Method), route.Path(), Bytes(new byte[(1024 * 1024) + 1], "application/json")), 413, 415);
        }

        (await Events()).ShouldBe(before);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task is_refused_where_a_header_is_not_what_is_expected()
    {
        var routes = await EveryRoute.Of(own);
        var before = await Events();
        foreach (var route in routes.Commands)
        {
            var caller = await route.Caller();
            foreach (var key in new[] { "", new string('k', 256), "a\tb" })
                Expect(
                    route, $"key {key}",
                    await caller.Send(new(route.Method), route.Path(), "{\"nonsense\":1}", ("Idempotency-Key", key)), 400, 415);
            Expect(
                route, "two keys",
                await caller.Send(new(route.Method), route.Path(), "{\"nonsense\":1}", ("Idempotency-Key", "a"), ("Idempotency-Key", "b")),
                400, 415);
            foreach (var match in new[] { "x", "\"", "W/", "\"a\" \"b\"", ",", new string('"', 999) })
                Expect(
                    route, $"If-Match {match}",
                    await caller.Send(new(route.Method), route.Path(), "{\"nonsense\":1}", ("If-Match", match)), 400, 415);
        }

        (await Events()).ShouldBe(before);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task is_refused_where_the_path_or_the_query_names_what_cannot_be()
    {
        var routes = await EveryRoute.Of(own);
        var before = await Events();
        string[] names =
        [
            "x", "%ff", "%2e%2e%2f", "%F0%9F%98%80", "%20", "c0", "b999999999999", "A81001%0a", "00000000-0000-0000-0000-000000000000",
            new('9', 3000)
        ];
        string[] queries =
        [
            "limit=0", "limit=-1", "limit=501", "limit=1e3", "limit=1&limit=2", "limit=", "cursor=", "cursor=AAAA", "cursor=!!", "asOf=",
            "asOf=-1", "asOf=99999999999999999999", "asOf=9999999",
            "asOf=0001-01-01T00:00:00Z", "asOf=9999-12-31T23:59:59Z", "asOf=0", "asOf=1&asOf=2", "kind=x", "status=%00", "q=%00", "q=%ff",
            "pcn=x", "lmc=x", "party=%00", "person=%00", "clause=%00",
            "type=%00", "from=x", "to=%00", "from=0&to=99", "from=-1", "from=999999999", "overdue=x", "include=%00", "dryRun=x",
            "index=-1&size=0", "index=99999999999999999999",
        ];
        foreach (var route in routes.All.Where(r => !r.Pattern.EndsWith("/stream", StringComparison.Ordinal)))
        {
            var caller = route.Method == "GET" ? own.Operator : await route.Caller();
            foreach (var name in route.Names)
            {
                foreach (var value in names)
                    Expect(
                        route, $"{name} {value}",
                        await caller.Send(new(route.Method), route.Path(name, value), route.Method == "GET" ? null : "{\"nonsense\":1}"),
                        400, 403, 404, 405, 414, 415, 431);
            }

            foreach (var talk in new[] { caller, (await EveryRouteEditor(routes)) })
            {
                foreach (var query in queries)
                {
                    var answer = await talk.Send(
                        new(route.Method), $"{route.Path()}?{query}", route.Method == "GET" ? null : "{\"nonsense\":1}");
                    if (answer.Status >= 300) Expect(route, query, answer, 400, 403, 404, 409, 415, 422);
                }
            }
        }

        (await Events()).ShouldBe(before);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task changes_one_thing_at_a_time_in_a_good_body_and_finds_no_fault()
    {
        var document = (await own.Nobody().Get("//openapi/v1.json")).Is(200).Json;
        var tried = 0;
        var routes = await EveryRoute.Of(own);
        foreach (var route in routes.Commands)
        {
            if (Example(document, route) is not { } example) continue;
            var caller = await route.Caller();
            foreach (var body in Mutation.Of(example))
            {
                var before = await Events();
                var tag = route.Pattern.Contains("{clause}", StringComparison.Ordinal)
                    ? (await (await EveryRouteEditor(routes))
                        .Get(
                            routes.All.First(r => r is { Method: "GET", Pattern: "/agreements/{agreement}/clauses/{clause}" }).Path())).ETag
                    : null;
                var answer = await caller.Send(new(route.Method), route.Path(), body, tag is null ? [] : [("If-Match", tag)]);
                tried++;
                if (answer.Status < 300) continue;
                Expect(route, body, answer, 400, 403, 404, 409, 412, 422, 428);
                if (await Events() != before) wrong.Add($"{route} recorded something with {answer.Status} for {Short(body)}");
            }
        }

        tried.ShouldBeGreaterThan(1000);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task says_first_that_one_may_not_and_only_then_what_is_wrong()
    {
        var routes = await EveryRoute.Of(own);
        foreach (var route in routes.Commands)
        {
            Expect(route, "no token", await own.Nobody().Send(new(route.Method), route.Path(), Bytes([0xff], "image/png")), 401);
            Expect(
                route, "a stranger's",
                await own.As("stranger@nowhere.test").Send(new(route.Method), route.Path(), Bytes([0xff], "image/png")), 403, 404, 415);
        }

        (await own.As("stranger@nowhere.test").Send(HttpMethod.Post, "/organisations/import", Bytes([0xff], "image/png")))
            .Is(403, "not-entitled");
        (await own.As("stranger@nowhere.test")
            .Send(
                HttpMethod.Post, routes.All.First(r => r.Pattern == "/agreements/{agreement}/clauses").Path(), Bytes([0xff], "image/png")))
                    .Is(404, "not-found");
        wrong.ShouldBeEmpty();
    }

    private static async Task<Talk> EveryRouteEditor(EveryRoute routes) =>
        await routes.All.First(r => r is { Method: "POST", Pattern: "/agreements/{agreement}/clauses" }).Caller();

    private static JsonNode? Example(JsonNode document, EveryRoute.OneRoute route)
    {
        var content =
            document["paths"]?[$"/api/v1{route.Pattern}"]?[route.Method.ToLowerInvariant()]?["requestBody"]?["content"]?.AsObject()
                .First().Value;
        var schema = content?["schema"];
        var name = schema?["$ref"]?.GetValue<string>().Split('/')[^1];
        var whole = name is null ? schema : document["components"]!["schemas"]![name];
        return content?["example"] ?? whole?["examples"]?[0] ?? whole?["example"];
    }

    private void Expect(EveryRoute.OneRoute route, string what, Reply answer, params int[] statuses)
    {
        // What the server itself refuses before the service sees it comes without a body.
        var bare = answer.Text.Length == 0 && answer.Status is 400 or 404 or 414 or 431;
        if (!statuses.Contains(answer.Status) || (!bare && answer.MediaType != "application/problem+json"))
            wrong.Add($"{route} answered {answer.Status} {answer.MediaType} to {Short(what)}: {Short(answer.Text)}");
    }

    private Task<long> Events() => own.Database.Ask<long>("select count(*) from pcn.mt_events");

    private static string Short(string text) => text.Length > 300 ? text[..300] + "…" : text;

    private static ByteArrayContent Bytes(byte[] bytes, string? type)
    {
        var content = new ByteArrayContent(bytes);
        if (type is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
