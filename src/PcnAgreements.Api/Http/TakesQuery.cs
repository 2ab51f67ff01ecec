namespace PcnAgreements.Api.Http;

/// <summary>That a route takes a query parameter, for the OpenAPI document.</summary>
internal sealed record TakesQuery(string Name, string What, bool Required = false)
{
    /// <summary>What every list takes that comes in pages.</summary>
    public static IReadOnlyList<TakesQuery> Page { get; } =
        [new("limit", "The most items, 1 to 500; 50 when left out"), new("cursor", "The next of the page before; opaque")];

    /// <summary>The filters of a list of organisations.</summary>
    public static IReadOnlyList<TakesQuery> Organisations { get; } =
    [
        new("kind", "practice, pcn, lmc, icb, federation, trust or other"), new("pcn", "Belonging to this PCN today"),
        new("lmc", "In this LMC's area today"), new("icb", "Commissioned by this ICB today"),
        new("q", "With these words in the name or the code"),
    ];

    /// <summary>The filters of a list of agreements.</summary>
    public static IReadOnlyList<TakesQuery> Agreements { get; } =
    [
        new("status", "drafting, in_review, signing, in_force or ended"), new("party", "With this party"),
        new("lmc", "With a party in this LMC's area"),
        new("pcn", "Convened by this PCN, or with a party that belongs to it"),
        new("q", "With these words in the title or in a name, or with this code"),
        new("overdue", "true or false: whether a deadline has passed"),
    ];

    /// <summary>The filters of a history.</summary>
    public static IReadOnlyList<TakesQuery> History { get; } =
    [
        new("party", "Events of, for or about a party, all of a ballot on it and what became of its amendments among them"),
        new("person", "Events by a person: an e-mail address, or an actor's id"),
        new("clause", "Events about a clause, all of ballots and amendments on it and editions that changed it among them"),
        new("type", "Events of a type, such as clause_approved; may be sent more than once"),
        new("from", "From this time on"), new("to", "Before this time"),
    ];
}
