using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Text;
using PcnAgreements.Faults.Checks;
using PcnAgreements.Faults.Histories;
using Record = PcnAgreements.Faults.Histories.Record;

namespace PcnAgreements.Faults.Tests;

/// <summary>
/// A round as it might have been, told event by event and request by request. It begins with an agreement of one clause between one
/// practice and its network, circulated, which everybody has read by moment 10.
/// </summary>
internal sealed class MadeUpRound
{
    public const string Practice = "Y90001", Pcn = "U90001", Editor = "editor@u90001.test", Partner = "partner@y90001.test";
    public const string Administrator = "admin@y90001.test", Stranger = "stranger@somewhere.test";
    public static readonly AgreementId Id = new(Guid.Parse("01890000-0000-7000-8000-000000000001"));
    public static readonly string OfAgreement = StreamId.Of(Id).Value, OfPractice = $"organisation-{Practice}";
    public static readonly ClauseKey Clause = ClauseKey.Parse("c1");
    private static readonly OdsCode Party = OdsCode.Parse(Practice), Convenor = OdsCode.Parse(Pcn);
    private static readonly DateTimeOffset Began = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly List<Logged> events = [];
    private readonly Dictionary<string, PersonId> people = new[] { Editor, Partner, Administrator, Stranger }
        .Select((email, n) => (email, n)).ToDictionary(p => p.email, p => new PersonId(new Guid(p.n + 1, 0, 0, new byte[8])));

    private int reads = 900;

    public MadeUpRound()
    {
        Happened($"organisation-{Pcn}", new OrganisationRegistered(Convenor, "PCN", OrganisationKind.Pcn, null));
        Happened($"organisation-{Pcn}", new PersonAuthorised(people[Editor], [Authority.Editor], null, null, null));
        Happened(OfPractice, new OrganisationRegistered(Party, "PRACTICE", OrganisationKind.Practice, LegalForm.SoleTrader));
        Happened(OfPractice, new PersonAuthorised(people[Administrator], [Authority.Administrator], null, null, null));
        Authorised();
        Happened(OfAgreement, new AgreementDrafted(Id, "Agreement", AgreementKind.Network, Convenor, "PCN",
            [new(Party, "PRACTICE", LegalForm.SoleTrader, PartyRole.Core, true, [])], AgreementRules.Unanimous, LmcAccess.Full, null, null,
            [new(Clause, null, null, "Words.")], 2));
        Happened(OfAgreement, new Circulated(Began.AddYears(50), null, []));
        Read(1, 10);
    }

    public History History { get; } = new();

    /// <summary>The state of the agreement as told so far.</summary>
    public Agreement Agreement => (Agreement)Past.Of(Log(0)).At(OfAgreement, Version(OfAgreement))!;

    public long Version(string stream) => events.Where(e => e.Stream == stream).Select(e => e.Version).LastOrDefault();

    /// <summary>The practice's own were all it takes: to approve and to sign.</summary>
    public void Authorised() => Happened(
        OfPractice, new PersonAuthorised(people[Partner], [Authority.Approver, Authority.Voter, Authority.Signatory], null, null, null));

    public void Revoked() => Happened(OfPractice, new PersonRevoked(people[Partner]));

    public void SigningOpened() =>
        Happened(OfAgreement, new SigningOpened(1, Agreement.Text.TextHash, Agreement.Text.TextHash, null, null));

    public void Signed(int? operation = null) => Happened(OfAgreement, new Signed(
        Party, 1, Agreement.Text.TextHash, Agreement.Text.TextHash, operation is { } id ? Operation.MarkOf(id) : "I agree.", "partner",
        new("https://issuer.test")), by: Partner, request: operation is { } own ? $"r{own}" : null);

    public void Reworded(int revision, string words) =>
        Happened(OfAgreement, new ClauseReworded(Clause, revision, null, words, Wording.Of(null, words).Hash));

    public void Approved(int? operation = null, int revision = 1, string by = Partner) => Happened(
        OfAgreement, new ClauseApproved(
            Clause, revision, Agreement.Find(Clause)!.Wording.Hash, Party, operation is { } id ? Operation.MarkOf(id) : null),
        by: by, authority: "approver", request: operation is { } own ? $"r{own}" : null);

    /// <summary>Anything, as the next event of the log.</summary>
    public void Happened(string stream, DomainEvent happened, string? by = null, string authority = "signatory", string? request = null) =>
        events.Add(new(
            events.Count + 1, stream, Version(stream) + 1, Began.AddSeconds(events.Count), EventJson.NameOf(happened),
            EventJson.Write(happened), by is null ? Actor.System : new(people[by], Party, authority), request ?? $"e{events.Count}"));

    /// <summary>The editor reads the agreement, as it stands.</summary>
    public void Read(long invoked, long answered) =>
        Asked(new(++reads, Deed.Read, Editor, HttpMethod.Get, $"/agreements/{Id}", OfAgreement) { Marked = 0 },
            Answered(invoked, answered, 200, Version(OfAgreement)));

    public void Asked(Operation operation, params Attempt[] attempts)
    {
        History.Begin(operation);
        foreach (var attempt in attempts)
            History.Add(attempt with
            {
                Operation = operation.Id,
                LogIndex = events.FindIndex(e => attempt.IsAcknowledged && e.Stream == operation.Stream && e.Version == attempt.Version)
                    is >= 0 and var index ? index : null,
            });
    }

    /// <summary>Something the practice's partner, or somebody else, does with the agreement.</summary>
    public static Operation Wants(int id, Deed deed, string person = Partner) =>
        new(id, deed, person, HttpMethod.Put, $"/agreements/{Id}/{deed}", OfAgreement)
        {
            Ods = Practice, Clause = Clause.ToString(), Marked = deed is Deed.Read or Deed.Withdraw or Deed.OpenSigning ? 0 : 1,
        };

    /// <summary>The administrator gives the partner authorities, or takes them.</summary>
    public static Operation Deputises(int id, Deed deed) =>
        new(id, deed, Administrator, HttpMethod.Put, "/organisations", OfPractice) { Ods = Practice, About = Partner, Marked = 0 };

    public static Attempt Answered(long invoked, long answered, int status, long version = 0, string? problem = null) =>
        new(0, 0, invoked, answered, status, version, 0, 7, null) { Problem = problem };

    /// <summary>The invariants that the checks of a history find broken.</summary>
    public IReadOnlyList<string> Found(int? answers = null)
    {
        var findings = new Findings();
        var told = Told.All(History, Log(0));
        var record = Log(answers ?? told.Count(t => !t.Operation.IsRead && (t.Acknowledged is not null || t.Marked.Count > 0)));
        Everything.Check(History, record, null, findings);
        return [.. findings.Invariants];
    }

    private Record Log(int answers) => Record.Of(events, answers, people, Began.AddMinutes(5));
}
