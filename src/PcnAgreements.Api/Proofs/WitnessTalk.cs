using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Notes;
using PcnAgreements.Store.Tree;
using static System.FormattableString;

namespace PcnAgreements.Api.Proofs;

/// <summary>Talks to witnesses by the C2SP witness protocol (<c>add-checkpoint</c>).</summary>
internal sealed class WitnessTalk(LogIdentity identity, TreeReader reader, LogCheckpoints checkpoints) : IDisposable
{
    private const int MostTries = 3;
    private const int LargestAnswer = 64 * 1024;

    private readonly HttpClient http = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <summary>The last checkpoint of this log that a witness shows; null when it shows none, or cannot be reached.</summary>
    public async Task<SignedNote?> LastSeen(WitnessSetting witness, CancellationToken ct)
    {
        try
        {
            var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity.Origin)));
            using var answer = await http.GetAsync(new Uri(witness.Url, $"{name}/checkpoint"), ct);
            if (answer.StatusCode != HttpStatusCode.OK) return null;
            return SignedNote.TryParse(await answer.Content.ReadAsByteArrayAsync(ct), out var note, out _) ? note : null;
        }
        catch (Exception e) when (IsUnreachable(e, ct))
        {
            return null;
        }
    }

    /// <summary>
    /// Shows a witness a checkpoint and keeps its signature. What is amiss, in words, and whether it refused, or why it could not be
    /// reached; null when it cosigned.
    /// </summary>
    public async Task<(string? Trouble, bool IsRefusal, Exception? Fault)> Show(
        WitnessSetting witness, SignedNote note, Checkpoint checkpoint, CancellationToken ct)
    {
        var who = $"The witness {witness.Key.Name}";
        try
        {
            var old = await checkpoints.LastCosigned(checkpoint.Origin, witness.Key.Name, ct);
            for (var tries = 0; tries < MostTries; tries++)
            {
                var (status, body) = await Post(witness, old, note, checkpoint, ct);
                switch (status)
                {
                    case HttpStatusCode.OK:
                        return await Take(witness, note, checkpoint, body, ct)
                            ? (null, false, null)
                            : Refused($"{who} answered with a signature that is not good.");
                    case HttpStatusCode.Conflict
                        when long.TryParse(body.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var seen):
                        if (seen > checkpoint.Size)
                            return Refused(
                                Invariant(
                                    $"{who} says that it has seen {seen} entries of this log, and there are {checkpoint.Size} here."));
                        old = seen;
                        continue;
                    case HttpStatusCode.UnprocessableEntity:
                        return Refused($"{who} refuses the log's checkpoint: it has seen another history than this one.");
                    case HttpStatusCode.NotFound:
                        return Refused($"{who} does not watch the log '{checkpoint.Origin}': its operator must add the log's keys.");
                    case HttpStatusCode.Forbidden:
                        return Refused($"{who} knows none of the keys that sign '{checkpoint.Origin}': its operator must add them.");
                    default:
                        return Refused(Invariant($"{who} answered with the status {(int)status}."));
                }
            }

            return Refused($"{who} keeps naming another size than it has.");
        }
        catch (Exception e) when (IsUnreachable(e, ct))
        {
            LogTelemetry.Unreachable.Add(1);
            return ($"{who} cannot be reached: newer checkpoints do not have its signature.", false, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<(HttpStatusCode Status, string Body)> Post(
        WitnessSetting witness, long old, SignedNote note, Checkpoint checkpoint, CancellationToken ct)
    {
        IReadOnlyList<TreeHash> proof = old > checkpoint.Size ? [] : await reader.Consistency(old, checkpoint.Size, ct);
        using var content = new StringContent(
            new AddCheckpoint(Math.Min(old, checkpoint.Size), proof, note).ToString(), Encoding.UTF8, "text/plain");
        using var answer = await http.PostAsync(new Uri(witness.Url, "add-checkpoint"), content, ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
    }

    private async Task<bool> Take(WitnessSetting witness, SignedNote note, Checkpoint checkpoint, string body, CancellationToken ct)
    {
        if (!AddCheckpoint.TryParseAnswer(body, out var lines)
            || lines.FirstOrDefault(l => witness.Key.Verifies(note.Text, l)) is not { } line) return false;
        await checkpoints.AddCosignature(checkpoint.Origin, checkpoint.Size, witness.Key.Name, line.ToString(), ct);
        LogTelemetry.Cosignatures.Add(1);
        return true;
    }

    private static (string, bool, Exception?) Refused(string why)
    {
        LogTelemetry.Refusals.Add(1);
        return (why, true, null);
    }

    private static bool IsUnreachable(Exception e, CancellationToken ct) =>
        e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested);
}
