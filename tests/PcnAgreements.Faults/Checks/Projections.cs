using Microsoft.Extensions.Logging.Abstractions;
using PcnAgreements.Benchmarks.Surroundings;
using PcnAgreements.Faults.Histories;
using PcnAgreements.Store;
using PcnAgreements.Store.Log;

namespace PcnAgreements.Faults.Checks;

/// <summary>The views hold, byte for byte, what a rebuild from the first event gives.</summary>
internal static class Projections
{
    public static async Task Check(Database database, Record record, Findings findings)
    {
        var written = await record.Views();
        try
        {
            // A mistake in the schema makes another build of it: ours becomes the one that may rebuild.
            var options = new StoreOptions(database.App) { OwnerConnectionString = database.Owner };
            await using (await PostgresStore.Open(options, new NpgsqlEngine(), NullLoggerFactory.Instance, CancellationToken.None))
            {
            }

            await PostgresStore.Rebuild(options, NullLoggerFactory.Instance, CancellationToken.None);
        }
        catch (Exception fault)
            when (fault is ArgumentException or InvalidOperationException or KeyNotFoundException or NullReferenceException)
        {
            findings.Add("projections equal the fold", $"they cannot be rebuilt: {fault.Message}");
            return;
        }

        Compare(written, await record.Views(), findings);
    }

    /// <summary>Holds what was written, row by row, against what a rebuild gives, view by view.</summary>
    public static void Compare(
        IReadOnlyDictionary<string, string> written, IReadOnlyDictionary<string, string> rebuilt, Findings findings)
    {
        foreach (var (view, rows) in written.Where(v => v.Value != rebuilt[v.Key]))
        {
            var (was, is_) = (rows.Split('\n').ToHashSet(), rebuilt[view].Split('\n').ToHashSet());
            findings.Add(
                "projections equal the fold",
                $"{view} differs: {was.Except(is_).Count()} rows that a rebuild does not give, "
                + $"{is_.Except(was).Count()} that it gives besides; such as {was.Except(is_).Concat(is_.Except(was)).FirstOrDefault()}");
        }
    }
}
