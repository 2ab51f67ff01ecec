using System.Globalization;
using PcnAgreements.Proof.Notes;

namespace PcnAgreements.Proof.Checkpoints;

/// <summary>
/// Reads the lines of a policy file in order: <c>log vkey [url]</c>, <c>retired name+id size</c>, <c>witness name vkey [url]</c>,
/// <c>group name all|any|k member…</c>, <c>quorum name|none</c>. Whatever it does not understand it refuses: a policy half read is none.
/// </summary>
internal sealed class PolicyReader
{
    private readonly Dictionary<VerifierKey, long?> logs = [];
    private readonly Dictionary<string, VerifierKey> witnesses = [];
    private readonly Dictionary<string, Quorum> named = [];
    private readonly HashSet<string> members = [];
    private Quorum? quorum;

    public Policy Policy => new(logs, witnesses, quorum!);

    public string? Read(string text)
    {
        foreach (var (number, line) in text.Split('\n').Index())
        {
            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words is [] or [['#', ..], ..]) continue;
            if (Read(words) is { } problem) return string.Create(CultureInfo.InvariantCulture, $"line {number + 1}: {problem}");
        }

        return quorum is null ? "it has no quorum line; 'quorum none' asks for no witness" : null;
    }

    private string? Read(string[] words) => words switch
    {
        ["log", var key] => Log(key),
        ["log", var key, _] => Log(key),
        ["retired", var key, var size] => Retired(key, size),
        ["witness", var name, var key] => Witness(name, key),
        ["witness", var name, var key, _] => Witness(name, key),
        ["group", var name, var needed, .. { Length: > 0 } of] => Group(name, needed, of),
        ["quorum", var name] => SetQuorum(name),
        [var word, ..] => $"'{word}' and what follows is no line of a policy",
        [] => null,
    };

    private string? Log(string text)
    {
        if (!VerifierKey.TryParse(text, out var key) || key.Type == KeyType.Cosignature) return "that is no key of a log";
        return IsKnown(key, logs.Keys) || !logs.TryAdd(key, null) ? "that key is there twice" : null;
    }

    private string? Retired(string name, string size)
    {
        var key = logs.Keys.FirstOrDefault(k => $"{k.Name}+{k.IdText}" == name);
        if (key is null) return "no log line above has that key";
        if (logs[key] is not null || !WholeNumber.TryParse(size, out var last)) return "a key is retired once, at a size";
        logs[key] = last;
        return null;
    }

    private string? Witness(string name, string text)
    {
        if (!VerifierKey.TryParse(text, out var key) || key.Type != KeyType.Cosignature) return "that is no key of a witness";
        if (IsKnown(key, witnesses.Values)) return "that key is there twice";
        if (!Define(name, new Quorum.Witness(name))) return $"the name '{name}' is taken";
        witnesses.Add(name, key);
        return null;
    }

    private string? Group(string name, string needed, string[] of)
    {
        var count = needed switch
        {
            "all" => of.Length,
            "any" => 1,
            _ => WholeNumber.TryParse(needed, out var k) && k >= 1 && k <= of.Length ? (int)k : 0,
        };
        if (count == 0) return $"'{needed}' is neither all nor any nor a number from 1 to {of.Length}";
        foreach (var member in of)
        {
            if (!named.ContainsKey(member)) return $"no witness or group '{member}' stands above";
            // Each counts in one way only, or one witness could make a quorum alone.
            if (!members.Add(member)) return $"'{member}' is in a group already";
        }

        return Define(name, new Quorum.Group(count, [.. of.Select(m => named[m])])) ? null : $"the name '{name}' is taken";
    }

    private string? SetQuorum(string name)
    {
        if (quorum is not null) return "there is a quorum line already";
        quorum = name == "none" ? Quorum.None : named.GetValueOrDefault(name);
        return quorum is null ? $"no witness or group '{name}' stands above" : null;
    }

    private bool Define(string name, Quorum meaning) => name != "none" && named.TryAdd(name, meaning);

    private static bool IsKnown(VerifierKey key, IEnumerable<VerifierKey> among) =>
        among.Any(k => k.PublicKey.SequenceEqual(key.PublicKey));
}
