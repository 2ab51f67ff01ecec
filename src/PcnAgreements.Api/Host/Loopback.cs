using System.Net;
using PcnAgreements.Api.Access;

namespace PcnAgreements.Api.Host;

/// <summary>
/// With the built-in issuer, which gives anybody a token for any address, the service answers the loopback and nothing else.
/// </summary>
internal static class Loopback
{
    public static void Require(WebApplicationBuilder builder, TokenSettings tokens)
    {
        if (!tokens.IsDevelopment) return;
        // These would be listened on instead, wherever they are.
        if (builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
            throw new SettingException(
                "Kestrel__Endpoints is set: with the built-in token issuer the service listens where ASPNETCORE_URLS says. Set Oidc__Authority to serve others.");
        var urls = builder.Configuration["urls"] ?? builder.Configuration["ASPNETCORE_URLS"] ?? "http://127.0.0.1:8080";
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var host = BindingAddress.Parse(url).Host;
            if (host != "localhost" && !(IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)))
                throw new SettingException(
                    $"ASPNETCORE_URLS is '{url}': with the built-in token issuer only loopback addresses are possible. Set Oidc__Authority to serve others.");
        }

        builder.WebHost.UseUrls(urls.Split(';'));
    }
}
