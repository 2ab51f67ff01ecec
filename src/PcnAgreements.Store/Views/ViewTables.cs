using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace PcnAgreements.Store.Views;

/// <summary>Every read model there is, and the SQL that follows from the list.</summary>
internal static class ViewTables
{
    public static IReadOnlyList<ViewTable> All { get; } =
    [
        AgreementView.Table, HistoryView.Table, AuthorityView.Table, OrganisationView.Table, MembershipView.Table, TemplateView.Table,
        DueView.Table,
    ];

    /// <summary>What they are called.</summary>
    public static FrozenSet<string> Names { get; } = All.Select(v => v.Name).ToFrozenSet();

    /// <summary>
    /// What the tables are, in a word, and their names: when the word differs from the one in the database, they are made anew from the
    /// log. Each view's <see cref="Meaning"/> counts too, so that a row computed otherwise in the same columns is a change.
    /// </summary>
    public static string Fingerprint { get; } =
        $"{Hash(Meaning + Create + Finish + WriteRows)} {string.Join(' ', All.Select(v => v.Name))}";

    /// <summary>To be raised when what a view says changes while its columns stay.</summary>
    private const string Meaning = "3";

    /// <summary>Drops what was there and makes the tables, empty and without indexes, and the function that writes them.</summary>
    public static string Remake(IEnumerable<string> old) => $"""
        {string.Join('\n', old.Union(All.Select(v => v.Name)).Select(name => $"drop table if exists pcn.{name};"))}
        {Create}
        {WriteRows}
        """;

    /// <summary>The keys and the indexes.</summary>
    public static string Finish => string.Join('\n', All.Select(v => v.Finish));

    // Writers wait meanwhile, so a small sample has to do: with the usual one this took as long as writing the rows. Autovacuum looks
    // closer soon.
    /// <summary>Tells the planner, roughly, what is in them now.</summary>
    public static string Analyze =>
        $"set local default_statistics_target = 10; analyze {string.Join(", ", All.Select(v => $"pcn.{v.Name}"))}";

    private static string Create => string.Join('\n', All.Select(v => v.Create));

    // a_same: rows of one view under one key have one number; a_key: given where a row goes.
    private static string WriteRows => $"""
        drop function if exists pcn.write_rows;
        create function pcn.write_rows(
            a_outcome int[], a_append int[], a_view text[], a_same int[], a_key jsonb[], a_row jsonb[]) returns void
        language plpgsql as $function$
        begin
        {string.Join('\n', All.Select(v => v.Write))}
        end
        $function$;
        """;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
