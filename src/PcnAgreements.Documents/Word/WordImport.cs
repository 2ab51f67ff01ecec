using PcnAgreements.Documents.Imports;
using PcnAgreements.Documents.Word.Reading;

namespace PcnAgreements.Documents.Word;

/// <summary>
/// Reads a .docx into clauses. Nothing outside the file is fetched, sizes are bounded before they are believed, and every character of the
/// document's body is in a clause or in the report's list of what was left out.
/// </summary>
public static class WordImport
{
    /// <summary>Reads a file.</summary>
    /// <param name="file">The file, read to its end.</param>
    /// <param name="tracked">What to do with tracked changes.</param>
    /// <param name="problem">Why it cannot be read; null when it was.</param>
    /// <returns>What was found; null when it cannot be read.</returns>
    public static ImportResult? Read(Stream file, TrackedChanges tracked, out WordProblem? problem)
    {
        problem = null;
        try
        {
            using var package = WordPackage.Open(file);
            return WordDocument.Read(package, tracked).Import();
        }
        catch (BadWordFile bad)
        {
            problem = bad.Problem;
            return null;
        }
    }
}
