//! Sanitises style sheets and inline styles.
//!
//! Uses a browser's CSS tokenizer, because `url(` has many spellings. A declaration is kept
//! verbatim or removed.

use cssparser::{ParseError, Parser, SourcePosition, Token};

use crate::diagnostic::beginning;
use crate::percent;

/// Functions that only compute.
const FUNCTIONS: &[&str] = &[
    "blur",
    "brightness",
    "calc",
    "circle",
    "clamp",
    "color",
    "color-mix",
    "conic-gradient",
    "contrast",
    "counter",
    "counters",
    "cubic-bezier",
    "drop-shadow",
    "ellipse",
    "format",
    "grayscale",
    "hsl",
    "hsla",
    "hue-rotate",
    "hwb",
    "inset",
    "invert",
    "lab",
    "lch",
    "linear",
    "linear-gradient",
    "local",
    "matrix",
    "matrix3d",
    "max",
    "min",
    "oklab",
    "oklch",
    "opacity",
    "path",
    "perspective",
    "polygon",
    "radial-gradient",
    "rect",
    "repeating-conic-gradient",
    "repeating-linear-gradient",
    "repeating-radial-gradient",
    "rgb",
    "rgba",
    "rotate",
    "rotate3d",
    "rotatex",
    "rotatey",
    "rotatez",
    "saturate",
    "scale",
    "scale3d",
    "scalex",
    "scaley",
    "scalez",
    "sepia",
    "skew",
    "skewx",
    "skewy",
    "steps",
    "tech",
    "translate",
    "translate3d",
    "translatex",
    "translatey",
    "translatez",
    "var",
];

/// Maximum nesting of rules such as `@media`.
const MOST_RULES_NESTED: usize = 16;

/// Maximum length of a filter list: each shadow in it draws everything before it twice.
const MOST_FILTERS: usize = 16;

/// What may be loaded: parts of the picture, and `data:` of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Loads {
    /// Parts of the picture, and embedded images.
    Pictures,
    /// Embedded fonts.
    Fonts,
}

/// Sanitised styles.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Kept {
    /// The kept text.
    pub(super) text: String,
    /// Removed at-rules and properties, by name.
    pub(super) removed: Vec<String>,
    /// The parts that rules refer to, and for which elements.
    pub(super) rules: Vec<Rule>,
}

/// A rule that refers to parts of the picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rule {
    /// Classes, ids and elements of which one must match. Empty: any element can match.
    pub(super) subjects: Vec<String>,
    /// Its targets.
    pub(super) targets: Vec<Target>,
}

/// A repeated part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// `#` and its decoded id.
    pub(super) id: String,
    pub(super) how: How,
}

/// How often a part is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// In place of the element that uses it.
    Used,
    /// Once for the element: masks, filters, clips.
    Once,
    /// For the element and its descendants: paint is inherited.
    OnEach,
    /// For each point of their lines: markers are inherited too.
    AtEachPoint,
}

impl Target {
    /// The target of a property or attribute, by fragment.
    fn of(name: &str, fragment: &str) -> Self {
        let name = name.trim_start().to_ascii_lowercase();
        let begins = |start: &str| name.starts_with(start);
        let how = match () {
            () if begins("marker") => How::AtEachPoint,
            () if begins("fill") || begins("stroke") => How::OnEach,
            () => How::Once,
        };
        Self { id: id_of(fragment), how }
    }

    /// The target of `href`.
    pub(super) fn used(fragment: &str) -> Self {
        Self { id: id_of(fragment), how: How::Used }
    }
}

/// `#` and the id of a fragment, percent-decoded as in browsers.
fn id_of(fragment: &str) -> String {
    format!("#{}", percent::decoded_by_browsers(fragment))
}

/// Sanitises a style sheet.
pub(super) fn sheet(text: &str) -> Kept {
    let mut kept = Kept::default();
    rules(&mut Parser::new(text), 0, &mut kept);
    kept
}

/// Sanitises a `style` attribute.
pub(super) fn declarations(text: &str) -> Kept {
    let mut kept = Kept::default();
    let mut rule = Rule::default();
    block(text, Loads::Pictures, &mut kept, &mut rule.targets);
    if !rule.targets.is_empty() {
        kept.rules.push(rule);
    }
    kept
}

/// The targets of an attribute, if it loads nothing external.
pub(super) fn attribute(name: &str, value: &str) -> Option<Vec<Target>> {
    let ids = value_loading(value, Loads::Pictures)?;
    if is_filter(name) && draws_often(value) {
        return None;
    }
    Some(ids.iter().map(|id| Target::of(name, id)).collect())
}

/// Whether an address is an embedded image.
pub(super) fn is_photograph(address: &str) -> bool {
    is_data(address, &["image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp"])
}

fn value_loading(text: &str, loads: Loads) -> Option<Vec<String>> {
    let mut targets = Vec::new();
    is_harmless(&mut Parser::new(text), loads, &mut targets).then_some(targets)
}

/// Parses rules up to the end of their block.
fn rules(parser: &mut Parser<'_>, depth: usize, kept: &mut Kept) {
    loop {
        parser.skip_whitespace();
        let start = parser.position();
        let at_rule = match parser.next() {
            Err(_) => return,
            Ok(Token::CDO | Token::CDC | Token::Semicolon) => continue,
            Ok(Token::AtKeyword(name)) => Some(name.to_ascii_lowercase()),
            Ok(Token::CurlyBracketBlock) => {
                // A block without a prelude is not a rule.
                let _ = contents(parser);
                continue;
            }
            Ok(_) => None,
        };
        let (prelude, body) = rest_of_rule(parser, start);
        match at_rule {
            Some(name) => at(&name, prelude, body, depth, kept),
            None => qualified(prelude, body, kept),
        }
    }
}

/// The prelude and the block of a rule.
fn rest_of_rule<'i>(parser: &mut Parser<'i>, start: SourcePosition) -> (&'i str, Option<&'i str>) {
    loop {
        let end = parser.position();
        let token = parser.next_including_whitespace_and_comments().ok().cloned();
        let prelude = parser.slice(start..end);
        match token {
            None => return (prelude, None),
            Some(Token::Semicolon) if prelude.starts_with('@') => return (prelude, None),
            Some(Token::CurlyBracketBlock) => return (prelude, contents(parser)),
            Some(token) => pass_block(parser, &token),
        }
    }
}

/// Skips a block begun by a token, to know the position after it.
fn pass_block(parser: &mut Parser<'_>, token: &Token<'_>) {
    if matches!(
        token,
        Token::Function(_)
            | Token::ParenthesisBlock
            | Token::SquareBracketBlock
            | Token::CurlyBracketBlock
    ) {
        let _ = contents(parser);
    }
}

/// The content of a block just begun.
fn contents<'i>(parser: &mut Parser<'i>) -> Option<&'i str> {
    let read = parser.parse_nested_block(|block| {
        let start = block.position();
        while block.next_including_whitespace_and_comments().is_ok() {}
        Ok::<_, ParseError<()>>(block.slice_from(start))
    });
    read.ok()
}

fn at(name: &str, prelude: &str, body: Option<&str>, depth: usize, kept: &mut Kept) {
    let mut inner = Kept::default();
    match (name, body) {
        ("media" | "supports" | "layer" | "keyframes" | "-webkit-keyframes", Some(body))
            if depth < MOST_RULES_NESTED
                && value_loading(prelude.trim_start_matches('@'), Loads::Pictures).is_some() =>
        {
            rules(&mut Parser::new(body), depth + 1, &mut inner);
        }
        ("font-face", Some(body)) => block(body, Loads::Fonts, &mut inner, &mut Vec::new()),
        _ => return kept.removed.push(format!("@{name}")),
    }
    kept.text.extend([prelude, "{", &inner.text, "}"]);
    kept.removed.append(&mut inner.removed);
    kept.rules.append(&mut inner.rules);
}

fn qualified(prelude: &str, body: Option<&str>, kept: &mut Kept) {
    let Some(body) = body else { return };
    let mut inner = Kept::default();
    let mut rule = Rule::default();
    block(body, Loads::Pictures, &mut inner, &mut rule.targets);
    kept.text.extend([prelude, "{", &inner.text, "}"]);
    kept.removed.append(&mut inner.removed);
    if !rule.targets.is_empty() {
        rule.subjects = subjects(prelude);
        kept.rules.push(rule);
    }
}

/// Keeps the declarations of a block that load nothing.
fn block(text: &str, loads: Loads, kept: &mut Kept, targets: &mut Vec<Target>) {
    let mut parser = Parser::new(text);
    let mut start = parser.position();
    loop {
        let end = parser.position();
        let token = parser.next_including_whitespace_and_comments().ok().cloned();
        if token.as_ref().is_none_or(|token| *token == Token::Semicolon) {
            keep(parser.slice(start..end), loads, kept, targets);
            start = parser.position();
        }
        match token {
            Some(token) => pass_block(&mut parser, &token),
            None => return,
        }
    }
}

fn keep(declaration: &str, loads: Loads, kept: &mut Kept, targets: &mut Vec<Target>) {
    if declaration.trim().is_empty() {
        return;
    }
    let found = value_loading(declaration, loads).filter(|_| !is_beyond_counting(declaration));
    // Uses of custom properties cannot be tracked.
    let is_variable = declaration.trim_start().starts_with("--");
    let found = found.filter(|found| found.is_empty() || !is_variable);
    if let Some(found) = found {
        targets.extend(found.iter().map(|id| Target::of(declaration, id)));
        kept.text.extend([declaration, ";"]);
    } else {
        let name = declaration.split([':', '{']).next().unwrap_or_default().trim();
        kept.removed.push(beginning(name));
    }
}

/// Whether a declaration affects the drawing cost in ways that cannot be computed: paths of unknown elements, and long
/// filter lists.
fn is_beyond_counting(declaration: &str) -> bool {
    let mut parser = Parser::new(declaration);
    let Ok(Token::Ident(name)) = parser.next().cloned() else { return false };
    name.eq_ignore_ascii_case("d") || is_filter(&name) && draws_often(declaration)
}

fn is_filter(property: &str) -> bool {
    property.to_ascii_lowercase().ends_with("filter")
}

/// Whether a filter list is too long, or of unknown length.
fn draws_often(value: &str) -> bool {
    fn count(parser: &mut Parser<'_>) -> usize {
        let mut functions = 0;
        while let Ok(token) = parser.next().cloned() {
            functions += match token {
                Token::Function(ref name) if name.eq_ignore_ascii_case("var") => MOST_FILTERS + 1,
                Token::Function(_) | Token::UnquotedUrl(_) => 1,
                _ => 0,
            };
            if matches!(token, Token::Function(_) | Token::ParenthesisBlock) {
                let inner =
                    parser.parse_nested_block(|inner| Ok::<_, ParseError<()>>(count(inner)));
                functions += inner.unwrap_or(0);
            }
        }
        functions
    }
    count(&mut Parser::new(value)) > MOST_FILTERS
}

/// Whether everything up to the end loads nothing external.
fn is_harmless(parser: &mut Parser<'_>, loads: Loads, targets: &mut Vec<String>) -> bool {
    loop {
        let Ok(token) = parser.next().cloned() else { return true };
        let is_fine = match token {
            Token::UnquotedUrl(address) => is_own(&address, loads, targets),
            Token::Function(name) if is_url(&name) => nested(parser, |inner| {
                let address = match inner.next() {
                    Ok(Token::QuotedString(address)) => address.to_string(),
                    _ => return false,
                };
                inner.is_exhausted() && is_own(&address, loads, targets)
            }),
            Token::Function(name) => {
                let known = FUNCTIONS.binary_search(&&*name.to_ascii_lowercase()).is_ok();
                known && nested(parser, |inner| is_harmless(inner, loads, targets))
            }
            Token::ParenthesisBlock | Token::SquareBracketBlock => {
                nested(parser, |inner| is_harmless(inner, loads, targets))
            }
            Token::CurlyBracketBlock
            | Token::AtKeyword(_)
            | Token::BadUrl(_)
            | Token::BadString(_) => false,
            _ => true,
        };
        if !is_fine {
            return false;
        }
    }
}

fn nested<'i>(parser: &mut Parser<'i>, judge: impl FnOnce(&mut Parser<'i>) -> bool) -> bool {
    let judged = parser.parse_nested_block(|inner| {
        let is_fine = judge(inner);
        // Ignore the rest.
        while inner.next().is_ok() {}
        Ok::<_, ParseError<()>>(is_fine)
    });
    judged.unwrap_or(false)
}

fn is_url(name: &str) -> bool {
    name.eq_ignore_ascii_case("url")
}

/// Whether an address leads to a part of the picture or to embedded data.
fn is_own(address: &str, loads: Loads, targets: &mut Vec<String>) -> bool {
    if let Some(id) = address.strip_prefix('#') {
        targets.push(id.to_owned());
        return true;
    }
    match loads {
        Loads::Pictures => is_photograph(address),
        Loads::Fonts => is_data(
            address,
            &["font/", "application/font", "application/x-font", "application/octet-stream"],
        ),
    }
}

fn is_data(address: &str, types: &[&str]) -> bool {
    let lower: String = address.chars().take(64).collect::<String>().to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("data:") else { return false };
    types.iter().any(|known| {
        rest.strip_prefix(known).is_some_and(|after| {
            known.ends_with('/') || !known.starts_with("image/") || after.starts_with([';', ','])
        })
    })
}

/// Classes, ids and elements in a selector, of which at least one must match; empty if unknown.
fn subjects(selector: &str) -> Vec<String> {
    let mut parser = Parser::new(selector);
    let mut subjects = Vec::new();
    let mut is_class = false;
    while let Ok(token) = parser.next_including_whitespace() {
        let class = std::mem::replace(&mut is_class, *token == Token::Delim('.'));
        match token {
            Token::Ident(name) if class => subjects.push(format!(".{name}")),
            Token::Ident(name) => subjects.push(name.to_string()),
            Token::IDHash(name) => subjects.push(format!("#{name}")),
            Token::Delim('*') | Token::Colon | Token::SquareBracketBlock => return Vec::new(),
            _ => {}
        }
    }
    subjects
}

#[cfg(test)]
mod tests {
    use super::*;

    const ELSEWHERE: &str = "http://127.0.0.1:9/";

    #[test]
    fn sheets_keep_what_draws() {
        #[track_caller]
        fn case(text: &str) {
            let kept = sheet(text);
            assert_eq!(kept.removed, [""; 0], "{text}");
            let plain = |text: &str| text.replace([' ', ';'], "");
            assert_eq!(plain(&kept.text), plain(text));
        }
        case(".a{fill:red;stroke:rgb(1 2 3)}");
        case(".a > rect, #b:hover { fill: url(#c); transform: rotate(4deg) }");
        case("@media (min-width: 9px){.a{fill:url('#b')}}");
        case("@keyframes k{from{opacity:0}50%{opacity:.5}}");
        case(
            "@font-face{font-family:F;src:url(data:font/woff2;base64,AAAA) format(\"woff2\"),local(\"F\")}",
        );
        case(".a{background:url(data:image/png;base64,AAAA)}");
        case(".a{content:\"http://e.example/\"}");
        case("");
    }

    #[test]
    fn sheets_load_nothing() {
        #[track_caller]
        fn case(text: &str, removed: &str, rest: &str) {
            let kept = sheet(&text.replace("U/", ELSEWHERE));
            assert_eq!(kept.removed.join(" "), removed, "{text}");
            assert_eq!(kept.text, rest, "{text}");
        }
        case("@import url(U/a.css);.a{fill:red}", "@import", ".a{fill:red;}");
        case("@IMPORT 'U/a.css'", "@import", "");
        case("@\\69mport 'U/a.css';", "@import", "");
        case("@font-face{font-family:F;src:url(U/f.woff)}", "src", "@font-face{font-family:F;}");
        case("@namespace url(U/)", "@namespace", "");
        case(".a{fill:url(U/x#a);stroke:red}", "fill", ".a{stroke:red;}");
        case(".a{fill:URL( 'U/x' )}", "fill", ".a{}");
        case(".a{fill:u\\72l(U/x)}", "fill", ".a{}");
        case(".a{background:image-set('U/x.png' 1x)}", "background", ".a{}");
        case(".a{background:-webkit-image-set(url(U/x.png) 1x)}", "background", ".a{}");
        case(".a{mask:url(#a), url(U/x.svg#m)}", "mask", ".a{}");
        case(".a{background:src('U/x')}", "background", ".a{}");
        case(".a{--x:url(U/x);fill:var(--x)}", "--x", ".a{fill:var(--x);}");
        case(".a{fill:rgb(url(U/x))}", "fill", ".a{}");
        case(".a{background:url(data:image/svg+xml,<svg/>)}", "background", ".a{}");
        case(".a{background:url(data:image/pngx,a)}", "background", ".a{}");
        case("@media print{.a{cursor:url(U/c),auto}}", "cursor", "@media print{.a{}}");
        case("@supports (fill:url(U/x)){.a{fill:red}}", "@supports", "");
        case(".a{fill:red}.b{.c{fill:url(U/x)}}", ".c", ".a{fill:red;}.b{}");
        case(".a{--x:url(#b)}", "--x", ".a{}");
        case(
            &format!("{}{}", "@media a{".repeat(17), "}".repeat(17)),
            "@media",
            &format!("{}{}", "@media a{".repeat(16), "}".repeat(16)),
        );
        case(".a{fill:url(U/x", "fill", ".a{}");
        case("<!-- .a{fill:red} -->", "", ".a{fill:red;}");
    }

    #[test]
    fn what_refers_to_parts_of_the_picture_is_known() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            let rules = sheet(text).rules.into_iter().map(|rule| {
                let targets = rule.targets.iter().map(|target| {
                    let sign = match target.how {
                        How::AtEachPoint => "+",
                        How::OnEach => "*",
                        How::Once | How::Used => "",
                    };
                    format!("{}{sign}", target.id.trim_start_matches('#'))
                });
                format!("{}>{}", rule.subjects.join(","), targets.collect::<Vec<_>>().join(","))
            });
            assert_eq!(rules.collect::<Vec<_>>().join(" "), expected, "{text}");
        }
        case(".a{fill:url(#x)} .b, #c path{stroke:url(#y);fill:red}", ".a>x* .b,#c,path>y*");
        case("*{mask:url(#%78)}", ">x");
        case(".z > :first-child{fill:url(#x)}", ">x*");
        case(".a{marker-mid:url(#x)}", ".a>x+");
        case(".a{fill:red}", "");
    }
}
