using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Proofs;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Host;

/// <summary>
/// Does what is due: closes ballots past their deadline, records deadlines that passed, ends what was superseded. Every instance does it;
/// the stream's version lets one win, and a deadline that passed while no process was up is done at the next start. The engine only wakes
/// the work: whether something is due is decided on the agreement's own state.
/// </summary>
internal sealed class DueWorker(PostgresStore store, CommandLoop loop, LogStanding standing) : BackgroundService
{
    private static readonly TimeSpan WhileBroken = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => store.DoWhatIsDue(
        (stream, ct) => standing.Broken is null
            ? loop.Run(new Ask(stream, (facts, moment) => Rule(stream, facts, moment), null), ct)
            : Task.Delay(WhileBroken, ct),
        stoppingToken);

    private static Ruling Rule(StreamId stream, Facts facts, Moment moment)
    {
        var agreement = (Agreement)facts.State(stream)!;
        return new(Actor.System, new DoDueWork().Decide(agreement, new(Actor.System, moment.Now, facts)));
    }
}
