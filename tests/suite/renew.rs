//! An incrementally updated site equals one read from scratch.

use std::collections::{BTreeMap, BTreeSet};

use ssr_site::address::PageList;
use ssr_site::facts::Facts;
use ssr_site::path::SourcePath;
use ssr_site::project;
use ssr_site::render::Rendering;
use ssr_site::site::{Renewal, Site};
use ssr_site::world::MemoryWorld;

use super::harness::{self, Project};

fn load(world: &MemoryWorld) -> Site {
    project::site(world, |_| ()).0.unwrap()
}

fn pages(facts: &Facts, world: &MemoryWorld) -> BTreeMap<String, Vec<u8>> {
    let site = facts.site();
    let theme = project::theme(site, world).0.unwrap();
    let (list, _) = PageList::new(site, &theme);
    let rendering = Rendering::new(facts, &theme, world, &list);
    let page = |(index, route): (usize, &ssr_site::path::Route)| {
        let mut page = Vec::new();
        rendering.write(index, &mut page).unwrap();
        (route.to_string(), page)
    };
    list.routes().iter().enumerate().map(page).collect()
}

/// An edited file: the site updated in place, if possible, and read from scratch.
struct Edited {
    world: MemoryWorld,
    renewal: Renewal,
    reloaded: Site,
}

#[track_caller]
fn edit(path: &str, change: impl Fn(&str) -> String) -> Edited {
    edit_in(&harness::report(), path, change)
}

#[track_caller]
fn edit_in(project: &Project, path: &str, change: impl Fn(&str) -> String) -> Edited {
    let mut world = project.world();
    let site = load(&world);
    let before = project.text(path);
    let after = change(&before);
    assert_ne!(before, after, "nothing was edited");
    world.insert(path, after);
    let changed: BTreeSet<SourcePath> = [SourcePath::new(path)].into();
    let renewal = site.renew(&world, &changed);
    let (reloaded, _) = site.reload((*site.config).clone(), &world, &changed);
    Edited { world, renewal, reloaded }
}

impl Edited {
    #[track_caller]
    fn is_as_read_anew(&self) {
        let anew = pages(&Facts::new(load(&self.world)), &self.world);
        let same = |site: &Site| {
            let facts = Facts::new(site.clone());
            for (route, page) in pages(&facts, &self.world) {
                assert!(page == anew[&route], "{route} differs");
            }
        };
        same(&self.reloaded);
        if let Renewal::InPlace(renewed, found) = &self.renewal {
            assert_eq!(*found, Vec::new());
            same(renewed);
        }
    }
}

const UPDATE: &str = "content/ssr1/2016-03-31/rec-28.md";

#[test]
fn texts_are_replaced_in_place() {
    #[track_caller]
    fn case(path: &str, from: &str, to: &str) {
        let edited = edit(path, |text| text.replacen(from, to, 1));
        assert!(matches!(edited.renewal, Renewal::InPlace(..)), "{path} is read in place");
        edited.is_as_read_anew();
    }
    // Added and removed references.
    case(UPDATE, "## ", "See Recommendation 7 and Recommendations 1 to 3.\n\n## ");
    case("content/ssr1/2016-03-31/rec-26.md", "25", "24");
    case("content/ssr1/recommendations/rec-05.md", "group = \"", "group = \"Other ");
    // Rows continued by the next update.
    case("content/ssr1/2015-06-30/rec-13.md", "id = \"", "id = \"new-");
    case("content/ssr1/2015-06-30/rec-13.md", "status = \"complete\"", "status = \"planned\"");
    case("content/about.md", "title = \"", "title = \"All ");
    case("content/ssr1/recommendations/rec-05.md", "group = \"", "tags = [\"A\"]\ngroup = \"");
    case("content/ssr2-workplan/rec-03.md", "number = 3", "number = 3 # the third");
}

#[test]
fn a_row_may_come_back_in_any_later_update() {
    let row = "[[deliverables]]\nid = \"d\"\ntext = \"D\"\ndue = \"2015-01\"\n";
    let project = Project::new()
        .with_report(&["1"])
        .edition("ssr1", "2015-06-30")
        .edition("ssr1", "2015-09-30")
        .edition("ssr1", "2015-12-31")
        .update("ssr1/2015-06-30", "1", "planned", row)
        .update("ssr1/2015-09-30", "1", "planned", "")
        .update("ssr1/2015-12-31", "1", "planned", &row.replace("2015", "2016"));
    for (from, to) in [("2015-01", "2014-01"), ("id = \"d\"", "id = \"e\"")] {
        let path = "content/ssr1/2015-06-30/rec-1.md";
        let edited = edit_in(&project, path, |text| text.replacen(from, to, 1));
        assert!(matches!(edited.renewal, Renewal::InPlace(..)));
        edited.is_as_read_anew();
    }
}

#[test]
fn what_others_go_by_is_put_together_anew() {
    #[track_caller]
    fn case(path: &str, from: &str, to: &str) {
        let edited = edit(path, |text| text.replacen(from, to, 1));
        assert!(matches!(edited.renewal, Renewal::Anew), "{path} is not read in place");
        edited.is_as_read_anew();
    }
    case("content/ssr1/recommendations/rec-26.md", "covered_by = 25", "covered_by = 24");
    case("content/ssr1/_index.md", "series = \"SSR1\"", "series = \"SSR\"");
    case("content/ssr1/2016-06-30/_index.md", "title = \"", "title = \"The ");
    case("content/about.md", "+++\n", "+++\naliases = [\"old.html\"]\n");
    case(UPDATE, "number = 28", "number = 27");
    // Shown on the page of the other one, in the order of a table, and in later editions.
    let adopted = "content/ssr1/recommendations/rec-26.md";
    case(adopted, "number = 26\n", "number = 26\ndepends_on = [3]\n");
    case(adopted, "number = 26\n", "number = 26\npriority = \"high\"\n");
    case(UPDATE, "number = 28\n", "number = 28\nexpected = \"2017\"\n");
    case(UPDATE, "number = 28\n", "number = 28\nresponses = []\n");
}

#[test]
fn a_mistake_is_told_of_and_replaces_nothing() {
    for broken in ["number = = 28", "number = 28\ncolour = 1"] {
        let edited = edit(UPDATE, |text| text.replacen("number = 28", broken, 1));
        let Renewal::Broken(found) = edited.renewal else { panic!("{broken} is no mistake") };
        assert_eq!(found.len(), 1);
    }
    let edited = edit(UPDATE, |text| text.replacen("status = \"", "status = \"un", 1));
    let Renewal::InPlace(_, found) = edited.renewal else { panic!("it can be read") };
    assert_eq!(found[0].name, "unknown-status");
}
