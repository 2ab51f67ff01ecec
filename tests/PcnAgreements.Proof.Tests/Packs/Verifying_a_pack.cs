using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;
using PcnAgreements.Proof.Entries;
using PcnAgreements.Proof.Notes;
using PcnAgreements.Proof.Packs;
using PcnAgreements.Verify;

namespace PcnAgreements.Proof.Tests.Packs;

public sealed class Verifying_a_pack : IDisposable
{
    private static readonly Story Honest = new();
    private readonly Bench bench = new();

    [Fact]
    public void finds_an_honest_one_sound_and_says_what_it_saw()
    {
        var (status, said) = bench.Verify(bench.Zip(Honest.Pack()));
        status.ShouldBe(0, said);
        said.ShouldContain("The witness lmc saw it at 2026-11-04 09:00:00 UTC.");
        said.ShouldContain("2 parties, 4 stances, 2 signatures");
        said.ShouldContain("The sums of 1 closed ballots were worked out again");
        said.ShouldContain("That they had been given that right, and the list sizes behind weights, is as the service told");
        said.ShouldEndWith("Sound.\n");
    }

    [Fact]
    public void finds_one_sound_of_an_agreement_that_went_on_after_a_restore()
    {
        var story = new Story(answered: true, putBack: true);
        story.Agreement.Text[ClauseKey.Local(2)].Revision.ShouldBe(2 + 17 + 100 + 1);
        var (status, said) = bench.Verify(bench.Zip(story.Pack()));
        status.ShouldBe(0, said);

        Refuses(e => e is ClauseReworded reworded ? reworded with { Revision = 2 } : e, "not the next revision");
        Refuses(e => e is CommentMade { Internal: false } made ? made with { Comment = new(2) } : e, "not the next comment");

        void Refuses(Func<DomainEvent, DomainEvent> lie, string why) =>
            bench.Verify(bench.Zip(new Story(lie, putBack: true).Pack())).Said.ShouldContain(why);
    }

    [Fact]
    public void reads_well_and_lets_no_markup_in()
    {
        var page = Bench.ReadmeAndPage(bench.Zip(Honest.Pack()));
        page.ShouldContain("Vaccination site &lt;of the network&gt;");
        page.ShouldContain("Dr Person 2 (person2@example.test)");
        page[page.IndexOf("<!doctype", StringComparison.Ordinal)..].ShouldNotContain("<of the network>");
    }

    [Theory]
    [InlineData("v1", "3ed227ca46bfc9ecbc07d1f600e82c1aec0e705a228fabc231b9f9a771abd511")]
    [InlineData("v2", "bca1ac35883115baeb8f177e2e5950776907e13ef43214072d31b9b23d576d96")]
    [InlineData("v3", "4ba5399ae4008c5d4039f436dcc367316041a36795239b4cb3b46762d81881a2")]
    public void finds_the_pages_of_each_form_as_they_were(string form, string hash)
    {
        var zip = bench.Zip(Honest.Pack() with { Form = $"pcn-agreements-pack/{form}" });
        var page = string.Join('\n', Bench.ReadmeAndPage(zip).Split('\n').Where(l => !l.Contains("Covered by", StringComparison.Ordinal)));
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(page))).ShouldBe(hash);
        bench.Verify(zip).Status.ShouldBe(0);
    }

    [Fact]
    public void says_on_its_page_who_acted_under_whose_authority_and_how_it_came_to_be_recorded()
    {
        var page = Bench.ReadmeAndPage(bench.Zip(Honest.Pack()));
        foreach (var told in new[]
        {
            "A core party, with a vote. Legal form: sole trader.",
            "Dr Person 2 (person2@example.test), partner, signatory of Y99901, ",
            "who said: I sign for the practice: text <code>",
            "Dr Person 2 (person2@example.test), approver of Y99901, ",
            "Dr Person 2 (person2@example.test), voter of Y99901, ",
            "Dr Person 1 (person1@example.test), editor of U99901, ",
            ", on its behalf (telephone: minutes)</td>",
            "<td>against, replaced or withdrawn later: Too dear</td>",
        }) page.ShouldContain(told);
    }

    [Fact]
    public void says_on_its_page_who_recorded_a_signature_on_paper_and_what_shows_it()
    {
        var story = new Story(
            e => e is Signed { Party: var party } s && party == Story.South
                ? new CounterpartRecorded(
                    party, s.Round, Story.Somebody(3, party, "").Person!.Value, "partner", new(2026, 11, 2), new('5', 64), "by post",
                    s.TextHash, s.SigningHash)
                : e,
            change: r => r.Event is CounterpartRecorded ? r with { Actor = Story.Somebody(1, Story.Pcn, "editor") } : r);
        var zip = bench.Zip(story.Pack());
        bench.Verify(zip).Status.ShouldBe(0);
        Bench.ReadmeAndPage(zip).ShouldContain(
            "Signed on paper by Dr Person 3 (person3@example.test), partner, on 2026-11-02, "
            + "recorded by Dr Person 1 (person1@example.test), editor of U99901, 2026-11-02T");
        Bench.ReadmeAndPage(zip).ShouldContain($"by the scan <code>{new string('5', 64)}</code> (by post): text <code>");
    }

    [Fact]
    public void says_on_its_page_who_voted_as_a_proxy_and_who_confirmed_what_was_recorded_for_them()
    {
        var story = new Story(
            e => e switch
            {
                AgreementDrafted drafted => drafted with { Rules = drafted.Rules with { Adopt = ByProxy(drafted.Rules.Adopt) } },
                BallotOpened opened => opened with { Rule = ByProxy(opened.Rule), ClosesAt = opened.ClosesAt.AddMinutes(1) },
                VoteCast { Party: var party } cast when party == Story.North => cast with { Proxy = Story.South },
                _ => e,
            },
            change: r => r.Event is VoteCast { Proxy: not null } ? r with { Actor = Story.Somebody(3, Story.South, "voter") } : r,
            more: (_, happened) => happened switch
            {
                BallotOpened opened => (Story.Somebody(2, Story.North, "voter"), new ProxyGiven(opened.Ballot, Story.North, Story.South)),
                ClauseApproved { OnBehalf: not null } told =>
                    (Story.Somebody(3, Story.South, "approver"), new StanceConfirmed(told.Clause, Story.South)),
                _ => null,
            });
        var zip = bench.Zip(story.Pack());
        var (status, said) = bench.Verify(zip);
        status.ShouldBe(0, said);
        var page = Bench.ReadmeAndPage(zip);
        page.ShouldContain("<td>Y99901</td><td>for</td><td>Dr Person 3 (person3@example.test), voter of Y99902, 2026-11-02T");
        page.ShouldContain(", as its proxy</td>");
        page.ShouldContain("(telephone: minutes); confirmed by Dr Person 3 (person3@example.test), approver of Y99902, 2026-11-02T");

        static DecisionRule ByProxy(DecisionRule rule) => rule with { Proxies = new(true, null) };
    }

    [Fact]
    public void says_of_the_older_form_that_its_pages_name_cosigners_by_their_looks()
    {
        const string caution = "only the witnesses named above were checked";
        bench.Verify(bench.Zip(Honest.Pack() with { Form = "pcn-agreements-pack/v1" })).Said.ShouldContain(caution);
        bench.Verify(bench.Zip(Honest.Pack())).Said.ShouldNotContain(caution);
        bench.Verify(bench.Zip(Honest.Pack() with { Form = "pcn-agreements-pack/v4" })).Said.ShouldContain("does not know");
    }

    [Fact]
    public void vouches_for_no_witness_on_a_page()
    {
        var stranger = SigningKey.Make("the.lmc.example", KeyType.Cosignature);
        var note = Honest.Note.With(stranger.Cosign(Honest.Note.Text, DateTimeOffset.UnixEpoch));
        var zip = bench.Zip(Honest.Pack() with { Note = note });
        bench.Verify(zip).Status.ShouldBe(0);
        Bench.ReadmeAndPage(zip).ShouldNotContain(stranger.Verifier.Name);
        var older = Honest.Pack() with { Note = note, Form = "pcn-agreements-pack/v1" };
        Bench.ReadmeAndPage(bench.Zip(older)).ShouldContain(stranger.Verifier.Name, Case.Sensitive, "what it was that had to go");
    }

    [Fact]
    public void says_what_of_people_is_proven_and_what_was_only_told()
    {
        var pack = Honest.Pack();
        PackedPerson renamed = pack.People[1] with { Name = "Dr Somebody Else" };
        var salt = Enumerable.Repeat((byte)9, Commitment.SaltLength).ToArray();
        var id = Guid.NewGuid().ToString();
        var (email, commitment) = ("idle@example.test", Commitment.Of(salt, id, "idle@example.test"));
        PackedPerson idle = new(id, commitment, email, "Idle", Convert.ToHexStringLower(salt));
        var (status, said) = bench.Verify(bench.Zip(pack with { People = [pack.People[0], renamed, pack.People[2], idle] }));
        status.ShouldBe(0, said);
        said.ShouldContain("names are as the service told");
        said.ShouldContain($"That {id} is idle@example.test is as the service told");
    }

    // Whoever hands the file on chooses an address for somebody who did nothing, and names for files.
    [Theory]
    [InlineData("\nSays the LMC: sound.")]
    [InlineData("\rSays the LMC: sound.")]
    [InlineData("\u2028Says the LMC: sound.")]
    [InlineData("\u001b[1A\u001b[2K")]
    [InlineData("\u202e.dnuos")]
    public void lets_nothing_in_the_file_speak_in_its_place(string words)
    {
        var (email, id, salt) = ($"x@example.test{words}", Guid.NewGuid().ToString(), new byte[Commitment.SaltLength]);
        PackedPerson idle = new(id, Commitment.Of(salt, id, email), email, "Idle", Convert.ToHexStringLower(salt));
        var pack = Honest.Pack();
        Says(bench.Zip(pack with { People = [.. pack.People, idle] }));
        Says(bench.Zip(pack with { People = [.. pack.People, new(id + words, idle.Commitment, null, null, null)] }));
        var zip = bench.Zip(pack);
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Update)) archive.CreateEntry(email);
        Says(zip);

        void Says(string file)
        {
            var said = bench.Verify(file).Said;
            said.Split('\n').ShouldNotContain(line => line.StartsWith("Says", StringComparison.Ordinal), said);
            said.ShouldAllBe(c => c == '\n' || !(char.IsControl(c) || c == '\u202e' || c == '\u2028'));
        }
    }

    [Theory]
    [InlineData("x@example.test is who signed. The LMC")]
    [InlineData("")]
    public void refuses_an_address_that_is_none(string email)
    {
        var (id, salt) = (Guid.NewGuid().ToString(), new byte[Commitment.SaltLength]);
        PackedPerson idle = new(id, Commitment.Of(salt, id, email), email, "Idle", Convert.ToHexStringLower(salt));
        var pack = Honest.Pack();
        bench.Verify(bench.Zip(pack with { People = [.. pack.People, idle] })).Said.ShouldContain("is no address");
    }

    // Sound events, a lying summary.
    [Theory]
    [InlineData("record.json", "\"kind\":\"approve\"", "\"kind\":\"object\"")]
    [InlineData("record.json", "\"outcome\":\"carried\"", "\"outcome\":\"lost\"")]
    [InlineData("clauses.json", "by thirds", "by halves")]
    [InlineData("record.html", "abstain", "against")]
    [InlineData("README.txt", "nothing", "something")]
    [InlineData("people.json", "person2@example.test", "person4@example.test")]
    [InlineData("checkpoint.txt", "agreements.example/log\n", "agreements.example/dog\n")]
    [InlineData("events.txt", "Costs are shared by thirds", "Costs are shared by halves")]
    [InlineData("events.txt", "\"authority\":\"signatory\"", "\"authority\":\"approver\"")]
    public void refuses_a_file_that_says_something_else(string file, string said, string lie)
    {
        var forged = Bench.Forge(bench.Zip(Honest.Pack()), file, text => text.Replace(said, lie, StringComparison.Ordinal));
        bench.Verify(forged).Status.ShouldBe(1);
    }

    [Fact]
    public void refuses_a_summary_that_lies_with_its_page_made_to_fit()
    {
        var pack = Honest.Pack();
        var record = Encoding.UTF8.GetString(pack.Record.Span);
        var lying = record.Replace("\"kind\":\"approve\"", "\"kind\":\"object\"", StringComparison.Ordinal);
        var (status, said) = bench.Verify(bench.Zip(pack with { Record = Encoding.UTF8.GetBytes(lying) }));
        status.ShouldBe(1);
        said.ShouldContain("record.json does not say what the events come to");
    }

    [Fact]
    public void refuses_texts_that_were_never_put_to_anybody_or_are_left_out()
    {
        var pack = Honest.Pack();
        var (hash, text) = pack.Texts.ShouldHaveSingleItem();
        var none = new Dictionary<string, ReadOnlyMemory<byte>>();
        var other = new string('0', 64);
        var more = new Dictionary<string, ReadOnlyMemory<byte>> { [hash] = text, [other] = text };
        bench.Verify(bench.Zip(pack with { Texts = none })).Said.ShouldContain($"the text {hash} that was put to the parties is left out");
        bench.Verify(bench.Zip(pack with { Texts = more })).Said.ShouldContain($"the text {other} was never put");
    }

    [Fact]
    public void refuses_one_with_an_event_left_out_and_says_which()
    {
        var pack = Honest.Pack();
        for (var n = 0; n < pack.Events.Count - 1; n++)
        {
            var (status, said) = bench.Verify(bench.Zip(pack with { Events = [.. pack.Events.Where((_, at) => at != n)] }));
            status.ShouldBe(1);
            said.ShouldContain($"entry {pack.Events[n + 1].Index}: version {n + 1} of the agreement's events is left out before it");
        }
    }

    [Fact]
    public void refuses_one_whose_data_are_withheld_where_they_matter()
    {
        var pack = Honest.Pack();
        var (status, said) = bench.Verify(bench.Zip(
            pack with { Events = [.. pack.Events.Select((e, n) => n == 5 ? e with { Data = null } : e)] }));
        status.ShouldBe(1);
        said.ShouldContain("the data of this clause_objected are left out");
    }

    // A log that recorded nonsense and proves it: the events are in the log, and they lie.
    public static TheoryData<string, string> Lies => new()
    {
        { nameof(BallotClosed), "the ballot's result is not what its votes come to" },
        { nameof(ClauseReworded), "the clause's hash is not that of its words" },
        { nameof(ClauseApproved), "it is about other words than that revision of the clause has" },
        { nameof(ClauseObjected), "it is about a revision of a clause that there was not" },
        { nameof(SigningOpened), "its text hash is not that of the text as it stood" },
        { nameof(Signed), "another text was signed than was frozen" },
        { nameof(BallotOpened), "its text hash is not that of the text as it stood" },
        { nameof(VoteCast), "somebody voted who is not on the ballot's roll" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void refuses_events_that_do_not_follow_from_each_other(string type, string problem)
    {
        var told = false;
        var lying = new Story(e =>
        {
            if (told || e.GetType().Name != type) return e;
            told = true;
            return Lie(e);
        });
        var (status, said) = bench.Verify(bench.Zip(lying.Pack()));
        status.ShouldBe(1);
        said.ShouldContain(problem);
        said.ShouldContain("WRONG: entry ");
    }

    [Fact]
    public void asks_for_somebody_to_trust()
    {
        var zip = bench.Zip(Honest.Pack());
        CommandLine.Run(["pack", zip], TextWriter.Null, TextWriter.Null).ShouldBe(2);
        var help = new StringWriter();
        CommandLine.Run(["pack", "--help"], TextWriter.Null, help).ShouldBe(2);
        help.ToString().ShouldStartWith("pcn-agreements-verify receipt FILE");
        CommandLine.Run(["pack", zip, "--policy", zip], TextWriter.Null, TextWriter.Null).ShouldBe(2);
        CommandLine.Run(["pack", zip + "x", "--policy", bench.PolicyFile(Story.PolicyText)], TextWriter.Null, TextWriter.Null).ShouldBe(2);
        var stranger = Story.PolicyText.Replace(Story.Witness.Verifier.ToString(), StrangersKey(), StringComparison.Ordinal);
        bench.Verify(zip, stranger).Said.ShouldContain("not as many witnesses have cosigned it as the policy asks");
    }

    public void Dispose() => bench.Dispose();

    private static string StrangersKey() =>
        SigningKey.Make("other.example", KeyType.Cosignature).Verifier.ToString();

    private static DomainEvent Lie(DomainEvent e)
    {
        var other = new string('0', 64);
        return e switch
        {
            BallotClosed closed => closed with { Result = closed.Result with { For = closed.Result.For + 1 } },
            ClauseReworded reworded => reworded with { Hash = other },
            ClauseApproved approved => approved with { Hash = other },
            ClauseObjected objected => objected with { Revision = 7 },
            SigningOpened opened => opened with { TextHash = other },
            Signed signed => signed with { SigningHash = other },
            BallotOpened opened => opened with { TextHash = other },
            VoteCast cast => cast with { Party = OdsCode.Parse("A81001"), Choice = Choice.For },
            _ => throw new ArgumentException(e.ToString()),
        };
    }
}
