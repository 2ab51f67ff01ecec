using System.Collections.Concurrent;
using System.Text;
using PcnAgreements.Benchmarks.Surroundings;
using PcnAgreements.Domain;

namespace PcnAgreements.Benchmarks.Measures;

/// <summary>
/// Hands out approvals that nobody has given yet, so that each request records one event; each connection is at work on one agreement.
/// </summary>
internal sealed class ApprovalDesk(IEnumerable<AgreementId> agreements, IReadOnlyList<string> tokens)
{
    private readonly ConcurrentQueue<Sheet> free = new(agreements.Select(a => new Sheet(a)));
    private long answered;

    /// <summary>How many were answered with a 2xx.</summary>
    public long Answered => answered;

    /// <summary>Approves over a connection of its own.</summary>
    public IClient Open(RunningService service) => new Client(this, new Wire(service.Port), tokens);

    /// <summary>One agreement and how far its approvals have come.</summary>
    private sealed class Sheet(AgreementId agreement)
    {
        public byte[] Start { get; } = Encoding.ASCII.GetBytes($"PUT /api/v1/agreements/{agreement}/clauses/");

        public int Next { get; set; }
    }

    private sealed class Client(ApprovalDesk desk, Wire wire, IReadOnlyList<string> tokens) : IClient
    {
        private static readonly byte[][] Clauses = [.. Network.Text.Select(c => Encoding.ASCII.GetBytes($"{c.Key}/stances/"))];
        private readonly byte[][] ends = [.. tokens.Select((token, n) => Encoding.ASCII.GetBytes($$"""
            {{Network.Parties[n]}} HTTP/1.1
            Host: 127.0.0.1
            Authorization: Bearer {{token}}
            Content-Type: application/json
            Content-Length: 33

            {"revision":1,"stance":"approve"}
            """.ReplaceLineEndings("\r\n")))];
        private readonly byte[] request = new byte[8 * 1024];
        private Sheet? sheet;

        public void Do()
        {
            if (sheet is null or { Next: Network.Approvals } && !desk.free.TryDequeue(out sheet))
                throw new InvalidOperationException("All that can be approved has been: more agreements are to be set up.");
            var n = sheet!.Next++;
            var length = 0;
            foreach (var part in (ReadOnlySpan<byte[]>)[sheet.Start, Clauses[n % Network.Clauses], ends[n / Network.Clauses]])
            {
                part.CopyTo(request, length);
                length += part.Length;
            }

            var status = wire.Ask(request.AsSpan(0, length));
            if (status / 100 != 2)
                throw new InvalidOperationException($"An approval was answered with {status}: {Encoding.UTF8.GetString(wire.Body)}");
            Interlocked.Increment(ref desk.answered);
        }

        public void Dispose()
        {
            if (sheet is { Next: < Network.Approvals } more) desk.free.Enqueue(more);
            wire.Dispose();
        }
    }
}
