#if CRITTERSTACK
using PcnAgreements.CritterStack;

namespace PcnAgreements.Store.Tests;

/// <summary>Marten keeps the contract, on two roles.</summary>
public sealed class MartenLogContract : LogContract
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
