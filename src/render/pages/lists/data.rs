//! The list of a report's data files.

use super::{last_edition, report_link};
use crate::address::Page;
use crate::data::table::Table;
use crate::data::{File, Schema};
use crate::document::fields::ReportKind;
use crate::media;
use crate::render::context::PageContext;
use crate::render::view::{DataFileView, DataView, LinkView};
use crate::site::{ReportId, View};

pub(in crate::render::pages) fn data(cx: &PageContext<'_>, report: ReportId) -> DataView {
    let known = cx.site.report(report);
    let (whole, as_of) = match known.kind {
        ReportKind::Implementation => (Schema::Report, Schema::Edition),
        ReportKind::Review => (Schema::Review, Schema::Review),
    };
    let tables = Table::of(known.kind).iter();
    let tables = tables.map(|table| cx.table_file(report, *table));
    let edition = |edition| DataFileView {
        about: cx.text("data.edition", &[("edition", &cx.edition_named(report, edition))]),
        schema: Some(cx.schema_link(as_of)),
        ..cx.data_file(File::Edition(report, edition))
    };
    let mut schemas = vec![whole];
    schemas.extend((as_of != whole && !known.editions.is_empty()).then_some(as_of));
    let described = |schema: Schema| DataFileView {
        about: cx.text(&format!("data.schema-{}", schema.format()), &[]),
        ..cx.data_file(File::Schema(schema))
    };
    let feeds = cx.rendering.list.feeds.iter().filter(|of| of.is_none() || **of == Some(report));
    DataView {
        report: report_link(cx, report),
        edition: last_edition(cx, report),
        files: std::iter::once(DataFileView {
            about: cx.text(
                match known.kind {
                    ReportKind::Implementation => "data.report",
                    ReportKind::Review => "data.review",
                },
                &[],
            ),
            schema: Some(cx.schema_link(whole)),
            ..cx.data_file(File::Report(report))
        })
        .chain(tables)
        .collect(),
        editions: known.edition_ids().rev().map(edition).collect(),
        feeds: feeds.map(|of| cx.feed_file(*of)).collect(),
        schemas: schemas.into_iter().map(described).collect(),
    }
}

impl PageContext<'_> {
    fn data_file(&self, file: File) -> DataFileView {
        let (format, media_type) = match file {
            File::Report(_) | File::Edition(..) => ("JSON", file.media_type()),
            File::Table(..) => ("CSV", file.media_type()),
            File::Schema(_) => ("JSON Schema", file.media_type()),
        };
        self.made_file(&Page::Data(file), format, media_type)
    }

    fn made_file(
        &self,
        page: &Page,
        format: &'static str,
        media_type: &'static str,
    ) -> DataFileView {
        let route = page.route(self.site, self.rendering.theme);
        let (_, name) = route.as_str().rsplit_once('/').unwrap_or(("", route.as_str()));
        DataFileView {
            name: name.to_owned(),
            url: self.links.page(page),
            format,
            media_type,
            about: String::new(),
            rows: None,
            columns: Vec::new(),
            schema: None,
        }
    }

    fn table_file(&self, report: ReportId, table: Table) -> DataFileView {
        DataFileView {
            about: self.text(&format!("data.{}", table.name()), &[]),
            rows: self.rows_known(report, table),
            columns: table.columns().to_vec(),
            ..self.data_file(File::Table(report, table))
        }
    }

    fn feed_file(&self, of: Option<ReportId>) -> DataFileView {
        let key = if of.is_some() { "data.feed" } else { "data.feed-of-site" };
        DataFileView {
            about: self.text(key, &[]),
            ..self.made_file(&Page::Feed(of), "Atom", media::FEED)
        }
    }

    fn schema_link(&self, schema: Schema) -> LinkView {
        LinkView {
            title: format!("{}.json", schema.name()),
            url: self.links.page(&Page::Data(File::Schema(schema))),
        }
    }

    /// The number of a table's rows, where that needs no writing.
    fn rows_known(&self, report: ReportId, table: Table) -> Option<usize> {
        let known = self.site.report(report);
        match table {
            Table::Recommendations => Some(known.listed(View::Latest).len()),
            Table::Responses => {
                Some(known.ids().map(|id| self.site.responses(id, View::Latest).len()).sum())
            }
            Table::Parties => {
                let rollup = self.facts.rollup(report, View::Latest);
                Some(rollup.parties.len() + rollup.bodies.len())
            }
            Table::Slips => Some(
                known
                    .listed(View::Latest)
                    .iter()
                    .map(|id| {
                        let slips = self.facts.slips(*id);
                        slips.filter(|it| self.site.shows(*id, View::Edition(it.edition))).count()
                    })
                    .sum(),
            ),
            Table::Deliverables | Table::Changes | Table::Entries | Table::Tasks => None,
        }
    }
}
