using PcnAgreements.Api.Http;
using PcnAgreements.Api.Proofs;

namespace PcnAgreements.Api.Routes;

/// <summary>The tamper-evident log over every event of the service.</summary>
internal static class LogRoutes
{
    private static readonly string[] Text = ["text/plain"];

    public static void Map(RouteGroupBuilder api)
    {
        var log = api.MapGroup("/log");
        log.Question<string>(
            "/checkpoint", "The newest checkpoint with all its signatures, as a C2SP signed note",
            (HttpContext http, LogQuestions q) => q.Checkpoint(http), Text, hasPast: false)
            .WithMetadata(new Shows("""
                agreements.example.nhs.uk/log
                5
                6q1M9nE/nIT48CfahyUAvl0mZ5GXyfn8a9rfKph832s=

                — agreements.example.nhs.uk/log G+8SiTBGAiEA3YxWpYPw2yK9ZDbugfyuFB+ts+znhaApfUvN/4BHF0oCIQC923YtDIvXhiQf4vz06AFSdMUWvqp9gLABO/Qoi/16Eg==

                """));
        log.Ask<LogQuestions, EntryView>(
            "/entries/{n}", "One entry; its leaf hash alone for who may not read what it is about", (q, asked) => q.Entry(asked))
            .WithMetadata(new Shows("""
                {"index": 3, "leafHash": "ywu6l+433/txDDFycCOm3G3LD6C/olVWe44AgGru/hk=", "entry": {"at": "2026-11-22T09:30:00.123456Z", "authority": "approver",
                 "data": "50092a8d784547b64b6e2c0743fc5363af4f1844af09f9c3edb328a11341df0c", "onBehalfOf": null, "organisation": "Y99901", "origin": "agreements.example/log",
                 "person": "b9c86a372fbe4d2e4575fbe8ddccde11a66315cdb5a82074a0fbd4334dcc38e5", "position": 42, "request": "0HN4:1",
                 "stream": "agreement-0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b", "text": "0243ad2b57a4132a4e767fc8286208b5e55af09310088e726495cf5fe184196b",
                 "type": "clause_approved", "version": 7}, "data": {"clause": "c1", "hash": "0243ad2b57a4132a4e767fc8286208b5e55af09310088e726495cf5fe184196b", "party": "Y99901", "revision": 1}}
                """));
        log.Question<string>(
            "/receipts/{n}",
            "An entry, its proof and a checkpoint in one file (C2SP tlog-proof); waits up to two seconds for a checkpoint that covers it",
            (HttpContext http, LogQuestions q) => q.Receipt(http), Text, hasPast: false)
            .WithMetadata(
                new Shows(
                    "c2sp.org/tlog-proof@v1\nextra eyJhdCI6IjIwMjYtMTEtMjJU…\nindex 3\nqU3U08LG0lSMpOVg1ycnurXXlVABkfW4VXkTDdOxRgM=\n\nagreements.example.nhs.uk/log\n5\n…\n"));
        log.Ask<LogQuestions, InclusionView>("/proofs/inclusion", "That an entry is in the log", (q, asked) => q.Inclusion(asked))
            .Takes(
                new TakesQuery("index", "The entry's index", Required: true),
                new TakesQuery("size", "The size of the log; left out: the newest checkpoint's"))
            .WithMetadata(
                new Shows(
                    """{"index": 1, "size": 2, "leafHash": "MURWiZ1dxEM=", "hashes": ["bjQLnP+zepg="], "rootHash": "+sVCA+fMaWw="}"""));
        log.Ask<LogQuestions, ConsistencyView>("/proofs/consistency", "That the log was only added to", (q, asked) => q.Consistency(asked))
            .Takes(
                new TakesQuery("from", "The earlier size", Required: true),
                new TakesQuery("to", "The later size; left out: the newest checkpoint's"))
            .WithMetadata(
                new Shows("""{"from": 1, "to": 2, "hashes": ["bjQLnP+zepg="], "fromRoot": "MURWiZ1dxEM=", "toRoot": "+sVCA+fMaWw="}"""));
        log.Question<string>(
            "/export", "The whole log as a file that can be checked offline; for operators",
            (HttpContext http, LogExport export) => export.Answer(http), Text, hasPast: false)
            .WithMetadata(
                new Shows(
                    "pcn-agreements-log/v1\ncheckpoint YWdyZWVtZW50cy5leGFtcGxl…\n\nqU3U08LG0lSMpOVg1ycnurXXlVABkfW4VXkTDdOxRgM=\t{\"at\":…}\t{\"name\":…}\n"));
    }
}
