//! Allow-list of copied files, and media types of all files.
//!
//! One table, by file extension. It knows neither the site nor file contents.

use std::collections::BTreeSet;

/// A category of files.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    /// How browsers open them.
    pub shown: Shown,
    /// Lower-case extensions in order, each with its media type.
    pub types: &'static [(&'static str, &'static str)],
}

/// How browsers open a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Displayed.
    InPlace,
    /// Downloaded: no page displays such files.
    Saved,
}

/// File types always copied. None of them can run a script in the site's origin: SVG is sanitised
/// first.
pub const COPIED: &[Kind] = &[
    Kind {
        name: "pictures",
        shown: Shown::InPlace,
        types: &[
            ("apng", "image/apng"),
            ("avif", "image/avif"),
            ("bmp", "image/bmp"),
            ("gif", "image/gif"),
            ("heic", "image/heic"),
            ("ico", "image/x-icon"),
            ("jpeg", "image/jpeg"),
            ("jpg", "image/jpeg"),
            ("png", "image/png"),
            ("svg", "image/svg+xml"),
            ("tif", "image/tiff"),
            ("tiff", "image/tiff"),
            ("webp", "image/webp"),
        ],
    },
    Kind { name: "PDF", shown: Shown::InPlace, types: &[("pdf", "application/pdf")] },
    Kind {
        name: "office documents",
        shown: Shown::Saved,
        types: &[
            ("doc", "application/msword"),
            ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("epub", "application/epub+zip"),
            ("odg", "application/vnd.oasis.opendocument.graphics"),
            ("odp", "application/vnd.oasis.opendocument.presentation"),
            ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
            ("odt", "application/vnd.oasis.opendocument.text"),
            ("ppt", "application/vnd.ms-powerpoint"),
            ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            ("rtf", "application/rtf"),
            ("xls", "application/vnd.ms-excel"),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ],
    },
    Kind { name: "plain text", shown: Shown::InPlace, types: &[("txt", "text/plain")] },
    Kind {
        name: "data",
        shown: Shown::Saved,
        types: &[
            ("bib", "text/x-bibtex"),
            ("csv", "text/csv"),
            ("geojson", "application/geo+json"),
            ("ics", "text/calendar"),
            ("json", "application/json"),
            ("jsonl", "application/jsonl"),
            ("parquet", "application/vnd.apache.parquet"),
            ("toml", "application/toml"),
            ("tsv", "text/tab-separated-values"),
            ("yaml", "application/yaml"),
            ("yml", "application/yaml"),
            ("zip", "application/zip"),
        ],
    },
    Kind {
        name: "sound",
        shown: Shown::InPlace,
        types: &[
            ("aac", "audio/aac"),
            ("flac", "audio/flac"),
            ("m4a", "audio/mp4"),
            ("mp3", "audio/mpeg"),
            ("oga", "audio/ogg"),
            ("ogg", "audio/ogg"),
            ("opus", "audio/ogg"),
            ("wav", "audio/wav"),
        ],
    },
    Kind {
        name: "film",
        shown: Shown::InPlace,
        types: &[
            ("m4v", "video/mp4"),
            ("mov", "video/quicktime"),
            ("mp4", "video/mp4"),
            ("ogv", "video/ogg"),
            ("vtt", "text/vtt"),
            ("webm", "video/webm"),
        ],
    },
    Kind {
        name: "fonts",
        shown: Shown::InPlace,
        types: &[
            ("otf", "font/otf"),
            ("ttf", "font/ttf"),
            ("woff", "font/woff"),
            ("woff2", "font/woff2"),
        ],
    },
];

/// Extension of style sheets, copied only if named in the settings.
pub const STYLES: &str = "css";

/// Media types of generated files and theme files, if not in [`COPIED`].
const MADE: &[(&str, &str)] = &[
    ("css", "text/css"),
    ("html", "text/html"),
    ("js", "text/javascript"),
    ("webmanifest", "application/manifest+json"),
    ("xml", "application/xml"),
];

/// Media type of feeds.
pub const FEED: &str = "application/atom+xml";

/// Fallback media type.
const UNKNOWN: &str = "application/octet-stream";

/// Host configuration files, by lower-case name: hosts apply instead of publishing them.
const OBEYED: &[&str] = &[
    "_config.toml",
    "_config.yaml",
    "_config.yml",
    "_headers",
    "_redirects",
    "_routes.json",
    "_worker.js",
    "amplify.yml",
    "app.json",
    "app.yaml",
    "apprunner.yaml",
    "appspec.yml",
    "auth",
    "buildspec.yml",
    "clientaccesspolicy.xml",
    "cloudbuild.json",
    "cloudbuild.yaml",
    "cname",
    "composer.json",
    "cors",
    "crossdomain.xml",
    "customhttp.yml",
    "default.toml",
    "deno.json",
    "firebase.json",
    "fly.toml",
    "global.asa",
    "global.asax",
    "manifest.yml",
    "netlify.toml",
    "nixpacks.toml",
    "now.json",
    "package.json",
    "procfile",
    "railway.json",
    "railway.toml",
    "render.yaml",
    "router",
    "routes.json",
    "static.json",
    "staticfile",
    "staticfile.txt",
    "staticwebapp.config.json",
    "vercel.json",
    "web.config",
    "wrangler.json",
    "wrangler.jsonc",
    "wrangler.toml",
];

/// Extensions of server-side scripts, which hosts detect anywhere in a name: `chart.php.png` is
/// run.
const RUN: &[&str] = &[
    "asis", "cgi", "fcg", "fcgi", "lua", "phar", "php", "php2", "php3", "php4", "php5", "php6",
    "php7", "php8", "phps", "pht", "phtml", "pl", "py", "rb", "sh", "shtm", "shtml", "stm", "tcl",
    "var", "wsgi",
];

/// Extensions that hosts may not know. Hosts that read all extensions of a name (Apache) then use the previous one:
/// `map.html.parquet` is a page. <https://httpd.apache.org/docs/2.4/mod/mod_mime.html#multipleext>
const UNFAMILIAR: &[&str] = &[
    "apng", "avif", "bib", "geojson", "heic", "jsonl", "opus", "parquet", "toml", "vtt", "webp",
    "woff2", "yaml", "yml",
];

/// Other Markdown extensions. Pages use only `.md`.
const MARKDOWN: &[&str] = &[
    "markdown", "md", "mdown", "mdtext", "mdtxt", "mdwn", "mdx", "mkd", "mkdn", "mkdown", "qmd",
    "rmd",
];

/// Additional allowed types: extensions and names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed(BTreeSet<String>);

impl Allowed {
    /// Extensions without the dot, and file names; case-insensitive.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self(words.into_iter().map(str::to_ascii_lowercase).collect())
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// Handling of a file that is not a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Copied.
    Copied,
    /// Left out: a backup of an editor or a system file.
    LeftOut,
    /// A page with a wrong extension; holds the correct name.
    Misnamed(String),
    /// Not an allowed type.
    Refused(Refusal),
}

/// Why a file is not copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Its extension, held here, is not allowed.
    Type(String),
    /// It has no extension; holds its name.
    NoType(String),
    /// It is host configuration.
    Obeyed(String),
    /// It is a server-side script.
    Run(String),
    /// Hosts that do not know its last extension serve it as a page.
    Ambiguous(String),
    /// It is a style sheet that no setting names.
    Styles,
}

/// Handling of a file that is not a page, by its name.
pub fn fate(name: &str, allowed: &Allowed) -> Fate {
    let lower = name.to_lowercase();
    if is_kept_aside(&lower) {
        return Fate::LeftOut;
    }
    if let Some(page) = page_name(name, &lower) {
        return Fate::Misnamed(page);
    }
    if allowed.has(&lower) {
        return Fate::Copied;
    }
    let refused = |why: fn(String) -> Refusal, allows: &str| Fate::Refused(why(allows.to_owned()));
    if OBEYED.contains(&&*lower) {
        return refused(Refusal::Obeyed, &lower);
    }
    if endings(&lower).any(|ending| RUN.contains(&ending) && !allowed.has(ending)) {
        return refused(Refusal::Run, &lower);
    }
    if may_be_taken_for_a_page(&lower) {
        return refused(Refusal::Ambiguous, &lower);
    }
    match endings(&lower).last() {
        Some(ending) if allowed.has(ending) || copied(ending).is_some() => Fate::Copied,
        Some(STYLES) => Fate::Refused(Refusal::Styles),
        Some(ending) => refused(Refusal::Type, ending),
        None => refused(Refusal::NoType, &lower),
    }
}

/// Whether a hidden file is a backup or system file, not an author's.
pub fn is_hidden_copy(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower == ".ds_store"
        || ["._", ".#", ".~"].iter().any(|start| lower.starts_with(start))
        || is_kept_aside(&lower)
}

/// Whether a copied file may contain text, like pages.
pub fn is_text(name: &str) -> bool {
    let (media_type, _) = of_copied(name);
    has_charset(media_type)
        || media_type == UNKNOWN
        || ["jsonl", "rtf", "toml", "yaml"].iter().any(|kind| media_type.ends_with(kind))
}

/// Whether files that end so are pages, here or by other programs' habits.
pub fn is_page_ending(ending: &str) -> bool {
    MARKDOWN.contains(&&*ending.to_ascii_lowercase())
}

/// The media type of a file that is copied, and what a browser does with it.
pub fn of_copied(name: &str) -> (&'static str, Shown) {
    let lower = name.to_lowercase();
    let known = endings(&lower).last().and_then(copied);
    known.unwrap_or_else(|| {
        let guessed = mime_guess::from_path(&lower).first_raw();
        // Allowing a page type means displaying it.
        (guessed.unwrap_or(UNKNOWN), guessed.map_or(Shown::Saved, |_| Shown::InPlace))
    })
}

/// The media type of a generated or theme file.
pub fn of_made(name: &str) -> &'static str {
    let lower = name.to_lowercase();
    let known = endings(&lower).last().and_then(|ending| {
        let made =
            MADE.iter().find(|(known, _)| *known == ending).map(|(_, media_type)| *media_type);
        made.or_else(|| copied(ending).map(|(media_type, _)| media_type))
    });
    known.unwrap_or(UNKNOWN)
}

/// The media type of every file name extension that a site can have without further settings, in
/// order of extension.
pub fn by_ending() -> Vec<(&'static str, &'static str)> {
    let copied = COPIED.iter().flat_map(|kind| kind.types);
    let mut all: Vec<_> = copied.chain(MADE).copied().collect();
    all.sort_unstable();
    all
}

/// Adds the charset to text media types: all generated files and authors' texts are UTF-8.
pub fn with_charset(media_type: &str) -> String {
    if has_charset(media_type) {
        format!("{media_type}; charset=utf-8")
    } else {
        media_type.to_owned()
    }
}

fn has_charset(media_type: &str) -> bool {
    // SVG declares its own encoding, always UTF-8.
    is_text_type(media_type) && !media_type.starts_with("image/")
}

/// Whether files of a media type are text.
pub fn is_text_type(media_type: &str) -> bool {
    media_type.starts_with("text/")
        || ["json", "javascript", "xml"].iter().any(|kind| media_type.ends_with(kind))
}

/// Whether a file is SVG, which is sanitised.
pub fn is_drawing(name: &str) -> bool {
    name.to_lowercase().ends_with(".svg")
}

/// Whether a file is a picture of points, which takes no longer to show than its size tells.
pub fn is_photograph(name: &str) -> bool {
    let lower = name.to_lowercase();
    let known = endings(&lower).last().and_then(copied);
    !is_drawing(&lower) && known.is_some_and(|(media_type, _)| media_type.starts_with("image/"))
}

fn copied(ending: &str) -> Option<(&'static str, Shown)> {
    COPIED.iter().find_map(|kind| {
        let found = kind.types.binary_search_by_key(&ending, |(known, _)| known).ok()?;
        Some((kind.types[found].1, kind.shown))
    })
}

/// The parts of a name after each dot.
fn endings(name: &str) -> impl Iterator<Item = &str> {
    name.split('.').skip(1)
}

/// Whether hosts that read all endings of a name take a file for something that runs scripts.
fn may_be_taken_for_a_page(lower: &str) -> bool {
    let all: Vec<&str> = endings(lower).collect();
    let Some((last, before)) = all.split_last() else { return false };
    let runs = |ending: &&str| {
        let types = mime_guess::from_ext(ending);
        types.iter_raw().any(|of| ["html", "script", "xml"].iter().any(|it| of.ends_with(it)))
    };
    UNFAMILIAR.contains(last) && before.iter().any(runs)
}

fn is_kept_aside(lower: &str) -> bool {
    const NAMES: [&str; 3] = ["desktop.ini", "ehthumbs.db", "thumbs.db"];
    const ENDINGS: [&str; 9] =
        ["~", ".bak", ".backup", ".old", ".orig", ".rej", ".swo", ".swp", ".tmp"];
    NAMES.contains(&lower)
        || ENDINGS.iter().any(|ending| lower.ends_with(ending))
        || lower.starts_with("~$")
        || lower.starts_with('#') && lower.ends_with('#')
}

/// The correct name of a Markdown file with a wrong extension.
fn page_name(name: &str, lower: &str) -> Option<String> {
    let stem = match lower.strip_suffix(".txt") {
        Some(stem) if endings(stem).last().is_some_and(|it| MARKDOWN.contains(&it)) => {
            &name[..stem.len()]
        }
        _ => name,
    };
    let (stem, ending) = stem.rsplit_once('.')?;
    (is_page_ending(ending) && !stem.is_empty()).then(|| format!("{stem}.md"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_is_copied() {
        #[track_caller]
        fn refused(name: &str, allows: &str) {
            let Fate::Refused(
                Refusal::Type(word)
                | Refusal::NoType(word)
                | Refusal::Obeyed(word)
                | Refusal::Run(word)
                | Refusal::Ambiguous(word),
            ) = fate(name, &Allowed::new([]))
            else {
                panic!("{name} is not refused");
            };
            assert_eq!(word, allows, "{name}");
            assert_eq!(fate(name, &Allowed::new([allows])), Fate::Copied, "{name}");
        }
        let allowed = Allowed::new([]);
        for name in [
            "a.png",
            "A.PNG",
            "minutes.2016.pdf",
            "b.tar.zip",
            "x.html.pdf",
            "budget.asp.pdf",
            "2016.06.parquet",
            "figures.csv.parquet",
            "figures.xlsx.jsonl",
            "été.csv",
        ] {
            assert_eq!(fate(name, &allowed), Fate::Copied, "{name}");
        }
        refused("x.hxt", "hxt");
        refused("x.HTML", "html");
        refused("page.html.en", "en");
        refused("b.svg.gz", "gz");
        refused("figures", "figures");
        refused("ends.", "");
        refused("_redirects", "_redirects");
        refused("CNAME", "cname");
        refused("Web.Config", "web.config");
        refused("staticwebapp.config.json", "staticwebapp.config.json");
        refused("x.php", "x.php");
        refused("x.php.png", "x.php.png");
        refused("x.aspx", "aspx");
        refused("_config.yaml", "_config.yaml");
        refused("routes.json", "routes.json");
        refused("x.asis.png", "x.asis.png");
        refused("x.var.txt", "x.var.txt");
        refused("x.html.parquet", "x.html.parquet");
        refused("x.HTM.en.WEBP", "x.htm.en.webp");
        refused("x.svg.yaml", "x.svg.yaml");
        refused("x.xhtml.jsonl", "x.xhtml.jsonl");
        refused("x.js.toml", "x.js.toml");
        assert_eq!(fate("own.css", &allowed), Fate::Refused(Refusal::Styles));
    }

    #[test]
    fn pages_end_in_md_and_nothing_else() {
        #[track_caller]
        fn case(name: &str, expected: Option<&str>) {
            let page = match fate(name, &Allowed::new(["md", "txt"])) {
                Fate::Misnamed(page) => Some(page),
                _ => None,
            };
            assert_eq!(page.as_deref(), expected, "{name}");
        }
        case("rec-02.MD", Some("rec-02.md"));
        case("rec-02.Markdown", Some("rec-02.md"));
        case("rec-8.32b.mkd", Some("rec-8.32b.md"));
        case("rec-02.md.txt", Some("rec-02.md"));
        case("rec-02.MD.TXT", Some("rec-02.md"));
        case("rec-02.mkd.txt", Some("rec-02.md"));
        case("rec-02.txt", None);
        case("rec-02.md.png", None);
        case("md", None);
    }

    #[test]
    fn copies_of_editors_and_systems_are_left_out() {
        for name in ["p.md~", "#p.md#", "p.md.bak", "Thumbs.db", "~$rec.docx", "p.swp", "a.ORIG"] {
            assert_eq!(fate(name, &Allowed::new([])), Fate::LeftOut, "{name}");
        }
        for name in [".DS_Store", "._chart.png", ".#p.md", ".p.md.swp", ".~lock.a.odt#"] {
            assert!(is_hidden_copy(name), "{name}");
        }
        for name in [".gitignore", ".nojekyll", ".well-known"] {
            assert!(!is_hidden_copy(name), "{name}");
        }
    }

    #[test]
    fn every_file_has_its_type() {
        assert_eq!(of_copied("A.PNG"), ("image/png", Shown::InPlace));
        assert_eq!(of_copied("a.docx").1, Shown::Saved);
        assert_eq!(of_copied("a.kml"), ("application/vnd.google-earth.kml+xml", Shown::InPlace));
        assert_eq!(of_copied("CNAME"), (UNKNOWN, Shown::Saved));
        assert_eq!(of_made("index.html"), "text/html");
        assert_eq!(of_made("data/a.csv"), "text/csv");
        assert_eq!(of_made("assets/a.0.woff2"), "font/woff2");
    }

    #[test]
    fn the_table_is_in_order_and_holds_no_type_twice() {
        let mut all = BTreeSet::new();
        for kind in COPIED {
            assert!(kind.types.is_sorted_by_key(|(ending, _)| ending), "{}", kind.name);
            for (ending, _) in kind.types {
                assert!(all.insert(*ending), "{ending}");
            }
        }
        for list in [OBEYED, RUN, MARKDOWN] {
            assert!(list.is_sorted());
            assert!(list.iter().all(|word| !all.contains(word)));
        }
        assert!(UNFAMILIAR.is_sorted());
        assert!(UNFAMILIAR.iter().all(|word| all.contains(word)));
    }
}
