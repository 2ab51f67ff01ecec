namespace PcnAgreements.Documents.Html;

/// <summary>The one style sheet of every page: readable on a screen, and printed on A4 with each schedule on a new page.</summary>
internal static class HtmlStyle
{
    // Insertions and deletions are told apart by line and by spoken words, never by colour alone.
    public const string Sheet = """

        :root { color-scheme: light; }
        body { font: 1rem/1.5 "Liberation Serif", Georgia, serif; color: #1a1a1a; background: #fff; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
        h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.5em 0 .5em; break-after: avoid; }
        h1 { font-size: 1.8rem; } h2 { font-size: 1.35rem; } h3 { font-size: 1.15rem; } h4, h5, h6 { font-size: 1rem; }
        a { color: #003087; }
        dl.facts { font-size: .9rem; border-block: 1px solid #767676; padding: .5rem 0; }
        dl.facts div { display: flex; gap: .5rem; } dl.facts dt { font-weight: bold; } dl.facts dd { margin: 0; word-break: break-all; }
        nav ul { list-style: none; padding: 0; } nav li.sub { padding-inline-start: 2rem; }
        section.deep { padding-inline-start: 1.5rem; }
        p.number { font-weight: bold; margin: 1em 0 0; break-after: avoid; }
        .number + p { margin-top: 0; }
        p.blank { border: 1px dashed #767676; padding: .5rem; }
        p.note { font-size: .9rem; }
        table { border-collapse: collapse; margin: 1em 0; } th, td { border: 1px solid #767676; padding: .25rem .5rem; vertical-align: top; text-align: start; }
        caption { font-weight: bold; text-align: start; padding: .25rem 0; break-after: avoid; }
        th.left, td.left { text-align: left; } th.centre, td.centre { text-align: center; } th.right, td.right { text-align: right; }
        tr { break-inside: avoid; }
        .kept { white-space: pre-wrap; }
        ins { background: #e3f3e3; text-decoration: underline; } del { background: #fbe4e4; text-decoration: line-through; }
        ins::before, ins::after, del::before, del::after { clip-path: inset(100%); overflow: hidden; position: absolute; width: 1px; height: 1px; white-space: nowrap; }
        ins::before { content: " [inserted: "; } del::before { content: " [deleted: "; } ins::after, del::after { content: "] "; }
        .changes { font-size: .85rem; font-weight: bold; margin: 1em 0 0; }
        @page { size: A4; margin: 25mm 20mm; @bottom-center { content: counter(page); } }
        @media print {
          body { max-width: none; margin: 0; padding: 0; font-size: 11pt; } a { color: inherit; text-decoration: none; }
          section.schedule, section.signatures { break-before: page; } nav { break-after: page; }
        }

        """;
}
