using System.Globalization;

namespace PcnAgreements.Domain.Epochs;

/// <summary>
/// A version of a stream with the epoch of the log in which it was recorded: after a restore the same version is recorded once more, and
/// is not the same. Written <c>42</c> in the first epoch, <c>42.2</c> in the second.
/// </summary>
/// <param name="Version">The version.</param>
/// <param name="Epoch">The epoch, from one.</param>
public readonly record struct EpochVersion(long Version, int Epoch)
{
    /// <summary>Reads one; null when it is none.</summary>
    public static EpochVersion? TryParse(ReadOnlySpan<char> text)
    {
        var dot = text.IndexOf('.');
        var epoch = 1;
        if (dot >= 0 && (!Number(text[(dot + 1)..], out epoch) || epoch < 2)) return null;
        return Number(dot < 0 ? text : text[..dot], out long version) ? new(version, epoch) : null;

        static bool Number<T>(ReadOnlySpan<char> digits, out T number) where T : struct, System.Numerics.INumber<T> =>
            T.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <inheritdoc/>
    public override string ToString() => Epoch > 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Version}.{Epoch}")
        : Version.ToString(CultureInfo.InvariantCulture);
}
