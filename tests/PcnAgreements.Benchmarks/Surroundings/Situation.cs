using Microsoft.Extensions.Logging.Abstractions;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Store;
using PcnAgreements.Store.Log;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Benchmarks.Surroundings;

/// <summary>Sets up, through the store itself, what is there before anything is measured.</summary>
internal sealed class Situation(PostgresStore store) : IAsyncDisposable
{
    /// <summary>Migrates an empty database and enters the network's organisations and people.</summary>
    public static async Task<Situation> Make(Database database)
    {
        var options = new StoreOptions(database.App) { OwnerConnectionString = database.Owner };
        var situation = new Situation(
            await PostgresStore.Open(options, new NpgsqlEngine(), NullLoggerFactory.Instance, CancellationToken.None));
        await situation.Enter(Network.Pcn, "BENCH PCN", OrganisationKind.Pcn, Network.Editor, Network.EditorEmail, Authority.Editor);
        for (var n = 0; n < Network.Practices; n++)
            await situation.Enter(
                Network.Parties[n], $"PRACTICE {Network.Parties[n]}", OrganisationKind.Practice, Network.Approvers[n], Network.EmailOf(n),
                Authority.Approver);
        return situation;
    }

    /// <summary>Agreements in review, nothing said about them yet.</summary>
    public async Task<IReadOnlyList<AgreementId>> InReview(IEnumerable<AgreementId> ids, int clauses)
    {
        var made = ids.ToList();
        foreach (var some in made.Chunk(32))
        {
            await Task.WhenAll(some.Select(id => Append(
                StreamId.Of(id), new Agreement { Id = id }, Network.Convenor,
                [.. Network.IntoReview(id, DateTimeOffset.UtcNow, clauses)])));
        }

        return made;
    }

    /// <summary>Agreements just begun, without a text.</summary>
    public async Task<IReadOnlyList<AgreementId>> EmptyDrafts(int count)
    {
        var made = Enumerable.Range(0, count).Select(_ => AgreementId.New(DateTimeOffset.UtcNow)).ToList();
        foreach (var id in made)
            await Append(
                StreamId.Of(id), new Agreement { Id = id }, Network.Convenor, [Network.IntoReview(id, DateTimeOffset.UtcNow, 0)[0]]);
        return made;
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private Task Enter(OdsCode ods, string name, OrganisationKind kind, PersonId person, string email, Authority authority) => Append(
        StreamId.Of(ods), new Organisation { Ods = ods }, new(null, null, "operator"),
        [new OrganisationRegistered(ods, name, kind, null), new PersonAuthorised(person, [authority], null, null, "A measurement.")],
        new PersonChange(person, email, name));

    private async Task Append(StreamId stream, object before, Actor actor, DomainEvent[] events, params PersonChange[] people)
    {
        Recorded[] recorded = [.. events.Select((e, n) => new Recorded(n + 1, DateTimeOffset.UtcNow, actor, e))];
        var after = recorded.Aggregate(before, Fold.Evolve);
        var outcome = await store.Log.Append(new([new(stream, 0, [.. events.Select(e => new NewEvent(e, actor, "bench"))])])
        {
            People = people, Rows = Projection.Rows(stream, before, after, recorded),
        }, CancellationToken.None);
        if (outcome is not AppendOutcome.Written) throw new InvalidOperationException($"{stream} could not be set up: {outcome}.");
    }
}
