//! A bundle of fragments, as it is published into a directory.

use crate::harness::Place;

fn place(keys: &str) -> Place {
    let place = Place::started_in("site");
    let settings = place.read("site/book.toml");
    place.write(
        "site/book.toml",
        &format!(
            "{settings}\n[output.html]\ntheme = \"fragment\"\nsite-url = \"https://example.org/r/\"\n\
             links = \"site-url\"\n[publish.cms]\nkind = \"directory\"\npath = \"../bundle\"\n{keys}"
        ),
    );
    place
}

fn publish(place: &Place) {
    place.run(&["publish", "to", "cms", "--yes", "--wait", "0", "-C", "site"]).code(0);
}

#[test]
fn fragments_are_published_with_an_index() {
    let place = place("index = true\n");
    publish(&place);
    let index: serde_json::Value =
        serde_json::from_str(&place.read("bundle/index.json")).expect("JSON");
    let files = index["files"].as_array().expect("a list");
    for file in files {
        let path = file["path"].as_str().expect("text");
        let size = std::fs::metadata(place.path("bundle").join(path)).expect("a file").len();
        assert_eq!(file["size"], size, "{path}");
    }
    assert!(files.len() > 30, "{}", files.len());
    assert!(place.read("bundle/index.schema.json").contains("BundledFile"));
    // Nothing has changed, the index neither.
    place.run(&["publish", "plan", "cms", "-C", "site"]).code(0).mentions(" unchanged");
    let plan = place.run(&["publish", "plan", "cms", "-C", "site", "--message-format", "json"]);
    let plan: serde_json::Value = serde_json::from_str(plan.code(0).out()).expect("JSON");
    assert_eq!(
        (plan["added"].as_array(), plan["changed"].as_array()),
        (Some(&vec![]), Some(&vec![]))
    );
}

#[test]
fn without_the_key_there_is_none() {
    let place = place("");
    publish(&place);
    assert!(place.path("bundle/index.html").exists());
    assert!(!place.path("bundle/index.json").exists());
}

#[test]
fn a_file_in_its_place_is_told() {
    let place = place("index = true\n");
    place.write("site/content/index.json", "{}");
    place
        .run(&["publish", "to", "cms", "--yes", "--wait", "0", "-C", "site"])
        .code(2)
        .mentions("error: the page `index.json` is in the way of a file of `publish`\n");
    assert!(!place.path("bundle").exists());
}
