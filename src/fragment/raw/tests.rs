#![allow(clippy::unwrap_used, reason = "a test may fail")]

use crate::config::HtmlPolicy;
use crate::fragment::tests::{dialect, html, parse};
use crate::fragment::{Doubt, DoubtKind, Form, Fragment};

/// Asserts a text's HTML and reports.
#[track_caller]
fn case(text: &str, expected: &str, told: &[&str]) {
    assert_eq!(html(text, HtmlPolicy::Sanitize), expected, "{text}");
    let fragment = parse(text, Form::Whole);
    let doubts = fragment.doubts.iter().map(|Doubt { kind, range }| {
        let at = &text[range.clone()];
        match kind {
            DoubtKind::Unknown(name) => format!("unknown {name} at {at}"),
            DoubtKind::Removed(what) => format!("removed {what} at {at}"),
            DoubtKind::Unpaired(tag) => format!("unpaired {tag} at {at}"),
            DoubtKind::ReservedId(id) => format!("reserved {id} at {at}"),
            other => format!("{other:?} at {at}"),
        }
    });
    assert_eq!(doubts.collect::<Vec<_>>(), told, "{text}");
}

#[test]
fn what_structures_and_marks_text_stays() {
    case("a <b>b</b> c<br>d", "<p>a <b>b</b> c<br>d</p>", &[]);
    case("<P>a</P>", "<p>a</p>", &[]);
    case("a <BR/> b <wbr> c", "<p>a <br> b <wbr> c</p>", &[]);
    case(
        "<abbr title='A \"B\" & c'>x</abbr>",
        "<p><abbr title=\"A &quot;B&quot; &amp; c\">x</abbr></p>",
        &[],
    );
    case(
        "<details>\n<summary>More</summary>\n\n- *one*\n\n</details>",
        "<details>\n<summary>More</summary>\n<ul>\n<li><em>one</em></li>\n</ul>\n</details>",
        &[],
    );
    case(
        "<table><tr><td colspan=2>a &amp; b<td>c</table>",
        "<table><tr><td colspan=\"2\">a &amp; b</td><td>c</td></tr></table>",
        &[],
    );
    case("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>", &[]);
    case(
        "<ul><li>a<ul><li>b</ul><li>c</ul>",
        "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
        &[],
    );
    case("<p>a<p>b<div>c</div>", "<p>a</p><p>b</p><div>c</div>", &[]);
    case("![<b>a</b>](x)", "<p><img src=\"x\" alt=\"&lt;b&gt;a&lt;/b&gt;\" /></p>", &[]);
    case("a <!-- b --> c", "<p>a  c</p>", &[]);
    case("<!-- a\n\nb -->\n\nc", "\n<p>c</p>", &[]);
}

#[test]
fn what_is_no_element_is_words() {
    case(
        "keep a `<list>` of <list> of zones",
        "<p>keep a <code>&lt;list&gt;</code> of &lt;list&gt; of zones</p>",
        &["unknown list at <list>"],
    );
    case("a List<String> b", "<p>a List&lt;String&gt; b</p>", &["unknown String at <String>"]);
    case("<team>", "&lt;team&gt;", &["unknown team at <team>"]);
    case(
        "Send it to the <text x=\"1\">team</text>.",
        "<p>Send it to the &lt;text x=&quot;1&quot;&gt;team&lt;/text&gt;.</p>"
            .replace("&quot;", "\"")
            .as_str(),
        &["unknown text at <text x=\"1\">", "unknown text at </text>"],
    );
    case("1 < 2 and <3", "<p>1 &lt; 2 and &lt;3</p>", &[]);
}

#[test]
fn what_runs_goes_and_is_told() {
    case("a <script>x()</script> b", "<p>a  b</p>", &["removed <script> at <script>"]);
    case(
        "No <script> tags are allowed.\n\n# Next",
        "<p>No  tags are allowed.</p>\n<h1>Next</h1>",
        &["removed <script> at <script>"],
    );
    case(
        "<script>\nx()\n\ny()\n</script>\n\nb",
        "\n<p>b</p>",
        &["removed <script> at <script>\nx()\n\ny()\n</script>"],
    );
    case("a <svg><path d=\"M0\"/>*b*</svg> c", "<p>a  c</p>", &["removed <svg> at <svg>"]);
    case(
        "<form><input name=q>a</form>",
        "\na",
        &["removed <form> at <form>", "removed <input> at <input name=q>"],
    );
    case(
        "<p onclick=\"x()\" class='skip' id=own style=x>a</p>",
        "<p>a</p>",
        &[
            "removed onclick=\"x()\" at <p onclick=\"x()\" class='skip' id=own style=x>",
            "removed class=\"skip\" at <p onclick=\"x()\" class='skip' id=own style=x>",
            "removed id=\"own\" at <p onclick=\"x()\" class='skip' id=own style=x>",
            "removed style=\"x\" at <p onclick=\"x()\" class='skip' id=own style=x>",
        ],
    );
    case(
        "<a href=\"java&#10;script:x\">a</a>",
        "<p><a>a</a></p>",
        &["removed href=\"java\nscript:x\" at <a href=\"java&#10;script:x\">"],
    );
    case(
        "<img src=//e.org/x alt=a>",
        "<img alt=\"a\">",
        &["removed src=\"//e.org/x\" at <img src=//e.org/x alt=a>"],
    );
    case("</main></div>a", "a", &["unpaired </div> at </div>"]);
}

#[test]
fn what_is_open_ends_with_its_container() {
    case("a <b>b\n\nc", "<p>a <b>b</b></p>\n<p>c</p>", &["unpaired <b> at <b>"]);
    case(
        "> <div>\n> a\n\nb",
        "<blockquote>\n<div>\na\n</div></blockquote>\n<p>b</p>",
        &["unpaired <div> at <div>"],
    );
    case(
        "*a <b>b*</b> c",
        "<p><em>a <b>b</b></em> c</p>",
        &["unpaired <b> at <b>", "unpaired </b> at </b>"],
    );
    case(
        "| <b>a | c</b> |\n|---|---|",
        "<table><thead><tr><th><b>a</b></th><th>c</th></tr></thead><tbody>\n</tbody></table>",
        &["unpaired <b> at <b>", "unpaired </b> at </b>"],
    );
    case("<i><b>a</i>b", "<p><i><b>a</b></i>b</p>", &["unpaired <b> at <b>"]);
    case("<div>\n\na", "<div>\n<p>a</p>\n</div>", &["unpaired <div> at <div>"]);
}

#[test]
fn nothing_becomes_a_part_of_what_is_around_the_text() {
    case("a <tr>b", "<p>a \nb</p>", &["removed <tr> at <tr>"]);
    case("a <td>b</td> c", "<p>a \nb c</p>", &["removed <td> at <td>", "unpaired </td> at </td>"]);
    case("<li>a", "\na", &["removed <li> at <li>"]);
    case(
        "<table>\n\n| a |\n|---|\n\n</table>",
        "<table>\n</table><table><thead><tr><th>a</th></tr></thead><tbody>\n</tbody></table>",
        &["unpaired <table> at <table>", "unpaired </table> at </table>"],
    );
    case(
        "<table><tr><td>\n\n*a*\n\n</table>",
        "<table><tr><td>\n<p><em>a</em></p>\n</td></tr></table>",
        &[],
    );
    case("<p>one\n\ntwo", "<p>one\n</p>\n<p>two</p>", &[]);
    case("<h2>\n\n# x", "<h2>\n</h2>\n<h1>x</h1>", &["unpaired <h2> at <h2>"]);
    case(
        "a <a href=\"x\">b [c](y) d</a>",
        "<p>a <a href=\"x\">b </a><a href=\"y\">c</a> d</p>",
        &["unpaired <a> at <a href=\"x\">", "unpaired </a> at </a>"],
    );
    case(
        "[b <a href=\"y\">c</a> d](x)",
        "<p><a href=\"x\">b c d</a></p>",
        &["removed <a> at <a href=\"y\">", "unpaired </a> at </a>"],
    );
}

#[test]
fn what_only_browsers_take_for_markup() {
    case("a <![CDATA[kept]]> b", "<p>a  b</p>", &["removed <![CDATA[kept]]> at <![CDATA[kept]]>"]);
    case("a <?kept?> b", "<p>a  b</p>", &["removed <?kept?> at <?kept?>"]);
    case("<div>A &amp; B </3 C> D</div>", "<div>A &amp; B &lt;/3 C&gt; D</div>", &[]);
    case("<div>I </3 you</div>", "<div>I &lt;/3 you</div>", &[]);
    case("a</br>b", "<p>a<br>b</p>", &[]);
}

#[test]
fn markup_without_an_end_is_words() {
    case("<!-- a\n\nb", "&lt;!-- a\n\nb", &["unpaired <!-- at <"]);
    case("<div a=\"\nb", "&lt;div a=\"\nb", &["unpaired <div at <"]);
}

#[test]
fn what_is_passed_on_is_as_it_was_written() {
    let text = "<DIV id='main' onclick=x>a &amp; b<br/></DIV>\n\n<i id=own>c</i> <team>";
    assert_eq!(
        html(text, HtmlPolicy::Allow),
        "<DIV id='main' onclick=x>a &amp; b<br/></DIV>\n<p><i id=own>c</i> <team></p>"
    );
    let reserved = DoubtKind::ReservedId("main".into());
    let fragment = Fragment::parse(text, Form::Whole, dialect(HtmlPolicy::Allow)).unwrap();
    assert_eq!(fragment.doubts, [Doubt { kind: reserved, range: 0..25 }]);
}

#[test]
fn what_is_escaped_is_words() {
    assert_eq!(html("<b>a</b>", HtmlPolicy::Escape), "<p>&lt;b&gt;a&lt;/b&gt;</p>");
}
