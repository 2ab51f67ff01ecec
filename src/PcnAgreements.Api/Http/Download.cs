using System.Text;
using Microsoft.Net.Http.Headers;

namespace PcnAgreements.Api.Http;

/// <summary>An answer that is a file to keep.</summary>
/// <param name="MediaType">Its type.</param>
/// <param name="Name">What to save it as.</param>
/// <param name="Write">Writes it.</param>
internal sealed record Download(string MediaType, string Name, Action<Stream> Write)
{
    private const int LongestTitle = 100;

    /// <summary>The <c>Content-Disposition</c> (RFC 6266), with a name that plain old clients can read too.</summary>
    public string Disposition
    {
        get
        {
            var header = new ContentDispositionHeaderValue("attachment");
            header.SetHttpFileName(Name);
            return header.ToString();
        }
    }

    /// <summary>A name that every file system takes: the letters and digits of a title, with what follows it.</summary>
    public static string NameOf(string title, string ending)
    {
        var name = new StringBuilder();
        foreach (var rune in title.EnumerateRunes())
        {
            if (name.Length >= LongestTitle) break;
            if (Rune.IsLetterOrDigit(rune)) name.Append(rune);
            else if (name.Length > 0 && name[^1] != '-') name.Append('-');
        }

        return (name.Length == 0 ? "agreement" : name.ToString().TrimEnd('-')) + ending;
    }
}
