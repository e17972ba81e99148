use super::*;
use crate::config::Config;
use crate::language::ENGLISH;
use crate::world::{MemoryWorld, World};

mod language;

/// Loads a site, with the diagnostics of loading.
pub(super) fn load(world: &MemoryWorld) -> (Site, Vec<Diagnostic>) {
    let (config, mut diagnostics) = Config::load(world);
    let (site, found) = Site::load(config.expect("settings"), world);
    diagnostics.extend(found);
    (site, diagnostics)
}

/// Findings of a rule in a site of these files: severity, place, text, message.
#[track_caller]
pub(super) fn findings(rule: &Rule, files: &[(&str, &str)]) -> Vec<String> {
    let world = example::world(files);
    diagnostics(rule, files).iter().map(|finding| shown(finding, &world)).collect()
}

/// Findings of a rule in a site of these files.
#[track_caller]
pub(super) fn diagnostics(rule: &Rule, files: &[(&str, &str)]) -> Vec<Diagnostic> {
    let world = example::world(files);
    let facts = Facts::new(load(&world).0);
    let context = Context { site: facts.site(), facts: &facts, world: &world };
    // Selected, so that rules that are off by default run.
    let selection = Selection { only: vec![rule.name], deny: Vec::new() };
    let mut found = findings::run(rule, &context, &selection).unwrap_or_default();
    sort(&mut found);
    found
}

/// `warning content/about.md "[x](#)": this link has no address`
fn shown(finding: &Diagnostic, world: &MemoryWorld) -> String {
    let Location { path, span } = &finding.location;
    let words = span.map_or(String::new(), |span| {
        let bytes = world.read(path).expect("a file of the site");
        format!(" {:?}", String::from_utf8_lossy(&bytes[span.range()]))
    });
    format!("{} {path}{words}: {}", finding.severity, finding.message)
}

#[test]
fn names_are_kebab_case_sorted_and_those_of_the_files() {
    let names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    let files: Vec<String> = MODULES.iter().map(|module| module.replace('_', "-")).collect();
    assert_eq!(names, files);
    assert!(names.is_sorted());
    for name in names {
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{name}");
        assert_eq!(rule(name).map(|rule| rule.name), Some(name));
    }
}

#[test]
fn a_bad_example_has_findings_of_its_rule_alone() {
    for rule in RULES {
        let found = of_example(rule.bad());
        assert!(!found.is_empty(), "{} finds nothing in its bad example", rule.name);
        let others: Vec<_> = found.iter().filter(|found| found.name != rule.name).collect();
        assert!(others.is_empty(), "{}: {others:#?}", rule.name);
    }
}

#[test]
fn a_good_example_has_no_finding_of_any_rule() {
    for rule in RULES {
        assert!(!rule.good().files().is_empty(), "{} has no good example", rule.name);
        let found = of_example(rule.good());
        assert!(found.is_empty(), "{}: {found:#?}", rule.name);
    }
}

/// All diagnostics of an example.
fn of_example(example: Example) -> Vec<Diagnostic> {
    let world = example.world();
    let (site, mut found) = load(&world);
    found.extend(check(&Facts::new(site), &world).diagnostics);
    found
}

#[test]
fn every_example_is_of_a_rule() {
    let all = &example::EXAMPLES;
    let mut names: Vec<&str> = all.dirs().filter_map(|rule| rule.path().to_str()).collect();
    names.sort_unstable();
    assert_eq!(names, RULES.iter().map(|rule| rule.name).collect::<Vec<_>>());
    let files = RULES.iter().flat_map(|rule| [rule.bad(), rule.good()]).map(|it| it.files().len());
    assert_eq!(files.sum::<usize>(), example::files_of(all).len(), "files that no rule shows");
}

#[test]
fn documentation_is_complete() {
    for rule in RULES {
        let summary = rule.summary;
        assert!(summary.starts_with(char::is_lowercase) && !summary.ends_with('.'), "{summary}");
        assert!(!summary.contains('\n'), "{summary}");
        for line in rule.explanation.lines() {
            assert!(line.chars().count() <= 100, "{}: {line}", rule.name);
        }
        for (path, _) in rule.bad().files().into_iter().chain(rule.good().files()) {
            assert!(
                path.starts_with("content/") || ["book.toml", "links.toml"].contains(&&*path),
                "{}: {path}",
                rule.name
            );
        }
    }
    for word in ENGLISH.vague_link_texts {
        assert!(vague_link_text::RULE.explanation.contains(word), "{word}");
    }
}

#[test]
fn an_explanation_reads_as_markdown() {
    assert_eq!(
        explain(&placeholder_link::RULE),
        r#"# placeholder-link

A link has no address.

Default level: warn

A link to `#` or to an empty address is a placeholder for one to be added later. It looks like
evidence, but leads nowhere.

Checks links and images in Markdown, `evidence`, the `resolution` of a disposition, and the
`address` of a response.

Pages show a placeholder link as plain text. Add the address, or remove the link.

## With a finding

content/about.md:

    +++
    title = "About"
    +++
    The framework was [published](#) in 2014.

## Without one

content/about.md:

    +++
    title = "About"
    +++
    The framework was [published](https://example.org/framework) in 2014.

## Its level

In `book.toml`, for the whole site: `allow` silences findings, `warn` makes them warnings, `deny`
errors, and then the site is not written:

    [rules]
    placeholder-link = "allow"

In the front matter of a file, to silence its findings:

    [[allow]]
    rule = "placeholder-link"
    reason = "…"
"#
    );
}

const PLACEHOLDER: (&str, &str) =
    ("content/about.md", "+++\ntitle = \"About\"\n+++\n[The report](#)\n");

#[test]
fn the_settings_decide_the_level() {
    #[track_caller]
    fn case(rules: &str, expected: &[&str]) {
        let book = format!("[book]\ntitle = \"T\"\n[rules]\n{rules}\n");
        let prose = "+++\ntitle = \"X\"\n+++\nRecommendation 2 and [two](rec:2)\n";
        let statement = "+++\nnumber = 1\ntitle = \"T\"\n+++\n";
        let world = example::world(&[
            ("book.toml", &book),
            ("content/other.md", prose),
            ("content/ssr1/recommendations/rec-1.md", statement),
        ]);
        let checked = check(&Facts::new(load(&world).0), &world);
        let found: Vec<String> = checked
            .diagnostics
            .iter()
            .map(|found| format!("{} {}", found.severity, found.name))
            .collect();
        assert_eq!(found, expected);
        assert!(checked.silenced.is_empty());
    }
    case("", &["warning unknown-reference", "error unknown-reference"]);
    case("unknown-reference = \"warn\"", &["warning unknown-reference"; 2]);
    case("unknown-reference = \"deny\"", &["error unknown-reference"; 2]);
    case("unknown-reference = \"allow\"", &[]);
}

#[test]
fn a_file_silences_its_own_findings() {
    let own = "+++\ntitle = \"X\"\n[[allow]]\nrule = \"placeholder-link\"\nreason = \"quoted\"\n+++\n[A](#) [b](#)\n";
    let world = example::world(&[PLACEHOLDER, ("content/quoted.md", own)]);
    let checked = check(&Facts::new(load(&world).0), &world);
    let places = |findings: &[&Diagnostic]| -> Vec<String> {
        findings.iter().map(|finding| shown(finding, &world)).collect()
    };
    assert_eq!(
        places(&checked.diagnostics.iter().collect::<Vec<_>>()),
        ["warning content/about.md \"[The report](#)\": this link has no address"]
    );
    assert_eq!(
        places(&checked.silenced.iter().map(|silenced| &silenced.finding).collect::<Vec<_>>()),
        [
            "warning content/quoted.md \"[A](#)\": this link has no address",
            "warning content/quoted.md \"[b](#)\": this link has no address",
        ]
    );
    assert_eq!(&*checked.silenced[0].reason, "quoted");
    let allowed = checked.silenced[0].allowed.span.expect("a place");
    assert_eq!(&own[allowed.range()], "\"placeholder-link\"");
}

#[test]
fn a_rule_that_does_not_exist_is_an_error() {
    #[track_caller]
    fn case(files: &[(&str, &str)], expected: &str, help: &str) {
        let world = example::world(files);
        let checked = check(&Facts::new(load(&world).0), &world);
        let [found] = checked.diagnostics.as_slice() else {
            panic!("{:#?}", checked.diagnostics);
        };
        assert_eq!((found.name, &*shown(found, &world)), ("unknown-rule", expected));
        assert!(
            found.help.as_deref().is_some_and(|found| found.starts_with(help)),
            "{:?}",
            found.help
        );
    }
    case(
        &[("book.toml", "[book]\ntitle = \"T\"\n[rules]\nplaceholder-links = \"deny\"\n")],
        "error book.toml \"placeholder-links\": there is no rule `placeholder-links`",
        "did you mean `placeholder-link`?",
    );
    case(
        &[(
            "content/about.md",
            "+++\ntitle = \"T\"\n[[allow]]\nrule = \"weekday\"\nreason = \"r\"\n+++\n",
        )],
        "error content/about.md \"\\\"weekday\\\"\": there is no rule `weekday`",
        "the rules are `all-done-but-not-complete`, ",
    );
}

#[test]
fn an_allow_that_silences_nothing() {
    #[track_caller]
    fn case(allowed: &[&str], body: &str, settings: &str, selection: &Selection, unused: &[&str]) {
        let allow = |rule: &&str| format!("[[allow]]\nrule = \"{rule}\"\nreason = \"r\"\n");
        let allowed: Vec<String> = allowed.iter().map(allow).collect();
        let text = format!("+++\ntitle = \"T\"\n{}+++\n{body}\n", allowed.concat());
        let mut world = example::world(&[("content/about.md", &text)]);
        world.insert("book.toml", format!("[book]\ntitle = \"E\"\n[rules]\n{settings}\n"));
        let checked = check_selected(&Facts::new(load(&world).0), &world, selection);
        let found: Vec<String> =
            checked.diagnostics.iter().map(|finding| shown(finding, &world)).collect();
        let expected: Vec<String> = unused
            .iter()
            .map(|rule| {
                format!(
                    "warning content/about.md \"\\\"{rule}\\\"\": `{rule}` has no findings in this file"
                )
            })
            .collect();
        assert_eq!(found, expected);
    }
    let all = Selection::default();
    let only = |rule| Selection { only: vec![rule], deny: Vec::new() };
    let (link, vague) = ("placeholder-link", "vague-link-text");
    case(&[link], "[A](#)", "", &all, &[]);
    case(&[link], "A", "", &all, &[link]);
    case(&[link, vague], "[A](#)", "", &all, &[vague]);
    case(&[link, link], "[A](#)", "", &all, &[link]);
    // A rule that did not run is skipped.
    case(&[link], "A", "placeholder-link = \"allow\"", &all, &[]);
    case(&[link], "A", "placeholder-link = \"allow\"", &only(link), &[link]);
    case(&[link], "A", "", &only(vague), &[]);
}

#[test]
fn an_allow_without_a_rule_is_one_mistake() {
    let text = "+++\ntitle = \"T\"\n[[allow]]\nreason = \"r\"\n+++\n";
    let world = example::world(&[("content/about.md", text)]);
    let (site, diagnostics) = load(&world);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(check(&Facts::new(site), &world).diagnostics, []);
}

#[test]
fn findings_do_not_depend_on_threads() {
    let texts: Vec<(String, String)> = (1..200)
        .map(|number| {
            let text = format!("+++\ntitle = \"T\"\n+++\n[A](#) [b](rec:{number}) [here](x.md)\n");
            (format!("content/page-{number}.md"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (&**path, &**text)).collect();
    let world = example::world(&files);
    let run = |threads| {
        let facts = Facts::new(load(&world).0);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| check(&facts, &world).diagnostics)
    };
    let alone = run(1);
    assert_eq!(alone.len(), 199 * 4);
    assert_eq!(alone, run(4));
}
