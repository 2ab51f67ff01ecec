using System.Diagnostics;
using Xunit;

namespace PcnAgreements.Api.Tests.Processes;

/// <summary>Programs that nobody here wrote, run to their end.</summary>
internal static class Outside
{
    /// <summary>Runs one in a folder; its exit code and all that it wrote, errors included.</summary>
    public static async Task<(int ExitCode, string Said)> Run(string folder, string program, params string[] arguments)
    {
        var ct = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["REDOCLY_TELEMETRY"] = "off", ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true", ["CI"] = "true" },
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (said, errors) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, $"{await said}\n{await errors}");
    }
}
