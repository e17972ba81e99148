//! Style sheets without what only their authors read: comments, indentation, line breaks.
//!
//! Uses a browser's CSS tokenizer, so that strings and addresses stay as they are. Comments that begin with `!`, as those
//! of licences do, are kept.

use cssparser::{ParseError, Parser, Token};

/// The same rules in fewer bytes. Text that is no style sheet stays as it is.
pub(super) fn compact(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    match write(&mut Parser::new(css), &mut out) {
        Ok(()) => out,
        Err(_) => css.to_owned(),
    }
}

fn write(parser: &mut Parser<'_>, out: &mut String) -> Result<(), ParseError<()>> {
    // White space separates, unless one of its neighbours does.
    let mut space = false;
    loop {
        let start = parser.position();
        let Ok(token) = parser.next_including_whitespace_and_comments() else { return Ok(()) };
        let close = match token {
            Token::WhiteSpace(_) => {
                space = true;
                continue;
            }
            Token::Comment(text) => {
                if text.starts_with('!') {
                    out.push_str(parser.slice_from(start));
                } else {
                    space = true;
                }
                continue;
            }
            Token::CurlyBracketBlock => Some('}'),
            Token::Function(_) | Token::ParenthesisBlock => Some(')'),
            Token::SquareBracketBlock => Some(']'),
            Token::BadUrl(_) | Token::BadString(_) => return Err(ParseError::custom(())),
            _ => None,
        };
        let is_separator =
            matches!(token, Token::CurlyBracketBlock | Token::Comma | Token::Semicolon);
        let follows_one = out.is_empty() || out.ends_with(['{', '}', ';', ',', ':', '(', '[']);
        if std::mem::take(&mut space) && !is_separator && !follows_one {
            out.push(' ');
        }
        out.push_str(parser.slice_from(start));
        if let Some(close) = close {
            parser.parse_nested_block(|parser| write(parser, out))?;
            // The last declaration needs no semicolon.
            if close == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(close);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn only_what_browsers_ignore_is_left_out() {
        #[track_caller]
        fn case(css: &str, expected: &str) {
            assert_eq!(compact(css), expected);
            assert_eq!(compact(expected), expected, "once is enough");
        }
        case("a {\n  color: red;\n}\n\nb { color : blue }\n", "a{color:red}b{color :blue}");
        case("/* why */\na, b { margin: 0 auto; }", "a,b{margin:0 auto}");
        case("/*! © Example */ a { b: c; }", "/*! © Example */ a{b:c}");
        // A descendant is not the same element.
        case("nav :hover, nav:hover { x: y; }", "nav :hover,nav:hover{x:y}");
        case(".a .b > .c + .d { x: y; }", ".a .b > .c + .d{x:y}");
        case("a/**/b { c: d/**/e; }", "a b{c:d e}");
        case("a { width: calc(100% - 2rem + 1px); }", "a{width:calc(100% - 2rem + 1px)}");
        case(
            "@media (max-width: 40rem) and (min-width: 1px) { a { b: c; } }",
            "@media (max-width:40rem) and (min-width:1px){a{b:c}}",
        );
        case("a::before { content: \" / \" / \"\"; }", "a::before{content:\" / \" / \"\"}");
        case("a { b: url( y.png ); --c: { d: e }; }", "a{b:url( y.png );--c:{d:e}}");
        case("a { background: url(a.png) , red; }", "a{background:url(a.png),red}");
        case("[dir = rtl] b { c: d; }", "[dir = rtl] b{c:d}");
        case("", "");
    }

    #[test]
    fn what_cannot_be_read_stays() {
        let broken = "a { b: \"never ends\n; }";
        assert_eq!(compact(broken), broken);
    }
}
