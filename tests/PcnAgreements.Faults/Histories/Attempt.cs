namespace PcnAgreements.Faults.Histories;

/// <summary>One request, and what its client saw of it. Times are the harness's monotonic clock, in ticks of <c>Stopwatch</c>.</summary>
/// <param name="Operation">Of which operation.</param>
/// <param name="Instance">Whom it was sent to.</param>
/// <param name="Status">The HTTP status; 0 when none came.</param>
/// <param name="Version">The version that its <c>ETag</c> names; 0 for none.</param>
/// <param name="Tag">The edit part of a clause's <c>ETag</c>, hashed; 0 for none.</param>
/// <param name="Body">The body, hashed.</param>
/// <param name="LogIndex">What <c>Log-Index</c> says; null without it.</param>
internal readonly record struct Attempt(
    int Operation, int Instance, long Invoked, long Answered, int Status, long Version, ulong Tag, ulong Body, long? LogIndex)
{
    /// <summary>What a refusal's <c>type</c> ends in; null without one.</summary>
    public string? Problem { get; init; }

    /// <summary>The epoch that its <c>ETag</c> names; 0 when it names none, as in the first.</summary>
    public int Epoch { get; init; }

    /// <summary>Done, and durable.</summary>
    public bool IsAcknowledged => Status is >= 200 and < 300;

    /// <summary>Not done, and not to be done: a careful client takes that for an answer.</summary>
    public bool IsRefused => Status is >= 400 and < 500 and not (401 or 408 or 429);

    /// <summary>
    /// Turned away before anything was tried: too many requests, or an instance whose clock says that no token is good yet.
    /// </summary>
    public bool IsTurnedAway => Status is 401 or 429;

    /// <summary>Nobody told the client what became of it.</summary>
    public bool IsUnknown => !IsAcknowledged && !IsRefused && !IsTurnedAway;
}
