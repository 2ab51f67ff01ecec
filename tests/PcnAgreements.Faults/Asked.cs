using System.Globalization;

namespace PcnAgreements.Faults;

/// <summary>What the command line asks for.</summary>
internal sealed record Asked(string Checkout, string Folder, string Service)
{
    public const string Usage = """
        usage: ops/faults [--seed N] [--minutes N] [--operations N] [--state FILE] [--restores] [--disk]
                          [--full | --mutants [NAME…] | --kills | --overload | --rolling | --soak]
        """;

    private static readonly string[] Kinds = ["--full", "--mutants", "--kills", "--overload", "--rolling", "--soak"];

    public int Seed { get; init; }

    public double? Minutes { get; init; }

    public int? Operations { get; init; }

    /// <summary>Whether every round restores from a backup, not only each fourth.</summary>
    public bool Restores { get; init; }

    /// <summary>Whether every round fills the disk, where that can be done, not only each fourth.</summary>
    public bool FillsDisk { get; init; }

    /// <summary>What is to be done: <c>rounds</c> unless another was named.</summary>
    public string What { get; init; } = "rounds";

    /// <summary>Where a long run keeps what it has done.</summary>
    public string? State { get; init; }

    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Reads the command line; null when it is wrong.</summary>
    public static Asked? Read(string[] args)
    {
        var asked = new Asked("", "", "") { Seed = Environment.TickCount & 0xFFFFFF };
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--checkout" when value is not null: asked = asked with { Checkout = value }; i++; break;
                case "--folder" when value is not null: asked = asked with { Folder = value }; i++; break;
                case "--service" when value is not null: asked = asked with { Service = value }; i++; break;
                case "--state" when value is not null: asked = asked with { State = Path.GetFullPath(value) }; i++; break;
                case "--seed" when int.TryParse(value, out var seed): asked = asked with { Seed = seed }; i++; break;
                case "--operations"
                    when int.TryParse(value, out var operations): asked = asked with { Operations = operations }; i++; break;
                case "--minutes"
                    when double.TryParse(
                        value, CultureInfo.InvariantCulture, out var minutes): asked = asked with { Minutes = minutes }; i++; break;
                case var kind when Kinds.Contains(kind): asked = asked with { What = kind[2..] }; break;
                case "--restores": asked = asked with { Restores = true }; break;
                case "--disk": asked = asked with { FillsDisk = true }; break;
                case var name when !name.StartsWith('-')
                    && asked.What == "mutants": asked = asked with { Names = [.. asked.Names, name] }; break;
                default: return null;
            }
        }

        return asked.Checkout.Length == 0 || asked.Folder.Length == 0 ? null : asked;
    }
}
