//! What pages say across reports, editions and drafts.

use ssr_site::config::{Config, Drafts};
use ssr_site::facts::{Facts, teams};
use ssr_site::site::{DeliverableId, Report, Site, View};

use super::harness::Project;
use super::html::links;

const PLAN: &str =
    "+++\nkind = \"review\"\ntitle = \"Plan\"\nof = \"ssr1\"\nteams = [\"IS\"]\n+++\n";

fn facts(project: &Project) -> Facts {
    let world = project.world();
    let (config, _) = Config::load(&world);
    Facts::new(Site::load(config.unwrap(), &world).0)
}

fn named<'s>(site: &'s Site, id: &str) -> &'s Report {
    site.reports.iter().find(|report| &*report.id == id).unwrap()
}

/// Two reports; a deliverable of the first points to the second.
fn pointing() -> Project {
    let second = "+++\nkind = \"implementation\"\ntitle = \"Second\"\nseries = \"SSR2\"\n+++\n";
    let row = "[[deliverables]]\ntext = \"See SSR2 Recommendation 1\"\n";
    Project::new()
        .with_report(&["1"])
        .file("content/ssr2/_index.md", second)
        .recommendation("ssr2", "1", "")
        .edition("ssr2", "2014-06-30")
        .update("ssr2/2014-06-30", "1", "planned", "")
        .edition("ssr1", "2015-06-30")
        .edition("ssr1", "2016-06-30")
        .update("ssr1/2015-06-30", "1", "planned", "")
        .update("ssr1/2016-06-30", "1", "planned", row)
}

#[test]
fn a_deliverable_that_points_to_another_report_leads_to_what_was_known() {
    #[track_caller]
    fn case(project: &Project, page: &str, expected: &str) {
        let rendered = project.render().builds();
        let found = links(rendered.page(page));
        let found: Vec<&str> = found
            .iter()
            .filter(|(_, text)| text == "SSR2 Recommendation 1")
            .map(|(to, _)| &**to)
            .collect();
        assert!(found.contains(&expected), "{page}: {found:?}");
        assert!(
            !found.iter().any(|to| to.contains("2017")) || expected.contains("2017"),
            "{found:?}"
        );
    }
    case(&pointing(), "ssr1/2016-06-30/1.html", "../../ssr2/2014-06-30/1.html");
    let later =
        pointing().edition("ssr2", "2017-06-30").update("ssr2/2017-06-30", "1", "complete", "");
    case(&later, "ssr1/2016-06-30/1.html", "../../ssr2/2014-06-30/1.html");
    case(&later, "ssr1/1.html", "../ssr2/1.html");
}

#[test]
fn statuses_of_two_reports_are_compared_by_what_they_mean() {
    #[track_caller]
    fn case(kind: &str, is_found: bool) {
        let second = format!(
            "+++\nkind = \"implementation\"\ntitle = \"Second\"\nseries = \"SSR2\"\nstatuses = [\n{{ id = \"finished\", label = \"Finished\", kind = \"{kind}\" }},\n]\n+++\n"
        );
        let row = "[[deliverables]]\ntext = \"See SSR2 Recommendation 1\"\nstatus = \"complete\"\n";
        let project = pointing()
            .file("content/ssr2/_index.md", second)
            .update("ssr2/2014-06-30", "1", "finished", "")
            .update("ssr1/2016-06-30", "1", "planned", row);
        let lines = project.render().lines();
        let found = lines.iter().any(|line| line.contains("SSR2") || line.contains("finished"));
        assert_eq!(found, is_found, "{lines:?}");
    }
    case("done", false);
    case("active", true);
}

#[test]
fn an_entry_that_a_later_one_replaces_refers_to_nothing() {
    let project = Project::new()
        .with_report(&["1", "2", "3"])
        .file("content/plan/_index.md", PLAN)
        .edition("plan", "2017-01-31")
        .file(
            "content/plan/rec-1.md",
            "+++\nnumber = 1\ncovered_by = 2\n+++\nAs in Recommendation 3.\n",
        )
        .file("content/plan/rec-2.md", "+++\nnumber = 2\n+++\n")
        .file("content/plan/2017-01-31/rec-1.md", "+++\nnumber = 1\n+++\nNothing.\n");
    let facts = facts(&project);
    let site = facts.site();
    let entry = named(site, "plan").find("1").unwrap();
    assert!(site.refers_to(entry, View::Latest).is_empty());
    let third = named(site, "ssr1").find("3").unwrap();
    assert!(site.referred_by(third, View::Latest).is_empty());
    assert!(!project.render().builds().page("ssr1/3.html").contains("plan/index.html#1"));
}

#[test]
fn an_entry_covered_by_one_that_comes_later_leads_to_it() {
    let rendered = Project::new()
        .with_report(&["1", "2"])
        .file("content/plan/_index.md", PLAN)
        .edition("plan", "2017-01-31")
        .edition("plan", "2017-06-30")
        .file("content/plan/2017-01-31/rec-1.md", "+++\nnumber = 1\ncovered_by = 2\n+++\n")
        .file("content/plan/2017-06-30/rec-2.md", "+++\nnumber = 2\n+++\n")
        .render()
        .builds();
    let found = links(rendered.page("plan/2017-01-31/index.html"));
    let found: Vec<&str> =
        found.iter().map(|(to, _)| &**to).filter(|to| to.ends_with("#2")).collect();
    assert_eq!(found, ["../index.html#2"]);
    assert!(rendered.page("plan/index.html").contains("id=\"2\""));
}

#[test]
fn a_team_is_counted_once_an_entry() {
    let entry = "+++\nnumber = 1\nteams = [\"IS\", \"IS\"]\nprogress = 50\n+++\n";
    let project = Project::new()
        .with_report(&["1"])
        .file("content/plan/_index.md", PLAN)
        .file("content/plan/rec-1.md", entry);
    let facts = facts(&project);
    let site = facts.site();
    let entry = named(site, "plan").find("1").unwrap();
    let document = site.entry_as_of(entry, View::Latest).unwrap();
    let work = teams::by_team([site.entry(document).unwrap()]);
    assert_eq!((work["IS"].entries, work["IS"].measured), (1, 1));
}

#[test]
fn a_deliverable_that_names_its_target_twice_points_to_it() {
    for text in ["See Recommendation 2", "See Recommendations 2 and 2"] {
        let row = format!("[[deliverables]]\ntext = \"{text}\"\n");
        let project = Project::new()
            .with_report(&["1", "2"])
            .edition("ssr1", "2016-06-30")
            .update("ssr1/2016-06-30", "1", "planned", &row)
            .update("ssr1/2016-06-30", "2", "complete", "");
        let facts = facts(&project);
        let first = facts.site().reports[0].find("1").unwrap();
        let (_, document) = facts.site().carried(first, View::Latest).unwrap();
        let row = DeliverableId { document, row: 0 };
        let shown = facts.pointed_status(row, View::Latest).unwrap();
        assert_eq!(shown.status.id.as_str(), "complete", "{text}");
    }
}

#[test]
fn pages_that_tell_of_a_draft_say_that_they_do() {
    let draft = "+++\ntitle = \"Secretdraft\"\ndraft = true\n+++\n";
    let rendered = Project::new()
        .with_report(&["1", "2"])
        .file("content/ssr1/2020-03-31/_index.md", draft)
        .update("ssr1/2020-03-31", "1", "planned", "")
        .edition("ssr1", "2020-06-30")
        .update("ssr1/2020-06-30", "1", "complete", "")
        .update("ssr1/2020-06-30", "2", "planned", "")
        .render_with(Drafts::Shown);
    let marked = |page: &str| page.contains("class=\"draft-notice\"");
    let telling: Vec<&str> = rendered
        .html()
        .filter(|(_, page)| page.contains("Secretdraft") && !marked(page))
        .map(|(route, _)| route)
        .collect();
    assert_eq!(telling, [""; 0]);
    assert!(!marked(rendered.page("404.html")) && marked(rendered.page("ssr1/1.html")));
}

/// A reference between reports names the series of the other one, in both directions.
#[test]
fn references_to_another_report_name_its_series() {
    let second = "+++\nkind = \"implementation\"\ntitle = \"Second\"\nseries = \"SSR2\"\n+++\n";
    let rendered = Project::new()
        .with_report(&["1"])
        .edition("ssr1", "2015-06-30")
        .file("content/ssr2/_index.md", second)
        .recommendation("ssr2", "1", "+++\nSee [the other](rec:ssr1/1).\n")
        .edition("ssr2", "2015-06-30")
        .render()
        .builds();
    for (page, expected) in [
        ("ssr2/1.html", "SSR1 Recommendation 1: Title of 1"),
        ("ssr2/references.html", "SSR1 Recommendation 1: Title of 1"),
        ("ssr1/1.html", "SSR2 Recommendation 1: Title of 1"),
        ("ssr1/references.html", "SSR2 Recommendation 1: Title of 1"),
    ] {
        let found = links(rendered.page(page));
        assert!(found.iter().any(|(_, name)| name == expected), "{page}: {found:?}");
    }
}
