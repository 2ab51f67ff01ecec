using PcnAgreements.Domain.Agreements;
using PcnAgreements.Proof.Packs;

namespace PcnAgreements.Proof.Tests.Packs;

public sealed class Leaving_out_what_was_said : IDisposable
{
    private const string Line = "at entries";
    private readonly Bench bench = new();

    [Fact]
    public void is_told_with_where_it_was()
    {
        var pack = new Story().Pack();
        var comments = Comments(pack);
        var (status, said) = bench.Verify(bench.Zip(pack));
        status.ShouldBe(0, said);
        said.ShouldContain($"Of 1 of its events on comments the words are left out, {Line} {comments[0]}:");

        // Nothing but its data say whether a comment was for all.
        (status, said) = bench.Verify(bench.Zip(Without(pack, comments[1])));
        status.ShouldBe(0, said);
        said.ShouldContain($"Of 2 of its events on comments the words are left out, {Line} {comments[0]}, {comments[1]}:");
    }

    [Fact]
    public void is_refused_where_an_answer_shows_that_it_was_said_to_all()
    {
        var pack = new Story(answered: true).Pack();
        var comments = Comments(pack);
        bench.Verify(bench.Zip(pack)).Status.ShouldBe(0);
        var (status, said) = bench.Verify(bench.Zip(Without(pack, comments[1])));
        status.ShouldBe(1, said);
        said.ShouldContain($"WRONG: entry {comments[1]}: its words are left out, though the answer at entry {comments[2]} shows");
    }

    [Fact]
    public void is_not_hidden_by_comments_that_are_out_of_order()
    {
        var skipping = new Story(e => e is CommentMade { Internal: false } made ? made with { Comment = new(7) } : e);
        bench.Verify(bench.Zip(skipping.Pack())).Said.ShouldContain("it is not the next comment");
    }

    public void Dispose() => bench.Dispose();

    private static List<long> Comments(Pack pack) =>
        [.. pack.Events.Where(e => Said(e).Contains("\"comment_", StringComparison.Ordinal)).Select(e => e.Index)];

    private static Pack Without(Pack pack, long index) =>
        pack with { Events = [.. pack.Events.Select(e => e.Index == index ? e with { Data = null } : e)] };

    private static string Said(PackedEvent e) => System.Text.Encoding.UTF8.GetString(e.Entry.Span);
}
