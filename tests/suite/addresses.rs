//! At which addresses pages are published, and which addresses are refused.

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
