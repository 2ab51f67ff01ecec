using Microsoft.Extensions.Logging.Abstractions;
using PcnAgreements.Domain;
using PcnAgreements.Store.Facts;
using PcnAgreements.Store.Schema;
using PcnAgreements.Store.Views;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

public class Taking_over_from_another_build : OnAStore
{
    [Fact]
    public async Task replaces_functions_that_took_and_meant_something_else()
    {
        await Append(Store, 0);
        await Database.Run("""
            drop function pcn.append;
            create function pcn.append(a int) returns int language sql as 'select a';
            alter function pcn.append owner to agreements_owner;
            update pcn.service_fact set value = 'older' where name in ('build', 'functions')
            """);
        await Should.ThrowAsync<LogUnavailableException>(() => Append(Store, 1));

        await using var newer = await Stores.Open(Database, Engine);

        await Append(newer, 1);
        (await newer.Log.ReadStream(Samples.NorthStream, 0, Ct)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task leaves_the_older_instance_reading_agreements_but_neither_ready_nor_listing_what_it_does_not_know()
    {
        await Append(Store, 0);
        var facts = Store.Source;
        await new ServiceFacts(facts).Touch("ready", Ct);
        await Database.Run("""
            alter table pcn.organisation drop column kind;
            update pcn.service_fact set value = 'newer' where name = 'build';
            insert into pcn.mt_streams (id, type, version) values ('organisation-Y99902', 'organisation', 1);
            insert into pcn.mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type)
            values (1000, gen_random_uuid(), 'organisation-Y99902', 1, '{}', 'organisation_dreamt_of', '');
            insert into pcn.mt_streams (id, type, version) values ('organisation-Y99903', 'organisation', 1);
            insert into pcn.mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type)
            values (1001, gen_random_uuid(), 'organisation-Y99903', 1, '{}', 'organisation_registered', '')
            """);

        await Should.ThrowAsync<Npgsql.PostgresException>(() => new ServiceFacts(facts).Touch("ready", Ct));
        (await Store.Log.ReadStream(Samples.NorthStream, 0, Ct)).Count.ShouldBe(1);
        await Should.ThrowAsync<LogUnavailableException>(() => Store.Log.ReadStream(Samples.SouthStream, 0, Ct));
        await Should.ThrowAsync<LogUnavailableException>(() => Store.Log.ReadStream(new("organisation-Y99903"), 0, Ct));
        await Should.ThrowAsync<LogUnavailableException>(() => new OrganisationList(facts).Find(new(new(2026, 1, 1)), null, 10, Ct));
    }

    [Fact]
    public async Task does_not_rebuild_the_views_of_another()
    {
        await Database.Run("update pcn.service_fact set value = 'newer' where name = 'build'");

        await Should.ThrowAsync<SchemaException>(() => PostgresStore.Rebuild(Stores.Options(Database), NullLoggerFactory.Instance, Ct));
    }

    private static async Task Append(PostgresStore to, long version) =>
        (await to.Log.Append(new([new(Samples.NorthStream, version, [new(Samples.Sized(1), Actor.System, null)])]), Ct))
            .ShouldBeOfType<AppendOutcome.Written>();
}
