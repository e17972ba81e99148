//! Published and refused addresses.

use super::harness::Project;
use super::html::links;

fn page(title: &str) -> String {
    format!("+++\ntitle = \"{title}\"\n+++\n")
}

#[test]
fn only_a_file_called_index_is_its_directory() {
    let rendered = Project::new()
        .file("content/g/_index.md", page("G"))
        .file("content/g/my_index.md", page("Mine"))
        .render()
        .builds();
    rendered.page("g/index.html");
    rendered.page("g/my_index.html");
}

#[test]
fn the_path_in_an_edit_link_is_encoded() {
    let book = "[book]\ntitle = \"T\"\n[output.html]\n\
                edit-url-template = \"https://example.org/edit/{path}?from=site\"\n";
    let rendered = Project::new()
        .file("book.toml", book)
        .file("content/50% & more.md", page("More"))
        .render()
        .builds();
    let page = rendered.page("50% & more.html");
    let edit = "https://example.org/edit/content/50%25%20%26%20more.md?from=site";
    assert!(links(page).iter().any(|(url, _)| url == edit), "{:?}", links(page));
}

#[test]
fn addresses_that_not_every_system_can_have() {
    #[track_caller]
    fn case(file: &str, text: &str, expected: &[&str]) {
        let rendered = Project::new().with_report(&["1"]).file(file, text).render();
        let found: Vec<&str> = rendered.diagnostics.iter().map(|found| found.name).collect();
        assert_eq!(found, expected, "{file:?}: {:?}", rendered.diagnostics);
    }
    let alias = |alias: &str| format!("+++\ntitle = \"T\"\naliases = [\"{alias}\"]\n+++\n");
    case("content/a:b.md", &page("T"), &["unsafe-name"]);
    case("content/a\nb.md", &page("T"), &["unsafe-name"]);
    case("content/CON.md", &page("T"), &["unsafe-name"]);
    case("content/end. ", "", &["unsafe-name"]);
    case("content/p.md", &alias("INDEX.html"), &["address-collision"]);
    case("content/p.md", &alias("ssr1/1.html/x.html"), &["address-collision"]);
    case("content/p.md", &alias(".ssr-site/x.html"), &["wrong-value"]);
    case("content/p.md", &alias("a b\\n\\tadded evil.html"), &["wrong-value"]);
    case("content/P.md", &alias("q.html"), &[]);
}

#[test]
fn what_is_to_be_done_about_a_name_is_said() {
    #[track_caller]
    fn case(file: &str, expected: &str) {
        let rendered = Project::new().with_report(&["1"]).file(file, page("T")).render();
        let help = &rendered.diagnostics[0].help;
        assert!(help.iter().any(|help| help.contains(expected)), "{:?}", rendered.diagnostics);
    }
    case("content/a?.md", "without control characters");
    case("content/nul.md", "Windows has a device");
    case("content/pages ./a.md", "without a full stop");
}

#[test]
fn accents_of_two_forms_are_one_address() {
    let found = |one: &str, other: &str| {
        let project = Project::new().with_report(&["1"]);
        let rendered = project.file(one, page("T")).file(other, page("U")).render();
        rendered.diagnostics.iter().map(|found| found.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        found("content/\u{e9}t\u{e9}.md", "content/e\u{301}te\u{301}.md"),
        [
            r"the addresses `e\u{301}te\u{301}.html` and `\u{e9}t\u{e9}.html` differ only in how accents are encoded"
        ]
    );
    let cases = found("content/\u{c9}t\u{e9}.md", "content/e\u{301}te\u{301}.md");
    assert!(cases[0].ends_with("differ only in case"), "{cases:?}");
    assert_eq!(found("content/\u{e9}.md", "content/e.md"), Vec::<String>::new());
}
