using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.People;

/// <summary>
/// An operator erases a person: whoever keeps the names forgets them in the same transaction, and every authority they still held is
/// revoked.
/// What they did, every hash and every proof stay. A second time records nothing.
/// </summary>
/// <param name="Reason">Why; it is kept, so it must not repeat what is erased.</param>
/// <param name="Organisations">Every organisation where the person was ever authorised.</param>
/// <param name="Hash">What stands for the person in the proof log; null when nothing does.</param>
public sealed record ErasePerson(string Reason, ImmutableArray<OdsCode> Organisations, string? Hash = null)
{
    /// <summary>What it comes to; what is already so yields no events.</summary>
    public Decision Decide(Person person, Context context)
    {
        if (TextRules.Problem(Reason, TextRules.Remark) is { } problem) return Refusal.Invalid.At("/reason", problem);
        if (person.ErasedAt is not null) return Decision.Nothing;

        var held = Organisations.Distinct().Where(ods => Holds(context.Directory.Organisation(ods), person.Id));
        return Decision.Of(new PersonErased(Reason, Hash)) with
        {
            Elsewhere = [.. held.Select(ods => (StreamId.Of(ods), new Decided(new PersonRevoked(person.Id))))],
        };
    }

    private static bool Holds(Organisation? organisation, PersonId person) =>
        organisation is not null && organisation.People.TryGetValue(person, out var grant) && grant.RevokedAt is null;
}
