//! `book.toml` as written: every key and its type.

use super::publish::Publish;
use crate::date::PartialDate;
use crate::schema::{Address, Identifier, Located, Required, Text, Verbatim, keywords, record};

record! {
    /// The settings of a site, in `book.toml`.
    #[derive(Default)]
    Kebab
    pub struct RawConfig {
        /// The site's metadata.
        pub book: Book,
        /// Options of `build`.
        pub build: Option<Build>,
        /// Files of the content.
        pub content: Option<ContentFiles>,
        /// Output formats.
        pub output: Option<Output>,
        /// Rule levels, by name: `vague-link-text = "allow"`.
        pub rules: Option<Box<[(Located<Text>, Required<RuleLevel>)]>>,
        /// Markdown options.
        pub markdown: Option<Markdown>,
        /// Options of the preview.
        pub serve: Option<Serve>,
        /// Options of `check --links`.
        pub link_check: Option<LinkCheck>,
        /// Hosts that the site is published to, by name.
        pub publish: Option<Box<[(Located<Text>, Publish)]>>,
    }
}

record! {
    /// The site's metadata.
    #[derive(Default)]
    Kebab
    pub struct Book {
        /// The site's title.
        pub title: Text,
        /// One-sentence description of the site.
        pub description: Option<Text>,
        /// Publishers.
        pub authors: Box<[Text]>,
        /// BCP 47 tag of the language, such as `en`.
        pub language: Option<Located<Verbatim>>,
        /// Text direction; by default the language's.
        pub text_direction: Option<TextDirection>,
        /// The content directory; `content` by default.
        pub src: Option<Located<Verbatim>>,
    }
}

record! {
    /// Options of `build`.
    #[derive(Default)]
    Kebab
    pub struct Build {
        /// The output directory; `public` by default.
        pub build_dir: Option<Verbatim>,
    }
}

record! {
    /// Files of the content.
    #[derive(Default)]
    Kebab
    pub struct ContentFiles {
        /// Additional copied file types: extensions such as `kml`, or names such as `CNAME`.
        pub file_types: Box<[Located<Verbatim>]>,
    }
}

record! {
    /// Output formats.
    #[derive(Default)]
    Kebab
    pub struct Output {
        /// Pages.
        pub html: Option<Html>,
        /// Open data.
        pub data: Option<Data>,
        /// Printable reports.
        pub print: Option<Print>,
        /// Full-text search.
        pub search: Option<Search>,
    }
}

record! {
    /// Options of pages.
    #[derive(Default)]
    Kebab
    pub struct Html {
        /// The theme: `default`, `fragment`, or a directory of that name in `themes/`.
        pub theme: Option<Located<Verbatim>>,
        /// Style sheets of the project, loaded after the theme's.
        pub additional_css: Box<[Located<Verbatim>]>,
        /// Template of the "Edit this page" link; `{path}` is the file's path.
        pub edit_url_template: Option<Located<Verbatim>>,
        /// The site's absolute address.
        pub site_url: Option<Located<Address>>,
        /// Style of links between pages.
        pub links: Option<Located<LinkStyle>>,
        /// Levels by which headings are lowered, at most 4.
        pub heading_offset: Option<u32>,
        /// Prefix of all ids.
        pub id_prefix: Option<Identifier>,
    }
}

record! {
    /// Options of open data.
    #[derive(Default)]
    Kebab
    pub struct Data {
        /// Whether open data is written; `true` by default.
        pub enable: Option<bool>,
    }
}

record! {
    /// Options of printable reports.
    #[derive(Default)]
    Kebab
    pub struct Print {
        /// Whether print pages are written; `true` by default.
        pub enable: Option<bool>,
        /// The page size; `A4` by default.
        pub page_size: Option<PageSize>,
        /// The print engine; by default the first that is installed.
        pub engine: Option<PrintEngine>,
    }
}

record! {
    /// Options of search.
    #[derive(Default)]
    Kebab
    pub struct Search {
        /// Whether the search page and its index are written; `true` by default.
        pub enable: Option<bool>,
    }
}

record! {
    /// Markdown options.
    #[derive(Default)]
    Kebab
    pub struct Markdown {
        /// Handling of raw HTML.
        pub html: Option<HtmlPolicy>,
        /// Singular label words; replace the language's.
        pub label_words: Box<[Text]>,
        /// Plural label words; replace the language's.
        pub plural_label_words: Box<[Text]>,
        /// Phrases for unfinished work; replace the language's.
        pub unfinished_words: Box<[Text]>,
        /// Words for finished work; replace the language's.
        pub finished_words: Box<[Text]>,
        /// Phrases that precede a promised date; replace the language's.
        pub target_words: Box<[Text]>,
        /// Phrases for standing practice; replace the language's.
        pub routine_words: Box<[Text]>,
        /// What comes first in a date such as 5/6/2020.
        pub date_order: Option<NumericOrder>,
        /// Plausible years of a date.
        pub plausible_years: Option<Years>,
    }
}

record! {
    /// Options of the preview.
    #[derive(Default)]
    Kebab
    pub struct Serve {
        /// URL that opens an editor, with the placeholders `{path}`, `{line}` and `{column}`.
        pub editor_url: Option<Verbatim>,
    }
}

record! {
    /// Options of `check --links`.
    #[derive(Default)]
    Kebab
    pub struct LinkCheck {
        /// Beginnings of addresses that are not asked.
        pub exclude: Box<[Verbatim]>,
        /// Whether addresses of private networks are asked; `false` by default.
        pub private_networks: Option<bool>,
        /// Seconds that one request may take; 20 by default.
        pub timeout: Option<u32>,
        /// Minutes that all may take; 10 by default.
        pub minutes: Option<u32>,
        /// Number of hosts that are asked at a time; 8 by default.
        pub hosts: Option<u32>,
    }
}

record! {
    /// A range of years.
    Kebab
    pub struct Years {
        /// The first year.
        pub from: Located<PartialDate>,
        /// The last year.
        pub to: Located<PartialDate>,
    }
}

keywords! {
    /// The order of day and month in numbers before a year.
    pub enum NumericOrder {
        /// The day comes first.
        DayMonth = "day-month",
        /// The month comes first.
        MonthDay = "month-day",
    }
}

keywords! {
    /// Text direction.
    pub enum TextDirection {
        /// From left to right.
        LeftToRight = "ltr",
        /// From right to left.
        RightToLeft = "rtl",
    }
}

keywords! {
    /// Style of links between pages.
    pub enum LinkStyle {
        /// Relative to the page: works under any path and from `file://`.
        Relative = "relative",
        /// Absolute, below `site-url`.
        SiteUrl = "site-url",
    }
}

keywords! {
    /// Page size.
    pub enum PageSize {
        /// 210 by 297 mm.
        A4 = "A4",
        /// 8.5 by 11 inches.
        Letter = "letter",
    }
}

keywords! {
    /// Print engine.
    pub enum PrintEngine {
        /// Chromium and browsers based on it.
        Chromium = "chromium",
        /// WeasyPrint.
        Weasyprint = "weasyprint",
    }
}

keywords! {
    /// Handling of raw HTML in Markdown.
    pub enum HtmlPolicy {
        /// Harmless elements are kept, everything else is removed.
        Sanitize = "sanitize",
        /// Shown as text.
        Escape = "escape",
        /// Passed through unchanged.
        Allow = "allow",
    }
}

keywords! {
    /// Level of a rule.
    pub enum RuleLevel {
        /// Findings are ignored.
        Allow = "allow",
        /// Findings are warnings.
        Warn = "warn",
        /// Findings are errors, which block the build.
        Deny = "deny",
    }
}

impl TextDirection {
    /// The text direction of a language, by its BCP 47 tag.
    pub fn of(language: &str) -> Self {
        const RIGHT_TO_LEFT: [&str; 9] = ["ar", "arc", "dv", "fa", "he", "ps", "sd", "ur", "yi"];
        let primary = language.split('-').next().unwrap_or_default();
        if RIGHT_TO_LEFT.contains(&primary.to_ascii_lowercase().as_str()) {
            Self::RightToLeft
        } else {
            Self::LeftToRight
        }
    }
}
