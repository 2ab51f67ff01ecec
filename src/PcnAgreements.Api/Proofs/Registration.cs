using PcnAgreements.Store;

namespace PcnAgreements.Api.Proofs;

/// <summary>How the proof log is put together.</summary>
internal static class Registration
{
    public static void AddProofLog(this IServiceCollection services, PostgresStore store, LogSettings settings)
    {
        services.AddSingleton(settings).AddSingleton(new KeyFolder(settings.KeyFolder));
        services.AddSingleton(store.Tree).AddSingleton(store.Commitments).AddSingleton(store.Checkpoints).AddSingleton(store.Epochs);
        services.AddSingleton<LogIdentity>().AddSingleton<LogStanding>().AddSingleton<KeptCheckpoint>().AddSingleton<TreeReader>()
            .AddSingleton<EntryMaker>();
        services.AddSingleton<SelfCheck>().AddSingleton<ServedCheckpoints>().AddSingleton<WitnessTalk>().AddSingleton<WitnessRound>()
            .AddSingleton<LogStart>();
        services.AddSingleton<LogSight>().AddSingleton<LogQuestions>().AddSingleton<LogExport>()
            .AddSingleton<PackEvents>().AddSingleton<AuditPack>().AddHostedService<LogKeeper>();
    }
}
