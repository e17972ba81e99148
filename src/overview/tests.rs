use super::*;
use crate::facts::Facts;
use crate::project;
use crate::world::MemoryWorld;

/// A late deliverable, and a page with a hostile name and text.
fn world() -> MemoryWorld {
    let mut world = MemoryWorld::new([
        ("book.toml", "[book]\ntitle = \"Ports <b>& harbours</b>\"\n"),
        ("content/_index.md", "+++\ntitle = \"Reports\"\n+++\n[<script>alert(1)</script>](#)\n"),
        (
            "content/r/_index.md",
            "+++\nkind = \"implementation\"\ntitle = \"R\"\nseries = \"QUAY\"\n+++\n",
        ),
        (
            "content/r/recommendations/rec-4.md",
            "+++\nnumber = 4\ntitle = \"Dredge <i>it</i>\"\n+++\n",
        ),
        ("content/r/2016-06-30/_index.md", "+++\ntitle = \"E\"\n+++\n"),
    ]);
    world.insert(
        "content/r/2016-06-30/rec-4.md",
        "+++\nnumber = 4\nstatus = \"behind-replan\"\n[[deliverables]]\ntext = \"Dredge <u>the</u> quay\"\n\
         responsible = [\"Port & Sons\"]\ndue = \"2015-12\"\n+++\n",
    );
    world
}

fn made(world: &MemoryWorld) -> String {
    let (site, _) = project::site(world, |_| ());
    let facts = Facts::new(site.expect("settings"));
    let found = check::check(&facts, world).diagnostics;
    page(Some(facts.site()), &found, world)
}

#[test]
fn by_recommendation_party_and_rule() {
    let page = made(&world());
    let has = |text: &str| assert!(page.contains(text), "{text}\n{page}");
    has("<title>Findings – Ports &lt;b&gt;&amp; harbours&lt;/b&gt;</title>");
    has("<p dir=\"auto\">QUAY, edition of 30 June 2016</p>");
    has("QUAY, recommendation 4: Dredge &lt;i&gt;it&lt;/i&gt;</h3>");
    has("Pages, reports and editions</h3>");
    has("<th scope=\"row\" dir=\"auto\">Port &amp; Sons</th>");
    has("<th scope=\"row\" dir=\"auto\">No party</th>");
    has("<th scope=\"row\"><code>overdue</code></th>");
    has("no revised date is given");
    has("For: Port &amp; Sons</p>");
    has("<code>completed = &quot;…&quot;</code>");
}

#[test]
fn nothing_is_loaded_or_run() {
    let page = made(&world());
    assert!(!page.contains("<script"), "{page}");
    for attribute in [" src=", " style=", " onclick", "http://", "https://", "url("] {
        assert!(!page.contains(attribute), "{attribute}\n{page}");
    }
    let (_, policy) = page.split_once("style-src 'sha256-").expect("a policy");
    let (hash, _) = policy.split_once('\'').expect("a hash");
    let (_, style) = page.split_once("<style>").expect("a style");
    let (style, _) = style.split_once("</style>").expect("its end");
    assert_eq!(hash, BASE64.encode(Sha256::digest(style)));
}

#[test]
fn links_lead_to_what_is_there() {
    let page = made(&world());
    let ids: Vec<&str> =
        page.split(" id=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0)).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "{ids:?}");
    let links: Vec<&str> =
        page.split("href=\"#").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0)).collect();
    assert!(links.len() > 5, "{links:?}");
    assert!(links.iter().all(|link| ids.contains(link)), "{links:?} {ids:?}");
}

#[test]
fn without_findings() {
    let world = MemoryWorld::new([("book.toml", "[book]\ntitle = \"T\"\n")]);
    let page = page(None, &[], &world);
    assert!(page.contains("<p class=\"total\">no problems</p>"), "{page}");
    assert!(!page.contains("<table>"), "{page}");
}
