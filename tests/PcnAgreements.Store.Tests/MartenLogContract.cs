#if CRITTERSTACK
using PcnAgreements.CritterStack;
using Shouldly;
using Xunit;

namespace PcnAgreements.Store.Tests;

/// <summary>Marten keeps the contract, on two roles.</summary>
public sealed class MartenLogContract : LogContract
{
    // By messages alone: what looks for itself every few seconds would hide that they do not come.
    protected override IEngine Engine { get; } = new MartenEngine { SweepEvery = TimeSpan.FromHours(1) };

    [Fact]
    public async Task schedules_a_message_in_the_transaction_that_sets_a_deadline()
    {
        var at = (await Log.ReadVersions([], Ct)).Now.AddHours(1);

        await WithDeadline(1, at);

        (await Database.Ask<DateTime>(
            "select execution_time from pcn_messages.wolverine_incoming_envelopes where status = 'Scheduled'"))
            .ShouldBe(at.UtcDateTime, TimeSpan.FromMilliseconds(1));
    }
}

/// <summary>People are kept in Marten's transactions as in the built-in engine's.</summary>
public sealed class Keeping_people_on_Marten : Keeping_people
{
    protected override IEngine Engine { get; } = new MartenEngine();
}

/// <summary>What another build has written and migrated is no fault of this one.</summary>
public sealed class Taking_over_from_another_build_on_Marten : Taking_over_from_another_build
{
    protected override IEngine Engine { get; } = new MartenEngine();
}

/// <summary>The views of what Marten writes are what its fold says.</summary>
public sealed class Writing_views_on_Marten : Writing_views
{
    protected override IEngine Engine { get; } = new MartenEngine();
}

/// <summary>Who follows the log misses nothing that Marten writes.</summary>
public sealed class Following_the_log_on_Marten : Following_the_log
{
    protected override IEngine Engine { get; } = new MartenEngine();
}
#endif
