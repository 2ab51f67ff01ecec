using System.Diagnostics;
using PcnAgreements.Api.Http;
using PcnAgreements.Documents.Word;

namespace PcnAgreements.Api.Files;

/// <summary>Word files that cannot be taken, as a client meets them.</summary>
internal static class WordProblems
{
    /// <summary>Whether a file could be read but breaks a rule: that is said after what the agreement's state forbids.</summary>
    public static bool IsRule(WordProblem problem) =>
        problem.Kind is WordProblemKind.TrackedChanges or WordProblemKind.Macros or WordProblemKind.NotOurExport;

    /// <summary>The problem that a reader of Word files found.</summary>
    public static Problem Of(WordProblem problem) => problem.Kind switch
    {
        WordProblemKind.NotAPackage or WordProblemKind.NotWord or WordProblemKind.BadXml => Problem.Malformed(problem.Detail),
        WordProblemKind.EncryptedOrOld => Problem.UnsupportedMedia(WordExport.MediaType) with { Detail = problem.Detail },
        WordProblemKind.TooLarge => Problem.TooLarge(Body.FileLimit) with { Detail = problem.Detail },
        WordProblemKind.TrackedChanges => Problem.Invalid("?changes", problem.Detail),
        WordProblemKind.Macros or WordProblemKind.NotOurExport => Problem.Invalid("", problem.Detail),
        _ => throw new UnreachableException($"No answer stands for {problem.Kind}."),
    };
}
