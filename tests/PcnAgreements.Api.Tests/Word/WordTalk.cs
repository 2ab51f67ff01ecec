using PcnAgreements.Documents.Word;

namespace PcnAgreements.Api.Tests.Word;

/// <summary>Word files of an agreement, out and in.</summary>
internal static class WordTalk
{
    /// <summary>The text as a Word file.</summary>
    public static Task<Reply> Word(this Situation situation, params (string Name, string Value)[] headers) => situation.Word("", headers);

    /// <summary>The text as a Word file, at a version.</summary>
    public static Task<Reply> Word(this Situation situation, string query, params (string Name, string Value)[] headers) =>
        situation.Editor.Get($"{situation.Path}/text{query}", [("Accept", WordExport.MediaType), .. headers]);
}
