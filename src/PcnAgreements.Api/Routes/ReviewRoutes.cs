using System.Text.Json.Nodes;
using PcnAgreements.Api.Files;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Templates;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain.Agreements;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace PcnAgreements.Api.Routes;

/// <summary>What is asked about the text and what is proposed to it.</summary>
internal static class ReviewRoutes
{
    public static void Map(RouteGroupBuilder agreement)
    {
        agreement.Get<PageView<CommentView>>(
            "/comments", "Comments that the caller may see", new(CommentView.All) { ETag = ReadEndpoint.TagWithComments })
            .Takes(new TakesQuery("clause", "On this clause")).Takes(TakesQuery.Page);
        agreement.Get<CommentView>(
            "/comments/{comment}", "One comment with its thread",
            new(CommentView.One) { ETag = ReadEndpoint.TagWithComments });
        agreement.Command<CommentBody, MakeComment, CommentView>(Post, "/clauses/{clause}/comments", "Ask or remark on a clause", new(
            (body, t) => new(t.Path.Clause, body.Body, body.Visibility == CommentVisibility.Internal))
        {
            Acts = (body, _) => new(As: body?.Ods),
            Answer = m => CommentView.Of(m.Agreement.Comments[^1], m.Names),
            Location = m => $"comments/{m.Key}",
        });
        agreement.Command<ReplyBody, ReplyToComment, CommentView>(Post, "/comments/{comment}/replies", "Answer in a thread", new(
            (body, t) => new(t.Path.Comment, body.Body))
        {
            Acts = (body, _) => new(As: body?.Ods),
            Answer = m => CommentView.Of(m.Agreement.Find(m.Path.Comment)!, m.Names),
            Location = m => $"comments/{m.Path.Comment}",
        });
        agreement.Command<ResolveBody, ResolveComment, CommentView>(
            Post, "/comments/{comment}/resolve", "Say that a comment is answered", new(
            (body, t) => new(t.Path.Comment, body.Note))
        {
            Acts = (body, _) => new(As: body?.Ods),
            Answer = m => CommentView.Of(m.Agreement.Find(m.Path.Comment)!, m.Names),
        });

        agreement.Get<PageView<AmendmentView>>("/amendments", "Amendments, all or by status", new(AmendmentView.All))
            .Takes(new TakesQuery("status", "proposed, accepted, rejected or withdrawn")).Takes(TakesQuery.Page);
        agreement.Command<AmendmentBody, ProposeAmendment, AmendmentView>(
            Post, "/clauses/{clause}/amendments", "Propose a change of a clause", new(
            (body, t) => new((AmendmentOp)body.Op, t.Path.Clause, body.Heading, body.Body, new(body.Parent, body.After), body.Rationale))
        {
            Acts = (body, _) => new(As: body?.Ods),
            Answer = m => AmendmentView.Of(m.Agreement.Amendments[^1], m.Names),
            Location = m => $"amendments/{m.Key}",
        });
        agreement.Command<AdditionBody, ProposeAmendment, AmendmentView>(Post, "/amendments", "Propose a new clause", new(
            (body, _) => new((AmendmentOp)body.Op, null, body.Heading, body.Body, new(body.Parent, body.After), body.Rationale))
        {
            Acts = (body, _) => new(As: body?.Ods),
            Answer = m => AmendmentView.Of(m.Agreement.Amendments[^1], m.Names),
            Location = m => $"amendments/{m.Key}",
        });
        agreement.Command<MarkUpFile, ProposeAmendments, JsonObject>(
            Post, "/amendments/import", "Propose what a marked-up Word file of the text asks for", new((file, _) => file.Command())
        {
            Form = MarkUpFile.Form,
            Check = file => file.Check(),
            Acts = (file, _) => new(As: file?.Ods),
            IsTrial = file => file.IsTrial,
            Report = (file, decision) => file.Report(decision),
            Completes = (file, report) => file.NameAuthors(report),
            Answer = m => m.Body,
        }).Takes(MarkUpFile.For, TextFile.DryRun);
        agreement.Get<AmendmentView>("/amendments/{amendment}", "One amendment", new(AmendmentView.One));
        agreement.Command<NoBody, AcceptAmendment, AmendmentView>(
            Post, "/amendments/{amendment}/accept", "Take an amendment into the text", Decided<NoBody, AcceptAmendment>(
            (_, t) => new(t.Path.Amendment, t.IfMatch)) with
        {
            NeedsIfMatch = true,
            SparesIfMatch = (agreement, path) => agreement.Find(path.Amendment)?.Proposal.Clause is null,
        });
        agreement.Command<ReasonBody, RejectAmendment, AmendmentView>(
            Post, "/amendments/{amendment}/reject", "Turn an amendment down", Decided<ReasonBody, RejectAmendment>(
            (body, t) => new(t.Path.Amendment, body.Reason)));
        agreement.Command<ForBody, WithdrawAmendment, AmendmentView>(
            Post, "/amendments/{amendment}/withdraw", "Take one's amendment back", Decided<ForBody, WithdrawAmendment>(
            (_, t) => new(t.Path.Amendment)) with { Acts = (body, _) => new(As: body?.Ods) });
    }

    private static CommandRoute<TBody, TCommand> Decided<TBody, TCommand>(Func<TBody, Travel, TCommand> command)
        where TCommand : AgreementCommand => new(command)
    {
        Answer = m => AmendmentView.Of(m.Agreement.Find(m.Path.Amendment)!, m.Names),
    };
}
