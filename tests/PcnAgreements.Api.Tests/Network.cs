using System.Collections.Immutable;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Api.Tests;

/// <summary>
/// A network of a test's own: a PCN that convenes, three practices (or more) with lists of 5,000, 9,000 and 10,000, an LMC and an ICB in
/// whose areas they lie. Each has its people; nobody of one network is on record in another.
/// </summary>
public sealed class Network
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static int made;

    private readonly ApiHost host;

    private Network(ApiHost host, int n, int practices)
    {
        this.host = host;
        Pcn = OdsCode.Parse($"U{n:00000}");
        Practices = [.. Enumerable.Range(1, practices).Select(i => OdsCode.Parse($"Y{n:000}{i:00}"))];
        Lmc = OdsCode.Parse($"LMC-T{n}");
        Icb = OdsCode.Parse($"Q{Digits[n / 36]}{Digits[n % 36]}");
    }

    public OdsCode Pcn { get; }

    public ImmutableArray<OdsCode> Practices { get; }

    public OdsCode Lmc { get; }

    public OdsCode Icb { get; }

    /// <summary>Who edits at the PCN.</summary>
    public Talk Editor => host.As(At("editor", Pcn));

    /// <summary>Who approves and votes for a practice.</summary>
    public Talk Manager(int practice) => host.As(At("manager", Practices[practice]));

    /// <summary>Who signs for a practice.</summary>
    public Talk Partner(int practice) => host.As(At("partner", Practices[practice]));

    /// <summary>Who authorises the people of an organisation.</summary>
    public Talk Administrator(OdsCode ods) => host.As(At("admin", ods));

    /// <summary>The LMC's auditor.</summary>
    public Talk Auditor => host.As(At("auditor", Lmc));

    /// <summary>The commissioner's viewer.</summary>
    public Talk Commissioner => host.As(At("viewer", Icb));

    /// <summary>Somebody with a token and no authority anywhere.</summary>
    public Talk Stranger => host.As(At("stranger", Pcn));

    /// <summary>The address of somebody at an organisation.</summary>
    public static string At(string who, OdsCode ods) => $"{who}@{ods.ToString().ToLowerInvariant()}.test";

    /// <summary>What is entered into the service's record beside HTTP.</summary>
    internal Register Register => new(host.Log);

    /// <summary>A new one, entered into the service's record.</summary>
    public static async Task<Network> New(ApiHost host, int practices = 3)
    {
        var network = new Network(host, Interlocked.Increment(ref made), practices);
        var register = network.Register;
        await register.Enter(network.Pcn, $"NETWORK {network.Pcn}", OrganisationKind.Pcn, LegalForm.Other, null);
        await register.Enter(network.Lmc, $"COMMITTEE {network.Lmc}", OrganisationKind.Lmc, LegalForm.Other, null);
        await register.Enter(network.Icb, $"BOARD {network.Icb}", OrganisationKind.Icb, LegalForm.NhsBody, null);
        await register.Authorise(network.Pcn, At("editor", network.Pcn), Authority.Editor);
        await register.Authorise(network.Lmc, At("auditor", network.Lmc), Authority.Auditor);
        await register.Authorise(network.Icb, At("viewer", network.Icb), Authority.Viewer);
        foreach (var (ods, size) in network.Practices.Zip([5_000, 9_000, 10_000, .. Enumerable.Repeat(8_000, practices)]))
        {
            await register.Enter(
                ods, "HIGH STREET SURGERY", OrganisationKind.Practice, LegalForm.SoleTrader, size,
                (MembershipKind.Pcn, network.Pcn), (MembershipKind.Lmc, network.Lmc), (MembershipKind.Icb, network.Icb));
            await register.Authorise(ods, At("manager", ods), Authority.Approver, Authority.Voter);
            await register.Authorise(ods, At("partner", ods), Authority.Signatory);
        }

        foreach (var ods in (OdsCode[])[network.Pcn, network.Lmc, network.Icb, .. network.Practices])
            await register.Authorise(ods, At("admin", ods), Authority.Administrator);
        return network;
    }
}
