using PcnAgreements.Domain;
using PcnAgreements.Domain.Organisations;

namespace PcnAgreements.Store.Tests;

/// <summary>Events and streams that any test of the log can use.</summary>
public static class Samples
{
    public static readonly OdsCode Pcn = OdsCode.Parse("U99901");
    public static readonly OdsCode North = OdsCode.Parse("Y99901");
    public static readonly OdsCode South = OdsCode.Parse("Y99902");
    public static readonly StreamId NorthStream = StreamId.Of(North);
    public static readonly StreamId SouthStream = StreamId.Of(South);
    public static readonly OrganisationRegistered Registered = new(
        North, "NORTH SURGERY", OrganisationKind.Practice, LegalForm.Partnership);

    public static OdsCode Ods(int n) => OdsCode.Parse($"Z{n:00000}");

    public static StreamId StreamOf(int n) => StreamId.Of(Ods(n));

    public static ListSizeRecorded Sized(int count) => new(new DateOnly(2021, 1, 1), count);

    public static PersonId Person(int n) => new(new Guid(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));

    public static KeptAnswer Answer(string key, StreamId? stream = null) => new(new(key), "body", 200, stream, 1, "c1", "{\"a\": [1,  2]}");
}
