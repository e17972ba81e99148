//! A `book.toml`.

use ssr_site::config::{Config, FILE_NAME};
use ssr_site::diagnostic::Diagnostic;
use ssr_site::path::SourcePath;
use ssr_site::schema::Address;
use ssr_site::site::Site;
use ssr_site::world::MemoryWorld;

/// Content for the settings.
const PAGE: &str =
    "+++\ntitle = \"About\"\n+++\nSee Recommendation 25, due 2016-09. Work has begun.\n";
const INDEX: &str = "+++\nkind = \"implementation\"\ntitle = \"T\"\nseries = \"SSR1\"\n+++\n";

/// Any bytes are valid settings or an error with a location; valid settings lead to no other
/// directory and no forbidden scheme.
pub fn check(data: &[u8]) {
    let mut world =
        MemoryWorld::new([("content/about.md", PAGE), ("content/ssr1/_index.md", INDEX)]);
    world.insert(FILE_NAME, data);
    let (config, found) = Config::load(&world);
    super::can_be_shown(&found, &SourcePath::new(FILE_NAME), data);
    let Some(config) = config else {
        assert!(!found.is_empty());
        return;
    };
    if found.iter().any(Diagnostic::is_error) {
        return;
    }
    sound(&config);
    let (site, _) = Site::load(config, &world);
    assert!(site.reports.len() <= 1);
}

fn sound(config: &Config) {
    let inside = |path: &str| {
        let resolved = SourcePath::default().resolve(path);
        !path.starts_with('/') && resolved.is_some_and(|path| !path.as_str().is_empty())
    };
    assert!(inside(config.content.as_str()), "{:?}", config.content);
    for css in &config.additional_css {
        assert!(inside(css), "{css:?}");
    }
    for word in [&*config.title, &config.language, config.theme()] {
        assert!(!word.trim().is_empty(), "{word:?}");
    }
    if let Some(url) = &config.site_url {
        assert!(
            url.starts_with("http") && url.ends_with('/') && Address::is_allowed(url),
            "{url:?}"
        );
        assert!(
            !url.contains(|char: char| char.is_control() || "\"<> ?#".contains(char)),
            "{url:?}"
        );
    }
    if let Some(template) = &config.edit_url_template {
        assert!(Address::is_allowed(template), "{template:?}");
    }
    let (from, to) = config.plausible_years;
    assert!(from <= to, "{from} to {to}");
    let prefix = &config.id_prefix;
    assert!(
        !prefix.contains(|char: char| char.is_whitespace() || "\"'<>&".contains(char)),
        "{prefix:?}"
    );
}
