using PcnAgreements.Api.Access;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Proofs;
using PcnAgreements.Api.Questions;
using PcnAgreements.Api.Views;

namespace PcnAgreements.Api.Routes;

/// <summary>What happened, and who agreed to what.</summary>
internal static class AuditRoutes
{
    public static void Map(RouteGroupBuilder api, RouteGroupBuilder agreement)
    {
        agreement.Question<PageView<HistoryEventView>>(
            "/history", "Every event in order, all or filtered", (HttpContext http, HistoryEndpoint endpoint) => endpoint.Handle(http),
            HistoryEndpoint.Forms)
            .Takes(TakesQuery.History).Takes(TakesQuery.Page);
        agreement.Question<HistoryEventView>(
            "/stream", "Each event as it commits, as server-sent events; Last-Event-ID resumes",
            (HttpContext http, StreamEndpoint endpoint) => endpoint.Handle(http), ["text/event-stream"], hasPast: false)
            .Takes(new TakesQuery("from", "The first version wanted; left out: what comes next"));
        agreement.Get<RecordView>(
            "/record", "Who agreed to what", new(RecordView.Of) { Forms = ["application/json", "text/csv", "text/html"] });
        agreement.Get<ConfirmationView>("/confirmation", "That all have signed, without the text", new(ConfirmationView.Of)
        {
            Needs = SightLevel.Confirmation,
            HasPast = false,
        }).WithMetadata(new DependsOnState());
        agreement.Question<string>(
            "/audit-pack",
            "A zip that proves the record offline: every event with its proof, every text agreed, the signed checkpoint, how to check it",
            (HttpContext http, AuditPack pack) => pack.Handle(http), AuditPack.Forms, hasPast: false);
        api.Ask<AgreementQuestions, OverviewView>(
            "/lmcs/{ods}/overview", "All agreements in an LMC's area", (q, asked) => q.Overview(asked))
            .Takes(TakesQuery.Agreements.Where(a => a.Name != "lmc")).Takes(TakesQuery.Page);
    }
}
