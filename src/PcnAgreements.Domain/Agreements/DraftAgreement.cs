using System.Collections.Immutable;
using PcnAgreements.Domain.Templates;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Agreements;

/// <summary>
/// An editor of the convenor begins an agreement, empty or from a template edition, which from then on never changes. Names and legal forms
/// are written down as they are now.
/// </summary>
/// <param name="Id">The new agreement's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind">What it is for, whatever its template is for.</param>
/// <param name="Convenor">Who convenes it.</param>
/// <param name="Parties">Its first parties; more can join until signing.</param>
public sealed record DraftAgreement(AgreementId Id, string Title, AgreementKind Kind, OdsCode Convenor, ImmutableArray<PartyDraft> Parties)
    : AgreementCommand
{
    /// <summary>How clauses are settled and the whole is adopted.</summary>
    public AgreementRules Rules { get; init; } = AgreementRules.Unanimous;

    /// <summary>The template edition to start from; null to start empty.</summary>
    public TemplateId? Template { get; init; }

    /// <summary>What LMC auditors see.</summary>
    public LmcAccess LmcAccess { get; init; }

    /// <inheritdoc/>
    public override Decision Decide(Agreement agreement, Context context)
    {
        if (agreement.Exists) return new Refusal.WrongState($"Agreement {Id} has been drafted already.");
        var problems = Rules.Check(new Problems().Add("/title", TextRules.LineProblem(Title)), "/rules");
        var convenor = context.Directory.Organisation(Convenor);
        var template = Template is { } id ? context.Directory.Template(id) : null;
        problems
            .When(convenor is null, "/convenor", $"{Convenor} is not registered")
            .When(Template is not null && template is null, "/template", $"there is no template {Template}");
        var parties = Terms(problems, context.Directory);
        if (problems.Refusal is { } invalid) return invalid;

        var drafted = new AgreementDrafted(
            Id, Title, Kind, Convenor, convenor!.Name, parties, Rules, LmcAccess, Template, null, template?.Clauses ?? [], 1);
        return Decision.Of(drafted) with { Made = Id.ToString(), Elsewhere = TakenIntoUse(template, Id) };
    }

    /// <summary>What an agreement's taking a template edition into use is recorded as there; nothing when it is in use already.</summary>
    internal static ImmutableArray<(StreamId Stream, Decided Event)> TakenIntoUse(Template? template, AgreementId agreement) =>
        template is { InUse: false } ? [(StreamId.Of(template.Id), new(new TemplateTakenIntoUse(agreement), BySystem: true))] : [];

    private ImmutableArray<PartyTerms> Terms(Problems problems, IDirectory directory)
    {
        problems.When(Parties.Length > PartyDraft.Most, "/parties", $"must be at most {PartyDraft.Most}");
        var terms = ImmutableArray.CreateBuilder<PartyTerms>(Parties.Length);
        var seen = new HashSet<OdsCode>();
        for (var i = 0; i < Parties.Length; i++)
        {
            var party = Parties[i];
            problems.When(!seen.Add(party.Ods), $"/parties/{i}/ods", $"{party.Ods} is named twice");
            if (directory.Organisation(party.Ods) is not { } organisation)
            {
                problems.Add($"/parties/{i}/ods", $"{party.Ods} is not registered");
                continue;
            }

            party.Check(problems, organisation, $"/parties/{i}");
            terms.Add(party.With(organisation));
        }

        return terms.ToImmutable();
    }
}
