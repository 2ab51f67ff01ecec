using PcnAgreements.Api.Http;
using PcnAgreements.Api.Questions;
using PcnAgreements.Api.Views;

namespace PcnAgreements.Api.Routes;

/// <summary>What concerns the caller.</summary>
internal static class MyRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.Ask<MyQuestions, MeView>("/me", "Who I am, and for whom I may act", (q, asked) => q.Me(asked));
        api.Ask<MyQuestions, PageView<TaskView>>("/me/tasks", "What waits on me, soonest first", (q, asked) => q.Tasks(asked))
            .Takes(TakesQuery.Page);
    }
}
