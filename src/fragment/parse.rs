//! The only caller of the Markdown parser.

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use pulldown_cmark::{Event, Options, Parser};

use super::{MAX_NESTING, MarkdownError, Spanned, colons};

/// The enabled CommonMark extensions.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// The parser's events, without unintended definitions.
pub(super) fn read(text: &str) -> Result<Vec<Spanned<'_>>, MarkdownError> {
    match colons::hidden(text) {
        Cow::Borrowed(text) => read_as_it_is(text),
        Cow::Owned(hidden) => {
            let events = read_as_it_is(&hidden)?;
            Ok(events.into_iter().map(colons::shown).collect())
        }
    }
}

/// A text's events, and its reference definitions: their bytes and addresses.
pub(super) struct Parsed {
    pub(super) events: Vec<Spanned<'static>>,
    pub(super) definitions: Vec<(Range<usize>, String)>,
}

/// The parser's events and the definitions of references.
pub(super) fn with_definitions(text: &str) -> Result<Parsed, MarkdownError> {
    let hidden = colons::hidden(text);
    // First, because of the nesting limit.
    let events = read_as_it_is(&hidden)?;
    let definitions = contain(|| {
        let parser = Parser::new_ext(&hidden, options());
        let definitions = parser.reference_definitions().iter();
        definitions.map(|(_, found)| (found.span.clone(), found.dest.to_string())).collect()
    });
    Ok(Parsed {
        events: events.into_iter().map(colons::shown).collect(),
        definitions: definitions.ok_or(MarkdownError::Parser)?,
    })
}

fn read_as_it_is(text: &str) -> Result<Vec<Spanned<'_>>, MarkdownError> {
    contain(|| {
        let mut events = Vec::with_capacity(text.len() / 24);
        let mut depth = 0_usize;
        for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
            match &event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > MAX_NESTING {
                return Err(MarkdownError::TooDeep(range));
            }
            events.push((event, range));
        }
        Ok(events)
    })
    .unwrap_or(Err(MarkdownError::Parser))
}

thread_local! {
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

/// Contains panics of the parser, which is known to panic on some rare mixtures of extensions.
fn contain<T>(run: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !CONTAINED.get() {
                usual(info);
            }
        }));
    });
    CONTAINED.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(run));
    CONTAINED.set(false);
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_the_parser_is_contained() {
        // When this fails, the parser has been fixed: remove the workaround's text.
        assert_eq!(read("* [ ] \\\n\t-\n"), Err(MarkdownError::Parser));
        assert_eq!(contain(|| panic!("as the parser does")), None::<()>);
    }
}
