using PcnAgreements.Api.Http;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain.Agreements;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace PcnAgreements.Api.Routes;

/// <summary>Where the practices stand, clause by clause.</summary>
internal static class StanceRoutes
{
    public static void Map(RouteGroupBuilder agreement)
    {
        agreement.Command<StanceBody, TakeStances, StanceView>(
            Put, "/clauses/{clause}/stances/{ods}", "Approve or object to one revision of a clause", new(
            (body, t) => body.On(t.Path.Clause))
        {
            Acts = (body, path) => new(Party: path.Ods, OnBehalf: body?.OnBehalf is not null),
            Answer = m => StanceView.Of(m, m.Path.Clause, m.Path.Ods!.Value),
        });
        agreement.Command<NoBody, WithdrawStance, NoBody>(
            Delete, "/clauses/{clause}/stances/{ods}", "Take a stance back", new((_, t) => new(t.Path.Clause))
        {
            Acts = (_, path) => new(Party: path.Ods),
            Answer = _ => null,
        });
        agreement.Command<NoBody, ConfirmStance, StanceView>(
            Post, "/clauses/{clause}/stances/{ods}/confirm", "Confirm a stance recorded on one's behalf", new(
            (_, t) => new(t.Path.Clause))
        {
            Acts = (_, path) => new(Party: path.Ods),
            Answer = m => StanceView.Of(m, m.Path.Clause, m.Path.Ods!.Value),
        });
        agreement.Command<StancesBody, TakeStances, StancesView>(
            Post, "/stances", "Approve or object to many clauses at once, all or none", new(
            (body, _) => body.ToCommand())
        {
            Acts = (body, _) => new(Party: body?.Ods, OnBehalf: body?.OnBehalf is not null),
            Answer = m => StancesView.Of(m.Agreement, m.Names),
        });
        agreement.Get<StancesView>(
            "/stances", "The matrix of clauses and parties", new(s => Answer.Of(s.Agreement, StancesView.Of)));
    }
}
