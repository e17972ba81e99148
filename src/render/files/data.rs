//! Files for programs, with the addresses of this site.

use std::io;

use crate::address::Page;
use crate::data::{self, Addresses, File};
use crate::render::Failure;
use crate::render::context::PageContext;
use crate::site::{DocumentId, Target};

pub(in crate::render) fn write(
    cx: &PageContext<'_>,
    file: File,
    out: &mut dyn io::Write,
) -> Result<(), Failure> {
    data::write(file, cx.facts, &cx.rendering.fragments, cx, out)
}

impl Addresses for PageContext<'_> {
    fn page(&self, target: &Target) -> String {
        self.links.target(target, None)
    }

    fn file(&self, file: File) -> String {
        self.links.page(&Page::Data(file))
    }

    fn written(&self, document: DocumentId, address: &str) -> Option<String> {
        self.address(document, address)
    }
}
