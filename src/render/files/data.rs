//! Files for programs, with the addresses of this site.

use crate::address::Page;
use crate::data::{Addresses, Data, File};
use crate::key::Parts;
use crate::render::Failure;
use crate::render::context::PageContext;
use crate::site::{DocumentId, Target};

pub(in crate::render) fn write(
    cx: &PageContext<'_>,
    file: File,
    out: &mut dyn Parts,
) -> Result<(), Failure> {
    let rendering = cx.rendering;
    let (fragments, keys) = (&rendering.fragments, rendering.keys.as_ref());
    Data { facts: cx.facts, fragments, addresses: cx, keys }.write(file, out)
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
