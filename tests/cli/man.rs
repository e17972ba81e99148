//! `man`: a page for each command.

use crate::harness::Place;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The commands below one, as its help lists them.
fn commands(place: &Place, above: &[&str]) -> Vec<String> {
    let help = place.run(&[above, &["--help"]].concat());
    let help = help.code(0).out();
    let Some((_, list)) = help.split_once("\nCommands:\n") else { return Vec::new() };
    let names = list.lines().take_while(|line| !line.is_empty());
    let names = names.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next());
    let is_own = |name: &&str| *name != "help" || above.is_empty();
    names.filter(is_own).map(str::to_owned).collect()
}

#[test]
fn every_command_has_a_page() {
    let place = Place::empty();
    place.run(&["man", "pages"]).code(0).stdout("").mentions(" man pages into `pages`\n");
    let mut expected = vec!["pages/ssr-site.1".to_owned()];
    for command in commands(&place, &[]) {
        expected.push(format!("pages/ssr-site-{command}.1"));
        let below = commands(&place, &[&command]);
        expected.extend(below.iter().map(|below| format!("pages/ssr-site-{command}-{below}.1")));
    }
    expected.sort();
    assert!(expected.len() > 20, "{expected:?}");
    assert_eq!(place.files(), expected);
    for path in &expected {
        let page = place.read(path);
        let name = path.trim_start_matches("pages/").trim_end_matches(".1");
        let title = format!(".TH {} 1 \"\" \"ssr-site {}\"", name.to_uppercase(), VERSION);
        assert!(page.lines().any(|line| line.starts_with(&title)), "{path}: {page}");
        for section in [".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH OPTIONS"] {
            assert!(page.lines().any(|line| line == section), "{path}: {section}");
        }
    }
    let edition = place.read("pages/ssr-site-new-edition.1");
    assert!(edition.contains("ssr\\-site new edition 2016\\-09\\-30"), "{edition}");
    // A newer program writes them again.
    place.write("pages/ssr-site.1", "old");
    place.run(&["man", "pages"]).code(0);
    assert_ne!(place.read("pages/ssr-site.1"), "old");
}

#[test]
fn the_first_page_is_printed() {
    let place = Place::empty();
    let page = place.run(&["man"]);
    page.code(0).stderr("");
    place.run(&["man", "-q", "pages"]).code(0).stderr("");
    assert_eq!(page.out(), place.read("pages/ssr-site.1"));
}
