using System.Globalization;
using PcnAgreements.Domain;

namespace PcnAgreements.Api.Http;

/// <summary>What a request's path names, each in its own type. A path that does not have the form of a key names nothing: 404.</summary>
internal sealed record Path
{
    public AgreementId Agreement { get; private init; }

    public ClauseKey Clause { get; private init; }

    public OdsCode? Ods { get; private init; }

    public BallotKey Ballot { get; private init; }

    public CommentKey Comment { get; private init; }

    public AmendmentKey Amendment { get; private init; }

    public TemplateId Template { get; private init; }

    public int Revision { get; private init; }

    /// <summary>An index of the proof log.</summary>
    public long Index { get; private init; }

    /// <summary>An e-mail address in lower case; empty when the path has none.</summary>
    public string Email { get; private init; } = "";

    /// <summary>Reads the path's values; null when one does not have its form.</summary>
    public static Path? Of(HttpContext http)
    {
        var path = new Path();
        foreach (var (name, value) in http.Request.RouteValues)
        {
            if (With(path, name, value as string ?? "") is not { } more) return null;
            path = more;
        }

        return path;
    }

    /// <summary>Which of the path's values does not have its form, and what that form is: for whoever names something new.</summary>
    public static string Amiss(HttpContext http)
    {
        var (name, value) = http.Request.RouteValues.First(v => With(new(), v.Key, v.Value as string ?? "") is null);
        return $"'{value}' in the path is no " + name switch
        {
            "ods" => "organisation's code: three to eight letters and digits, or for an LMC one of your own such as LMC-DEMO.",
            "email" => "e-mail address.",
            "template" => "template's id: up to a hundred letters, digits, dots, hyphens and underscores.",
            _ => $"{name}.",
        };
    }

    private static Path? With(Path path, string name, string text) => name switch
    {
        "agreement" => AgreementId.TryParse(text, out var id) ? path with { Agreement = id } : null,
        "clause" => ClauseKey.TryParse(text, out var key) ? path with { Clause = key } : null,
        "ods" => OdsCode.TryParse(text, out var ods) ? path with { Ods = ods } : null,
        "ballot" => BallotKey.TryParse(text, out var key) ? path with { Ballot = key } : null,
        "comment" => CommentKey.TryParse(text, out var key) ? path with { Comment = key } : null,
        "amendment" => AmendmentKey.TryParse(text, out var key) ? path with { Amendment = key } : null,
        "template" => TemplateId.TryParse(text, out var id) ? path with { Template = id } : null,
        "revision" =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? path with { Revision = n } : null,
        "n" => QueryText.TryWhole(text, out var n) ? path with { Index = n } : null,
        "email" => Http.Email.Normal(text) is { } email ? path with { Email = email } : null,
        _ => path,
    };
}

/// <summary>E-mail addresses: compared without case, kept and answered in lower case.</summary>
internal static class Email
{
    /// <summary>The address in lower case; null when it is none.</summary>
    public static string? Normal(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var ok = text.Length is > 2 and <= 254 && at > 0 && at == text.LastIndexOf('@') && at < text.Length - 1
            && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ',' or ';' or '"');
        return ok ? text.ToLowerInvariant() : null;
    }
}
