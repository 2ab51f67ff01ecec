#if CRITTERSTACK
using PcnAgreements.CritterStack;

namespace PcnAgreements.Store.Tests;

/// <summary>Marten keeps the contract, on two roles.</summary>
public sealed class MartenLogContract : LogContract
{
    protected override IEngine Engine { get; } = new MartenEngine();
}
#endif
