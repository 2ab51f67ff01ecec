using System.Text.Json.Serialization;

namespace PcnAgreements.Domain.Rules;

/// <summary>How much must be for a motion: a share of the base, or everybody. Closed: the two kinds stand here.</summary>
public abstract record Majority
{
    private Majority()
    {
    }

    /// <summary>None against, and by the base no abstention (<c>cast</c>) or nobody missing (<c>entitled</c>).</summary>
    public static Majority Unanimous { get; } = new Unanimity();

    /// <summary>At least this share of the base, the share itself being enough.</summary>
    public static Majority AtLeast(Ratio ratio) => new Share(ratio, MajorityTest.AtLeast);

    /// <summary>More than this share of the base, the share itself not being enough.</summary>
    public static Majority MoreThan(Ratio ratio) => new Share(ratio, MajorityTest.MoreThan);

    /// <summary>A share of the base.</summary>
    /// <param name="Ratio">The share.</param>
    /// <param name="Test">Whether just the share is enough.</param>
    public sealed record Share(Ratio Ratio, MajorityTest Test) : Majority;

    /// <summary>Everybody, as far as the base goes.</summary>
    public sealed record Unanimity : Majority;
}

/// <summary>Whether just the share asked for is enough.</summary>
[JsonConverter(typeof(SnakeCase<MajorityTest>))]
public enum MajorityTest
{
    /// <summary>The share itself is enough.</summary>
    AtLeast,

    /// <summary>The share itself is not enough.</summary>
    MoreThan,
}

/// <summary>What the weight for a motion is held against.</summary>
[JsonConverter(typeof(SnakeCase<MajorityBase>))]
public enum MajorityBase
{
    /// <summary>The weight for and against.</summary>
    ForAndAgainst,

    /// <summary>The weight for, against and abstaining.</summary>
    Cast,

    /// <summary>The weight of everybody on the roll who has not stood down.</summary>
    Entitled,
}
