//! `book.toml`: title, publication and rule levels of a site.
//!
//! Knows no content. Keys are mdBook's where the meaning is the same.

use crate::character;
use crate::date::PartialDate;
use crate::diagnostic::{Diagnostic, Location, Span};
use crate::media;
use crate::path::SourcePath;
use crate::schema::{self, Address, Located, Text, Verbatim};
use crate::world::{ReadError, TextError, World, read_text};

mod language_tag;
mod publish;
mod raw;

pub use publish::{
    Addressing, HostKind, HostSettings, ObjectStore, Publication, Service, SwitchBy,
};
pub use raw::{
    HtmlPolicy, LinkCheck, LinkStyle, NumericOrder, PageSize, PrintEngine, RawConfig, RuleLevel,
    TextDirection,
};

/// The name of the configuration file.
pub const FILE_NAME: &str = "book.toml";

/// The complete settings of a site, with defaults filled in.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file these settings come from.
    pub path: SourcePath,
    /// The site's title.
    pub title: Text,
    /// Description for search engines.
    pub description: Option<Text>,
    /// Publishers.
    pub authors: Box<[Text]>,
    /// BCP 47 tag in canonical form.
    pub language: Text,
    /// Text direction.
    pub text_direction: TextDirection,
    /// The content directory.
    pub content: SourcePath,
    /// The output directory, relative to the project's root.
    pub build_dir: Verbatim,
    /// The theme, if the file names one; see [`Config::theme`].
    pub theme: Option<Located<Verbatim>>,
    /// Style sheets of the project, loaded after the theme's.
    pub additional_css: Box<[Located<Verbatim>]>,
    /// Template of the "Edit this page" link; `{path}` is the file's path.
    pub edit_url_template: Option<Located<Verbatim>>,
    /// The absolute address of the site, ending in `/`.
    pub site_url: Option<Verbatim>,
    /// Style of links between pages.
    pub links: LinkStyle,
    /// Levels by which headings are lowered, for embedded pages.
    pub heading_offset: u8,
    /// Prefix of all ids.
    pub id_prefix: Box<str>,
    /// Whether open data is written.
    pub data: bool,
    /// Whether print pages are written.
    pub print: bool,
    /// Page size of print pages.
    pub page_size: PageSize,
    /// The print engine; `None` for any installed one.
    pub print_engine: Option<PrintEngine>,
    /// Whether search is enabled.
    pub search: bool,
    /// Additional copied file types.
    pub file_types: media::Allowed,
    /// Rule levels, each with the span of its name; `None` for a wrong one, which is an error.
    pub rules: Box<[(Located<Text>, Option<RuleLevel>)]>,
    /// Handling of raw HTML.
    pub html: HtmlPolicy,
    /// Singular label words that replace the language's.
    pub label_words: Option<Box<[Text]>>,
    /// Plural label words that replace the language's.
    pub plural_label_words: Option<Box<[Text]>>,
    /// Words for the progress of work.
    pub claim_words: ClaimWords,
    /// What comes first in a date such as 5/6/2020.
    pub date_order: Option<NumericOrder>,
    /// The earliest and latest plausible year of a date.
    pub plausible_years: (u16, u16),
    /// URL that opens an editor, with `{path}`, `{line}` and `{column}`.
    pub editor_url: Option<Verbatim>,
    /// Options of `check --links`.
    pub link_check: LinkCheck,
    /// Hosts that the site is published to.
    pub publish: Box<[Publication]>,
    /// Invisible characters in the file, with their spans.
    pub invisible: Box<[(u32, Span)]>,
    /// Handling of drafts; set by the command, not by the file.
    pub drafts: Drafts,
}

/// Handling of `draft = true`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Drafts {
    /// Ignored.
    #[default]
    LeftOut,
    /// Included and marked.
    Shown,
}

/// Words that replace the language's.
#[derive(Clone, Debug, Default)]
pub struct ClaimWords {
    /// Phrases for unfinished work.
    pub unfinished: Option<Box<[Text]>>,
    /// Words for finished work.
    pub finished: Option<Box<[Text]>>,
    /// Phrases that precede a promised date.
    pub target: Option<Box<[Text]>>,
    /// Phrases for standing practice.
    pub routine: Option<Box<[Text]>>,
}

impl Config {
    /// The theme's name.
    pub fn theme(&self) -> &str {
        self.theme.as_ref().map_or("default", |theme| theme)
    }

    /// Reads and validates `book.toml`. Returns the diagnostics and the settings as far as valid;
    /// `None` only if nothing is usable.
    pub fn load(world: &dyn World) -> (Option<Self>, Vec<Diagnostic>) {
        let path = SourcePath::new(FILE_NAME);
        let text = match read_text(world, &path) {
            Ok(text) => text,
            Err(error) => {
                let diagnostic = error.diagnostic(&path);
                let diagnostic = match error {
                    TextError::Read(ReadError::Missing) => diagnostic
                        .help("run it in a project's root, name that directory as the argument, or create a project with `ssr-site init`"),
                    _ => diagnostic,
                };
                return (None, vec![diagnostic]);
            }
        };
        Self::parse(&text, &path)
    }

    /// Validates the text of a `book.toml`.
    pub fn parse(text: &str, path: &SourcePath) -> (Option<Self>, Vec<Diagnostic>) {
        let (raw, mut diagnostics) = schema::decode_file::<RawConfig>(text, path);
        let mut config = Self::lower(raw, path, &mut diagnostics);
        config.invisible = character::invisible(text)
            .into_iter()
            .chain(character::in_toml(text))
            .filter(|found| character::is_invisible(found.code))
            .map(|found| (found.code, Span::from(found.range)))
            .collect();
        character::report_controls(text, path, 0, &mut diagnostics);
        (Some(config), diagnostics)
    }

    /// Destructures every key: a new key of [`RawConfig`] does not compile until it is handled
    /// here.
    fn lower(raw: RawConfig, path: &SourcePath, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let RawConfig {
            book,
            build,
            content: files,
            output,
            rules,
            markdown,
            serve,
            link_check,
            publish,
        } = raw;
        let raw::ContentFiles { file_types } = files.unwrap_or_default();
        let raw::Serve { editor_url } = serve.unwrap_or_default();
        let raw::Book { title, description, authors, language, text_direction, src } = book;
        let raw::Build { build_dir } = build.unwrap_or_default();
        let raw::Output { html, data, print, search } = output.unwrap_or_default();
        let raw::Print { enable: print, page_size, engine: print_engine } =
            print.unwrap_or_default();
        let raw::Data { enable: data } = data.unwrap_or_default();
        let raw::Search { enable: search } = search.unwrap_or_default();
        let raw::Html {
            theme,
            additional_css,
            edit_url_template,
            site_url,
            links,
            heading_offset,
            id_prefix,
        } = html.unwrap_or_default();
        let raw::Markdown {
            html,
            label_words,
            plural_label_words,
            unfinished_words,
            finished_words,
            target_words,
            routine_words,
            date_order,
            plausible_years,
        } = markdown.unwrap_or_default();
        let own = |words: Box<[Text]>| (!words.is_empty()).then_some(words);

        let site_url = site_url.and_then(|url| check_site_url(&url, path, diagnostics));
        let links = links.map_or(LinkStyle::Relative, |links| {
            if links.value == LinkStyle::SiteUrl && site_url.is_none() {
                diagnostics.push(
                    Diagnostic::error(
                        "wrong-value",
                        Location::new(path, links.span),
                        "`links = \"site-url\"` needs a `site-url`",
                    )
                    .help("add `site-url = \"https://…/\"` to `[output.html]`"),
                );
            }
            links.value
        });
        let inside = |text: &Located<Verbatim>, key: &str, diagnostics: &mut Vec<Diagnostic>| {
            let inside = SourcePath::default()
                .resolve(text)
                .filter(|path| !path.as_str().is_empty() && !text.starts_with('/'));
            if inside.is_none() {
                diagnostics.push(
                    Diagnostic::error(
                        "wrong-value",
                        Location::new(path, text.span),
                        format!("`{key}` is outside the project"),
                    )
                    .help("name a path below the project's root"),
                );
            }
            inside
        };
        let content = src.and_then(|src| inside(&src, "src", diagnostics));
        for css in &additional_css {
            let _ = inside(css, "additional-css", diagnostics);
        }
        let edit_url_template =
            edit_url_template.filter(|url| may_be_linked(url, path, diagnostics));
        let language = language_tag::of(language.as_ref(), path, diagnostics);
        Self {
            path: path.clone(),
            title,
            description,
            authors,
            text_direction: text_direction.unwrap_or_else(|| TextDirection::of(&language)),
            language,
            content: content.unwrap_or_else(|| SourcePath::new("content")),
            build_dir: build_dir.unwrap_or_else(|| Verbatim::new("public")),
            theme,
            additional_css,
            edit_url_template,
            site_url,
            links,
            heading_offset: heading_offset.map_or(0, |offset| offset.min(4) as u8),
            id_prefix: id_prefix.map_or_else(Box::default, |prefix| prefix.as_str().into()),
            data: data.unwrap_or(true),
            print: print.unwrap_or(true),
            page_size: page_size.unwrap_or(PageSize::A4),
            print_engine,
            search: search.unwrap_or(true),
            file_types: allowed_types(&file_types, path, diagnostics),
            rules: rules
                .unwrap_or_default()
                .into_iter()
                .map(|(name, level)| (name, level.0))
                .collect(),
            html: html.unwrap_or(HtmlPolicy::Sanitize),
            label_words: own(label_words),
            plural_label_words: own(plural_label_words),
            claim_words: ClaimWords {
                unfinished: own(unfinished_words),
                finished: own(finished_words),
                target: own(target_words),
                routine: own(routine_words),
            },
            date_order,
            plausible_years: plausible_years
                .map_or((1950, 2080), |years| years.bounds(path, diagnostics)),
            editor_url,
            link_check: link_check.unwrap_or_default(),
            publish: publish
                .unwrap_or_default()
                .into_iter()
                .filter_map(|(name, host)| publish::lower(&name, host, path, diagnostics))
                .collect(),
            invisible: Box::default(),
            drafts: Drafts::default(),
        }
    }
}

/// File types, normalised for comparison with names.
fn allowed_types(
    words: &[Located<Verbatim>],
    path: &SourcePath,
    diagnostics: &mut Vec<Diagnostic>,
) -> media::Allowed {
    for word in words {
        let text = word.as_str();
        let (what, help) = if text.is_empty() || text.contains(['/', '\\', '*']) {
            (
                "is not a file extension",
                "write an extension such as `\"kml\"`, or a name such as `\"CNAME\"`".to_owned(),
            )
        } else if let Some(ending) = text.strip_prefix('.') {
            ("begins with a dot", format!("write `\"{ending}\"`"))
        } else if media::is_page_ending(text) {
            ("is an extension of pages, which are not copied", "remove it".to_owned())
        } else {
            continue;
        };
        let message = format!("the file type `{text}` {what}");
        diagnostics.push(
            Diagnostic::error("wrong-value", Location::new(path, word.span), message).help(help),
        );
    }
    media::Allowed::new(words.iter().map(|word| word.as_str()))
}

/// Normalises `site-url`: absolute, with a trailing slash.
fn check_site_url(
    url: &Located<Address>,
    path: &SourcePath,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Verbatim> {
    let text = url.as_str();
    let absolute = site_url(text);
    if absolute.is_none() {
        diagnostics.push(
            Diagnostic::error(
                "wrong-value",
                Location::new(path, url.span),
                format!("`site-url` is not an absolute address: `{text}`"),
            )
            .help("write it in full, such as `\"https://example.org/reports/\"`"),
        );
    }
    absolute
}

/// A site's address with a slash at its end; `None` if it is not absolute.
pub fn site_url(text: &str) -> Option<Verbatim> {
    let text = text.trim();
    let absolute = ["https://", "http://"].iter().any(|scheme| {
        text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
    });
    let is_plain =
        !text.contains(['?', '#', '"', '<', '>', ' ']) && !text.contains(char::is_control);
    (absolute && is_plain).then(|| Verbatim::new(&format!("{}/", text.trim_end_matches('/'))))
}

/// Whether pages may link to an address; reports it if not.
fn may_be_linked(
    url: &Located<Verbatim>,
    path: &SourcePath,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let allowed = Address::is_allowed(url);
    if !allowed {
        diagnostics.push(Address::forbidden(url, Location::new(path, url.span)));
    }
    allowed
}

impl raw::Years {
    fn bounds(&self, path: &SourcePath, diagnostics: &mut Vec<Diagnostic>) -> (u16, u16) {
        let (from, to): (PartialDate, PartialDate) = (self.from.value, self.to.value);
        if from > to {
            diagnostics.push(Diagnostic::error(
                "wrong-value",
                Location::new(path, self.to.span),
                "`to` is before `from`",
            ));
        }
        (from.year(), to.year())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_outside_the_project_is_not_read() {
        #[track_caller]
        fn case(src: &str, expected: &str, problems: usize) {
            let text = format!("[book]\ntitle = \"T\"\nsrc = \"{src}\"\n");
            let (config, found) = Config::parse(&text, &SourcePath::new("book.toml"));
            assert_eq!(config.unwrap().content.as_str(), expected, "{src}");
            assert_eq!(found.len(), problems, "{src}: {found:?}");
        }
        case("pages", "pages", 0);
        case("./pages/../text", "text", 0);
        case("../other", "content", 1);
        case("/etc", "content", 1);
        case("pages/../../other", "content", 1);
        case(".", "content", 1);
    }

    /// Asserts the diagnostics of a value in `[output.html]`.
    #[track_caller]
    fn html_case(key: &str, value: &str, problems: &[&str]) {
        let text = format!("[book]\ntitle = \"T\"\n[output.html]\n{key} = \"{value}\"\n");
        let (_, found) = Config::parse(&text, &SourcePath::new("book.toml"));
        assert_eq!(found.iter().map(|it| it.name).collect::<Vec<_>>(), problems, "{value}");
    }

    #[test]
    fn pages_are_edited_at_addresses_that_may_be_linked_to() {
        #[track_caller]
        fn case(template: &str, problems: &[&str]) {
            html_case("edit-url-template", template, problems);
        }
        case("https://example.org/edit/{path}", &[]);
        case("../edit?file={path}", &[]);
        case("javascript:alert(1)//{path}", &["forbidden-scheme"]);
        case("java\\tscript:alert(1)//{path}", &["forbidden-scheme"]);
    }

    #[test]
    fn file_types_are_endings_that_mean_something() {
        #[track_caller]
        fn case(word: &str, expected: Option<&str>) {
            let text = format!("[book]\ntitle = \"T\"\n[content]\nfile-types = [\"{word}\"]\n");
            let (_, found) = Config::parse(&text, &SourcePath::new("book.toml"));
            let found: Vec<_> = found.iter().map(|found| found.message.as_ref()).collect();
            let expected = expected.map(|what| format!("the file type `{word}` {what}"));
            assert_eq!(found, expected.as_slice());
        }
        case("kml", None);
        case("CNAME", None);
        case(".kml", Some("begins with a dot"));
        case("*.kml", Some("is not a file extension"));
        case("a/b", Some("is not a file extension"));
        for page in ["md", "MD", "markdown"] {
            case(page, Some("is an extension of pages, which are not copied"));
        }
    }

    #[test]
    fn ids_of_a_page_are_words() {
        #[track_caller]
        fn case(prefix: &str, problems: &[&str]) {
            html_case("id-prefix", prefix, problems);
        }
        case("ssr-", &[]);
        case("été.1_", &[]);
        case("my site-", &["wrong-type"]);
        case(" ssr-", &["wrong-type"]);
        case("a\\\"b", &["wrong-type"]);
    }
}
