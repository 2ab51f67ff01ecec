using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PcnAgreements.Api.Http;

/// <summary>Which part of a list a request asks for.</summary>
/// <param name="Limit">The most items.</param>
/// <param name="After">The place in the list after which it goes on, as the list itself wrote it; null for the beginning.</param>
internal sealed record Page(int Limit, string? After)
{
    private const int Usual = 50;
    private const int Most = 500;

    /// <summary>How many to look for: one more than shown tells whether the list goes on.</summary>
    public int LookFor => Limit + 1;

    /// <summary>Reads <c>?limit=</c> and <c>?cursor=</c>.</summary>
    /// <param name="query">The query parameters.</param>
    /// <param name="isPlace">Whether a text is a place in this list: a cursor of another list, or a made-up one, is malformed.</param>
    public static (Page? Page, Problem? Problem) Of(IQueryCollection query, Func<string, bool> isPlace)
    {
        var (limits, cursors) = (query["limit"], query["cursor"]);
        var limit = Usual;
        if (limits.Count > 0
            && !(limits.Count == 1 && int.TryParse(limits.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                && limit is >= 1 and <= Most))
            return (null, Problem.Malformed($"limit is a whole number from 1 to {Most}."));
        if (cursors.Count == 0) return (new(limit, null), null);
        return Read(cursors.ToString()) is { } after && isPlace(after)
            ? (new(limit, after), null)
            : (null, Problem.Malformed("cursor is none that this list gave: take it from next, or leave it out."));
    }

    /// <summary>One page of what was looked for.</summary>
    /// <param name="found">Up to <see cref="LookFor"/> items.</param>
    /// <param name="placeOf">The place of an item in the list.</param>
    public PageView<TItem> Of<TItem>(IReadOnlyList<TItem> found, Func<TItem, string> placeOf) => found.Count <= Limit
        ? new(found, null)
        : new([.. found.Take(Limit)], Write(placeOf(found[Limit - 1])));

    /// <summary>
    /// One page of a list that is at hand whole. A place is one of the whole list, so that it holds while what is wanted of the list
    /// changes.
    /// </summary>
    /// <param name="query">The query parameters.</param>
    /// <param name="whole">The list, in its order.</param>
    /// <param name="placeOf">The place of an item: it stands in the list once, and stays.</param>
    /// <param name="wanted">Whether an item is wanted; null when all are.</param>
    public static (PageView<TItem>? Page, Problem? Problem) Cut<TItem>(
        IQueryCollection query, IReadOnlyList<TItem> whole, Func<TItem, string> placeOf, Func<TItem, bool>? wanted = null)
    {
        var passed = 0;
        var (page, problem) = Of(
            query, place => (passed = 1 + whole.Index().FirstOrDefault(i => placeOf(i.Item) == place, (-1, default!)).Index) > 0);
        if (problem is not null) return (null, problem);
        var found = whole.Skip(passed).Where(wanted ?? (_ => true)).Take(page!.LookFor).ToList();
        return (page.Of(found, placeOf), null);
    }

    /// <summary>A place as clients meet it: opaque.</summary>
    public static string Write(string place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    private static string? Read(string cursor)
    {
        try
        {
            return Base64Url.IsValid(cursor) ? new UTF8Encoding(false, true).GetString(Base64Url.DecodeFromChars(cursor)) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

/// <summary>One page of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">The cursor of the page after it; null on the last.</param>
internal sealed record PageView<TItem>(IReadOnlyList<TItem> Items, string? Next)
{
    /// <summary>The same page, each item shown in another way.</summary>
    public PageView<TOther> Select<TOther>(Func<TItem, TOther> show) => new([.. Items.Select(show)], Next);
}
