using System.Diagnostics;
using System.Text.Json;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Organisations.Import;

namespace PcnAgreements.Api.Organisations;

/// <summary>
/// Takes a file of NHS Digital's: one decision about thousands of organisations, written in one transaction or not at all.
/// </summary>
internal static class OrganisationImport
{
    // It is about no stream in particular; imports stand in one lane all the same, so that two at once do not undo each other's work.
    private static readonly StreamId Lane = StreamId.Of(default(PersonId));

    /// <summary>The way it travels.</summary>
    public static Journey<ImportReading> Journey { get; } = new(
        (caller, _, facts, now) => Judge(caller, facts, now).Refusal, (_, _, _) => Lane, Rule, arrived => new(arrived.Body))
    {
        Form = new(["text/csv"], Body.FileLimit, (_, body) => new(Read(body))) { Shown = typeof(string) },
    };

    private static (ImportReading? Reading, Problem? Problem) Read(Body body)
    {
        using var file = new MemoryStream(body.Bytes, writable: false);
        var reading = ImportCsv.Read(file);
        return reading is ImportReading.Malformed malformed ? (null, Problem.Malformed(malformed.Detail)) : (reading, null);
    }

    private static Ruling Rule(ImportReading reading, Caller caller, Travel travel, Facts facts, Moment moment)
    {
        var (actor, refusal) = Judge(caller, facts, moment.Now);
        if (refusal is not null) return refusal;
        if (reading is ImportReading.Refused refused) return refused.Refusal;
        var rows = reading is ImportReading.Taken taken ? taken.Rows : throw new UnreachableException("What is malformed got no further.");
        var present = rows.Organisations.Select(ods => (Ods: ods, Found: facts.Organisation(ods))).Where(o => o.Found is not null)
            .ToDictionary(o => o.Ods, o => o.Found!);
        // Asked again once all of them are at hand.
        if (facts.Missing.Count > 0) return new(actor!, Decision.Nothing);
        var decision = rows.Decide(present);
        if (decision.Refusal is not null) return decision.Refusal;
        return new(
            actor!, Decision.Nothing with
            {
                Elsewhere =
                [
                    .. decision.Changes.SelectMany(c => c.Events.Select(e => (StreamId.Of(c.Ods), new Domain.Agreements.Decided(e))))
                ]
            })
        {
            Body = JsonSerializer.Serialize(decision.Report, Json.Options),
        };
    }

    private static (Actor? Actor, Refusal? Refusal) Judge(Caller caller, Facts facts, DateTimeOffset now) =>
        RegisterAccess.Judge(typeof(ImportRows), caller, null, facts, London.DayOf(now));
}
