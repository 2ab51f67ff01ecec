using PcnAgreements.Benchmarks.Surroundings;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Benchmarks.Floors;

/// <summary>
/// The rows an approval writes, as one statement: the event, its stream's version, its line of the history. (The agreement's own row
/// changes with the few approvals that settle a clause or complete a practice's answer; the floor does without.) No lock, no idempotency,
/// no decision: the least that any way of writing them can cost.
/// </summary>
internal static class ApprovalSql
{
    private const string Statement = """
        with stream as (
            update pcn.mt_streams set version = version + 1, timestamp = clock_timestamp()
            where id = {stream} and version = {version}
            returning id, version, timestamp
        ), event as (
            insert into pcn.mt_events (seq_id, id, stream_id, version, data, bdata, type, timestamp, tenant_id, mt_dotnet_type, correlation_id,
                causation_id, headers, user_name, is_archived)
            select nextval('pcn.mt_events_sequence'), gen_random_uuid(), s.id, s.version, {data}, null, 'clause_approved', s.timestamp,
                '*DEFAULT*', {dotnet}, {correlation}, gen_random_uuid()::text, {headers}, {person}, false
            from stream s
            returning stream_id, version
        )
        insert into pcn.history (stream, version, type, organisation, on_behalf_of, party, person, clause, ballot, internal)
        select e.stream_id, e.version, 'clause_approved', {party}, null, {party}, {person}::uuid, {clause}, null, false
        from event e
        """;

    private static readonly ClauseApproved Event = Network.Approval(0);

    /// <summary>As Npgsql takes it: $1 stream, $2 version expected.</summary>
    public static string ForNpgsql { get; } = With("$1", "$2");

    /// <summary>As a script of pgbench, whose clients each have a stream of their own and count its version themselves.</summary>
    public static string ForPgbench { get; } = $"""
        \set stream :base + :client_id
        {With($"('agreement-' || {AgreementIn("stream")})", ":version").ReplaceLineEndings(" ")};
        \set version :version + 1

        """;

    /// <summary>The agreement that a number names, in C# as in the script of pgbench.</summary>
    public static AgreementId Agreement(int n) => new(Guid.Parse($"00000000-0000-7000-8000-{n:000000000000}"));

    private static string AgreementIn(string variable) => $"'00000000-0000-7000-8000-' || lpad(:{variable}::text, 12, '0')";

    private static string With(string stream, string version) => Statement
        .Replace("{stream}", stream, StringComparison.Ordinal)
        .Replace("{version}", version, StringComparison.Ordinal)
        .Replace("{data}", $"'{EventJson.Write(Event)}'::jsonb", StringComparison.Ordinal)
        .Replace("{headers}", $"'{BulkEvents.Headers(Network.ApproverOf(0))}'::jsonb", StringComparison.Ordinal)
        .Replace("{dotnet}", $"'{BulkEvents.DotnetType(Event)}'", StringComparison.Ordinal)
        .Replace("{correlation}", "'0HNABCDEFGHIJ:00000001'", StringComparison.Ordinal)
        .Replace("{person}", $"'{Network.Approvers[0]}'", StringComparison.Ordinal)
        .Replace("{party}", $"'{Event.Party}'", StringComparison.Ordinal)
        .Replace("{clause}", $"'{Event.Clause}'", StringComparison.Ordinal);
}
