//! `book.toml` as it is written: every key that there is, and its type.

use crate::date::PartialDate;
use crate::schema::{Address, Identifier, Located, Text, Verbatim, keywords, record};

record! {
    /// The settings of a site, in `book.toml`.
    Kebab
    pub struct RawConfig {
        /// What the site is.
        pub book: Book,
        /// Where `build` writes.
        pub build: Option<Build>,
        /// The files of the content.
        pub content: Option<ContentFiles>,
        /// The forms in which the site is published.
        pub output: Option<Output>,
        /// Levels of editorial rules, by name: `vague-link-text = "allow"`.
        pub rules: Option<Box<[(Located<Text>, RuleLevel)]>>,
        /// How Markdown is read.
        pub markdown: Option<Markdown>,
        /// The preview.
        pub serve: Option<Serve>,
    }
}

record! {
    /// What the site is.
    Kebab
    pub struct Book {
        /// The site's title.
        pub title: Text,
        /// What the site is about, in a sentence.
        pub description: Option<Text>,
        /// Who publishes it.
        pub authors: Box<[Text]>,
        /// BCP 47 tag of the language, such as `en`.
        pub language: Option<Located<Verbatim>>,
        /// Which way the text runs; by default the language's own way.
        pub text_direction: Option<TextDirection>,
        /// The directory of the content; `content` by default.
        pub src: Option<Located<Verbatim>>,
    }
}

record! {
    /// Where `build` writes.
    #[derive(Default)]
    Kebab
    pub struct Build {
        /// The directory that is written; `public` by default.
        pub build_dir: Option<Verbatim>,
    }
}

record! {
    /// The files of the content.
    #[derive(Default)]
    Kebab
    pub struct ContentFiles {
        /// Further types of files that are copied: endings such as `kml`, or whole names such as `CNAME`.
        pub file_types: Box<[Located<Verbatim>]>,
    }
}

record! {
    /// The forms in which the site is published.
    #[derive(Default)]
    Kebab
    pub struct Output {
        /// The pages.
        pub html: Option<Html>,
        /// Files for programs.
        pub data: Option<Data>,
        /// The report as one document.
        pub print: Option<Print>,
        /// Searching the site.
        pub search: Option<Search>,
    }
}

record! {
    /// The pages of the site.
    #[derive(Default)]
    Kebab
    pub struct Html {
        /// The theme: `default`, `fragment`, or a directory of that name in `themes/`.
        pub theme: Option<Located<Verbatim>>,
        /// Style sheets of the project, loaded after the theme's.
        pub additional_css: Box<[Located<Verbatim>]>,
        /// Where a file can be edited; `{path}` stands for its path.
        pub edit_url_template: Option<Located<Verbatim>>,
        /// The absolute address at which the site is published.
        pub site_url: Option<Located<Address>>,
        /// How links between pages are spelled.
        pub links: Option<Located<LinkStyle>>,
        /// How many levels headings are moved down, at most 4.
        pub heading_offset: Option<u32>,
        /// What every id of a page begins with.
        pub id_prefix: Option<Identifier>,
    }
}

record! {
    /// Files for programs.
    #[derive(Default)]
    Kebab
    pub struct Data {
        /// Whether they are written; `true` by default.
        pub enable: Option<bool>,
    }
}

record! {
    /// The report as one document.
    #[derive(Default)]
    Kebab
    pub struct Print {
        /// Whether it is written; `true` by default.
        pub enable: Option<bool>,
        /// The size of its pages; `A4` by default.
        pub page_size: Option<PageSize>,
        /// The program that makes PDFs of it; by default the first that is installed.
        pub engine: Option<PrintEngine>,
    }
}

record! {
    /// Searching the site.
    #[derive(Default)]
    Kebab
    pub struct Search {
        /// Whether there is a page for it, and an index; `true` by default.
        pub enable: Option<bool>,
    }
}

record! {
    /// How Markdown is read.
    #[derive(Default)]
    Kebab
    pub struct Markdown {
        /// What happens to raw HTML.
        pub html: Option<HtmlPolicy>,
        /// Words that begin a reference to one recommendation, in place of the language's.
        pub label_words: Box<[Text]>,
        /// Words that begin a reference to several recommendations, in place of the language's.
        pub plural_label_words: Box<[Text]>,
        /// Phrases that call work unfinished, in place of the language's.
        pub unfinished_words: Box<[Text]>,
        /// Words that call work finished, in place of the language's.
        pub finished_words: Box<[Text]>,
        /// Phrases after which a date is a promised one, in place of the language's.
        pub target_words: Box<[Text]>,
        /// Phrases that describe a running practice, in place of the language's.
        pub routine_words: Box<[Text]>,
        /// The years that a date may plausibly have.
        pub plausible_years: Option<Years>,
    }
}

record! {
    /// The preview.
    #[derive(Default)]
    Kebab
    pub struct Serve {
        /// The address that opens a file in an editor: `{path}`, `{line}` and `{column}` stand for
        /// the place.
        pub editor_url: Option<Verbatim>,
    }
}

record! {
    /// A span of years.
    Kebab
    pub struct Years {
        /// The first one.
        pub from: Located<PartialDate>,
        /// The last one.
        pub to: Located<PartialDate>,
    }
}

keywords! {
    /// Which way the text runs.
    pub enum TextDirection {
        /// From left to right.
        LeftToRight = "ltr",
        /// From right to left.
        RightToLeft = "rtl",
    }
}

keywords! {
    /// How links between pages are spelled.
    pub enum LinkStyle {
        /// Relative to the page: works under any sub-path and from a disk.
        Relative = "relative",
        /// Absolute, below `site-url`.
        SiteUrl = "site-url",
    }
}

keywords! {
    /// A size of paper.
    pub enum PageSize {
        /// 210 by 297 mm.
        A4 = "A4",
        /// 8.5 by 11 inches.
        Letter = "letter",
    }
}

keywords! {
    /// A kind of program that turns a page into a PDF.
    pub enum PrintEngine {
        /// Chromium, and the browsers made of it.
        Chromium = "chromium",
        /// WeasyPrint.
        Weasyprint = "weasyprint",
    }
}

keywords! {
    /// What happens to raw HTML in Markdown.
    pub enum HtmlPolicy {
        /// Harmless elements are kept, all else is dropped.
        Sanitize = "sanitize",
        /// It is shown as text.
        Escape = "escape",
        /// It is passed on as it is.
        Allow = "allow",
    }
}

keywords! {
    /// What a finding of a rule leads to.
    pub enum RuleLevel {
        /// Nothing.
        Allow = "allow",
        /// A warning.
        Warn = "warn",
        /// An error, which blocks the write.
        Deny = "deny",
    }
}

impl TextDirection {
    /// The way a language is written, by its BCP 47 tag.
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
