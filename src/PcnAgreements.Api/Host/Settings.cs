using PcnAgreements.Api.Access;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Proofs;
using PcnAgreements.Store;

namespace PcnAgreements.Api.Host;

/// <summary>Every setting of the service, read in one place. The page beside <c>ops/run</c> explains each.</summary>
/// <param name="Store">
/// Where the database is, as the role that runs (<c>ConnectionStrings:Agreements</c>) and the role that owns and migrates
/// (<c>ConnectionStrings:Migrations</c>; unless set, the one that runs does).
/// </param>
/// <param name="Tokens">Who vouches for callers (<c>Oidc:…</c>).</param>
/// <param name="Operators">E-mail addresses of the operators (<c>Operators</c>).</param>
/// <param name="RequestsPerMinute">
/// How many requests one person may make a minute (<c>RateLimit:PerMinute</c>); null: as many as they like.
/// </param>
/// <param name="Load">How much may be under way at once (<c>Load:AtOnce</c>, <c>Load:Waiting</c>).</param>
/// <param name="SeedDemo">Whether an empty store gets the demo network (<c>Demo:Seed</c>).</param>
/// <param name="Log">How the proof log is kept (<c>Log:…</c>).</param>
internal sealed record Settings(
    StoreOptions Store, TokenSettings Tokens, IReadOnlyList<string> Operators, int? RequestsPerMinute, LoadSettings Load, bool SeedDemo,
    LogSettings Log)
{
    /// <summary>The limit outside Development when none is configured.</summary>
    public const int DefaultPerMinute = 1200;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingException">One is missing or wrong; the message names it.</exception>
    public static Settings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var development = environment.IsDevelopment();
        string[] operators = [.. (configuration.GetSection("Operators").Get<string[]>() ?? []).Where(o => !string.IsNullOrWhiteSpace(o))];
        return new(
            StoreOf(configuration), TokenSettings.Read(configuration, environment),
            development ? [.. operators, "operator@demo.test"] : operators,
            Number(configuration, "RateLimit:PerMinute") ?? (development ? null : DefaultPerMinute),
            new(
                Number(configuration, "Load:AtOnce") ?? LoadSettings.Usual.AtOnce,
                Number(configuration, "Load:Waiting") ?? LoadSettings.Usual.Waiting),
            development && Flag(configuration, "Demo:Seed", true), LogSettings.Read(configuration, development));
    }

    /// <summary>Where the database is: all that is needed for work on the store alone.</summary>
    /// <exception cref="SettingException">It is not said.</exception>
    public static StoreOptions StoreOf(IConfiguration configuration) =>
        configuration.GetConnectionString("Agreements") is { Length: > 0 } running
        ? new(running) { OwnerConnectionString = configuration.GetConnectionString("Migrations") is { Length: > 0 } owner ? owner : null }
        : throw new SettingException("ConnectionStrings__Agreements is not set: where is the database?");

    private static int? Number(IConfiguration configuration, string name) => configuration[name] switch
    {
        null or "" => null,
        var text when int.TryParse(text, out var number) && number > 0 => number,
        var text => throw new SettingException(
            $"{name.Replace(":", "__", StringComparison.Ordinal)} is '{text}': it must be a whole number above 0."),
    };

    private static bool Flag(IConfiguration configuration, string name, bool otherwise) => configuration[name] switch
    {
        null or "" => otherwise,
        var text when bool.TryParse(text, out var flag) => flag,
        var text =>
            throw new SettingException($"{name.Replace(":", "__", StringComparison.Ordinal)} is '{text}': it must be true or false."),
    };
}
