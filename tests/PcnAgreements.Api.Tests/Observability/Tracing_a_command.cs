using System.Collections.Concurrent;
using System.Diagnostics;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Observability;

public sealed class Tracing_a_command(ApiHost host)
{
    [Fact]
    public async Task shows_in_one_trace_how_it_was_decided_and_written()
    {
        var situation = await host.An_agreement_in_review();
        using var trace = new Trace();

        (await situation.Network.Manager(0).Post($"{situation.Path}/clauses/c1/comments", new { body = "Why?" }, trace.Header)).Is(201);

        var spans = await trace.Spans(until: "POST /api/v1/agreements/{agreement}/clauses/{clause}/comments");
        var request = spans.Single(s => s.Kind == ActivityKind.Server);
        var command = spans.Single(s => s.OperationName == "command");
        var append = spans.Single(s => s.OperationName == "append");
        var batch = spans.Single(s => s.OperationName == "append batch");
        command.ParentSpanId.ShouldBe(request.SpanId);
        append.ParentSpanId.ShouldBe(command.SpanId);
        batch.ParentSpanId.ShouldBe(append.SpanId);
        batch.GetTagItem("pcn.batch.events").ShouldBe(1);
        spans.ShouldContain(s => s.Source.Name == "Npgsql" && s.ParentSpanId == batch.SpanId);
    }

    [Fact]
    public async Task names_nobody_in_it()
    {
        var network = await Network.New(host);
        using var trace = new Trace();
        var email = $"somebody@{network.Pcn}.test";

        (await network.Administrator(network.Pcn).Put(
            $"/organisations/{network.Pcn}/people/{email}?note={email}", new { name = "Dr Ada Nemo", authorities = (string[])["viewer"] },
            trace.Header)).Is(201);

        var spans = await trace.Spans(until: "PUT /api/v1/organisations/{ods}/people/{email}");
        var told = spans.SelectMany(s => s.TagObjects.Append(new("name", s.DisplayName)).Concat(s.Events.SelectMany(e => e.Tags)));
        foreach (var (name, value) in told)
        {
            $"{value}".ShouldNotContain("somebody", Case.Insensitive, name);
            $"{value}".ShouldNotContain("Nemo", Case.Insensitive, name);
        }
    }

    /// <summary>
    /// Everything recorded of one trace, of which the request is told by <c>traceparent</c>; other tests' requests are not looked at.
    /// </summary>
    private sealed class Trace : IDisposable
    {
        private readonly ActivityTraceId id = ActivityTraceId.CreateRandom();
        private readonly ConcurrentQueue<Activity> ended = [];
        private readonly ActivityListener listener;

        public Trace()
        {
            listener = new()
            {
                ShouldListenTo = source =>
                    source.Name is "Microsoft.AspNetCore" or "Npgsql" or "PcnAgreements.Api" or "PcnAgreements.Store",
                Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                    options.TraceId == id ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
                ActivityStopped = activity =>
                {
                    if (activity.TraceId == id) ended.Enqueue(activity);
                },
            };
            ActivitySource.AddActivityListener(listener);
        }

        public (string Name, string Value) Header => ("traceparent", $"00-{id}-{ActivitySpanId.CreateRandom()}-01");

        /// <summary>Its spans, once the request's own has ended, which is just after its answer was sent.</summary>
        public async Task<IReadOnlyList<Activity>> Spans(string until)
        {
            while (ended.All(s => s.Kind != ActivityKind.Server)) await Task.Delay(5, TestContext.Current.CancellationToken);
            ended.Single(s => s.Kind == ActivityKind.Server).DisplayName.ShouldBe(until);
            return [.. ended];
        }

        public void Dispose() => listener.Dispose();
    }
}
