//! Where references lead, and what is said of those that lead nowhere.

use super::harness::Project;

#[test]
fn a_file_that_cannot_be_read_exists_for_links() {
    let disk = Project::new()
        .with_report(&["1"])
        .file("content/ssr1/recommendations/rec-2.md/.keep", "")
        .recommendation("ssr1", "3", "covered_by = 2\n+++\nSee [two](rec:2), Recommendation 2.\n")
        .on_disk();
    let run = disk.run(&["check"]).code(1);
    assert_eq!(run.stderr.matches("error").count(), 2, "{}", run.stderr);
    assert!(run.stderr.starts_with("error[not-a-file]: `content/ssr1/recommendations/rec-2.md`"));
    assert!(run.stderr.ends_with("\n\n1 error\n"), "{}", run.stderr);
}

#[test]
fn help_names_what_could_be_written_instead() {
    #[track_caller]
    fn case(link: &str, help: &str) {
        let rendered = Project::new()
            .with_report(&["1", "12"])
            .file("content/other/_index.md", "+++\nkind = \"implementation\"\ntitle = \"O\"\n+++\n")
            .recommendation("other", "7", &format!("+++\n[x]({link})\n"))
            .edition("ssr1", "2016-06-30")
            .render();
        let found: Vec<&str> =
            rendered.diagnostics.iter().filter_map(|found| found.help.as_deref()).collect();
        assert_eq!(found, [help]);
    }
    case("rec:8", "did you mean `rec:7`?");
    case("rec:ssr1/13", "did you mean `rec:ssr1/1` or `rec:ssr1/12`?");
    case("rec:SSR1/2", "did you mean `rec:SSR1/1` or `rec:SSR1/12`?");
    case("rec:ssr1/12@2016-06-31", "did you mean `@2016-06-30`?");
    case("../_index.html", "did you mean `../_index.md`?");
}
