using PcnAgreements.Domain;
using PcnAgreements.Domain.Epochs;
using PcnAgreements.Store.People;

namespace PcnAgreements.Api.Http;

/// <summary>Writes answers: views with the names of people joined, as JSON.</summary>
internal sealed class Answering(PeopleOnRecord people, NameBook book)
{
    /// <summary>The answer a view makes, written again until every name in it is at hand.</summary>
    public async Task<TView> WithNames<TView>(Func<Names, TView> view, CancellationToken ct)
    {
        while (true)
        {
            var names = new Names(book);
            var answer = view(names);
            if (names.Missing.Count == 0) return answer;
            var found = await people.Find([.. names.Missing], ct);
            foreach (var id in names.Missing)
            {
                var person = found.GetValueOrDefault(id);
                names.Page[id] = new(id, person?.Email, person?.Name);
            }
        }
    }

    /// <summary>Answers a question.</summary>
    public async Task Give(HttpContext http, string form, Answer answer)
    {
        var ct = http.RequestAborted;
        switch (answer)
        {
            case Answer.Not not: await not.Problem.Write(http); break;
            case Answer.View view when form == "application/json": await Write(http, 200, await WithNames(view.Content, ct)); break;
            case Answer.View { Written: { } write } when form.StartsWith("text/", StringComparison.Ordinal):
                await WriteText(http, form, await WithNames(names => write(names, form), ct));
                break;
            case Answer.View { File: { } file }: await WriteFile(http, await WithNames(file, ct)); break;
            default: throw new InvalidOperationException($"There is no {form} of this answer, though its route says so.");
        }
    }

    /// <summary>Writes a JSON answer.</summary>
    public static async Task Write(HttpContext http, int status, object? view)
    {
        http.Response.StatusCode = view is null ? StatusCodes.Status204NoContent : status;
        if (view is null) return;
        await WriteJson(http, Json.Write(view));
    }

    /// <summary>Writes JSON that has been made already.</summary>
    public static async Task WriteJson(HttpContext http, byte[] json)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = json.Length;
        await http.Response.Body.WriteAsync(json, http.RequestAborted);
    }

    /// <summary>Writes a text in a form of its own.</summary>
    public static async Task WriteText(HttpContext http, string form, string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        http.Response.ContentType = form.StartsWith("text/", StringComparison.Ordinal) ? $"{form}; charset=utf-8" : form;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    /// <summary>Writes a file for the client to keep.</summary>
    public static async Task WriteFile(HttpContext http, Download file)
    {
        using var bytes = new MemoryStream();
        file.Write(bytes);
        http.Response.ContentType = file.MediaType;
        http.Response.ContentLength = bytes.Length;
        http.Response.Headers.ContentDisposition = file.Disposition;
        bytes.Position = 0;
        await bytes.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    /// <summary>The ETag of an agreement at a version.</summary>
    public static string ETag(EpochVersion version) => $"\"v{version}\"";

    /// <summary>The id this request has in the record.</summary>
    public static string RequestId(HttpContext http) => http.TraceIdentifier;

    /// <summary>Who is asking; set by authentication for every route below the base path.</summary>
    public static Access.Caller Caller(HttpContext http) => (Access.Caller)http.Items[typeof(Access.Caller)]!;

    /// <summary>The id of a person by e-mail address; null when nobody on record has it.</summary>
    public async Task<PersonId?> Find(string email, CancellationToken ct) => (await people.FindByEmail(email, ct))?.Id;
}
