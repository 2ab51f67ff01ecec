using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Proofs;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Api.Organisations;

/// <summary>
/// Ends what erased people could still do. An erasure revokes the authorities that were found before it was written; one that was given
/// between the two is left. None is given after it, since every command that names somebody on record rests on their stream, to which the
/// erasure writes (<see cref="PeopleLookup"/>). So whoever looks once it is written finds all that is left, and leaves nothing; and should
/// the process end in between, every other looks now and then (<see cref="LeftSweep"/>), and the next one when it starts.
/// </summary>
internal sealed class LeftAuthorities(OrganisationList organisations, CommandLoop loop, LogStanding standing)
{
    /// <summary>Revokes them, as something that the service does by itself.</summary>
    public async Task End(CancellationToken ct)
    {
        foreach (var (ods, person) in await organisations.AuthorisingErased(ct))
        {
            if (standing.Broken is not null) return;
            var ask = new Ask(StreamId.Of(ods), (facts, moment) => Rule(ods, person, facts, moment), null);
            while (await loop.Run(ask, ct) is Outcome.Conflict) ct.ThrowIfCancellationRequested();
        }
    }

    private static Ruling Rule(OdsCode ods, PersonId person, Facts facts, Moment moment)
    {
        var organisation = (Organisation)facts.State(StreamId.Of(ods))!;
        return new(Actor.System, new RevokePerson(person).Decide(organisation, new(Actor.System, moment.Now, facts)));
    }
}
