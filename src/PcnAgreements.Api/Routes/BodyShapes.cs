using FluentValidation;
using PcnAgreements.Api.Http;
using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Api.Routes;

/// <summary>
/// The shapes that a body's type cannot say: what fails here is malformed. Members, types, codes, dates, ratios and closed lists are the
/// types' own; lengths, bounds and everything else that a rule says are the domain's.
/// </summary>
internal static class BodyShapes
{
    public static IServiceCollection AddBodyShapes(this IServiceCollection services) => services
        .AddSingleton<IValidator<DraftBody>, DraftShape>().AddSingleton<IValidator<PartyTermsBody>, PartyTermsShape>()
        .AddSingleton<IValidator<CounterpartBody>, CounterpartShape>().AddSingleton<IValidator<BallotBody>, BallotShape>()
        .AddSingleton<IValidator<TermsPatch>, TermsShape>().AddSingleton<IValidator<TokenBody>, TokenShape>();

    private static IRuleBuilderOptions<T, string> MustBeAddress<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(text => Email.Normal(text) is not null).WithMessage("{PropertyPath} is not an e-mail address.");

    private sealed class SignatoryShape : AbstractValidator<SignatoryBody>
    {
        public SignatoryShape() => RuleFor(s => s.Email).MustBeAddress().OverridePropertyName("email");
    }

    private sealed class PartyTermsShape : AbstractValidator<PartyTermsBody>
    {
        public PartyTermsShape() => RuleForEach(p => p.Named()).SetValidator(new SignatoryShape()).OverridePropertyName("signatories");
    }

    private sealed class DraftShape : AbstractValidator<DraftBody>
    {
        public DraftShape() =>
            RuleForEach(d => d.Parties.Select(p => p.Terms())).SetValidator(new PartyTermsShape()).OverridePropertyName("parties");
    }

    private sealed class CounterpartShape : AbstractValidator<CounterpartBody>
    {
        public CounterpartShape() => RuleFor(c => c.Signatory).MustBeAddress().OverridePropertyName("signatory");
    }

    private sealed class BallotShape : AbstractValidator<BallotBody>
    {
        public BallotShape() =>
            RuleFor(b => b.Subject).Must(IsOne).WithMessage("subject is exactly one of clause, amendment, party and adopt: true.");

        private static bool IsOne(BallotSubject? s) => s is null
            || (s.Adopt != false
                && new[] { s.Clause is not null, s.Amendment is not null, s.Party is not null, s.Adopt is not null }
                    .Count(given => given) == 1);
    }

    private sealed class TermsShape : AbstractValidator<TermsPatch>
    {
        public TermsShape() =>
            RuleFor(t => t.Title).Must(title => title.Or("") is not null).WithMessage("title may be left out but is never null.");
    }

    private sealed class TokenShape : AbstractValidator<TokenBody>
    {
        public TokenShape() => RuleFor(t => t.Email).MustBeAddress().OverridePropertyName("email");
    }
}
