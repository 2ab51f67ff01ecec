using System.Security.Cryptography;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Entries;
using PcnAgreements.Proof.Receipts;
using static System.FormattableString;

namespace PcnAgreements.Verify;

/// <summary>Checks a receipt.</summary>
internal static class ReceiptReport
{
    public static Report Of(string text, Policy policy, string? dataFile)
    {
        if (!Receipt.TryParse(text, out var receipt, out var form)) return new([], form);
        var problem = receipt.Check(policy, out var entry, out var judgement);
        var lines = Report.Of(judgement).ToList();
        if (problem is not null) return new(lines, problem + ".");
        lines.Add(Invariant($"Entry {receipt.Index} is in that log: {Words(entry!)}"));
        if (dataFile is null) return new(lines, null);

        if (!CanonicalJson.TryWrite(File.ReadAllBytes(dataFile), out var data))
            return new(lines, $"{dataFile} is not JSON as events have it.");
        if (Convert.ToHexStringLower(SHA256.HashData(data)) != entry!.Data)
            return new(lines, Invariant($"entry {receipt.Index}: {dataFile} does not have the data that were recorded."));
        lines.Add($"{dataFile} has exactly the data that were recorded.");
        return new(lines, null);
    }

    private static string Words(Entry entry)
    {
        var who = entry.Organisation is null ? "the service or an operator" : $"somebody of {entry.Organisation}";
        var behalf = entry.OnBehalfOf is null ? "" : $" on behalf of {entry.OnBehalfOf}";
        var about = entry.Type == "person_erased" ? "the person for whom this stood:" : "the text";
        var text = entry.Text is null ? "" : $", about {about} {entry.Text}";
        return Invariant($"{entry.Type}, version {entry.Version} of {entry.Stream}, at {entry.At:yyyy-MM-dd HH:mm:ss} UTC, ")
            + $"by {who} as {entry.Authority}{behalf}{text}.";
    }
}
