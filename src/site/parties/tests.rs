use super::*;
use crate::config::Config;
use crate::path::SourcePath;
use crate::world::MemoryWorld;

/// A site with one report that declares some parties, and one deliverable.
fn site(parties: &str, responsible: &str) -> (Site, Vec<String>) {
    let mut world = MemoryWorld::new([("book.toml", "[book]\ntitle = \"T\"\n")]);
    let report = format!("+++\nkind = \"implementation\"\ntitle = \"R\"\n{parties}+++\n");
    world.insert("content/r/_index.md", report.as_str());
    world.insert("content/r/recommendations/1.md", "+++\nnumber = 1\ntitle = \"T\"\n+++\nS.\n");
    world.insert("content/r/2024-01-31/_index.md", "+++\ntitle = \"E\"\n+++\n");
    let update = format!(
        "+++\nnumber = 1\nstatus = \"planned\"\n[[deliverables]]\ntext = \"D\"\nresponsible = {responsible}\n+++\nX.\n"
    );
    world.insert("content/r/2024-01-31/1.md", update);
    let (site, found) = Site::load(Config::load(&world).0.expect("settings"), &world);
    let shown = |diagnostic: &Diagnostic| {
        let text = diagnostic.location.span.map_or("", |span| &report[span.range()]);
        format!("{} {text}: {}", diagnostic.name, diagnostic.message)
    };
    (site, found.iter().map(shown).collect())
}

#[test]
fn names_that_are_one_party() {
    #[track_caller]
    fn case(responsible: &str, expected: &[&str]) {
        let parties = "[[parties]]\nname = \"Security Team\"\naliases = [\"Sécurité\", \"SecTeam\"]\n\
                       [[parties]]\nname = \"Board\"\n";
        let (site, found) = site(parties, responsible);
        assert_eq!(found, [""; 0]);
        let document = site.document_at(&SourcePath::new("content/r/2024-01-31/1.md")).unwrap();
        let shown = site.responsible(DeliverableId { document, row: 0 });
        assert_eq!(shown, expected, "{responsible}");
    }
    case("[]", &[]);
    case("[\"Security Team\"]", &["Security Team"]);
    case("[\"SECTEAM\", \"board \"]", &["Security Team", "Board"]);
    case("[\"SecTeam\", \"Security  team\", \"sécurité\"]", &["Security Team"]);
    case("[\"se\u{301}curite\u{301}\"]", &["Security Team"]);
    case("[\"Staff\", \"staff\", \"Sec Team\"]", &["Staff", "Sec Team"]);
}

#[test]
fn what_is_wrong_in_parties() {
    #[track_caller]
    fn case(parties: &[(&str, &str)], expected: &[&str]) {
        let party =
            |(name, more): &(&str, &str)| format!("[[parties]]\nname = \"{name}\"\n{more}\n");
        let parties: String = parties.iter().map(party).collect();
        assert_eq!(site(&parties, "[\"A\"]").1, expected, "{parties}");
    }
    let (in_a, in_b, in_c) = ("part_of = \"a\"", "part_of = \"B\"", "part_of = \"C\"");
    case(&[("A", ""), ("B", in_a), ("C", in_b)], &[]);
    case(&[("A", "aliases = [\"a\", \"X\", \"x\"]")], &[]);
    case(&[("A", in_b)], &["unknown-body \"B\": there is no party `B`"]);
    case(&[("A", ""), ("a", "")], &["duplicate-party \"a\": `a` is already the name of a party"]);
    case(
        &[("A", "aliases = [\"B\"]"), ("B", "aliases = [\"X\"]"), ("C", "aliases = [\"x\"]")],
        &[
            "duplicate-party \"B\": `B` is already the name of a party",
            "duplicate-party \"x\": `x` is already the name of a party",
        ],
    );
    case(&[("A", in_a)], &["circular-party \"a\": `A` is part of itself"]);
    case(
        &[("D", in_a), ("A", in_b), ("B", in_c), ("C", in_a)],
        &["circular-party \"B\": `A`, `B` and `C` are part of one another"],
    );
    case(
        &[("A", in_b), ("B", in_a), ("C", in_c)],
        &[
            "circular-party \"B\": `A` and `B` are part of one another",
            "circular-party \"C\": `C` is part of itself",
        ],
    );
}
