using PcnAgreements.Api.Access;
using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Api.Proofs;

/// <summary>How the proof log is to be kept.</summary>
/// <param name="Name">
/// The log's name, which is the origin of its checkpoints (<c>Log:Name</c>); null, in Development alone: one made at random.
/// </param>
/// <param name="KeyFolder">
/// Where the keys that sign are, and the last checkpoint that was served (<c>Log:Keys</c>); never the database.
/// </param>
/// <param name="MakesKeys">Whether keys are made where there are none: in Development.</param>
/// <param name="Witnesses">Who is asked to cosign (<c>Log:Witnesses:0</c> …).</param>
internal sealed record LogSettings(string? Name, string KeyFolder, bool MakesKeys, IReadOnlyList<WitnessSetting> Witnesses)
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingException">One is missing or wrong; the message names it.</exception>
    public static LogSettings Read(IConfiguration configuration, bool development)
    {
        var name = configuration["Log:Name"] is { Length: > 0 } named ? named : null;
        if (name is null && !development)
            throw new SettingException(
                "Log__Name is not set: what is the proof log called? A name that is yours for ever, such as agreements.example.nhs.uk/log.");
        if (name is not null && (!NoteSignature.IsName(name) || name.Length > 200 || name.Contains("/epoch/", StringComparison.Ordinal)))
            throw new SettingException(
                $"Log__Name is '{name}': it must be one word without a plus sign, such as agreements.example.nhs.uk/log.");
        if (configuration["Log:Keys"] is not { Length: > 0 } folder)
        {
            if (!development)
                throw new SettingException(
                    "Log__Keys is not set: in which folder are the keys that sign the proof log? `ops/log make-keys` makes them.");
            folder = configuration["DATA_DIR"] is { Length: > 0 } data
                ? Path.Combine(data, "keys")
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "pcn-agreements", "keys");
        }

        var witnesses = configuration.GetSection("Log:Witnesses").Get<string[]>() ?? [];
        return new(
            name, Path.GetFullPath(folder), development,
            [.. witnesses.Where(w => !string.IsNullOrWhiteSpace(w)).Select(WitnessSetting.Read)]);
    }
}

/// <summary>A witness that cosigns the log's checkpoints.</summary>
/// <param name="Key">Its public key.</param>
/// <param name="Url">Where it listens; <c>add-checkpoint</c> is below it.</param>
internal sealed record WitnessSetting(VerifierKey Key, Uri Url)
{
    /// <summary>Reads a setting: the key and the address with a space between, as in a policy.</summary>
    public static WitnessSetting Read(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [var key, var url] && VerifierKey.TryParse(key, out var verifier) && verifier.Type == KeyType.Cosignature
            && Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var at) && at.Scheme is "http" or "https"
            ? new(verifier, at)
            : throw new SettingException(
                $"Log__Witnesses has '{text}': it must be a witness's public key and its address, with a space between.");
    }
}
