using System.Diagnostics;
using System.Text;

namespace PcnAgreements.Proof.Tests.Foreign;

/// <summary>Runs a program that nobody here wrote; one that is not there fails the test.</summary>
internal static class Program
{
    public static string Asset(string name) => Path.Combine(AppContext.BaseDirectory, "Foreign", name);

    public static async Task<string> Run(
        string name,
        IEnumerable<string> arguments,
        string input = "",
        string? folder = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(name, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
            StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>()) start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"{name}: {await output}{await errors}");
        return await output;
    }
}
