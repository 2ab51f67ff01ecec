using PcnAgreements.Domain.Agreements;

namespace PcnAgreements.Domain.Text;

/// <summary>What must hold of a text that is written down whole: its shape, its lengths and its size.</summary>
internal static class WholeText
{
    /// <summary>
    /// What is wrong with clauses listed in reading order: main clauses, then schedules, each directly followed by what is below it.
    /// </summary>
    public static Problems Check(Problems problems, IReadOnlyList<ClauseDraft> clauses, string pointer)
    {
        if (clauses.Count > TextRules.Clauses) return problems.Add(pointer, $"must hold at most {TextRules.Clauses:N0} clauses");
        var seen = new HashSet<ClauseKey>();
        var open = new List<ClauseKey>();
        var (inSchedules, bytes) = (false, 0L);
        for (var i = 0; i < clauses.Count; i++)
        {
            var (clause, at) = (clauses[i], $"{pointer}/{i}");
            problems
                .When(!seen.Add(clause.Key), $"{at}/key", $"{clause.Key} stands twice")
                .Add($"{at}/heading", TextRules.HeadingProblem(clause.Heading))
                .Add($"{at}/body", TextRules.BodyProblem(clause.Body));
            if (clause.Parent is null)
            {
                problems.When(inSchedules && !clause.Schedule, $"{at}/schedule", "main clauses stand before the schedules");
                inSchedules |= clause.Schedule;
                open.Clear();
            }
            else CheckParent(problems, clause, open, at);

            open.Add(clause.Key);
            problems.When(open.Count > Numbering.DeepestLevel, $"{at}/parent", $"goes deeper than {Numbering.DeepestLevel} levels");
            bytes += clause.Wording().Bytes;
        }

        return problems.When(bytes > TextRules.Agreement, pointer, TextRules.TooMuchText);
    }

    private static void CheckParent(Problems problems, ClauseDraft clause, List<ClauseKey> open, string at)
    {
        problems.When(clause.Schedule, $"{at}/schedule", "a schedule stands at the top, under no other clause");
        var above = open.IndexOf(clause.Parent!.Value);
        if (above >= 0) open.RemoveRange(above + 1, open.Count - above - 1);
        else problems.Add($"{at}/parent", $"{clause.Parent} is not one of the clauses that this one follows in reading order");
    }
}
