using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Organisations.Import;
using Shouldly;

namespace PcnAgreements.Domain.Tests.Organisations.Import;

/// <summary>Every organisation on record, one import after another.</summary>
public sealed class Register
{
    private readonly Dictionary<OdsCode, Organisation> present = [];

    public IReadOnlyDictionary<OdsCode, Organisation> Present => present;

    public Organisation this[string ods] => present[OdsCode.Parse(ods)];

    public IReadOnlyList<ImportedChange> Changed { get; private set; } = [];

    public void Add(OdsCode ods, params IEnumerable<DomainEvent> events)
    {
        var organisation = present.GetValueOrDefault(ods, new() { Ods = ods });
        present[ods] = events.Aggregate(
            organisation, (o, e) => o.Evolve(new(o.Version + 1, OrganisationScenario.Moment, OrganisationScenario.Operator, e)));
    }

    public ImportReport Import(ImportRows rows)
    {
        var decision = rows.Decide(present);
        decision.Refusal.ShouldBeNull();
        decision.Changes.ShouldAllBe(c => c.Events.Length > 0);
        foreach (var change in decision.Changes) Add(change.Ods, change.Events);
        Changed = decision.Changes;
        return decision.Report.ShouldNotBeNull();
    }

    /// <summary>A file without quotation marks.</summary>
    public static ImportReading Read(string header, string[] rows) =>
        new ImportTable([.. header.Split(',')], [.. rows.Select((r, i) => new ImportLine(i + 2, [.. r.Split(',')]))]).Read();
}
