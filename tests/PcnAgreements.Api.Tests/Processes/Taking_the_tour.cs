using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.Processes;

/// <summary>
/// The tour of the README, run as it stands there, by bash, against the real service with nothing in it but the demo network.
/// </summary>
public sealed partial class Taking_the_tour
{
    private const string Where = "http://127.0.0.1:8080";

    [Fact]
    public async Task of_the_README_leads_from_template_to_in_force_and_shows_who_agreed_to_what()
    {
        await using var database = await DemoDatabase.Fresh();
        await using var service = await ServiceProcess.Start(database);
        var (exitCode, said) = await Take(service);

        exitCode.ShouldBe(0, said);
        var lines = said.Split('\n');
        lines.ShouldContain("in_force", said);
        // Who agreed to the wording of the disputed clause, in which revision, and with what authority.
        var record = lines.SkipWhile(l => !l.StartsWith("kind,ods,", StringComparison.Ordinal)).ToList();
        foreach (var practice in Enumerable.Range(1, 6))
        {
            record.ShouldContain(
                l => l.StartsWith($"clause,Y9990{practice},", StringComparison.Ordinal) && l.Contains(",n104.7,", StringComparison.Ordinal)
                && l.Contains(",approve,true,", StringComparison.Ordinal)
                    && l.Contains($"manager@y9990{practice}.test,approver", StringComparison.Ordinal));
        }

        record.ShouldContain(l => l.StartsWith("ballot,", StringComparison.Ordinal) && l.Contains(",carried,", StringComparison.Ordinal));
        record.Count(l => l.StartsWith("vote,", StringComparison.Ordinal)).ShouldBe(6);
        record.Count(l => l.StartsWith("signature,", StringComparison.Ordinal) && l.Contains(",signed,true,", StringComparison.Ordinal))
            .ShouldBe(9);
        (await database.Events("came_into_force")).ShouldBe(1);
    }

    private static async Task<(int ExitCode, string Said)> Take(ServiceProcess service)
    {
        var readme = await File.ReadAllTextAsync(ServiceProcess.InCheckout("README.md"), TestContext.Current.CancellationToken);
        var tour = readme.Split("<!-- tour begins")[1].Split("<!-- tour ends")[0];
        var blocks = Block().Matches(tour).Select(m => m.Groups[1].Value).ToList();
        blocks.Count.ShouldBeGreaterThan(10);
        blocks[0].ShouldContain(Where);

        var folder = Directory.CreateTempSubdirectory("pcn-tour-").FullName;
        try
        {
            var script = string.Join('\n', blocks)
                .Replace(Where, service.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(folder, "tour.sh"), script, TestContext.Current.CancellationToken);
            return await Outside.Run(folder, "bash", "-euo", "pipefail", "tour.sh");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex("^```bash\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
