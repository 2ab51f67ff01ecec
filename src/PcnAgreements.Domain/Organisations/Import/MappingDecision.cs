using System.Collections.Immutable;

namespace PcnAgreements.Domain.Organisations.Import;

public sealed partial record MappingRows
{
    /// <inheritdoc/>
    public override ImportDecision Decide(IReadOnlyDictionary<OdsCode, Organisation> present)
    {
        var found = new Finding(present, new BadRows(Count));
        foreach (var row in Rows)
        {
            found.Note(row.Line, row.Practice, OrganisationKind.Practice, "PRACTICE_CODE");
            if (row.Pcn is not null) found.Note(row.Line, row.Pcn, OrganisationKind.Pcn, "PCN_CODE");
            found.Note(row.Line, row.Icb, OrganisationKind.Icb, "STP_CODE");
        }

        foreach (var practice in Rows.GroupBy(r => r.Practice.Code)) found.Place(practice.Key, [.. practice]);
        return found.Decision(Count);
    }

    /// <summary>What was found so far: organisations in the order they are first named, their memberships, and what is odd.</summary>
    private sealed class Finding(IReadOnlyDictionary<OdsCode, Organisation> present, BadRows bad)
    {
        private readonly Dictionary<OdsCode, string> names = [];
        private readonly Dictionary<OdsCode, List<DomainEvent>> changes = [];
        private readonly List<ImportFlag> flags = [];
        private ImportCounts organisations = ImportCounts.None;
        private ImportCounts memberships = ImportCounts.None;

        public void Note(int line, Named named, OrganisationKind kind, string column)
        {
            if (!names.TryAdd(named.Code, named.Name))
            {
                if (names[named.Code] != named.Name) flags.Add(new(line, $"{named.Code} is called {names[named.Code]} in a line above."));
                return;
            }

            var known = Present(named.Code);
            if (known is not null && known.Kind != kind) bad.Add(line, column, $"{named.Code} is registered as {Word(known.Kind)}");
            organisations += ImportCounts.One(known is null, known?.Name != named.Name);
            if (known is null) Record(named.Code, new OrganisationRegistered(named.Code, named.Name, kind, null));
            else if (known.Name != named.Name) Record(named.Code, new OrganisationChanged(named.Name, known.Kind, known.LegalForm));
        }

        public void Place(OdsCode practice, ImmutableArray<Row> rows)
        {
            foreach (var row in rows.Where(r => r.Pcn is null)) flags.Add(new(row.Line, $"{practice} is in no PCN (U)."));
            for (var i = 1; i < rows.Length; i++)
            {
                var (above, row) = (rows[..i], rows[i]);
                var others = above.Select(r => r.Pcn?.Code).OfType<OdsCode>().Where(c => c != row.Pcn?.Code).Distinct().ToList();
                if (row.Pcn is { } pcn && others.Count > 0 && above.All(r => r.Pcn?.Code != pcn.Code))
                    flags.Add(new(row.Line, $"{practice} is in two PCNs: {string.Join(", ", others)} and {pcn.Code}."));
                else flags.Add(new(row.Line, $"{practice} is listed twice."));
            }

            Place(practice, MembershipKind.Pcn, [.. rows.Select(r => r.Pcn?.Code).OfType<OdsCode>().Distinct()], rows[0].Day);
            Place(practice, MembershipKind.Icb, [.. rows.Select(r => r.Icb.Code).Distinct()], rows[0].Day);
        }

        public ImportDecision Decision(int rows) => bad.Refusal is { } refusal
            ? ImportDecision.Refused(refusal)
            : new(
                null,
                new(ImportKind.Mapping, rows, organisations, memberships, ImportCounts.None, 0, [.. flags.OrderBy(f => f.Line)]),
                [.. changes.Select(c => new ImportedChange(c.Key, [.. c.Value]))]);

        private void Place(OdsCode practice, MembershipKind kind, ImmutableArray<OdsCode> wanted, DateOnly day)
        {
            var before = Present(practice)?.Memberships.GetValueOrDefault(kind, []) ?? [];
            var (after, counts) = MembershipSnapshot.Seen(before, wanted, day);
            memberships += counts;
            if (!after.SequenceEqual(before)) Record(practice, new MembershipsRecorded(kind, after));
        }

        private Organisation? Present(OdsCode code) => present.TryGetValue(code, out var known) && known.Exists ? known : null;

        private void Record(OdsCode code, DomainEvent happened)
        {
            if (!changes.TryGetValue(code, out var events)) changes[code] = events = [];
            events.Add(happened);
        }

        private static string Word(OrganisationKind kind) => kind switch
        {
            OrganisationKind.Pcn => "a PCN",
            OrganisationKind.Lmc => "an LMC",
            OrganisationKind.Icb => "an ICB",
            OrganisationKind.Other => "another body",
            _ => $"a {kind.ToString().ToLowerInvariant()}",
        };
    }
}
