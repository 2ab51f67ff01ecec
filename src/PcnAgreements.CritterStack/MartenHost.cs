using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Npgsql;
using PcnAgreements.CritterStack.Events;
using PcnAgreements.CritterStack.Messages;
using PcnAgreements.Domain;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Marten;

namespace PcnAgreements.CritterStack;

/// <summary>Marten and Wolverine, configured: a small host of their own inside the service.</summary>
internal static class MartenHost
{
    /// <summary>Where everything of theirs stands that the two engines do not share.</summary>
    public const string OwnSchema = "pcn_messages";

    /// <summary>How often each instance looks whether a scheduled message has come to its time.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>The host, not yet started.</summary>
    public static IHost Build(NpgsqlDataSource source, ILoggerFactory? logs)
    {
        var builder = new HostApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true, ApplicationName = "pcn-agreements" });
        if (logs is not null) builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, WithTheService>().AddSingleton<DueMessages>();
        builder.Services.AddMarten(options => Events(options, source)).UseLightweightSessions().IntegrateWithWolverine(integration =>
        {
            integration.MessageStorageSchemaName = OwnSchema;
            integration.AutoCreate = AutoCreate.None;
        });
        builder.UseWolverine(Messages);
        return builder.Build();
    }

    private static void Events(StoreOptions options, NpgsqlDataSource source)
    {
        options.Connection(source);
        // As long as anybody else who reads waits, not Marten's five seconds.
        options.CommandTimeout = new NpgsqlConnectionStringBuilder(source.ConnectionString).CommandTimeout;
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.DatabaseSchemaName = OwnSchema;
        options.Serializer(new EventSerializer());
        // Its own logger writes the parameters of what failed, and they hold what people wrote; whoever called is told what went wrong.
        options.Logger(new NoParameters());
        // What is done when a write goes wrong is one rule for both engines: see Delivery.
        options.ConfigurePolly(_ => { });
        options.ConfigureWritePolly(_ => { });
        options.Listeners.Add(new NoTombstones());

        options.Events.DatabaseSchemaName = "pcn";
        options.Events.StreamIdentity = StreamIdentity.AsString;
        // The mode that takes the time with the events, which is the database's, read under the log's lock.
        options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        options.Events.MetadataConfig.CausationIdEnabled = true;
        options.Events.MetadataConfig.CorrelationIdEnabled = true;
        options.Events.MetadataConfig.HeadersEnabled = true;
        options.Events.MetadataConfig.UserNameEnabled = true;
        foreach (var name in EventJson.AllNames) options.Events.MapEventType(EventJson.TypeOf(name), name);
        options.Projections.Add(new ViewsProjection(), ProjectionLifecycle.Inline);
    }

    private static void Messages(WolverineOptions options)
    {
        options.ServiceName = "pcn-agreements";
        options.ApplicationAssembly = typeof(MartenHost).Assembly;
        options.AutoBuildMessageStorageOnStartup = AutoCreate.None;
        options.Discovery.DisableConventionalDiscovery().IncludeType<WakeUpHandler>();
        options.LocalQueueFor<WakeUp>().UseDurableInbox();
        options.Durability.Mode = DurabilityMode.Balanced;
        options.Durability.ScheduledJobFirstExecution = options.Durability.ScheduledJobPollingTime = LookEvery;
        options.Durability.DurabilityMetricsEnabled = false;
        // Then it is a dead letter, kept to be looked at; the work itself is found again in the events.
        options.OnAnyException().ScheduleRetry(
            TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5));
    }

    /// <summary>Starts and ends when told to, and listens to no signal: that is the service's.</summary>
    private sealed class WithTheService : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
