using System.Globalization;
using PcnAgreements.Domain.Epochs;

namespace PcnAgreements.Domain.Text;

/// <summary>
/// The change that made a clause what it is: of its wording, its place, or its being struck out. Another may have the same version, once
/// the log has lost the first; it has another time, of which eight digits tell in what is written, <c>42-9f3a01bc</c>.
/// </summary>
/// <param name="Version">The version, and the epoch, in which it was recorded.</param>
/// <param name="At">When it was recorded.</param>
public readonly record struct Edit(EpochVersion Version, DateTimeOffset At)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Version}-{(uint)(At.UtcTicks / TimeSpan.TicksPerMicrosecond):x8}");
}
