//! Tries templates on a few pages of each kind.
//!
//! Which fields a template asks for depends on the page, so that only rendering finds one that does
//! not exist; rendering all pages is what a build is for.

use std::collections::HashMap;
use std::io;

use rayon::prelude::*;

use super::{Rendering, WriteError};
use crate::address::Page;
use crate::diagnostic::{self, Diagnostic};

/// Pages of one kind that are rendered, spread over all of them.
const PAGES: usize = 12;

impl Rendering<'_> {
    /// What is wrong with templates, as far as some pages of each kind show it.
    pub fn try_templates(&self) -> Vec<Diagnostic> {
        let mut kinds: HashMap<_, Vec<usize>> = HashMap::new();
        for (index, page) in self.list.pages.iter().enumerate() {
            let is_long = self.is_streamed(index);
            if !is_long || matches!(page, Page::Print(..)) {
                kinds.entry(std::mem::discriminant(page)).or_default().push(index);
            }
        }
        let chosen = kinds.into_values().flat_map(|pages| self.spread(&pages));
        let chosen: Vec<usize> = chosen.collect();
        let mut found: Vec<Diagnostic> = chosen
            .into_par_iter()
            .filter_map(|index| match self.render_away(index) {
                Err(WriteError::Content(found)) => Some(*found),
                Err(WriteError::Writer(_)) | Ok(()) => None,
            })
            .collect();
        diagnostic::sort(&mut found);
        found
    }

    /// The first, the last and some between; of long pages the first.
    fn spread(&self, pages: &[usize]) -> Vec<usize> {
        let is_long = pages.first().is_some_and(|first| self.is_streamed(*first));
        let count = if is_long { 1 } else { PAGES.min(pages.len()) };
        let last = pages.len() - 1;
        let mut chosen: Vec<usize> =
            (0..count).map(|nth| pages[nth * last / count.saturating_sub(1).max(1)]).collect();
        chosen.dedup();
        chosen
    }

    fn render_away(&self, index: usize) -> Result<(), WriteError> {
        match self.stream(index, &mut io::sink()) {
            Some(streamed) => streamed,
            None => self.write(index, &mut Vec::new()),
        }
    }
}
