using PcnAgreements.Store.Tests;

namespace PcnAgreements.Api.Tests.Processes;

/// <summary>What tests look at behind the back of services that seed the demo network.</summary>
internal static class DemoDatabase
{
    /// <summary>An empty one; the first service to start on it makes tables and demo.</summary>
    public static async Task<TestDatabase> Fresh() => await (await Postgres.Shared()).NewDatabase();

    /// <summary>The demo network's agreement.</summary>
    public static Task<string> DemoAgreement(this TestDatabase database) =>
        database.Ask<string>("select split_part(value, ' ', 1) from pcn.service_fact where name = 'demo_beginning'");

    /// <summary>How many events there are of a type; of any when none is given.</summary>
    public static Task<long> Events(this TestDatabase database, string type = "%") =>
        database.Ask<long>($"select count(*) from pcn.mt_events where type like '{type}'");

    /// <summary>
    /// Every stream's events in order, with nothing that differs from one demo to the next: what was seeded, to be compared.
    /// </summary>
    public static Task<string> Outline(this TestDatabase database) => database.Ask<string>(
        """
        select string_agg(types, e'\n' order by first) from (
            select min(seq_id) as first, regexp_replace(stream_id, '[0-9a-f-]{36}$', '') || ' ' || string_agg(type, ' ' order by version) as types
            from pcn.mt_events group by stream_id) streams
        """);

    /// <summary>Streams whose versions do not run from one to the stream's own version without a gap.</summary>
    public static Task<long> StreamsWithGaps(this TestDatabase database) => database.Ask<long>(
        """
        select count(*) from pcn.mt_streams s where not exists (
            select from pcn.mt_events e where e.stream_id = s.id
            having count(*) = s.version and min(e.version) = 1 and max(e.version) = s.version and count(distinct e.version) = s.version)
        """);
}
