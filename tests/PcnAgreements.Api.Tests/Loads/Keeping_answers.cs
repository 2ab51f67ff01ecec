using System.Runtime.CompilerServices;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain.Agreements;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Loads;

public sealed class Keeping_answers
{
    private static readonly ReadRoute Route = new(_ => throw new InvalidOperationException("not asked")) { RestsOn = _ => "all of it" };

    [Fact]
    public void gives_them_again_for_the_same_state_and_keeps_no_state_for_their_sake()
    {
        var book = new NameBook(TimeProvider.System);
        using var kept = new KeptJson(book);

        var state = Keep();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        state.IsAlive.ShouldBeFalse();

        // On its own, so that nothing on this method's stack holds the state.
        [MethodImpl(MethodImplOptions.NoInlining)]
        WeakReference Keep()
        {
            var shown = Of(new Agreement { Id = new(Guid.CreateVersion7()) });
            kept.Keep(Route, shown, new(book), [1, 2, 3]);
            kept.Find(Route, shown).ShouldBe([1, 2, 3]);
            kept.Find(Route, Of(new Agreement { Id = shown.Agreement.Id })).ShouldBeNull();
            return new(shown.Agreement);
        }

        static Shown Of(Agreement agreement) => new(agreement, null!, null!, null!, null!, default, null!);
    }
}
