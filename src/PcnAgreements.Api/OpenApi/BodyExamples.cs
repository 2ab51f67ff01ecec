using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PcnAgreements.Api.Routes;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace PcnAgreements.Api.OpenApi;

/// <summary>
/// An example of each body that a request can hold, good enough to be sent to the demo network. Every body has one; a test sees to it.
/// </summary>
internal sealed class BodyExamples : ISchemaFilter
{
    private static readonly Dictionary<string, string> Examples = new()
    {
        [nameof(NoBody)] = "{}",
        [nameof(ReasonBody)] = """{"reason": "The meeting of 3 December asked for another round."}""",
        [nameof(WordingBody)] =
            """{"heading": "Meetings", "body": "The practices meet every month, as [[c4]] says.", "note": "Monthly, not weekly"}""",
        [nameof(PlaceBody)] = """{"parent": "c2", "after": null}""",
        [nameof(ClauseBody)] = """{"heading": "Opening hours", "body": "The site opens at 8.", "parent": "c2"}""",
        [nameof(StanceBody)] =
            """{"revision": 1, "stance": "object", "reason": "Too early for us.", "wording": {"body": "The site opens at 9."}}""",
        [nameof(StancesBody)] = """{"ods": "Y99901", "items": [{"clause": "c1", "revision": 1, "stance": "approve"}]}""",
        [nameof(CommentBody)] = """{"body": "Does this bind us on exit?", "visibility": "shared"}""",
        [nameof(ReplyBody)] = """{"body": "Yes, for three months; see [[c9]]."}""",
        [nameof(ResolveBody)] = """{"note": "Answered in the meeting."}""",
        [nameof(AmendmentBody)] = """{"op": "reword", "body": "The site opens at 9.", "rationale": "Staff travel."}""",
        [nameof(AdditionBody)] = """{"op": "add", "heading": "Parking", "body": "Each practice has two places.", "after": "c3"}""",
        [nameof(ForBody)] = """{"ods": "Y99901"}""",
        [nameof(BallotBody)] = """
            {"motion": "Adopt the text", "subject": {"adopt": true}, "closesAt": "2030-01-31T17:00:00Z"}
            """,
        [nameof(VoteBody)] = """{"choice": "for", "reason": "As agreed."}""",
        [nameof(ConflictBody)] = """{"nature": "Our partner owns the premises."}""",
        [nameof(ProxyBody)] = """{"holder": "Y99902"}""",
        [nameof(ExtensionBody)] = """{"closesAt": "2030-02-07T17:00:00Z", "reason": "Two practices are away."}""",
        [nameof(ReopenBody)] = """{"closesAt": "2030-02-14T17:00:00Z"}""",
        [nameof(CirculateBody)] = """{"reviewBy": "2030-01-20T17:00:00Z", "message": "Please answer by Friday."}""",
        [nameof(OpenSigningBody)] = """{"signBy": "2030-02-01T17:00:00Z"}""",
        [nameof(SignatureBody)] = """
            {"textHash": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
             "statement": "I have read this text and sign it for the practice.", "capacity": "Partner"}
            """,
        [nameof(CounterpartBody)] = """
            {"signatory": "partner@y99904.test", "signedOn": "2026-01-15", "evidence": "Original in the PCN's safe; witnessed by the PCN manager.",
             "scanHash": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
            """,
        [nameof(EndBody)] = """{"kind": "withdrawn", "reason": "Overtaken by the new template."}""",
        [nameof(NoteBody)] = """{"body": "We advise to fill Schedule 4 before signing."}""",
        [nameof(PartyTermsBody)] =
            """{"role": "core", "signatories": [{"email": "partner@y99905.test", "name": "Dr A Partner", "capacity": "Partner"}]}""",
        [nameof(DraftBody)] = """
            {"title": "Vaccination site", "kind": "collaboration", "convenor": "U99901",
             "parties": [{"ods": "Y99901", "role": "core", "waiver": "Authorised by the partners' resolution"}, {"ods": "Y99902", "role": "core", "waiver": "As above"}],
             "rules": {"clause": {"majority": {"ratio": "3/4", "test": "at_least"}, "of": "entitled"}}}
            """,
        [nameof(TermsPatch)] = """{"title": "Vaccination site at the town hall", "signBy": "2030-02-01T17:00:00Z"}""",
        [nameof(VariationBody)] = """{"title": "Vaccination site, first variation"}""",
        [nameof(TemplateBody)] = """
            {"title": "Working together (sample)", "kind": "collaboration", "edition": "2026/27 v1",
             "clauses": [{"key": "n1", "heading": "Purpose", "body": "The practices work together.", "locked": true}, {"key": "n101", "heading": "Sites", "body": "", "schedule": true, "blank": true}]}
            """,
        [nameof(AdoptEditionBody)] =
            """{"template": "network-2026-27-v2", "resolutions": {"n21.4": "theirs", "n5.1": {"body": "Our own words, agreed with the LMC."}}}""",
        [nameof(OrganisationBody)] = """
            {"name": "HARBOUR STREET SURGERY", "kind": "practice", "legalForm": "partnership", "listSize": {"count": 18640, "asAt": "2026-01-01"},
             "pcns": [{"code": "U99901", "from": "2019-07-01"}], "lmcs": [{"code": "LMC-DEMO"}]}
            """,
        [nameof(PersonBody)] = """
            {"name": "Dr Eleanor Marsh", "authorities": ["signatory", "viewer"], "from": "2026-01-01", "evidence": "Letter of the partners, 12 December 2025"}
            """,
        [nameof(TokenBody)] = """{"email": "editor@u99901.test", "name": "PCN manager"}""",
    };

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is OpenApiSchema changed && Examples.TryGetValue(context.Type.Name, out var example))
            changed.Examples = [JsonNode.Parse(example)!];
    }
}
