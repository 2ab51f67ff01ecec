using PcnAgreements.Api.Http;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain.Agreements;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace PcnAgreements.Api.Routes;

/// <summary>Ballots and votes.</summary>
internal static class BallotRoutes
{
    public static void Map(RouteGroupBuilder agreement)
    {
        agreement.Get<PageView<BallotView>>("/ballots", "Every ballot", new(BallotView.All)).Takes(TakesQuery.Page);
        agreement.Get<BallotView>("/ballots/{ballot}", "One ballot, with its arithmetic", new(BallotView.One));
        agreement.Command<BallotBody, OpenBallot, BallotView>(Post, "/ballots", "Open a ballot", new(
            (body, _) => new(body.Motion, body.Subject, body.Rule, body.ClosesAt))
        {
            Answer = Newest,
            Location = m => $"ballots/{m.Key}",
        });
        agreement.Command<VoteBody, CastVote, BallotView>(
            Put, "/ballots/{ballot}/votes/{ods}", "Vote, or change one's vote", On<VoteBody, CastVote>(
            (body, t) => new(t.Path.Ballot, t.Path.Ods!.Value, body.Choice, body.Reason, body.OnBehalf?.ToDomain())) with
        {
            Acts = (body, path) => new(Party: path.Ods, OnBehalf: body?.OnBehalf is not null, Ballot: path.Ballot),
        });
        agreement.Command<NoBody, WithdrawVote, NoBody>(
            Delete, "/ballots/{ballot}/votes/{ods}", "Take one's vote back", On<NoBody, WithdrawVote>(
            (_, t) => new(t.Path.Ballot, t.Path.Ods!.Value)) with { Answer = _ => null });
        agreement.Command<NoBody, ConfirmVote, BallotView>(
            Post, "/ballots/{ballot}/votes/{ods}/confirm", "Confirm a vote recorded on one's behalf", On<NoBody, ConfirmVote>(
            (_, t) => new(t.Path.Ballot)));
        agreement.Command<ConflictBody, DeclareConflict, BallotView>(
            Put, "/ballots/{ballot}/conflicts/{ods}", "Declare a conflict of interest", On<ConflictBody, DeclareConflict>(
            (body, t) => new(t.Path.Ballot, body.Nature)));
        agreement.Command<ProxyBody, GiveProxy, BallotView>(
            Put, "/ballots/{ballot}/proxies/{ods}", "Let another party's voter vote", On<ProxyBody, GiveProxy>(
            (body, t) => new(t.Path.Ballot, body.Holder)));

        agreement.Command<NoBody, CloseBallot, BallotView>(
            Post, "/ballots/{ballot}/close", "Close a ballot by hand", On<NoBody, CloseBallot>((_, t) => new(t.Path.Ballot)));
        agreement.Command<ReasonBody, CancelBallot, BallotView>(
            Post, "/ballots/{ballot}/cancel", "Call a ballot off", On<ReasonBody, CancelBallot>(
            (body, t) => new(t.Path.Ballot, body.Reason)));
        agreement.Command<ExtensionBody, ExtendBallot, BallotView>(
            Patch, "/ballots/{ballot}", "Extend a ballot", On<ExtensionBody, ExtendBallot>(
            (body, t) => new(t.Path.Ballot, body.ClosesAt, body.Reason)) with { Form = BodyForm<ExtensionBody>.Patch });
        agreement.Command<ReopenBody, ReopenBallot, BallotView>(Post, "/ballots/{ballot}/reopen", "Put a motion again", new(
            (body, t) => new(t.Path.Ballot, body.ClosesAt))
        {
            Answer = Newest,
            Location = m => $"ballots/{m.Key}",
        });
    }

    private static BallotView Newest(Made made) => BallotView.Of(made.Agreement.Ballots[^1], made.Names);

    private static CommandRoute<TBody, TCommand> On<TBody, TCommand>(Func<TBody, Travel, TCommand> command)
        where TCommand : AgreementCommand => new(command)
    {
        Acts = (_, path) => new(Party: path.Ods, Ballot: path.Ballot),
        Answer = m => BallotView.Of(m.Agreement.Find(m.Path.Ballot)!, m.Names),
    };
}
