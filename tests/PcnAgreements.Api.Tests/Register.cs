using PcnAgreements.Domain;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Store;
using PcnAgreements.Store.People;
using PcnAgreements.Store.Views;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests;

/// <summary>Enters organisations and people straight into the log, as an operator would over HTTP.</summary>
internal sealed class Register(ILog log)
{
    /// <summary>An organisation with its list size and memberships.</summary>
    public Task Enter(
        OdsCode ods, string name, OrganisationKind kind, LegalForm form, int? listSize,
        params (MembershipKind Kind, OdsCode Code)[] belongs) =>
        Add(ods, [],
        [
            new OrganisationRegistered(ods, name, kind, form),
            .. listSize is { } count ? [new ListSizeRecorded(new(2021, 1, 1), count)] : Array.Empty<DomainEvent>(),
            .. belongs.Select(b => new MembershipsRecorded(b.Kind, [new(b.Code, null, null)])),
        ]);

    /// <summary>A person with authorities at an organisation.</summary>
    public Task Authorise(OdsCode ods, string email, params Authority[] authorities)
    {
        var person = PersonId.New();
        return Add(ods, [new(person, email, $"Name of {email}")], new PersonAuthorised(person, [.. authorities], null, null, null));
    }

    /// <summary>The end of a person's authorities.</summary>
    public Task Revoke(OdsCode ods, PersonId person) => Add(ods, [], new PersonRevoked(person));

    /// <summary>The erasure of who somebody is; their organisation loses them too.</summary>
    public async Task Erase(OdsCode ods, string email, PeopleOnRecord people)
    {
        var person = (await people.FindByEmail(email, TestContext.Current.CancellationToken))!.Id;
        await Add(ods, [new(person, null, null)], new PersonRevoked(person));
    }

    /// <summary>Any events of an organisation.</summary>
    public async Task Add(OdsCode ods, IReadOnlyList<PersonChange> people, params DomainEvent[] events)
    {
        var ct = TestContext.Current.CancellationToken;
        var (stream, by) = (StreamId.Of(ods), new Actor(null, null, "operator"));
        var before = Fold.Evolve(Fold.Empty(stream), await log.ReadStream(stream, 0, ct));
        var version = Fold.VersionOf(before);
        Recorded[] recorded = [.. events.Select((e, i) => new Recorded(version + i + 1, DateTimeOffset.UtcNow, by, e))];
        var after = recorded.Aggregate(before, Fold.Evolve);
        var append = new Append([new(stream, version, [.. events.Select(e => new NewEvent(e, by, "test"))])])
        {
            People = people, Rows = Projection.Rows(stream, before, after, recorded),
        };
        (await log.Append(append, ct)).ShouldBeOfType<AppendOutcome.Written>();
    }
}
