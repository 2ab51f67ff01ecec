using PcnAgreements.Api.Tests.Processes;
using PcnAgreements.Documents.Word;
using Shouldly;
using Xunit;

namespace PcnAgreements.Api.Tests.OpenApi;

/// <summary>The OpenAPI document, judged by a linter that nobody here wrote.</summary>
public sealed class Linting_the_contract(ApiHost host)
{
    private const string Linter = "@redocly/cli@2.77.0";

    [Theory]
    [InlineData("/api/v1/agreements/{agreement}/text", "get", "responses/200")]
    [InlineData("/api/v1/agreements/{agreement}/redline", "get", "responses/200")]
    [InlineData("/api/v1/agreements/{agreement}/import", "post", "requestBody")]
    [InlineData("/api/v1/agreements/{agreement}/amendments/import", "post", "requestBody")]
    [InlineData("/api/v1/templates/{template}/import", "post", "requestBody")]
    public async Task declares_Word_files_as_bytes(string path, string method, string where)
    {
        System.Text.Json.Nodes.JsonNode at = (await host.Nobody().Get("//openapi/v1.json")).Is(200).Json["paths"]![path]![method]!;
        foreach (var part in where.Split('/')) at = at[part]!;
        at["content"]![WordExport.MediaType]!["schema"]!.ToJsonString().ShouldBe("""{"type":"string","format":"binary"}""");
    }

    [Fact]
    public async Task says_that_a_preview_takes_what_is_named_alone_and_has_one_form()
    {
        var document = (await host.Nobody().Get("//openapi/v1.json")).Is(200).Json;
        document["components"]!["schemas"]!["PreviewBody"]!["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        document["paths"]!["/api/v1/agreements/{agreement}/rules/preview"]!["post"]!["responses"]!["406"].ShouldBeNull();
    }

    [Fact]
    [Trait("needs", "npm")]
    public async Task finds_no_error_by_the_linter_of_Redocly()
    {
        var document = (await host.Nobody().Get("//openapi/v1.json")).Is(200).Text;
        var folder = Directory.CreateTempSubdirectory("pcn-openapi-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "openapi.json"), document, TestContext.Current.CancellationToken);
            string[] install = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, Linter];
            var (installed, why) = await Outside.Run(folder, "npm", install);
            installed.ShouldBe(0, why);
            string[] lint = [Path.Combine("node_modules", "@redocly", "cli", "bin", "cli.js"), "lint", "openapi.json"];
            var (exitCode, said) = await Outside.Run(folder, "node", lint);
            exitCode.ShouldBe(0, said);
            said.ShouldContain("Your API description is valid", Case.Sensitive, said);

            // And it does find what is wrong.
            var broken = document.Replace("\"responses\":", "\"answers\":", StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(folder, "openapi.json"), broken, TestContext.Current.CancellationToken);
            (await Outside.Run(folder, "node", lint)).ExitCode.ShouldNotBe(0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
