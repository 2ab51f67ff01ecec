using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Organisations;

/// <summary>
/// An administrator, or an operator, says what a person may do for an organisation and for what period. It replaces what the person held
/// there.
/// </summary>
/// <param name="Person">Who; found, or newly entered, by e-mail before the rule is asked.</param>
/// <param name="Name">The person's name: checked here, kept in the table that can be erased, never in an event.</param>
/// <param name="Authorities">What they may do.</param>
/// <param name="From">The first day; null for always.</param>
/// <param name="Until">The last day; null for open.</param>
/// <param name="Evidence">What it rests on, such as a letter of authorisation.</param>
public sealed record AuthorisePerson(
    PersonId Person, string Name, ImmutableArray<Authority> Authorities, DateOnly? From = null, DateOnly? Until = null,
    string? Evidence = null) : OrganisationCommand
{
    /// <inheritdoc/>
    public override Decision Decide(Organisation organisation, Context context)
    {
        if (!organisation.Exists) return new Refusal.NotFound($"{organisation.Ods} is not registered.");
        if (Check() is { } invalid) return invalid;

        var evidence = string.IsNullOrWhiteSpace(Evidence) ? null : Evidence;
        return IsAlreadySo(organisation, evidence)
            ? Decision.Nothing
            : new PersonAuthorised(Person, Authorities, From, Until, evidence);
    }

    private Refusal.Invalid? Check()
    {
        var problems = new Problems()
            .Add("/name", TextRules.LineProblem(Name))
            .When(Authorities.IsEmpty, "/authorities", "must name at least one authority; to take all away, revoke the person")
            .When(Until < From, "/until", "must not come before from")
            .Add("/evidence", TextRules.Problem(Evidence, TextRules.Remark, mayBeBlank: true));
        for (var i = 0; i < Authorities.Length; i++)
            problems.When(Authorities.IndexOf(Authorities[i]) < i, $"/authorities/{i}", "is named twice");
        return problems.Refusal;
    }

    private bool IsAlreadySo(Organisation organisation, string? evidence) =>
        organisation.People.TryGetValue(Person, out var grant) && grant.RevokedAt is null
        && (grant.From, grant.Until, grant.Evidence) == (From, Until, evidence)
        && Authorities.ToImmutableHashSet().SetEquals(grant.Authorities);
}
