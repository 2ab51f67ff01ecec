using System.Globalization;
using PcnAgreements.Api.Proofs;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Store;
using PcnAgreements.Store.Facts;

namespace PcnAgreements.Api.Host;

/// <summary>
/// What an operator does to the proof log by hand (<c>ops/log</c>): make and retire keys, tell readers which to trust, begin a new epoch
/// after a restore. Nothing of it is done by the service itself.
/// </summary>
internal static class LogCommand
{
    private const string Usage = """
        log make-keys            makes keys for the log as it is now, beside those it has: it signs with all of them
        log policy               prints the lines by which readers know the log's keys, retired ones too
        log retire ID            takes a key out (eight hexadecimal digits); its receipts stay good
        log new-epoch "REASON"   begins a new epoch, after a rightful restore from a backup; with the service stopped
        """;

    /// <summary>Does what the arguments ask; 0 when it was done.</summary>
    public static async Task<int> Run(string[] args, IEngine engine)
    {
        string[] words = [.. args.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal))];
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args[words.Length..], ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        using var logs = LoggerFactory.Create(l => l.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole());
        await using var store = await PostgresStore.Open(Settings.StoreOf(builder.Configuration), engine, logs, CancellationToken.None);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(new ServiceFacts(store.Source)).AddSingleton(store.Followers);
        builder.Services.AddProofLog(store, LogSettings.Read(builder.Configuration, builder.Environment.IsDevelopment()));
        await using var services = builder.Services.BuildServiceProvider();
        var (identity, folder) = (services.GetRequiredService<LogIdentity>(), services.GetRequiredService<KeyFolder>());
        await identity.Learn(CancellationToken.None);
        return words switch
        {
            ["make-keys"] => Made(folder.Make(identity.Origin), identity, folder),
            ["policy"] => Policy(identity, folder),
            ["retire", var id] => await Retire(id, identity, folder, store),
            ["new-epoch", { Length: > 0 } reason] => await BeginEpoch(reason, store, services, identity, folder),
            _ => Fail(Usage, 2),
        };
    }

    private static int Made(string file, LogIdentity identity, KeyFolder folder)
    {
        Console.Error.WriteLine(
            $"New keys of '{identity.Origin}' are in {file}: keep it secret, and keep a copy. Restart the service to sign with them.");
        return Policy(identity, folder);
    }

    private static int Policy(LogIdentity identity, KeyFolder folder)
    {
        Console.Write(folder.PolicyLines(identity.Name));
        return 0;
    }

    private static async Task<int> Retire(string id, LogIdentity identity, KeyFolder folder, PostgresStore store)
    {
        var keys = folder.For(identity.Origin);
        if (keys.Count < 2 && keys.Any(k => k.Verifier.IdText == id)) return Fail("It is the only key: make new ones first.", 1);
        // It may sign until the service is started again, and never for more than there is then.
        if (!folder.Retire(id, await store.Tree.Entries(CancellationToken.None))) return Fail($"There is no key {id} in {folder.Path}.", 1);
        Console.Error.WriteLine("Restart the service; give readers the lines below.");
        return Policy(identity, folder);
    }

    private static async Task<int> BeginEpoch(
        string reason, PostgresStore store, IServiceProvider services, LogIdentity identity, KeyFolder folder)
    {
        var (ct, check, reader, maker) = (
            CancellationToken.None, services.GetRequiredService<SelfCheck>(), services.GetRequiredService<TreeReader>(),
            services.GetRequiredService<EntryMaker>());
        if (services.GetRequiredService<KeptCheckpoint>().Read() is not { } last)
            return Fail($"No checkpoint is kept in {folder.Path}: there is nothing that a new epoch would have to follow.", 1);
        await using var leading = await store.Tree.TryLead(ct);
        if (leading is null) return Fail("An instance of the service is at work on this database: stop it first.", 1);
        try
        {
            var tree = await TreeGrowth.Load(store.Tree, reader, maker, ct);
            await tree.Grow(leading, ct);
            if (await check.Against(last.Note, $"the file {folder.CheckpointFile(identity.Name)}", ct) is not { } problem)
                return Fail("The database goes on from the last checkpoint kept here: the log needs no new epoch.", 1);
            Console.Error.WriteLine(problem);
            await check.EveryEntry(ct);
            var begun = await store.Epochs.Begin(
                leading, last.Note.ToString(), reason, LogName.EpochOf(last.Checkpoint.Origin, identity.Name) + 1, ct);
            await identity.LearnEpoch(ct);
            if (folder.For(identity.Origin).Count == 0) folder.Make(identity.Origin);
            await tree.Grow(leading, ct);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                Epoch {begun.Epoch} of the log begins with entry {begun.Kept}: '{identity.Origin}'. Of the one before, {last.Checkpoint.Size - begun.Kept} entries are no more.
                Start the service; give witnesses and readers the lines below.
                """));
            return Policy(identity, folder);
        }
        catch (LogDamagedException damaged)
        {
            return Fail($"{damaged.Message} An epoch can only begin on what is as it was recorded: restore a sound backup.", 1);
        }
    }

    private static int Fail(string why, int code)
    {
        Console.Error.WriteLine(why);
        return code;
    }
}
