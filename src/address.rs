//! Addresses: which pages a site has, where each is, and what it is called.
//!
//! Each kind of page has one description, in a file of its own below [`page`]. Knows the site, its facts and the texts of
//! a theme; must not know Markdown, HTML or how an address is spelled on the page that links to it.

mod editions;
mod list;
mod names;
mod page;

pub use editions::{Listed, editions_known};
pub use list::PageList;
pub use names::{Names, page_title, report_title, series};
pub use page::{Canonical, Kind, List, Page};
