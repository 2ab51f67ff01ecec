using System.Text.Json.Nodes;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Questions;
using PcnAgreements.Api.Templates;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain;
using PcnAgreements.Domain.Agreements;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace PcnAgreements.Api.Routes;

/// <summary>The text of an agreement: its clauses, their wordings, what is asked about them and what is proposed.</summary>
internal static class TextRoutes
{
    public static void Map(RouteGroupBuilder agreement)
    {
        agreement.Get<PageView<ClauseView>>("/clauses", "The clauses in reading order", new(ClauseViews.All))
            .Takes(new TakesQuery("include", "struck: struck-out clauses too")).Takes(TakesQuery.Page);
        agreement.Get<ClauseView>("/clauses/{clause}", "One clause", new(ClauseViews.One) { ETag = ClauseViews.ETag });
        agreement.Get<PageView<RevisionView>>("/clauses/{clause}/revisions", "Every wording a clause has had", new(RevisionView.All))
            .Takes(TakesQuery.Page);
        agreement.Get<RevisionView>(
            "/clauses/{clause}/revisions/{revision}", "One wording a clause has had", new(RevisionView.One));
        agreement.Get<TextView>("/text", "The whole text", new(TextView.Of) { Forms = TextView.Forms, RestsOn = _ => "text" });
        agreement.Question<RedlineView>(
            "/redline", "Word-level changes between two versions or times",
            (HttpContext http, RedlineEndpoint endpoint) => endpoint.Handle(http), RedlineView.Forms)
            .Takes(
                new TakesQuery("from", "A version or a time; 1 when left out"),
                new TakesQuery("to", "A version or a time; now when left out"),
                new TakesQuery("include", "unchanged: clauses without changes too"));

        agreement.Command<TextFile, ImportText, JsonObject>(
            Post, "/import", "Take a text from a file into an empty draft", new((file, _) => new(file.ForAgreement))
        {
            Form = TextFile.Form,
            Check = file => file.Check(),
            IsTrial = file => file.IsTrial,
            Report = (file, decision) => file.Report([.. decision.Events.Select(e => e.Event).OfType<ClauseAdded>().Select(e => e.Clause)]),
            Answer = m => m.Body,
        }).Takes(TextFile.DryRun, TextFile.Changes);
        agreement.Command<ClauseBody, AddClause, ClauseView>(Post, "/clauses", "Add a clause", new((body, _) => body.ToCommand())
        {
            Answer = m => ClauseViews.Of(m, ClauseKey.Parse(m.Key!)),
            Location = m => $"clauses/{m.Key}",
        });
        agreement.Command<WordingBody, RewordClause, ClauseView>(
            Put, "/clauses/{clause}", "Reword a clause", Edit<WordingBody, RewordClause>(
            (body, t) => new(t.Path.Clause, t.IfMatch, body.Heading, body.Body, body.Note)));
        agreement.Command<PlaceBody, MoveClause, ClauseView>(Post, "/clauses/{clause}/move", "Move a clause", Edit<PlaceBody, MoveClause>(
            (body, t) => new(t.Path.Clause, t.IfMatch, body.ToPlace())));
        agreement.Command<NoBody, StrikeClause, ClauseView>(Delete, "/clauses/{clause}", "Strike a clause out", Edit<NoBody, StrikeClause>(
            (_, t) => new(t.Path.Clause, t.IfMatch)));
        agreement.Command<NoBody, RestoreClause, ClauseView>(
            Post, "/clauses/{clause}/restore", "Bring a clause back", Edit<NoBody, RestoreClause>(
            (_, t) => new(t.Path.Clause, t.IfMatch)));
    }

    private static CommandRoute<TBody, TCommand> Edit<TBody, TCommand>(Func<TBody, Travel, TCommand> command)
        where TCommand : AgreementCommand => new(command)
    {
        NeedsIfMatch = true,
        Answer = m => ClauseViews.Of(m, m.Path.Clause),
    };
}
