using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Domain.Text;
using PcnAgreements.Proof.Checkpoints;
using PcnAgreements.Proof.Entries;
using PcnAgreements.Proof.Merkle;
using PcnAgreements.Proof.Notes;
using PcnAgreements.Proof.Packs;
using PcnAgreements.Proof.Tests.Merkle;

namespace PcnAgreements.Proof.Tests.Packs;

/// <summary>
/// A small agreement from draft to in force, in a log among other things, as a service would keep it; or with an event changed before it is
/// recorded: a service that records nonsense, and proves it. Some of its people may have been erased since.
/// </summary>
internal sealed class Story
{
    public const string Origin = "agreements.example/log";
    public const string StreamName = "agreement-0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b";
    public static readonly OdsCode Pcn = OdsCode.Parse("U99901");
    public static readonly OdsCode North = OdsCode.Parse("Y99901");
    public static readonly OdsCode South = OdsCode.Parse("Y99902");
    private static readonly ClauseKey C1 = ClauseKey.Local(1), C2 = ClauseKey.Local(2);
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 9, 0, 0, 123, 456, TimeSpan.Zero);
    private readonly Func<DomainEvent, DomainEvent> lie;
    private readonly IReadOnlyList<int> erased;
    private readonly bool saysWho;
    private readonly bool answered;
    private readonly bool putBack;
    private readonly Func<Recorded, Recorded> change;
    private readonly Func<Agreement, DomainEvent, (Actor, DomainEvent)?> more;
    private readonly List<(Entry Entry, byte[] Data, bool Withheld)> log = [];
    private readonly AgreedTexts texts = new();
    private readonly List<PackedPerson> people = [];

    /// <param name="lie">Changes an event before it is recorded.</param>
    /// <param name="erased">Which people were erased in the end.</param>
    /// <param name="answered">Whether somebody answers the comment that is for all.</param>
    /// <param name="saysWho">Whether the entry of an erasure says what stood for the person; before that was so, it did not.</param>
    /// <param name="putBack">Whether the database is restored from a backup on the way, and what stood at its end may be lost.</param>
    /// <param name="change">Changes who did something, or when, before it is recorded.</param>
    /// <param name="more">What is recorded besides, after an event.</param>
    public Story(
        Func<DomainEvent, DomainEvent>? lie = null, IReadOnlyList<int>? erased = null, bool answered = false, bool saysWho = true,
        bool putBack = false, Func<Recorded, Recorded>? change = null, Func<Agreement, DomainEvent, (Actor, DomainEvent)?>? more = null)
    {
        (this.change, this.more) = (change ?? (r => r), more ?? ((_, _) => null));
        (this.lie, this.erased, this.answered, this.saysWho, this.putBack) = (lie ?? (e => e), erased ?? [], answered, saysWho, putBack);
        Tell();
        Tree = new(log.Select(e => e.Entry.Leaf));
        Note = new Checkpoint(Origin, log.Count, Tree.Edge.Root).Sign(Keys).With(Witness.Cosign(
            new Checkpoint(Origin, log.Count, Tree.Edge.Root).ToString(), Start.AddDays(2)));
    }

    public static IReadOnlyList<SigningKey> Keys { get; } = KeyFile.MakeLogKeys(Origin);

    public static SigningKey Witness { get; } = SigningKey.Make("lmc.example/witness", KeyType.Cosignature);

    public static string PolicyText { get; } =
        string.Concat(Keys.Select(k => $"log {k.Verifier}\n")) + $"witness lmc {Witness.Verifier}\nquorum lmc\n";

    /// <summary>One of its people, acting for an organisation.</summary>
    public static Actor Somebody(int n, OdsCode ods, string authority) => new(IdOf(n), ods, authority);

    public Agreement Agreement { get; private set; } = new() { Id = new(Guid.Parse("0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b")) };

    public KeptTree Tree { get; }

    public SignedNote Note { get; }

    public IReadOnlyList<(Entry Entry, byte[] Data, bool Withheld)> Log => log;

    public Pack Pack() => new(
        StreamName,
        [.. log.Index().Where(e => e.Item.Entry.Stream == StreamName || e.Item.Entry.Type == "person_erased").Select(e => Packed(e.Index))],
        people,
        CanonicalOf(RecordJson.Of(Agreement)),
        CanonicalOf(AgreedTexts.Clauses(Agreement)),
        texts.Texts.ToDictionary(t => t.Key, t => (ReadOnlyMemory<byte>)CanonicalOf(t.Value)),
        Note);

    public PackedEvent Packed(int index) => new(
        index, InclusionProof.Make(index, log.Count, Tree.Read), log[index].Entry.ToBytes(),
        log[index].Withheld ? default(ReadOnlyMemory<byte>?) : log[index].Data);

    public static byte[] CanonicalOf(JsonNode node) => Domain.Text.CanonicalJson.Write(node);

    private void Tell()
    {
        var weights = new Weighting.Given(ImmutableSortedDictionary<OdsCode, long>.Empty.Add(North, 3).Add(South, 2));
        var rules = new AgreementRules(
            DecisionRule.UnanimousOfEntitled, new(Majority.AtLeast(Ratio.Parse("1/2"))) { Weight = weights }, AdoptBallot: true);
        var editor = new Actor(Person(1), Pcn, "editor");
        var (north, south) = (new Actor(Person(2), North, "approver"), new Actor(Person(3), South, "approver"));
        Other();
        Add(editor, _ => new AgreementDrafted(
            Agreement.Id, "Vaccination site <of the network>", AgreementKind.Collaboration, Pcn, "DEMO PCN",
            [Practice(North, "NORTH SURGERY"), Practice(South, "SOUTH SURGERY")], rules, LmcAccess.Full, null, null, [], 1));
        Add(editor, _ => Clause(C1, null, "Purpose", "We vaccinate together.\n\n- at North\n- at South"));
        Add(editor, _ => Clause(C2, C1, null, "Costs are shared by list size, “as published”."));
        Other();
        WeighedVoter[] roll = [new(North, "NORTH SURGERY", 3, null), new(South, "SOUTH SURGERY", 2, null)];
        Add(editor, _ => new Circulated(Start.AddDays(5), "Please read", [.. roll.Select(r => r with { Weight = 1 })]));
        Add(north, a => new ClauseApproved(C1, 1, a.Text[C1].Wording.Hash, North));
        Add(south, a => new ClauseObjected(C2, 1, a.Text[C2].Wording.Hash, South, "By thirds, please"));
        Add(south, _ => new CommentMade(new(1), C2, South, "Between ourselves", true), withheld: true);
        if (putBack) Add(Actor.System, a => new RecordPutBack(2, 17, a.MayHaveGiven(17)));
        Add(south, a => new CommentMade(a.NextComment, C2, South, "To all", false));
        if (answered) Add(north, a => new CommentReplied(a.Comments[^1].Key, C2, North, "Indeed", false));
        var thirds = Wording.Of(null, "Costs are shared by thirds.");
        Add(editor, a => new ClauseReworded(C2, a.NextRevision(a.Text[C2]), null, thirds.Body, thirds.Hash));
        foreach (var (actor, party) in new[] { (north, North), (south, South) })
        {
            Add(actor, a => new ClauseApproved(C1, 1, a.Text[C1].Wording.Hash, party));
            var told = party == South ? new OnBehalf("telephone", "minutes") : null;
            var who = told is null ? actor : editor with { OnBehalfOf = party };
            Add(who, a => new ClauseApproved(C2, a.Text[C2].Revision, a.Text[C2].Wording.Hash, party, null, told));
        }

        Add(editor, a => new BallotOpened(
            a.NextBallot, 1, null, "Shall we adopt it?", new(Adopt: true), rules.Adopt, [.. roll],
            a.Text.TextHash, null, null, Start.AddMinutes(log.Count + 4.5)));
        Add(north with { Authority = "voter" }, a => new VoteCast(a.Ballots[^1].Key, North, Choice.For));
        Other();
        Add(south with { Authority = "voter" }, a => new VoteCast(a.Ballots[^1].Key, South, Choice.Against, "Too dear"));
        Add(south with { Authority = "voter" }, a => new VoteChanged(a.Ballots[^1].Key, South, Choice.Abstain));
        Add(Actor.System, a => new BallotClosed(a.Ballots[^1].Key, ClosedHow.Deadline, a.Ballots[^1].Count()));
        Add(editor, a => new SigningOpened(1, a.Text.TextHash, SigningHash.Of(a), Start.AddDays(9), null));
        foreach (var (person, party) in new[] { (2, North), (3, South) })
        {
            Add(new(Person(person), party, "signatory"), a => new Signed(
                party, 1, a.Text.TextHash, a.Round!.Opened.SigningHash, "I sign for the practice", "partner", new("https://id.example")));
        }

        Add(Actor.System, _ => new CameIntoForce(new(2026, 11, 2)));
        Other();
        foreach (var person in erased) Erase(person);
    }

    private static ClauseAdded Clause(ClauseKey key, ClauseKey? after, string? heading, string body) =>
        new(key, null, after, false, true, false, heading, body, Wording.Of(heading, body).Hash);

    private static PartyTerms Practice(OdsCode ods, string name) => new(ods, name, LegalForm.SoleTrader, PartyRole.Core, true, []);

    private static PersonId IdOf(int n) => new(new Guid(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    private PersonId Person(int n)
    {
        var id = IdOf(n);
        if (people.Exists(p => p.Id == id.ToString())) return id;
        var salt = Enumerable.Repeat((byte)n, Commitment.SaltLength).ToArray();
        var email = $"person{n}@example.test";
        people.Add(new(id.ToString(), Commitment.Of(salt, id.ToString(), email), email, $"Dr Person {n}", Convert.ToHexStringLower(salt)));
        return id;
    }

    private void Add(Actor actor, Func<Agreement, DomainEvent> happen, bool withheld = false)
    {
        var happened = lie(happen(Agreement));
        Record(actor, happened, withheld);
        if (more(Agreement, happened) is var (another, besides)) Record(another, besides, false);
    }

    private void Record(Actor actor, DomainEvent happened, bool withheld)
    {
        var recorded = change(new(Agreement.Version + 1, Start.AddMinutes(log.Count), actor, happened));
        var who = recorded.Actor;
        Proof.Entries.CanonicalJson.TryWrite(Encoding.UTF8.GetBytes(EventJson.Write(happened)), out var data).ShouldBeTrue();
        var (hash, text) = Entry.HashesOf(data);
        Agreement = Agreement.Evolve(recorded);
        texts.Note(Agreement, happened);
        var person = who.Person is { } id ? people.Find(p => p.Id == id.ToString())!.Commitment : null;
        log.Add((new(
            Origin, 100 + log.Count, StreamName, Agreement.Version, recorded.At, EventJson.NameOf(happened), who.Organisation?.ToString(),
            who.OnBehalfOf?.ToString(), who.Authority, person, $"request \"{log.Count}\"", text, hash), data, withheld));
    }

    private void Other() => Record($"organisation-A8100{log.Count % 10}", "organisation_registered", "{\"name\":\"Somebody else\"}", false);

    // By an operator who is nobody in the agreement; why stays between them.
    private void Erase(int n)
    {
        var at = people.FindIndex(p => p.Id == Person(n).ToString());
        var (id, commitment) = (people[at].Id, people[at].Commitment);
        people[at] = people[at] with { Email = null, Name = null, Salt = null };
        var who = saysWho ? $"\"hash\":\"{commitment}\"," : "";
        Record($"person-{id}", "person_erased", $"{{{who}\"reason\":\"Asked for\"}}", true);
    }

    private void Record(string stream, string type, string json, bool withheld)
    {
        var data = Encoding.UTF8.GetBytes(json);
        var (hash, text) = Entry.HashesOf(data);
        var by = withheld ? new string('e', 64) : null;
        log.Add((new(
            Origin, 100 + log.Count, stream, 1, Start.AddMinutes(log.Count), type, null, null, "operator", by, null, text, hash),
            data, withheld));
    }
}
