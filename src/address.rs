//! Addresses: the pages of a site, their routes and titles.
//!
//! Each kind of page has a file below [`page`]. Knows the site, its facts and the strings of a
//! theme; must not know Markdown, HTML or relative addresses.

mod editions;
mod list;
mod names;
mod page;
mod shortened;
mod wordings;

pub use editions::{Listed, editions_known};
pub use list::PageList;
pub use names::{Names, page_title, report_title, series};
pub use page::{Canonical, Kind, List, Page, ReadAt};
pub use wordings::Wordings;
