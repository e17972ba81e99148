//! Drafts in `build` and in `serve`.

use ssr_site::config::Drafts;

use super::harness::Project;

fn project() -> Project {
    let front_matter = "+++\ntitle = \"Notes\"\ndraft = true\n+++\n";
    Project::new()
        .with_report(&["1", "2"])
        .edition("ssr1", "2020-03-31")
        .update("ssr1/2020-03-31", "1", "planned", "")
        .edition("ssr1", "2020-06-30")
        .update("ssr1/2020-06-30", "1", "complete", "draft = true\n")
        .update("ssr1/2020-06-30", "2", "planned", "")
        .file("content/notes.md", front_matter)
        .file(
            "content/ssr1/2020-09-30/_index.md",
            "+++\ntitle = \"Third quarter\"\ndraft = true\n+++\n",
        )
        .update("ssr1/2020-09-30", "2", "complete", "")
        .file("content/ssr1/2020-09-30/figures.csv", "a,b\n")
}

#[test]
fn a_build_leaves_drafts_out() {
    let site = project().render();
    assert_eq!(site.lines(), Vec::<String>::new());
    assert!(
        !site.pages.keys().any(|route| route.contains("2020-09-30")),
        "{:?}",
        site.pages.keys()
    );
    assert!(!site.pages.contains_key("notes.html"));
    assert!(site.page("ssr1/1.html").contains("Planned/In Process"), "the update before stands");
    assert!(site.html().all(|(_, page)| !page.contains("class=\"draft-notice\"")));
}

#[test]
fn drafts_are_shown_where_they_are_asked_for_and_marked() {
    let site = project().render_with(Drafts::Shown);
    let marked = |route: &str| site.page(route).contains("class=\"draft-notice\"");
    assert!(marked("notes.html"));
    assert!(marked("ssr1/2020-09-30/index.html"));
    assert!(marked("ssr1/2020-09-30/2.html"));
    assert!(marked("ssr1/2020-06-30/1.html"), "its update is a draft");
    assert!(marked("ssr1/index.html"), "its last edition is a draft");
    assert!(marked("ssr1/2020-09-30/1.html"), "its edition is a draft");
    assert!(marked("ssr1/2020-06-30/index.html"), "one of its updates is a draft");
    assert!(marked("ssr1/2020-06-30/changes.html"));
    assert!(marked("index.html"), "it tells of the report");
    assert!(marked("ssr1/print.html"), "its last edition is a draft");
    assert!(!marked("ssr1/2020-03-31/print.html"));
    assert!(!marked("ssr1/2020-06-30/2.html"));
    assert!(!marked("ssr1/2020-03-31/1.html"));
    assert!(!marked("ssr1/2020-03-31/index.html"));
    assert!(site.pages.contains_key("ssr1/2020-09-30/figures.csv"));
}

#[test]
fn a_mistake_in_a_draft_is_nobody_elses() {
    let broken = project().update("ssr1/2020-06-30", "1", "unheard-of", "draft = true\n");
    assert_eq!(broken.render().lines(), Vec::<String>::new());
    let lines = broken.render_with(Drafts::Shown).lines();
    assert!(lines.iter().any(|line| line.contains("unknown status `unheard-of`")), "{lines:?}");
}

#[test]
fn a_link_to_a_draft_says_what_it_leads_to() {
    let page = "+++\ntitle = \"Reports\"\n+++\nSee [the notes](notes.md).\n";
    let site = project().file("content/_index.md", page).render();
    let [finding] = &site.diagnostics[..] else { panic!("{:?}", site.lines()) };
    assert_eq!(finding.name, "unknown-reference");
    let help = "it is a draft: remove the link until it is published";
    assert_eq!(finding.help.as_deref(), Some(help));
}
