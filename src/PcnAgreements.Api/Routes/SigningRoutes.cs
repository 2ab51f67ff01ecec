using PcnAgreements.Api.Http;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain.Agreements;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace PcnAgreements.Api.Routes;

/// <summary>Signing one frozen text.</summary>
internal static class SigningRoutes
{
    public static void Map(RouteGroupBuilder agreement)
    {
        agreement.Command<OpenSigningBody, OpenSigning, AgreementView>(Post, "/open-signing", "Freeze the text and collect signatures", new(
            (body, _) => new(body.SignBy, body.AllowBlanks)));
        agreement.Get<SignaturesView>(
            "/signatures", "Who has signed and who is awaited", new(s => Answer.Of(s.Agreement, SignaturesView.Of)));
        agreement.Command<SignatureBody, Sign, SignaturesView>(Put, "/signatures/{ods}", "Sign exactly one text", For<SignatureBody, Sign>(
            (body, _) => new(body.TextHash, body.Statement, body.Capacity)));
        agreement.Command<ReasonBody, DeclineSigning, SignaturesView>(
            Post, "/signatures/{ods}/decline", "Decline to sign", For<ReasonBody, DeclineSigning>(
            (body, _) => new(body.Reason)));
        agreement.Command<CounterpartBody, RecordCounterpart, SignaturesView>(
            Post, "/signatures/{ods}/counterpart", "Record a counterpart signed on paper",
            For<CounterpartBody, RecordCounterpart>((body, t) => new(
                t.Path.Ods!.Value, t.People[Email.Normal(body.Signatory)!], body.SignedOn, body.ScanHash, body.Evidence)) with
            {
                Mentions = body => [(Email.Normal(body.Signatory)!, null)],
            });
    }

    private static CommandRoute<TBody, TCommand> For<TBody, TCommand>(Func<TBody, Travel, TCommand> command)
        where TCommand : AgreementCommand => new(command)
    {
        Acts = (_, path) => new(Party: path.Ods),
        Answer = m => SignaturesView.Of(m.Agreement, m.Names),
    };
}
