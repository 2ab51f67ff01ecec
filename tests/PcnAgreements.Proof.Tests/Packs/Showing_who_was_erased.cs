using System.Text;
using PcnAgreements.Proof.Packs;

namespace PcnAgreements.Proof.Tests.Packs;

public sealed class Showing_who_was_erased : IDisposable
{
    private static readonly Story Honest = new();
    private static readonly Story Erased = new(erased: [2, 3]);
    private readonly Bench bench = new();

    [Fact]
    public void is_sound_with_the_entry_of_each_erasure()
    {
        var zip = bench.Zip(Erased.Pack());
        var (status, said) = bench.Verify(zip);
        status.ShouldBe(0, said);
        said.ShouldContain("People in it who were erased: 2 of 3.");
        said.ShouldContain("The log has the erasure of each");
        Bench.ReadmeAndPage(zip).ShouldContain("someone whose name was erased");
    }

    [Fact]
    public void is_refused_of_whoever_was_not()
    {
        foreach (var blanked in Honest.Pack().People)
        {
            var pack = Honest.Pack();
            var (status, said) = bench.Verify(bench.Zip(pack with { People = [.. pack.People.Select(p => p == blanked ? Forget(p) : p)] }));
            status.ShouldBe(1, said);
            said.ShouldContain($"people.json does not say who {blanked.Id} is, and no entry here shows that they were erased");
        }
    }

    [Fact]
    public void is_refused_once_two_of_them_have_changed_places()
    {
        var (status, said) = bench.Verify(bench.Zip(Swapped(Erased.Pack())));
        status.ShouldBe(1, said);
        said.ShouldContain("stood for somebody else");
    }

    [Fact]
    public void says_of_each_where_the_log_does_not_say_what_stood_for_them()
    {
        var older = new Story(erased: [2, 3], saysWho: false);
        foreach (var pack in new[] { older.Pack(), Swapped(older.Pack()) })
        {
            var (status, said) = bench.Verify(bench.Zip(pack));
            status.ShouldBe(0, said);
            foreach (var person in pack.People.Where(p => p.Email is null))
                said.ShouldContain($"Which events were {person.Id}'s is as the service told");
        }
    }

    [Fact]
    public void is_refused_by_the_erasure_of_another_or_without_its_own()
    {
        var pack = Erased.Pack();
        var without = pack with { Events = [.. pack.Events.SkipLast(1)] };
        bench.Verify(bench.Zip(without)).Said.ShouldContain("no entry here shows that they were erased");
        var more = pack with { People = [.. pack.People.Select((p, n) => n == 1 ? Honest.Pack().People[n] : p)] };
        bench.Verify(bench.Zip(more)).Said.ShouldContain("it is neither the agreement's nor the erasure of somebody");
        var other = Enumerable.Range(0, Honest.Log.Count).First(n => Honest.Log[n].Entry.Stream != Story.StreamName);
        var strange = Honest.Pack() with { Events = [Honest.Packed(other), .. Honest.Pack().Events] };
        bench.Verify(bench.Zip(strange)).Said.ShouldContain("it is neither the agreement's nor the erasure of somebody");
    }

    [Fact]
    public void keeps_to_itself_who_erased_them_and_why()
    {
        var pack = Erased.Pack();
        pack.People.Count.ShouldBe(3);
        pack.Events[^1].Data.ShouldBeNull();
    }

    public void Dispose() => bench.Dispose();

    private static PackedPerson Forget(PackedPerson p) => p with { Email = null, Name = null, Salt = null };

    // The ids of two who cannot be told by their addresses any more, in people.json and in the record made from it.
    private static Pack Swapped(Pack pack)
    {
        var (one, two) = (pack.People[1].Id, pack.People[2].Id);
        var record = Encoding.UTF8.GetString(pack.Record.Span)
            .Replace(one, "(one)", StringComparison.Ordinal).Replace(two, one, StringComparison.Ordinal)
            .Replace("(one)", two, StringComparison.Ordinal);
        return pack with
        {
            People = [pack.People[0], pack.People[1] with { Id = two }, pack.People[2] with { Id = one }],
            Record = Encoding.UTF8.GetBytes(record),
        };
    }
}
