//! Generators of texts, typical and accidental.

use proptest::prelude::*;
use proptest::sample::select;

use super::super::commonmark::markdown;
use super::page;

/// Inline pieces.
const INLINE: &[&str] = &[
    "alpha",
    "beta gamma",
    "delta.",
    "Recommendation 2",
    "Recommendations 1, 2 and *3*",
    "see Recs. 1-3",
    "[a link](#status)",
    "[below](#implementation-notes)",
    "[of it](rec:2)",
    "[about *us*](../about.md)",
    "[outside](https://example.org/x)",
    "[nowhere](missing.md)",
    "<https://example.org/>",
    "<a@example.org>",
    "![a map](map.png)",
    "![far away](https://example.org/map.png)",
    "[![shown](https://example.org/badge.svg)](https://example.org/)",
    "`code <b>`",
    "*stressed*",
    "**strong**",
    "~~deleted~~",
    "half*word*",
    "&amp; &lt;tag&gt;",
    "a&nbsp;b",
    "&copy;",
    "&#x41;",
    "1 < 2",
    "<br>",
    "one\\\ntwo",
    "one  \ntwo",
    "soft\nbreak",
    "<b>bold</b>",
    "<kbd>x</kbd>",
    "<sup>up</sup>",
    "<span title='t'>span</span>",
    "<img src='x.png' alt='pictured'>",
    "<team>",
    "<!-- hidden -->",
    "<script>x()</script>",
    "<a href='https://example.org/'>raw link</a>",
    "<td>cell",
    "</div>",
    "<b>",
    "</b>",
    "[^1]",
    "[^second]",
    "[defined]",
    "[undefined]",
    "[x]",
    "\\*starred\\*",
    "\"quoted\"",
    "x:y",
];

/// Block pieces.
const BLOCKS: &[&str] = &[
    "## Project status",
    "# Status",
    "### Status",
    "## Implementation notes",
    "# Notes",
    "#### Notes",
    "Notes\n-----",
    "## *Notes*",
    "## Notes ##",
    "## Notes <b>",
    "## Notes <team>",
    "## État {#status}",
    "## Weiteres {#notes}",
    "## Notes {#own}",
    "## Background",
    "# Background",
    "### Details {#details}",
    "> ## Implementation notes",
    "> ## Status\n> quoted",
    "- ## Notes\n- item",
    "<h2>Notes</h2>",
    "<div>\n\n## Notes",
    "<div>\n## Notes\n</div>",
    "<details>\n<summary>More</summary>",
    "</details>",
    "<div>",
    "</div>",
    "<p>one",
    "<table><tr><td>a</td><td>b</td></tr></table>",
    "<table>\n<tr><td>",
    "</td></tr>\n</table>",
    "<!--",
    "-->",
    "<!-- ## Notes -->",
    "<pre>\nkept  as it is\n</pre>",
    "<ul><li>raw</ul>",
    "<style>p { color: red }</style>",
    "[^1]: The *first* note.",
    "[^second]: The second\n    and more\n\n    of it",
    "[defined]: https://example.org/defined 'Title'",
    "| a | b |\n|:--|--:|\n| c[^1] | **d** |\n| Recommendation 3 | |",
    "a | b\n--|--\nc | <b>d",
    "| 1 | 2 | 3 | 4 | 5 | 6 | 7 |\n|-|-|-|-|-|-|-|\n| t | u | v | w | x | y | z |",
    "- [x] done\n- [ ] open",
    "- [ ] loose\n\n- [x] items",
    "1. first\n2. second\n   - nested\n\n     more",
    "> [!NOTE]\n> noted",
    "> [!WARNING]\n> - warned",
    "> quoted\n>\n> > twice",
    "Term\n: Definition\n: Another",
    ": colon",
    "```rust\nlet  x = 1;\n## Notes\n```",
    "~~~\n[^1] <b>\n~~~",
    "    indented [code]",
    "---",
    "***",
];

/// A text of a few blocks.
fn written() -> impl Strategy<Value = String> {
    let inline = prop_oneof![8 => select(INLINE).prop_map(str::to_owned), 1 => "\\PC{1,6}"];
    let separated = (inline, select(vec![" ", " ", " ", "", "\n"]))
        .prop_map(|(inline, separator)| inline + separator);
    let paragraph = prop::collection::vec(separated, 1..6).prop_map(|pieces| pieces.concat());
    let block = prop_oneof![2 => paragraph, 3 => select(BLOCKS).prop_map(str::to_owned)];
    let separated = (block, select(vec!["\n\n", "\n\n", "\n\n", "\n", "\n\n\n"]))
        .prop_map(|(block, separator)| block + separator);
    prop::collection::vec(separated, 1..9).prop_map(|blocks| blocks.concat())
}

/// A text that can be parsed.
pub(super) fn body() -> impl Strategy<Value = String> {
    prop_oneof![3 => written(), 1 => markdown()]
        .prop_filter("too deep, or a panic of the parser", |text| page(text).is_some())
}

/// Plain text that may look like Markdown.
pub(super) fn plain() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        5 => select(vec![
            "Status", " of ", "*all*", "_x_", "`code`", "<b>", "</b>", "<br>", "&amp;", "&", "<", "[a](b)", "[^1]",
            "1. ", "# ", "- ", "[x] ", "{{ t }}", "\"", "'", "“", "–", "$1", "{n}", "{title}", " ", "  ", "\n\n",
            "Recommendation 2", "=1", "https://example.org/", "\\", "é",
        ]).prop_map(str::to_owned),
        1 => "\\PC{1,4}",
    ];
    prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}
