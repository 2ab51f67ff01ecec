using System.Diagnostics;
using System.Text.Json.Nodes;
using PcnAgreements.Api.Organisations;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Organisations.Import;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Organisations;

/// <summary>The two real files, which are not part of the repository: found through <c>PCN_SHARED_DATA</c> or beside the clone.</summary>
[Trait("data", "shared")]
public sealed class Importing_what_NHS_Digital_published
{
    private const string Mapping = "gp-reg-pat-prac-map_2022-01.csv";
    private const string Sizes = "gp-reg-pat-prac-all_2021-01.csv";

    private readonly Dictionary<OdsCode, Organisation> present = [];

    [Fact]
    public void counts_what_is_known_of_the_files_and_finds_nothing_new_a_second_time()
    {
        var mapping = Import(Mapping);
        mapping.ShouldBe(new(
            ImportKind.Mapping, 6_527, new(6_527 + 1_254 + 42, 0, 0), new(6_527 - 68 + 6_527, 0, 0), new(0, 0, 0), 0, mapping.Flags));
        mapping.Flags.Length.ShouldBe(68);
        mapping.Flags.ShouldAllBe(f => f.What.EndsWith(" is in no PCN (U).", StringComparison.Ordinal));
        present.Values.Count(o => o.Kind == OrganisationKind.Pcn).ShouldBe(1_254);

        var practices = present.Values.Where(o => o.Kind == OrganisationKind.Practice).ToList();
        practices.SelectMany(o => o.BelongsTo(MembershipKind.Pcn, new(2022, 1, 1))).CountBy(pcn => pcn).Max(pcn => pcn.Value).ShouldBe(32);

        var sizes = Import(Sizes);
        sizes.ShouldBe(new(ImportKind.ListSizes, 6_658, new(0, 0, 0), new(0, 0, 0), new(6_523, 0, 0), 135, []));

        var again = Import(Mapping);
        again.ShouldBe(mapping with { Organisations = new(0, 0, 7_823), Memberships = new(0, 0, 12_986), Flags = again.Flags });
        Import(Sizes).ListSizes.ShouldBe(new(0, 0, 6_523));
        changes.ShouldBe(0);
    }

    [Fact]
    public void is_decided_within_five_seconds()
    {
        var watch = Stopwatch.StartNew();
        Import(Mapping);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task takes_both_over_HTTP_in_one_go_each()
    {
        await using var host = await ApiHost.Start();
        var mapping = await Send(host, Mapping);
        mapping["organisations"]!["added"]!.GetValue<int>().ShouldBe(7_823);
        (await Send(host, Sizes))["listSizes"]!["added"]!.GetValue<int>().ShouldBe(6_523);
        (await Send(host, Mapping))["organisations"]!.ToJsonString().ShouldBe("""{"added":0,"changed":0,"unchanged":7823}""");
        (await host.Database.Ask<long>("select count(*) from pcn.organisation")).ShouldBe(7_823);
        (await host.Database.Ask<long>("select count(distinct e.timestamp) from pcn.mt_events e")).ShouldBe(2);
    }

    private static async Task<JsonNode> Send(ApiHost host, string name)
    {
        var file = await File.ReadAllTextAsync(Path.Combine(Folder, name), TestContext.Current.CancellationToken);
        return (await host.Operator.Post("/organisations/import", file, ("Content-Type", "text/csv"))).Is(200).Json;
    }

    private int changes;

    private ImportReport Import(string name)
    {
        using var file = File.OpenRead(Path.Combine(Folder, name));
        var rows = ImportCsv.Read(file).ShouldBeOfType<ImportReading.Taken>().Rows;
        var decision = rows.Decide(present);
        decision.Refusal.ShouldBeNull();
        foreach (var change in decision.Changes)
        {
            var organisation = present.GetValueOrDefault(change.Ods, new() { Ods = change.Ods });
            foreach (var e in change.Events)
                organisation = organisation.Evolve(new(organisation.Version + 1, DateTimeOffset.UnixEpoch, Actor.System, e));
            present[change.Ods] = organisation;
        }

        changes = decision.Changes.Length;
        return decision.Report.ShouldNotBeNull();
    }

    private static string Folder
    {
        get
        {
            if (Environment.GetEnvironmentVariable("PCN_SHARED_DATA") is { Length: > 0 } given) return given;
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PcnAgreements.sln"))) folder = folder.Parent;
            return Path.Combine(folder?.Parent?.FullName ?? "", "shared", "data");
        }
    }
}
