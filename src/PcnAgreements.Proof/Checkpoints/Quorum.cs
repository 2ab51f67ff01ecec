namespace PcnAgreements.Proof.Checkpoints;

/// <summary>Which witnesses are enough: one of them, so many of a group, or none at all.</summary>
internal abstract record Quorum
{
    public static Quorum None { get; } = new Group(0, []);

    public abstract bool IsMetBy(Func<string, bool> hasCosigned);

    public sealed record Witness(string Name) : Quorum
    {
        public override bool IsMetBy(Func<string, bool> hasCosigned) => hasCosigned(Name);
    }

    public sealed record Group(int Needed, IReadOnlyList<Quorum> Members) : Quorum
    {
        public override bool IsMetBy(Func<string, bool> hasCosigned) => Members.Count(m => m.IsMetBy(hasCosigned)) >= Needed;
    }
}
