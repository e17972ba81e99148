//! On which pages of a printed document the parts of its page begin, as a style sheet for printing
//! it again: browsers have neither `target-counter()` nor `string-set`.
//!
//! A link in a `<nav>` gets the number of the page that it leads to as its `::after`. The counter
//! style `running` says for each page number what it begins with: the `data-running` of the last
//! element with one that begins before the page, or at its top.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lopdf::{Document, Object, ObjectId};

use super::page::Found;
use crate::percent;
use crate::render::css_string;

/// How much lower than the highest part of the document one can begin and still be the first of its
/// page, in points: the space before parts, which programs sometimes keep there, but no line more.
const AT_THE_TOP: f32 = 40.;

/// Page numbers of a printed document.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    /// The page of each listed target, as the page writes it.
    listed: BTreeMap<String, u32>,
    /// What each page begins with, from the first page.
    running: Vec<String>,
}

impl Numbers {
    /// Reads them; nothing from a document that cannot be parsed.
    pub(super) fn read(printed: &[u8], found: &Found) -> Self {
        let Ok(document) = Document::load_mem(printed) else { return Self::default() };
        let numbers: BTreeMap<ObjectId, u32> =
            document.get_pages().into_iter().map(|(number, id)| (id, number)).collect();
        let places = Pages { document: &document, numbers }.places();
        let pages = u32::try_from(document.get_pages().len()).unwrap_or(u32::MAX);
        Self { listed: listed(&places, found), running: running(&places, found, pages) }
    }

    /// Whether there is nothing to print.
    pub(super) fn is_empty(&self) -> bool {
        self.listed.is_empty() && self.running.iter().all(String::is_empty)
    }

    /// Whether every listed target has one.
    pub(super) fn are_all(&self, found: &Found) -> bool {
        found.listed.iter().all(|target| self.listed.contains_key(target))
    }

    /// The style sheet, as an element.
    pub(super) fn style(&self) -> String {
        let mut style = "<style>\n".to_owned();
        for (target, number) in &self.listed {
            let address = css_string(&format!("#{target}"));
            let _ = writeln!(style, "nav a[href={address}]::after {{ content: \"{number}\"; }}");
        }
        let symbols: Vec<String> = self.running.iter().map(|text| css_string(text)).collect();
        let symbols = symbols.join(" ");
        let _ = writeln!(
            style,
            "@counter-style running {{ system: fixed; symbols: {symbols}; suffix: \"\"; }}"
        );
        style.push_str("</style>\n");
        style
    }
}

struct Pages<'d> {
    document: &'d Document,
    numbers: BTreeMap<ObjectId, u32>,
}

impl Pages<'_> {
    /// The named destinations. Programs encode names as they like: they are decoded.
    fn places(&self) -> BTreeMap<String, Place> {
        let catalog = self.document.catalog().and_then(|catalog| catalog.get(b"Dests"));
        let named = catalog.and_then(|named| self.resolved(named).as_dict());
        let Ok(named) = named else { return BTreeMap::new() };
        let place = |(name, target): (&Vec<u8>, &Object)| {
            let name = percent::decoded_by_browsers(std::str::from_utf8(name).ok()?);
            Some((name.into_owned(), self.place(target)?))
        };
        named.iter().filter_map(place).collect()
    }

    /// Where an explicit destination leads: `[page /XYZ left top zoom]`.
    fn place(&self, target: &Object) -> Option<Place> {
        let array = self.resolved(target).as_array().ok()?;
        let id = array.first()?.as_reference().ok()?;
        let top = array.get(3)?.as_float().ok()?;
        Some(Place { page: *self.numbers.get(&id)?, below: self.height(id)? - top })
    }

    /// The height of a page, which may be inherited.
    fn height(&self, id: ObjectId) -> Option<f32> {
        let mut page = self.document.get_dictionary(id).ok()?;
        for _ in 0..MOST_PARENTS {
            if let Ok(media) = page.get(b"MediaBox") {
                return self.resolved(media).as_array().ok()?.get(3)?.as_float().ok();
            }
            let parent = page.get(b"Parent").and_then(Object::as_reference).ok()?;
            page = self.document.get_dictionary(parent).ok()?;
        }
        None
    }

    fn resolved<'o>(&'o self, object: &'o Object) -> &'o Object {
        self.document.dereference(object).map_or(object, |(_, object)| object)
    }
}

/// The page of each listed target.
fn listed(places: &BTreeMap<String, Place>, found: &Found) -> BTreeMap<String, u32> {
    let number = |target: &String| {
        let place = places.get(&*percent::decoded_by_browsers(target))?;
        Some((target.clone(), place.page))
    };
    found.listed.iter().filter_map(number).collect()
}

/// What each page begins with.
fn running(places: &BTreeMap<String, Place>, found: &Found, pages: u32) -> Vec<String> {
    let beginnings = found.running.iter();
    let beginnings = beginnings.filter_map(|(id, text)| Some((places.get(id)?, text)));
    let highest = beginnings.clone().map(|(place, _)| place.below).fold(f32::INFINITY, f32::min);
    let mut beginnings = beginnings.peekable();
    let mut last = "";
    let mut begins_with = |page: u32| {
        let is_first = |(place, _): &(&Place, &String)| {
            place.page == page && place.below <= highest + AT_THE_TOP
        };
        if let Some((_, text)) = beginnings.next_if(is_first) {
            last = text;
        }
        let first = last.to_owned();
        while let Some((_, text)) = beginnings.next_if(|(place, _)| place.page <= page) {
            last = text;
        }
        first
    };
    (1..=pages).map(&mut begins_with).collect()
}

/// Depth of a page tree; a circle ends there.
const MOST_PARENTS: usize = 64;

/// A place in a document.
struct Place {
    /// The number of its page.
    page: u32,
    /// How far below the upper edge it is, in points.
    below: f32,
}
