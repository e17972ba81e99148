//! Texts are parsed once for all pages that show them, and not all are cached.

use ssr_site::fragment::wording;
use ssr_site::project::{self, Options};
use ssr_site::site::{Fragments, Site};
use ssr_site::world::MemoryWorld;

use super::harness::Project;

fn site(world: &MemoryWorld) -> Site {
    project::site(world, |_| ()).0.unwrap()
}

#[test]
fn a_text_is_parsed_once_for_all_pages() {
    let deliverable = "[[deliverables]]\ntext = \"Publish *the plan*\"\n";
    let project = Project::new()
        .file(
            "book.toml",
            "[book]\ntitle = \"Example\"\n[output.html]\nsite-url = \"https://example.org/\"\n",
        )
        .with_report(&["1", "2"])
        .edition("ssr1", "2016-03-31")
        .edition("ssr1", "2016-06-30")
        .update("ssr1/2016-03-31", "1", "planned", &format!("{deliverable}+++\nOne.\n"))
        .update("ssr1/2016-06-30", "1", "planned", &format!("{deliverable}+++\nOther words.\n"));
    let world = project.world();
    let project = ssr_site::project::Project::read(&world, &Options::default(), |_| ());
    let rendering = project.rendering(&world).unwrap();
    let (site, list) = (project.site().unwrap(), project.list.as_ref().unwrap());
    let write_all = || {
        for index in 0..list.routes().len() {
            rendering.write(index, &mut Vec::new()).unwrap();
        }
        rendering.texts_parsed()
    };
    // Each body, and one deliverable's text that two editions share.
    let bodies = site.documents().count();
    assert_eq!(bodies, 8);
    assert_eq!(write_all(), bodies + 1);
    assert_eq!(write_all(), bodies + 1, "nothing is parsed again");
}

#[test]
fn texts_that_nobody_asks_for_any_more_are_let_go() {
    let long = "word ".repeat(1 << 16);
    let numbers: Vec<String> = (1..=20).map(|number| number.to_string()).collect();
    let project = numbers.iter().fold(Project::new().with_report(&[]), |project, number| {
        project.recommendation("ssr1", number, &format!("+++\n{long}"))
    });
    let world = project.world();
    let site = site(&world);
    let fragments = Fragments::new(&site, &world);
    let statements = || site.reports[0].ids().filter_map(|id| site.recommendation(id).document);
    let first = statements().next().unwrap();
    fragments.body(first).unwrap();
    fragments.body(first).unwrap();
    assert_eq!(fragments.parsed(), 1);
    for statement in statements() {
        fragments.body(statement).unwrap();
    }
    assert_eq!(fragments.parsed(), 20, "what was used a moment ago is there");
    fragments.body(first).unwrap();
    assert_eq!(fragments.parsed(), 21, "20 texts of 320 KiB are more than is kept");
}

#[test]
fn equal_texts_are_one_and_others_are_not() {
    let world = Project::new().world();
    let site = site(&world);
    let fragments = Fragments::new(&site, &world);
    let front = site.front.unwrap();
    let words = |text: &str| wording::whole(&fragments.value(front, text).unwrap());
    assert_eq!(words("*a*"), ["a"]);
    assert_eq!(words(&String::from("*a*")), ["a"]);
    assert_eq!(fragments.parsed(), 1);
    assert_eq!(words("b"), ["b"]);
    assert_eq!(fragments.parsed(), 2);
}

#[test]
fn a_file_that_was_changed_is_told() {
    let world = Project::new().world();
    let site = site(&world);
    let mut later = world.clone();
    later.insert("content/_index.md", "+++\ntitle = \"Reports\"\n+++\nMore.\n");
    let fragments = Fragments::new(&site, &later);
    let failure = fragments.body(site.front.unwrap()).unwrap_err();
    assert_eq!(failure.name, "changed-file");
}

/// The number of texts parsed for a recommendation's page in an edition, with the theme's own
/// template or another one.
fn parsed_for(template: Option<&str>) -> usize {
    let deliverable = "[[deliverables]]\ntext = \"Publish *the plan*\"\n";
    let update = |words: &str| format!("{deliverable}+++\n{words}\n");
    let project = Project::new()
        .with_report(&["1"])
        .edition("ssr1", "2016-03-31")
        .edition("ssr1", "2016-06-30")
        .update("ssr1/2016-03-31", "1", "planned", &update("One."))
        .update("ssr1/2016-06-30", "1", "planned", &update("Other words."));
    let path = "themes/default/templates/recommendation.html";
    let project = template.into_iter().fold(project, |project, text| project.file(path, text));
    let world = project.world();
    let project = ssr_site::project::Project::read(&world, &Options::default(), |_| ());
    let rendering = project.rendering(&world).unwrap();
    let routes = project.list.as_ref().unwrap().routes();
    let page = routes.iter().position(|it| it.as_str() == "ssr1/2016-06-30/1.html").unwrap();
    let before = rendering.texts_parsed();
    rendering.write(page, &mut Vec::new()).unwrap();
    rendering.texts_parsed() - before
}

#[test]
fn what_a_template_does_not_ask_for_is_not_made() {
    let everything = parsed_for(None);
    assert_eq!(everything, 4, "the statement, a deliverable, and the text of two editions");
    for (template, parsed) in [
        ("{{ recommendation.title }}", 0),
        ("{# {{ recommendation.statement }} #}{{ recommendation.number }}", 0),
        ("{{ recommendation.statement }}", 1),
        ("{% for row in recommendation.update.deliverables %}{{ row.html }}{% endfor %}", 1),
        ("{{ recommendation.update.narrative.html }}", 1),
        ("{% for change in recommendation.moved %}{{ change.words }}{% endfor %}", 2),
        ("{{ recommendation[\"statement\"] }}", 1),
        ("{% set it = recommendation %}{{ it.title }}", everything),
        ("{% set name = \"ti\" ~ \"tle\" %}{{ recommendation[name] }}", everything),
        (
            "{% component all(of) %}{{ of.title }}{% endcomponent all %}{{ <all of={recommendation}/> }}",
            everything,
        ),
        ("{{ recommendation.update }}", everything),
    ] {
        assert_eq!(parsed_for(Some(template)), parsed, "{template}");
    }
}

#[test]
fn the_built_in_template_asks_by_name() {
    let world = Project::new().with_report(&["1"]).world();
    let project = ssr_site::project::Project::read(&world, &Options::default(), |_| ());
    let theme = project.theme.as_ref().unwrap();
    let worded = theme.worded(ssr_site::theme::Wording::Theme);
    let names = worded.names("recommendation.html").unwrap();
    for field in ["history", "relations", "narrative", "structured_data"] {
        assert!(names.asks(field), "{field}");
    }
    for field in ["refers_to", "referred_by", "superseded_by"] {
        assert!(!names.asks(field), "{field}");
    }
}
