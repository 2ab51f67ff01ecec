using System.Globalization;

namespace PcnAgreements.Benchmarks;

/// <summary>How much is measured, and how long.</summary>
internal sealed record Extent(string Name, int Rounds, int SecondsEach, int SecondsOfWarmUp, int[] Volumes, int RebuiltEvents)
{
    public static readonly Extent Quick = new("quick: a look whether it runs, not a figure to quote", 1, 2, 8, [10_000], 20_000);
    public static readonly Extent Normal = new("normal", 3, 5, 15, [10_000], 100_000);
    public static readonly Extent Full = new("full", 5, 10, 20, [10_000, 1_000_000], 100_000);
}

/// <summary>What the command line asks for.</summary>
internal sealed record Asked(Extent Extent, string? JsonFile, string Only, string Folder, string Checkout, string Engine)
{
    public const string Usage = "usage: ops/bench [--quick | --full] [--only PARTS] [--engine npgsql|marten|both] [--json FILE]";

    /// <summary>Reads the command line; null when it is wrong.</summary>
    public static Asked? Read(string[] args)
    {
        var asked = new Asked(Extent.Normal, null, "1234567", "", "", "npgsql");
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--quick": asked = asked with { Extent = Extent.Quick }; break;
                case "--full": asked = asked with { Extent = Extent.Full }; break;
                case "--json" when i + 1 < args.Length: asked = asked with { JsonFile = Path.GetFullPath(args[++i]) }; break;
                case "--only" when i + 1 < args.Length: asked = asked with { Only = args[++i] }; break;
                case "--engine" when i + 1 < args.Length: asked = asked with { Engine = args[++i] }; break;
                case "--folder" when i + 1 < args.Length: asked = asked with { Folder = args[++i] }; break;
                case "--checkout" when i + 1 < args.Length: asked = asked with { Checkout = args[++i] }; break;
                default: return null;
            }
        }

        return asked.Folder.Length == 0 || asked.Checkout.Length == 0 ? null : asked;
    }
}

/// <summary>Numbers as the table shows them.</summary>
internal static class Shown
{
    public static string Count(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Ratio(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Milliseconds(double number) => $"{number.ToString(number < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture)} ms";
}
