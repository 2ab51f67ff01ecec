using System.Net;
using System.Text;
using System.Text.Json;

namespace PcnAgreements.Proof.Packs;

/// <summary>
/// What a person reads of a pack: made from its other files and nothing else, with no clock and no culture, so that a verifier can make it
/// again and see that it says the same. Its output is fixed for the pack's form: other words are another form.
/// </summary>
internal sealed class PackPage(Pack pack)
{
    private readonly JsonElement record = JsonDocument.Parse(pack.Record).RootElement;
    private readonly Dictionary<string, PackedPerson> people = pack.People.DistinctBy(p => p.Id).ToDictionary(p => p.Id);

    public string Readme() => PackReadme.Of(pack, Text(record, "title"), Number(record, "version"));

    public string Html()
    {
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en-GB\">\n<meta charset=\"utf-8\">\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width\">\n");
        html.Append($"<title>{Safe(Text(record, "title"))}</title>\n");
        html.Append("<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}");
        html.Append("table{border-collapse:collapse;width:100%}td,th{border:1px solid #767676;padding:.25rem .5rem;text-align:left;");
        html.Append("vertical-align:top}code{overflow-wrap:anywhere}.words{white-space:pre-wrap}</style>\n");
        html.Append($"<h1>{Safe(Text(record, "title"))}</h1>\n");
        html.Append($"<p>Status: {Words("status")}. Convened by {Safe(Text(record.GetProperty("convenor"), "name"))} ");
        html.Append($"({Safe(Text(record.GetProperty("convenor"), "ods"))}). Text: <code>{Safe(Text(record, "textHash"))}</code>.</p>\n");
        html.Append($"<p>{Safe(PackReadme.CheckpointLine(pack))}</p>\n");
        if (!pack.IsOfFirstForm) html.Append("<p>This page proves nothing by itself. Names of people are as the service told.</p>\n");
        foreach (var party in record.GetProperty("parties").EnumerateArray()) Party(html, party);
        foreach (var ballot in record.GetProperty("ballots").EnumerateArray()) Ballot(html, ballot);
        foreach (var (hash, text) in pack.Texts.OrderBy(t => t.Key, StringComparer.Ordinal)) WholeText(html, hash, text);
        return html.Append("</html>\n").ToString();
    }

    private void Party(StringBuilder html, JsonElement party)
    {
        html.Append($"<h2>{Safe(Text(party, "name"))} ({Safe(Text(party, "ods"))})</h2>\n");
        if (pack.TellsAuthorities) html.Append($"<p>{Standing(party)}</p>\n");
        html.Append("<ul>\n");
        foreach (var signature in party.GetProperty("signatures").EnumerateArray())
        {
            var counts = signature.GetProperty("counts").GetBoolean() ? "Signed" : "Signed, in a round that was not completed,";
            var paper = signature.GetProperty("onPaper").ValueKind == JsonValueKind.Null ? "" : " on paper";
            html.Append($"<li>{counts}{paper} by {Person(Text(signature, "signatory"))}, ");
            html.Append(pack.TellsAuthorities ? Circumstances(signature) : $"recorded {Safe(Text(signature.GetProperty("by"), "at"))}: ");
            html.Append($"text <code>{Safe(Text(signature, "textHash"))}</code></li>\n");
        }

        html.Append("</ul>\n<table>\n<tr><th>Clause</th><th>Its wording</th><th>What this party said</th><th>Who, when</th></tr>\n");
        foreach (var clause in party.GetProperty("clauses").EnumerateArray())
        {
            html.Append($"<tr><td>{Safe(Text(clause, "number") is { Length: > 0 } number ? number : Text(clause, "clause"))}</td>");
            html.Append($"<td>revision {Number(clause, "revision")}</td>{Stance(clause.GetProperty("stance"))}</tr>\n");
        }

        html.Append("</table>\n");
    }

    private string Stance(JsonElement stance)
    {
        if (stance.ValueKind == JsonValueKind.Null) return "<td>nothing</td><td></td>";
        var kind = Text(stance, "kind") == "approve" ? "approved" : "objected to";
        var current = stance.GetProperty("current").GetBoolean() ? "" : ", which has changed since";
        var reason = Text(stance, "reason") is { Length: > 0 } why ? $": {Safe(why)}" : "";
        return $"<td>{kind} revision {Number(stance, "revision")}{current}{reason}</td>"
            + $"<td>{By(stance.GetProperty("by"))}{Behalf(stance)}</td>";
    }

    private void Ballot(StringBuilder html, JsonElement ballot)
    {
        html.Append($"<h2>Ballot {Safe(Text(ballot, "ballot"))}: {Safe(Text(ballot, "motion"))}</h2>\n");
        html.Append($"<p>{Safe(Text(ballot, "status"))}. Text then: <code>{Safe(Text(ballot, "textHash"))}</code>.</p>\n");
        if (ballot.GetProperty("result") is { ValueKind: JsonValueKind.Object } result)
            html.Append($"<p>{Safe(Text(result, "outcome"))}. {Safe(Text(result, "explanation"))}</p>\n");
        html.Append("<table>\n<tr><th>Practice</th><th>Vote</th><th>Who, when</th></tr>\n");
        foreach (var vote in ballot.GetProperty("votes").EnumerateArray())
        {
            var superseded = vote.GetProperty("superseded").GetBoolean() ? ", replaced or withdrawn later" : "";
            var reason = pack.TellsAuthorities && Text(vote, "reason") is { Length: > 0 } why ? $": {Safe(why)}" : "";
            var proxy = pack.TellsAuthorities && Text(vote, "proxy").Length > 0 ? ", as its proxy" : "";
            html.Append($"<tr><td>{Safe(Text(vote, "ods"))}</td><td>{Safe(Text(vote, "choice"))}{superseded}{reason}</td>");
            html.Append($"<td>{By(vote.GetProperty("by"))}{proxy}{Behalf(vote)}</td></tr>\n");
        }

        html.Append("</table>\n");
    }

    private static void WholeText(StringBuilder html, string hash, ReadOnlyMemory<byte> text)
    {
        html.Append($"<h2>Text <code>{Safe(hash)}</code></h2>\n");
        using var clauses = JsonDocument.Parse(text);
        foreach (var clause in clauses.RootElement.EnumerateArray())
        {
            html.Append($"<h3>{Safe($"{Text(clause, "number")} {Text(clause, "heading")}".Trim())}</h3>\n");
            html.Append($"<p class=\"words\">{Safe(Text(clause, "body"))}</p>\n");
        }
    }

    private static string Standing(JsonElement party)
    {
        var votes = party.GetProperty("votes").GetBoolean() ? "with a vote" : "without a vote";
        var form = Text(party, "legalForm") is { Length: > 0 } known ? known.Replace('_', ' ') : "not told";
        return Safe($"A {Text(party, "role")} party, {votes}. Legal form: {form}.");
    }

    private string Circumstances(JsonElement signature)
    {
        var by = signature.GetProperty("by");
        var capacity = Text(signature, "capacity") is { Length: > 0 } said ? $"{Safe(said)}, " : "";
        if (signature.GetProperty("onPaper") is { ValueKind: JsonValueKind.Object } paper)
        {
            return $"{capacity}on {Safe(Text(paper, "signedOn"))}, recorded by {By(by)}, by the scan "
                + $"<code>{Safe(Text(paper, "scanHash"))}</code> ({Safe(Text(paper, "evidence"))}): ";
        }

        return $"{capacity}{Authority(by)}, {Safe(Text(by, "at"))}, who said: {Safe(Text(signature, "statement"))}: ";
    }

    // What somebody recorded for another is told with how they came to, and whether it was confirmed.
    private string Behalf(JsonElement act)
    {
        if (act.GetProperty("onBehalf") is not { ValueKind: JsonValueKind.Object } how) return "";
        if (!pack.TellsAuthorities) return ", on its behalf";
        var confirmed = act.GetProperty("confirmed") is { ValueKind: JsonValueKind.Object } by ? $"; confirmed by {By(by)}" : "";
        return $", on its behalf ({Safe(Text(how, "how"))}: {Safe(Text(how, "evidence"))}){confirmed}";
    }

    private string By(JsonElement by)
    {
        var authority = pack.TellsAuthorities && Text(by, "person").Length > 0 ? $"{Authority(by)}, " : "";
        return $"{Person(Text(by, "person"))}, {authority}{Safe(Text(by, "at"))}";
    }

    private static string Authority(JsonElement by) => $"{Safe(Text(by, "authority"))} of {Safe(Text(by, "organisation"))}";

    private string Person(string id)
    {
        if (id.Length == 0) return "the service";
        if (!people.TryGetValue(id, out var person)) return $"<code>{Safe(id)}</code>";
        return person.Email is null ? "someone whose name was erased" : Safe($"{person.Name} ({person.Email})");
    }

    private string Words(string name) => Safe(Text(record, name).Replace('_', ' '));

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Number(JsonElement of, string name) => of.GetProperty(name).GetRawText();

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
