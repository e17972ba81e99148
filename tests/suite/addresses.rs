//! At which addresses pages are published, and which addresses are refused.

use super::harness::Project;

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
