using System.Text;

namespace PcnAgreements.Documents.Redlines;

/// <summary>
/// Collects changes, joining neighbours; a space alone that stayed between two changes is taken into both, so that phrases stay whole.
/// </summary>
internal sealed class ChangeScript
{
    private readonly List<Change> done = [];
    private readonly StringBuilder equal = new();
    private readonly StringBuilder deleted = new();
    private readonly StringBuilder inserted = new();

    public void Add(ChangeOp op, string text)
    {
        if (op == ChangeOp.Equal) equal.Append(text);
        else
        {
            if (equal.Length > 0)
            {
                if (IsGap()) Absorb();
                else Flush();
            }

            (op == ChangeOp.Delete ? deleted : inserted).Append(text);
        }
    }

    public IReadOnlyList<Change> Result()
    {
        Flush();
        return done;
    }

    private bool IsGap() => equal.Length == 1 && equal[0] is ' ' or '\u00a0' && deleted.Length > 0 && inserted.Length > 0;

    private void Absorb()
    {
        deleted.Append(equal);
        inserted.Append(equal);
        equal.Clear();
    }

    // Changes come before the equal text that followed them.
    private void Flush()
    {
        Take(ChangeOp.Delete, deleted);
        Take(ChangeOp.Insert, inserted);
        Take(ChangeOp.Equal, equal);
    }

    private void Take(ChangeOp op, StringBuilder text)
    {
        if (text.Length == 0) return;
        done.Add(new Change(op, text.ToString()));
        text.Clear();
    }
}
