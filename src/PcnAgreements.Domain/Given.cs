namespace PcnAgreements.Domain;

/// <summary>
/// What a request may leave out: a value that was given, null included where its type has it, or nothing, which leaves things as they
/// are.
/// </summary>
/// <typeparam name="T">What may be given.</typeparam>
public readonly record struct Given<T>
{
    private readonly T? value;

    /// <summary>Something was given.</summary>
    public Given(T value) => (this.value, Is) = (value, true);

    /// <summary>Whether something was given.</summary>
    public bool Is { get; }

    /// <summary>What was given; what is there already when nothing was.</summary>
    public T Or(T present) => Is ? value! : present;

    /// <summary>Something was given.</summary>
    public static implicit operator Given<T>(T value) => new(value);
}
