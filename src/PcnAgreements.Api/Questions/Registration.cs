using Npgsql;
using PcnAgreements.Api.Commands;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Api.Questions;

/// <summary>What the questions are answered with, beside the folded states.</summary>
internal static class Registration
{
    public static IServiceCollection AddQuestions(this IServiceCollection services, NpgsqlDataSource source) => services
        .AddSingleton(new Histories(source)).AddSingleton(new AgreementList(source)).AddSingleton(new AuthorityList(source))
        .AddSingleton<Chronicles>().AddSingleton<HistoryEndpoint>().AddSingleton<AgreementQuestions>().AddSingleton<MyQuestions>()
        .AddSingleton<RedlineEndpoint>()
        .AddSingleton<StreamEndpoint>();
}
