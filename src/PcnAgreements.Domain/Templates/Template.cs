using System.Collections.Immutable;
using PcnAgreements.Domain.Agreements;
using PcnAgreements.Domain.Text;

namespace PcnAgreements.Domain.Templates;

/// <summary>Everything that can happen to a template edition, closed.</summary>
public abstract record TemplateEvent : DomainEvent;

/// <summary>An operator published an edition, or corrected one that nobody had drafted from yet: the whole of it.</summary>
public sealed record TemplatePublished(
    TemplateId Template, string Title, AgreementKind Kind, string Edition, TemplateId? Supersedes,
    ImmutableArray<ClauseDraft> Clauses) : TemplateEvent;

/// <summary>An agreement was drafted from it, or moved to it, for the first time: from now on it never changes.</summary>
public sealed record TemplateTakenIntoUse(AgreementId Agreement) : TemplateEvent;

/// <summary>A template edition: a fold of its stream.</summary>
public sealed record Template
{
    /// <summary>Its id.</summary>
    public TemplateId Id { get; init; }

    /// <summary>The version of its stream this state was folded to; 0 when it has never been published.</summary>
    public long Version { get; init; }

    /// <summary>When the last of its events was recorded.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The title an agreement drafted from it begins with.</summary>
    public string Title { get; init; } = "";

    /// <summary>Which kind of agreement it is for.</summary>
    public AgreementKind Kind { get; init; }

    /// <summary>The edition's name, such as <c>2026/27 v1</c>.</summary>
    public string Edition { get; init; } = "";

    /// <summary>The edition it replaces.</summary>
    public TemplateId? Supersedes { get; init; }

    /// <summary>Its clauses in reading order.</summary>
    public ImmutableArray<ClauseDraft> Clauses { get; init; } = [];

    /// <summary>Whether an agreement has been drafted from it, so that it may not change any more.</summary>
    public bool InUse { get; init; }

    /// <summary>Whether it has been published.</summary>
    public bool Exists => Version > 0;

    /// <summary>The template after one more event.</summary>
    public Template Evolve(Recorded recorded) => (recorded.Event switch
    {
        TemplatePublished e => this with
        {
            Id = e.Template, Title = e.Title, Kind = e.Kind, Edition = e.Edition, Supersedes = e.Supersedes, Clauses = e.Clauses,
        },
        TemplateTakenIntoUse => this with { InUse = true },
        _ => this,
    }) with { Version = recorded.Version, ChangedAt = recorded.At };

    /// <summary>Its text as a tree, so that it can be numbered and compared.</summary>
    public ClauseTree Tree() => ClauseDraft.TreeOf(Clauses);
}
