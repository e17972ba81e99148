//! Project themes.

use super::harness::Project;

const COMPONENTS: &str = include_str!("../../themes/default/templates/components.html");
const LABEL: &str = "{{ status.label }}";

/// A report with a status, and a custom component for its label.
fn with_label(written: &str) -> Project {
    let components = COMPONENTS.replacen(LABEL, written, 1);
    assert_ne!(components, COMPONENTS, "the component writes {LABEL}");
    Project::new()
        .with_report(&["1"])
        .edition("ssr1", "2016-06-30")
        .update("ssr1/2016-06-30", "1", "planned", "")
        .file("themes/default/templates/components.html", components)
}

#[test]
fn a_status_looks_as_the_theme_draws_it() {
    let rendered = with_label("<b>{{ status.label }}</b> on {{ on_paper }}").render().builds();
    for (route, surface) in [
        ("ssr1/index.html", "false"),
        ("ssr1/1.html", "false"),
        ("ssr1/2016-06-30/1.html", "false"),
        ("ssr1/print.html", "true"),
    ] {
        let page = rendered.page(route);
        let drawn = page.matches(&format!("<b>Planned/In Process</b> on {surface}")).count();
        assert!(drawn > 1, "{route} has it {drawn} times");
        assert!(!page.contains("</svg>Planned/In Process"), "{route}");
    }
}

#[test]
fn a_status_that_cannot_be_drawn_is_told_where_the_theme_is_wrong() {
    let lines = with_label("{{ status.lable }}").render().lines();
    let line = 1 + COMPONENTS.lines().position(|line| line.contains(LABEL)).unwrap();
    let place = format!("error[template] themes/default/templates/components.html:{line}:");
    assert!(!lines.is_empty());
    assert!(lines.iter().all(|said| said.starts_with(&place)), "{lines:#?}");
}

#[test]
fn a_status_is_drawn_without_a_page() {
    const HEAD: &str = "{% component status(status, on_paper: bool = false) -%}";
    let project = with_label("{{ status.label }} ");
    let components = project.text("themes/default/templates/components.html");
    let asks = components.replacen(HEAD, "{% component status(status, on_paper, @page) -%}", 1);
    assert_ne!(asks, components);
    let line = 1 + components.lines().position(|line| line == HEAD).unwrap();
    let lines = project.file("themes/default/templates/components.html", asks).render().lines();
    let place = format!("error[template] themes/default/templates/components.html:{line}:4: ");
    assert!(!lines.is_empty());
    assert!(lines.iter().all(|said| said.starts_with(&place)), "{lines:#?}");
    assert!(lines.iter().all(|said| said.contains("`page`")), "{lines:#?}");
}

#[test]
fn a_date_cannot_show_what_it_lacks() {
    let strings = "[dates]\nmonth = \"{month} {year} {day}\"\nyear = \"{year}{month}\"\n";
    let lines = Project::new().file("themes/default/strings/en.toml", strings).render().lines();
    let said = |line: usize, column: usize, name: &str, key: &str| {
        format!(
            "error[invalid-string] themes/default/strings/en.toml:{line}:{column}: nothing fills in `{name}` in `{key}`"
        )
    };
    assert_eq!(lines, [said(2, 25, "{day}", "dates.month"), said(3, 15, "{month}", "dates.year")]);
}

#[test]
fn files_of_a_theme_are_texts() {
    for file in ["theme.toml", "strings/en.toml", "templates/base.html"] {
        let path = format!("themes/default/{file}");
        let lines = Project::new().file(&path, b"# Caf\xe9\n").render().lines();
        let said = format!(
            "error[not-utf-8] {path}:1:6: the file is not UTF-8 but probably Windows-1252 (ANSI)"
        );
        assert!(lines.contains(&said), "{lines:#?}");
    }
}

#[test]
fn a_byte_order_mark_of_a_template_is_not_on_pages() {
    const ERROR: &str = include_str!("../../themes/default/templates/404.html");
    const BASE: &str = include_str!("../../themes/default/templates/base.html");
    let plain = Project::new().render().builds();
    let marked = Project::new()
        .file("themes/default/templates/base.html", format!("\u{feff}{BASE}"))
        .file("themes/default/templates/404.html", format!("\u{feff}{ERROR}"));
    assert_eq!(marked.render().builds().page("404.html"), plain.page("404.html"));
    // Places are those of the file.
    let broken = BASE.replacen("{{", "{{ nothing }}{{", 1);
    let line = 1 + BASE.lines().position(|line| line.contains("{{")).unwrap();
    let place = |text: String| {
        let project = Project::new().file("themes/default/templates/base.html", text);
        project.render().lines()
    };
    assert_eq!(place(format!("\u{feff}{broken}")), place(broken.clone()));
    let said = format!("error[template] themes/default/templates/base.html:{line}:");
    assert!(place(broken)[0].starts_with(&said));
}
