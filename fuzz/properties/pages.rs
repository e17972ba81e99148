//! Pages of a small site with hostile texts: the length of the first line selects the page, the
//! next lines are texts of the site, and the rest is the text of its recommendation.

use std::sync::LazyLock;

use ssr_site::address::PageList;
use ssr_site::config::Config;
use ssr_site::diagnostic::Diagnostic;
use ssr_site::facts::Facts;
use ssr_site::project;
use ssr_site::render::Rendering;
use ssr_site::site::Site;
use ssr_site::theme::Theme;
use ssr_site::world::MemoryWorld;

use crate::html;

const BOOK: &str =
    "[book]\ntitle = \"T\"\n[output.html]\nsite-url = \"https://example.org/reports/\"\n";

/// Settings and theme, loaded once: the theme takes most of the time.
static THEME: LazyLock<Option<(Config, Theme)>> = LazyLock::new(|| {
    let world = MemoryWorld::new([("book.toml", BOOK)]);
    let config = Config::load(&world).0?;
    let (site, _) = Site::load(config.clone(), &world);
    Some((config, project::theme(&site, &world).0?))
});

/// Every page is well-formed and has no active content, whatever the texts.
pub fn check(data: &[u8]) {
    let text = super::text(data);
    let mut lines = text.splitn(7, '\n');
    let which = lines.next().map_or(0, str::len);
    let words: [&str; 5] = std::array::from_fn(|_| lines.next().unwrap_or("x"));
    let world = world(words, lines.next().unwrap_or_default());

    let (config, theme) = THEME.as_ref().unwrap_or_else(|| panic!("the default theme can be used"));
    let (site, mut found) = Site::load(config.clone(), &world);
    let (list, more) = PageList::new(&site, theme);
    found.extend(more);
    // Sites with errors are not written.
    if found.iter().any(Diagnostic::is_error) {
        return;
    }
    let routes: Vec<usize> = (0..list.routes().len())
        .filter(|index| {
            let route = list.routes()[*index].as_str();
            !route.starts_with("assets/") && !route.starts_with("data/schema/")
        })
        .collect();
    let index = routes[which % routes.len()];
    let route = list.routes()[index].as_str();
    let mut page = Vec::new();
    let facts = Facts::new(site);
    let rendering = Rendering::new(&facts, theme, &world, &list);
    if let Err(wrong) = rendering.write(index, &mut page) {
        panic!("{route}: {wrong:?}");
    }
    let page = String::from_utf8(page).unwrap_or_else(|error| panic!("{route}: {error}"));
    well_formed(route, &page);
}

fn world([title, group, text, label, status]: [&str; 5], body: &str) -> MemoryWorld {
    let [title, group, text, label, status] = [title, group, text, label, status].map(quoted);
    let mut world = MemoryWorld::default();
    let mut file = |path: &str, front: &str, body: &str| {
        world.insert(&format!("content/{path}"), format!("+++\n{front}+++\n{body}\n"));
    };
    file("about.md", &format!("title = {title}\ndescription = {text}\n"), body);
    let statuses = format!("[[statuses]]\nid = \"s\"\nlabel = {status}\nkind = \"late\"\n");
    let front = format!("kind = \"implementation\"\ntitle = {title}\nseries = {label}\n{statuses}");
    file("ssr1/_index.md", &front, body);
    let front = format!("number = 1\ntitle = {title}\ngroup = {group}\n");
    file("ssr1/recommendations/rec-1.md", &front, body);
    file("ssr1/2016-03-31/_index.md", &format!("title = {label}\n"), "");
    file("ssr1/2016-06-30/_index.md", &format!("title = {title}\nsummary = {text}\n"), body);
    let front = format!(
        "number = 1\nstatus = \"s\"\n[[milestones]]\nlabel = {label}\n[[deliverables]]\ntext = {text}\n\
         phase = {label}\nresponsible = [{group}]\ndue = 2015\nrevised_due = 2017\nslip_reason = {text}\n"
    );
    file("ssr1/2016-06-30/rec-1.md", &front, body);
    file("ssr1/2016-03-31/rec-1.md", "number = 1\nstatus = \"s\"\n", "");
    let teams = format!("teams = [{{ code = {label}, name = {title} }}]\n");
    file(
        "plan/_index.md",
        &format!("kind = \"review\"\ntitle = {title}\nof = \"ssr1\"\n{teams}"),
        "",
    );
    let front =
        format!("number = 1\nstatement = {text}\ngroup = {group}\n[[tasks]]\ntext = {text}\n");
    file("plan/rec-1.md", &front, body);
    world
}

/// A TOML string: <https://toml.io/en/v1.0.0#string>.
fn quoted(text: &str) -> String {
    let escaped = |char: char| match char {
        '"' | '\\' => format!("\\{char}"),
        char if char.is_control() => format!("\\u{:04x}", u32::from(char)),
        char => char.to_string(),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

fn well_formed(route: &str, page: &str) {
    match route.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => {
            let pieces = html::pieces(page);
            assert_eq!(html::unbalanced_pieces(&pieces), None, "{route}");
            let active = html::active_content(route, &pieces);
            assert!(active.is_empty(), "{route}: {active:?}");
        }
        Some("json") => json(route, page),
        Some("js") => {
            let index = page.strip_prefix("globalThis.ssrSiteSearch = ");
            let index = index.and_then(|index| index.trim_end().strip_suffix(';'));
            json(route, index.unwrap_or_else(|| panic!("{route}: {page}")));
        }
        Some("xml") => html::well_formed_xml(page),
        _ => {}
    }
}

fn json(route: &str, text: &str) {
    let read = serde_json::from_str::<serde_json::Value>(text);
    assert!(read.is_ok(), "{route}: {read:?}");
}
