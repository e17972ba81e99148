//! Settings and texts of a report that a frozen edition's pages depend on.
//!
//! Every key of the settings and of a report's front matter is named here, so that a new one does
//! not compile until it is decided whether it changes what a published page says.

use crate::config::{ClaimWords, Config, HtmlPolicy};
use crate::document::Content;
use crate::document::content::Report as FrontMatter;
use crate::document::fields::Counted;
use crate::item::Item;
use crate::schema::Text;
use crate::site::{ReportId, Site};

/// A text by name: a key of a file with its value.
pub(super) type Entry = (&'static str, String);

/// Settings that affect what pages say, by `table.key`. Those at their default are left out, so that
/// a new key changes nothing.
pub(super) fn settings(config: &Config) -> Vec<Entry> {
    let Config {
        title,
        authors,
        language,
        html,
        label_words,
        plural_label_words,
        // Cited pages would be gone.
        data,
        print,
        // Where files are, and how the program is run.
        path: _,
        content: _,
        build_dir: _,
        drafts: _,
        editor_url: _,
        print_engine: _,
        link_check: _,
        // Only the front page shows it.
        description: _,
        // Addresses and ids, not words.
        site_url: _,
        links: _,
        id_prefix: _,
        edit_url_template: _,
        // Looks.
        theme: _,
        additional_css: _,
        text_direction: _,
        heading_offset: _,
        page_size: _,
        // Search covers the whole site.
        search: _,
        // A file that is refused is an error.
        file_types: _,
        // What rules find.
        rules: _,
        claim_words: ClaimWords { unfinished: _, finished: _, target: _, routine: _ },
        plausible_years: _,
        date_order: _,
        invisible: _,
        // Where it is published, not what.
        publish: _,
    } = config;
    let words = |words: &Option<Box<[Text]>>| words.as_deref().map(listed);
    let is_on = |on: bool| if on { None } else { Some("false".to_owned()) };
    let html = (*html != HtmlPolicy::Sanitize).then(|| html.word().to_owned());
    let all = [
        ("book.authors", (!authors.is_empty()).then(|| listed(authors))),
        ("book.language", Some(language.to_string())),
        ("book.title", Some(title.to_string())),
        ("markdown.html", html),
        ("markdown.label-words", words(label_words)),
        ("markdown.plural-label-words", words(plural_label_words)),
        ("output.data.enable", is_on(*data)),
        ("output.print.enable", is_on(*print)),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// Texts of a report that the pages of its editions show, by key.
pub(super) fn report_texts(site: &Site, report: ReportId) -> Vec<Entry> {
    let Content::Report(front_matter) = &site.document(site.report(report).document).content else {
        return Vec::new();
    };
    let FrontMatter {
        title,
        series,
        series_aliases,
        item,
        totals,
        statement_label,
        // Compared on its own.
        statuses: _,
        parties: _,
        // A frozen edition keeps its own: see `declared`.
        count: _,
        // Of the latest view.
        description: _,
        // Of reviews.
        of: _,
        teams: _,
        assessments: _,
        // The order of rows and choices: a priority itself is in the recommendation.
        priorities: _,
        // How rules read dates.
        fiscal_year_start: _,
        // Not shown.
        kind: _,
        aliases: _,
        allow: _,
    } = &**front_matter;
    let text = |text: &Option<Text>| text.as_ref().map(ToString::to_string);
    let all = [
        ("item", item.as_ref().map(|item| item_words(&item.value))),
        ("series", text(series)),
        ("series_aliases", (!series_aliases.is_empty()).then(|| listed(series_aliases))),
        ("statement_label", text(statement_label)),
        ("title", Some(title.to_string())),
        (
            "totals",
            totals
                .filter(|totals| *totals != Counted::Wholes)
                .map(|totals| totals.word().to_owned()),
        ),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// Every form with its key, in one line.
fn item_words(item: &Item) -> String {
    let titles = [("title", &item.title), ("titles", &item.titles)];
    let titles = titles.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?)));
    let forms: Vec<String> =
        item.forms().chain(titles).map(|(key, text)| format!("{key} = {text}")).collect();
    forms.join(", ")
}

fn listed(texts: &[Text]) -> String {
    texts.iter().map(Text::as_str).collect::<Vec<_>>().join(", ")
}
