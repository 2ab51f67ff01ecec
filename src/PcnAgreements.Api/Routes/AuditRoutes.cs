using PcnAgreements.Api.Access;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Views;

namespace PcnAgreements.Api.Routes;

/// <summary>What happened, and who agreed to what.</summary>
internal static class AuditRoutes
{
    public static void Map(RouteGroupBuilder agreement)
    {
        agreement.Question<PageView<HistoryEventView>>(
            "/history", "Every event in order, all or filtered", (HttpContext http, HistoryEndpoint endpoint) => endpoint.Handle(http), HistoryEndpoint.Forms);
        agreement.Get<RecordView>("/record", "Who agreed to what", new(RecordView.Of) { Forms = ["application/json", "text/csv", "text/html"] });
        agreement.Get<ConfirmationView>("/confirmation", "That all have signed, without the text", new(ConfirmationView.Of)
        {
            Needs = SightLevel.Confirmation,
            HasPast = false,
        });
    }
}
