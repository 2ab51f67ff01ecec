using System.Collections.Immutable;
using System.Text;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Benchmarks.Surroundings;

/// <summary>
/// Those who agree: a network of twenty practices, each with one approver, and the text of a hundred clauses that they agree upon.
/// </summary>
internal static class Network
{
    public const int Practices = 20;
    public const int Clauses = 100;

    /// <summary>What can be approved of one agreement.</summary>
    public const int Approvals = Practices * Clauses;

    // About what a clause of a network agreement has: ninety words.
    private static readonly string Words = string.Join(
        ' ',
        Enumerable.Repeat(
            "The Core Network Practices shall act in good faith towards one another and meet as often as their common work requires.", 4));

    public static readonly OdsCode Pcn = OdsCode.Parse("U90001");
    public static readonly ImmutableArray<OdsCode> Parties =
    [
        .. Enumerable.Range(1, Practices).Select(n => OdsCode.Parse($"Y{90000 + n}"))
    ];
    public static readonly PersonId Editor = Person(0);
    public static readonly ImmutableArray<PersonId> Approvers = [.. Enumerable.Range(1, Practices).Select(Person)];
    public static readonly ImmutableArray<ClauseDraft> Text = [.. Enumerable.Range(1, Clauses).Select(Clause)];

    public const string EditorEmail = "editor@u90001.test";

    public static string EmailOf(int practice) => $"approver@{Parties[practice]}.test".ToLowerInvariant();

    /// <summary>What brings an agreement into review; with one clause only where nobody will look at its text.</summary>
    public static IReadOnlyList<DomainEvent> IntoReview(AgreementId id, DateTimeOffset now, int clauses = Clauses) =>
    [
        new AgreementDrafted(
            id, "Network agreement", AgreementKind.Network, Pcn, "BENCH PCN",
            [.. Parties.Select(p => new PartyTerms(p, $"PRACTICE {p}", LegalForm.Partnership, PartyRole.Core, true, [], "A measurement."))],
            AgreementRules.Unanimous, LmcAccess.Full, null, null, Text[..clauses], clauses + 1),
        new Circulated(now.AddDays(30), null, [.. Parties.Select(p => new WeighedVoter(p, $"PRACTICE {p}", 1, null))]),
    ];

    /// <summary>The approval that comes at a place among all of one agreement: practice after practice, each clause after clause.</summary>
    public static ClauseApproved Approval(int n)
    {
        var clause = Text[n % Clauses];
        return new(clause.Key, 1, Hashes[n % Clauses], Parties[n / Clauses % Practices]);
    }

    /// <summary>Who gives that approval.</summary>
    public static Actor ApproverOf(int n) => new(Approvers[n / Clauses % Practices], Parties[n / Clauses % Practices], "approver");

    public static Actor Convenor => new(Editor, Pcn, "editor");

    private static readonly ImmutableArray<string> Hashes = [.. Text.Select(c => c.Wording().Hash)];

    // Ten headings with nine sub-clauses each.
    private static ClauseDraft Clause(int n)
    {
        var under = (n - 1) % 10 == 0 ? (ClauseKey?)null : ClauseKey.Parse($"c{n - ((n - 1) % 10)}");
        return new(ClauseKey.Parse($"c{n}"), under, under is null ? $"Matter {n}" : null, $"{n}. {Words}");
    }

    private static PersonId Person(int n) => new(new Guid(Encoding.ASCII.GetBytes($"bench person {n:000}")));
}
