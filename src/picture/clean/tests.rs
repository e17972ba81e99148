#![allow(clippy::unwrap_used, reason = "a test may fail")]

use super::*;

const NS: &str =
    "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

/// A picture with some elements.
fn picture(inside: &str) -> String {
    format!("<svg {NS}>{inside}</svg>")
}

/// Asserts the output without the root, and the removals.
#[track_caller]
fn cleaned(inside: &str) -> (String, String) {
    let cleaned = clean(picture(inside).as_bytes()).unwrap();
    let text = String::from_utf8(cleaned.bytes.clone()).unwrap();
    let again = clean(&cleaned.bytes).unwrap();
    assert_eq!(again.bytes, cleaned.bytes, "what is clean stays as it is");
    assert_eq!(again.removed, []);
    let root = "<svg xmlns=\"http://www.w3.org/2000/svg\"";
    let inside = text.strip_prefix(root).unwrap();
    let inside = inside.strip_suffix("</svg>").map(|inside| &inside[1..]).unwrap_or_default();
    let text = inside.to_owned();
    let removed: Vec<String> = cleaned.removed.into_iter().map(|it| it.what).collect();
    (text, removed.join(" "))
}

#[test]
fn what_draws_is_kept_as_it_is() {
    #[track_caller]
    fn case(inside: &str) {
        assert_eq!(cleaned(inside), (inside.to_owned(), String::new()));
    }
    case("<path d=\"M0 0\"/>");
    case(
        "<text x=\"1\" xml:space=\"preserve\">On = off,  <tspan>once</tspan> &amp; 1 &lt; 2 – é</text>",
    );
    case("<a href=\"https://example.org/x?a=1&amp;b\"><text>there</text></a>");
    case("<rect fill=\"url(#b)\" style=\"fill:url(#b);\" transform=\"matrix(1 0 0 1 0 0)\"/>");
    case("<style>.a{fill:red;}</style>");
    case("<image href=\"photo.png\"/><image href=\"data:image/png;base64,AAAA\"/>");
    case("<!-- by hand --><title>T</title>");
    case("<g aria-label=\"a (b)\" data-name=\"x(y)\"/>");
}

#[test]
fn what_is_spelled_otherwise_is_spelled_as_browsers_read_it() {
    #[track_caller]
    fn case(svg: &str, expected: &str) {
        let cleaned = clean(svg.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(cleaned.bytes).unwrap(), expected);
        assert_eq!(cleaned.removed, []);
    }
    let ns = "xmlns=\"http://www.w3.org/2000/svg\"";
    let expected = format!("<svg {ns}><use href=\"#a\"/></svg>");
    case(
        &format!(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE svg [<!ENTITY s \"http://www.w3.org/2000/svg\">]>\n\
                  <svg xmlns=\"&s;\" xmlns:l=\"{XLINK}\"><use l:href=\"#a\"/></svg>\n"
        ),
        &expected,
    );
    case("<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"><s:use href='#a'/></s:svg>", &expected);
    case(
        &format!("<svg {ns}><style><![CDATA[.a>b{{fill:red}}]]></style></svg>"),
        &format!("<svg {ns}><style>.a&gt;b{{fill:red;}}</style></svg>"),
    );
}

#[test]
fn what_runs_or_loads_is_left_out_and_told() {
    #[track_caller]
    fn case(inside: &str, removed: &str, rest: &str) {
        assert_eq!(cleaned(inside), (rest.to_owned(), removed.to_owned()), "{inside}");
    }
    case("<script>alert(1)</script><g/>", "<script>", "<g/>");
    case("<g onload=\"x()\" ONCLICK='y()'/>", "onload=\"x()\" ONCLICK=\"y()\"", "<g/>");
    case("<a href=\"java\nscript:alert(1)\"/>", "href=\"java script:alert(1)\"", "<a/>");
    case("<a href=\"&#106;avascript:x\"/>", "href=\"javascript:x\"", "<a/>");
    case("<set attributeName=\"href\" to=\"javascript:x\"/>", "<set>", "");
    case(
        "<h:iframe xmlns:h=\"http://www.w3.org/1999/xhtml\" srcdoc=\"x\"><h:b/></h:iframe>",
        "<h:iframe>",
        "",
    );
    case("<foreignObject><p/></foreignObject>", "<foreignObject>", "");
    case(
        "<use href=\"https://e.example/x.svg#a\"/>",
        "href=\"https://e.example/x.svg#a\"",
        "<use/>",
    );
    case(
        "<use xlink:href=\"data:image/svg+xml,x#a\"/>",
        "href=\"data:image/svg+xml,x#a\"",
        "<use/>",
    );
    case("<image href=\"//e.example/x.png\"/>", "href=\"//e.example/x.png\"", "<image/>");
    for drawing in ["b.svg", "B.SVG?x#y", "b%2esvg", "b", "x/", "b.png/../b.svg"] {
        let address = format!("href=\"{drawing}\"");
        case(&format!("<image {address}/>"), &address, "<image/>");
    }
    case("<g style=\"d:path('M0 0z');fill:red\"/>", "`d` in a style", "<g style=\"fill:red;\"/>");
    let shadows = "drop-shadow(1px 1px red)".repeat(17);
    case(&format!("<g style=\"filter:{shadows}\"/>"), "`filter` in a style", "<g style=\"\"/>");
    case(
        "<style>g{-webkit-filter:var(--f)}</style>",
        "`-webkit-filter` in a style",
        "<style>g{}</style>",
    );
    case(
        &format!("<g filter=\"{shadows}\"/>"),
        &format!("filter=\"{}\"", beginning(&shadows)),
        "<g/>",
    );
    case("<image href=\"data:image/svg+xml,x\"/>", "href=\"data:image/svg+xml,x\"", "<image/>");
    case("<?xml-stylesheet href=\"x.xsl\"?>", "<?xml-stylesheet?>", "");
    case("<g xml:base=\"//e.example/\"/>", "xml:base=\"//e.example/\"", "<g/>");
    case(
        "<style>@imp<!-- -->ort \"//e.example/a.css\";</style>",
        "`@import` in a style",
        "<style></style>",
    );
    case(
        "<style><g/>@import url(//e.example/b.css);</style>",
        "<g> `@import` in a style",
        "<style></style>",
    );
    case(
        "<g style='fill:red;background-image:image-set(\"x.png\" 1x)'/>",
        "`background-image` in a style",
        "<g style=\"fill:red;\"/>",
    );
    case(
        "<g cursor=\"url(#a), url(//e.example/e.png), auto\"/>",
        "cursor=\"url(#a), url(//e.example/e.png), auto\"",
        "<g/>",
    );
    case("<g mask=\"URL(//e.example/f.svg#m)\"/>", "mask=\"URL(//e.example/f.svg#m)\"", "<g/>");
    case("<g filter=\"&#117;rl(//e.example/g)\"/>", "filter=\"url(//e.example/g)\"", "<g/>");
    case("<g fill=\"u\\72l(//e.example/g)\"/>", "fill=\"u\\72l(//e.example/g)\"", "<g/>");
}

#[test]
fn where_it_was_is_told() {
    let svg = picture("\n<g/>\n<script/>\n<g\n onload='x'/>");
    let removed = clean(svg.as_bytes()).unwrap().removed;
    let lines: Vec<usize> = removed.iter().map(|removed| removed.line).collect();
    assert_eq!(lines, [3, 4]);
}

#[test]
fn what_is_no_picture() {
    #[track_caller]
    fn case(svg: &str, expected: &str) {
        let error = clean(svg.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(expected), "{svg}: {error}");
    }
    case("<html><script>x()</script></html>", "its root element is not `<svg>`");
    case("<svg xmlns=\"http://www.w3.org/1999/xhtml\"/>", "its root element is not `<svg>`");
    case("<svg><g></svg>", "it is not well-formed XML: ");
    case("<svg><rect x=1></svg>", "it is not well-formed XML: ");
    case("", "it is not well-formed XML: ");
    case("<\0s\0v\0g\0", "it is not well-formed XML: ");
    case(&picture(&"<g>".repeat(300)), "nested more than 200 levels deep");
    case(&picture(&format!("<metadata>{}", "<a>".repeat(300))), "nested more than 200 levels deep");
    let many: Vec<String> = (0..300).map(|at| format!(" a{at}=\"\"")).collect();
    case(&picture(&format!("<g{}/>", many.concat())), "it is not well-formed XML: ");
    let entity = format!("<!DOCTYPE svg [<!ENTITY e \"{}\">]>", "x".repeat(100_000));
    case(
        &format!("{entity}<svg {NS}><text>{}</text></svg>", "&e;".repeat(400)),
        "larger than 32 MiB",
    );
    let bomb = "<!DOCTYPE svg [<!ENTITY a \"xxxxxxxxxx\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;\">\
                <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">\
                <!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;\">]><svg>&f;</svg>";
    case(bomb, "it is not well-formed XML: ");
}

/// Ten levels of ten, each drawing the one below.
fn nested(draw: impl Fn(usize) -> String) -> String {
    let group = |level: usize| format!("<g id=\"l{level}\">{}</g>", draw(level - 1).repeat(10));
    (1..10).map(group).collect::<Vec<_>>().concat()
}

#[test]
fn what_draws_itself_over_and_over_is_refused() {
    #[track_caller]
    fn case(inside: &str) {
        let cleaned = clean(picture(inside).as_bytes());
        assert!(matches!(cleaned, Err(Unusable::TooMuch(_))), "{cleaned:?}");
    }
    case(&nested(|level| format!("<use href=\"#l{level}\"/>")));
    case(&nested(|level| format!("<use xlink:href=\"#l{level}\"/>")));
    case(&nested(|level| format!("<rect fill=\"url(#l{level})\"/>")));
    case(&nested(|level| format!("<rect mask=\"url('#l{level}')\"/>")));
    case(&nested(|level| format!("<rect style=\"clip-path:url(#l{level})\"/>")));
    case(&nested(|level| {
        format!("<rect class=\"c{level}\"/><style>.c{level}{{fill:url(#l{level})}}</style>")
    }));
    case(&nested(|level| format!("<use href=\"#%6c{level}\"/>")));
    case(&nested(|level| format!("<g fill=\"url(#l{level})\"><rect/><rect/></g>")));
    case(&nested(|level| {
        format!("<g marker-mid=\"url(#l{level})\"><path d=\"M0 0 1 1 2 2 3 3\"/></g>")
    }));
    case(&nested(|level| {
        format!(
            "<rect class=\"c{level}\u{a0}\"/><style>.c{level}\u{a0}{{fill:url(#l{level})}}</style>"
        )
    }));
    let steps = |step: &dyn Fn(usize) -> String| {
        let steps = (1..20).map(step).collect::<String>();
        format!("<filter id=\"f\">{steps}</filter><rect filter=\"url(#f)\"/>")
    };
    case(&steps(&|at| {
        format!("<feBlend in=\"r{}\" in2=\"r{}\" result=\"r{at}\"/>", at - 1, at - 1)
    }));
    case(&steps(&|at| {
        let node = format!("<feMergeNode in=\"r{}\"/>", at - 1);
        format!("<feMerge result=\"r{at}\">{node}{node}</feMerge>")
    }));
    case(&steps(&|_| "<feDropShadow in=\"a\" result=\"a\"/>".to_owned()));
    case(&steps(&|_| "<feBlend/>".to_owned()));
    let stops = "<stop/>".repeat(2000);
    case(&format!(
        "<linearGradient id=\"s\">{stops}</linearGradient>{}",
        "<rect fill=\"url(#s)\"/>".repeat(2000)
    ));
    let marked = |line: &str| {
        let marker = format!("<marker id=\"m\">{}</marker>", "<g/>".repeat(30));
        format!("{marker}<path marker-mid=\"url(#m)\" d=\"{line}\"/>")
    };
    case(&marked(&format!("M0 0{}", "z".repeat(5000))));
    case(&marked(&format!("M0 0L{}", ".5".repeat(5000))));
    case(&marked(&format!("M0 0L{}", "1e0.5".repeat(5000))));
    let line = format!("<path d=\"M{}\" marker-mid=\"url(#m)\"/>", "0 0 ".repeat(1000));
    case(&format!("<marker id=\"m\">{}</marker>{}", "<g/>".repeat(10), line.repeat(10)));
}

#[test]
fn what_is_large_or_leads_to_itself_is_not() {
    let clean = |inside: &str| clean(picture(inside).as_bytes()).map(|cleaned| cleaned.removed);
    assert_eq!(clean(&"<path d=\"M0 0\"/>".repeat(200_000)), Ok(Vec::new()));
    assert_eq!(
        clean("<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>"),
        Ok(Vec::new())
    );
    let gradient = "<linearGradient id=\"s\"><stop/><stop/><stop/></linearGradient>".to_owned();
    let painted = format!(
        "{gradient}<g fill=\"url(#s)\">{}</g>",
        "<rect stroke=\"url(#s)\"/>".repeat(50_000)
    );
    assert_eq!(clean(&painted), Ok(Vec::new()));
    let symbol = "<symbol id=\"s\"><path/><path/></symbol>".to_owned();
    assert_eq!(clean(&(symbol + &"<use href=\"#s\"/>".repeat(5000))), Ok(Vec::new()));
    let filter = "<filter id=\"f\"><feGaussianBlur in=\"SourceAlpha\" result=\"a\"/><feOffset in=\"a\" result=\"b\"/>\
                  <feMerge><feMergeNode in=\"b\"/><feMergeNode in=\"SourceGraphic\"/></feMerge></filter>";
    let shadows = format!("{filter}{}", "<rect filter=\"url(#f)\"/>".repeat(5000));
    assert_eq!(clean(&shadows), Ok(Vec::new()));
    let decimals = "12.5-3.25e1 ".repeat(10_000);
    let line =
        format!("<marker id=\"m\"><g/></marker><path marker-mid=\"url(#m)\" d=\"{decimals}\"/>");
    assert_eq!(clean(&line), Ok(Vec::new()));
    let link = |at| format!("<g id=\"a{at}\"><use href=\"#a{}\"/></g>", at + 1);
    let chain: Vec<String> = (0..50_000).map(link).collect();
    assert!(
        matches!(clean(&chain.concat()), Err(Unusable::TooMuch(_))),
        "the sum of all beginnings"
    );
}
