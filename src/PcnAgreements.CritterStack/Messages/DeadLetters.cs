using System.Diagnostics.Metrics;
using PcnAgreements.Store;
using Wolverine.Runtime;

namespace PcnAgreements.CritterStack.Messages;

/// <summary>
/// How many messages Wolverine has given up on, told to whoever runs the service. It keeps them until somebody has it try them again, or
/// deletes them; no deadline waits for that.
/// </summary>
internal sealed partial class DeadLetters(IWolverineRuntime messages, ILogger log)
{
    // Under the store's name, by which the service finds what is to be shown.
    private static readonly Meter Meter = new(Telemetry.Name);

    private static readonly Gauge<long> Kept = Meter.CreateGauge<long>(
        "pcn.messages.dead", "{message}", "Messages that were given up and are kept");

    private int known;

    /// <summary>Counts them, and says so when they have become more.</summary>
    public async Task Count()
    {
        var count = (await messages.Storage.Admin.FetchCountsAsync()).DeadLetter;
        Kept.Record(count);
        if (count > known) NoteMore(log, count);
        known = count;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Messages that were given up and are kept as dead letters: {Count}")]
    private static partial void NoteMore(ILogger log, int count);
}
