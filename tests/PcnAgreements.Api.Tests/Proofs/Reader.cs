using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Notes;
using PcnAgreements.Store.Tests;
using PcnAgreements.Verify;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Proofs;

/// <summary>Somebody who checks what the service says and trusts only its public keys, and perhaps a witness.</summary>
internal sealed class Reader(string policyText)
{
    /// <summary>Whom they trust.</summary>
    public Policy Policy { get; } = Policy.TryParse(policyText, out var policy, out var problem)
        ? policy
        : throw new FormatException(problem);

    /// <summary>One who has the public keys of a log, as they stand beside the secret ones, and asks for no witness unless told.</summary>
    public static Reader Of(TestDatabase log, string more = "quorum none\n") =>
        new(string.Concat(KeysOf(log).Select(k => $"log {k}\n")) + more);

    /// <summary>The public keys of a log.</summary>
    public static IEnumerable<string> KeysOf(TestDatabase log) =>
        Directory.EnumerateFiles(ApiHost.KeysOf(log), "*.keys").SelectMany(File.ReadLines)
        .Where(line => line.StartsWith("# ", StringComparison.Ordinal)).Select(line => line[2..]);

    /// <summary>A checkpoint, trusted or not.</summary>
    public (SignedNote Note, Judgement Judgement) Judge(string text)
    {
        SignedNote.TryParse(text, out var note, out var problem).ShouldBeTrue(problem);
        return (note!, Policy.Judge(note!));
    }

    /// <summary>Runs the verifier on a file, as its command line would.</summary>
    public async Task<(int Exit, string Said)> Verify(string kind, byte[] file, params string[] checkpoints)
    {
        var folder = Directory.CreateTempSubdirectory("pcn-reader-").FullName;
        try
        {
            var (path, policy) = (Path.Combine(folder, "file"), Path.Combine(folder, "policy.txt"));
            await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(policy, policyText, TestContext.Current.CancellationToken);
            List<string> args = [kind, path, "--policy", policy];
            foreach (var (n, checkpoint) in checkpoints.Index())
            {
                var held = Path.Combine(folder, $"held-{n}");
                await File.WriteAllTextAsync(held, checkpoint, TestContext.Current.CancellationToken);
                args.AddRange(["--checkpoint", held]);
            }

            using var said = new StringWriter();
            return (CommandLine.Run(args, said, said), said.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
