using PcnAgreements.Api.Access;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Questions;
using PcnAgreements.Api.Views;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Rules;
using static Microsoft.AspNetCore.Http.HttpMethods;

namespace PcnAgreements.Api.Routes;

/// <summary>One agreement: its life from first draft to in force.</summary>
internal static class AgreementRoutes
{
    public static void Map(RouteGroupBuilder agreements, RouteGroupBuilder agreement)
    {
        agreements.Ask<AgreementQuestions, PageView<ListedView>>(
            "/", "Agreements that the caller may see, newest first", (q, asked) => q.List(asked))
            .Takes(TakesQuery.Agreements).Takes(TakesQuery.Page);
        agreements.Command<DraftBody, AgreementView>(Post, "", "Draft an agreement, empty or from a template edition", Beginning.Draft);
        agreement.Command<VariationBody, AgreementView>(
            Post, "/variations", "Draft a variation of an agreement in force", Beginning.Variation);

        agreement.Get<AgreementView>("", "The agreement, without the words of its clauses", new(AgreementView.Of)
        {
            Needs = SightLevel.Status,
            ETag = ReadEndpoint.TagBySight,
            RestsOn = s => ("agreement", s.Sight.Level),
        });
        agreement.Command<TermsPatch, ChangeTerms, AgreementView>(
            Patch, "", "Change title, dates, or (in drafting) rules", new(
                (body, t) => body.Command(t.IfVersion))
            {
                Form = BodyForm<TermsPatch>.Patch, On = (body, agreement) => body.On(agreement),
            })
            .WithMetadata(new HonoursIfMatch());
        agreement.Get<PartyView>("/parties/{ods}", "One party", new(PartyView.One));
        agreement.Command<PartyTermsBody, SetParty, PartyView>(Put, "/parties/{ods}", "Add or change a party", new(
            (body, t) => new(body.Draft(t.Path.Ods!.Value, t.People), t.IfVersion))
        {
            Unknown = (path, facts) => facts.Organisation(path.Ods!.Value) is null ? Guards.NotRegistered(path.Ods.Value) : null,
            Mentions = body => body.People(),
            Check = body => body.Check(new(), ""),
            Answer = m => PartyView.Of(m.Agreement.Parties[m.Path.Ods!.Value], m.Names),
            Location = m => m.Key is null ? null : $"parties/{m.Key}",
        }).WithMetadata(new HonoursIfMatch());
        agreement.Command<NoBody, RemoveParty, NoBody>(Delete, "/parties/{ods}", "Take a party out, or leave", new(
            (_, t) => new(t.Path.Ods!.Value, t.IfVersion))
        {
            Acts = (_, path) => new(Party: path.Ods),
            Answer = _ => null,
        }).WithMetadata(new HonoursIfMatch());
        agreement.Command<CirculateBody, Circulate, AgreementView>(Post, "/circulate", "Send it to the parties for review", new(
            (body, _) => new(body.ReviewBy, body.Message)));
        agreement.Command<ReasonBody, Recall, AgreementView>(
            Post, "/recall", "Take it back from signing or from review", new((body, _) => new(body.Reason)));
        agreement.Command<PreviewBody, RulePreview>(
            Post, "/rules/preview", "What a rule would mean for the parties as they are; records nothing", Previewing.Journey);
        agreement.Command<EndBody, EndAgreement, AgreementView>(Post, "/end", "End it", new((body, _) => new(body.Kind, body.Reason)));
        agreement.Command<NoteBody, GiveNote, NoteView>(Post, "/notes", "Give an LMC's advice", new((body, _) => new(body.Body))
        {
            Acts = (body, _) => new(As: body?.Ods),
            Answer = m => NoteView.Of(m.Agreement.Notes[^1], m.Names),
            Location = _ => "",  // a note stands in the agreement
        });
    }
}
