//! Validates what reports call their recommendations, and says it in messages.

use super::{Report, ReportId, Site};
use crate::diagnostic::{Diagnostic, Location, one_of};
use crate::document::Document;
use crate::document::content::Report as FrontMatter;
use crate::document::fields::ReportKind;
use crate::item::{Called, Item};
use crate::plural::Rules;
use crate::schema::Located;

impl Site {
    /// What a report calls its recommendations, for messages.
    pub fn called(&self, report: ReportId) -> Called<'_> {
        self.report(report).called()
    }

    /// What all reports call their recommendations, for messages about no report.
    pub fn called_by_all(&self) -> Called<'_> {
        match &*self.items() {
            [(Some(item), _)] => Called::from(*item),
            _ => Called::default(),
        }
    }

    /// What the site's implementation reports call their recommendations: each name once, with the
    /// reports that use it.
    pub fn items(&self) -> Vec<(Option<&Item>, Vec<ReportId>)> {
        let mut items: Vec<(Option<&Item>, Vec<ReportId>)> = Vec::new();
        for report in &self.reports {
            if report.kind != ReportKind::Implementation {
                continue;
            }
            let item = report.item.as_ref();
            match items.iter_mut().find(|(known, _)| *known == item) {
                Some((_, reports)) => reports.push(report.place),
                None => items.push((item, vec![report.place])),
            }
        }
        items
    }
}

impl Report {
    /// What it calls its recommendations, for messages.
    pub fn called(&self) -> Called<'_> {
        self.item.as_ref().map_or_else(Called::default, Called::from)
    }
}

/// Validates the item of a report against the plural forms of a language.
pub(super) fn check(
    report: &FrontMatter,
    kind: ReportKind,
    document: &Document,
    language: &str,
) -> Vec<Diagnostic> {
    let Some(Located { value: item, span }) = &report.item else { return Vec::new() };
    let wrong = |message: String, help: String| {
        Diagnostic::error("wrong-item", Location::new(&document.path, *span), message).help(help)
    };
    if kind == ReportKind::Review {
        let message = "a review has no `item`: it uses that of the reviewed report".to_owned();
        return vec![wrong(message, "move it to that report's `_index.md`".to_owned())];
    }
    let rules = Rules::of(language);
    let known = rules.categories();
    let forms = || one_of(known.iter().copied());
    let strange = item.forms().filter(|(form, _)| !known.contains(form)).map(|(form, _)| {
        let message = format!("`{form}` is not a plural form of the language `{language}`");
        wrong(message, format!("its forms are {}", forms()))
    });
    let is_stated = |form: &str| item.forms().any(|(stated, _)| stated == form);
    let needed = known.iter().filter(|form| rules.is_common(form) && !is_stated(form));
    let missing = needed.map(|form| {
        let message = format!("`item` lacks the plural form `{form}` of the language `{language}`");
        wrong(message, format!("add `{form} = …`; the forms are {}", forms()))
    });
    strange.chain(missing).collect()
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::path::SourcePath;
    use crate::site::Site;
    use crate::world::MemoryWorld;

    #[track_caller]
    fn case(language: &str, kind: &str, item: &str, expected: &[&str]) {
        let settings = format!("[book]\ntitle = \"T\"\nlanguage = \"{language}\"\n");
        let (config, _) = Config::parse(&settings, &SourcePath::new("book.toml"));
        let review = format!("+++\nkind = \"{kind}\"\ntitle = \"B\"\nitem = {{ {item} }}\n+++\n");
        let world = MemoryWorld::new([
            ("content/_index.md", "+++\ntitle = \"T\"\n+++\n"),
            ("content/a/_index.md", "+++\nkind = \"implementation\"\ntitle = \"A\"\n+++\n"),
            ("content/b/_index.md", &*review),
        ]);
        let (_, diagnostics) = Site::load(config.unwrap(), &world);
        let found: Vec<String> = diagnostics
            .iter()
            .filter(|found| found.name == "wrong-item" || found.name == "missing-key")
            .map(|found| {
                format!("{}: {}", found.message, found.help.as_deref().unwrap_or_default())
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn forms_are_those_of_the_language() {
        case("en", "implementation", "one = \"action\", other = \"actions\"", &[]);
        case(
            "en",
            "implementation",
            "other = \"actions\", few = \"actions\"",
            &[
                "`few` is not a plural form of the language `en`: its forms are `one` or `other`",
                "`item` lacks the plural form `one` of the language `en`: add `one = …`; the forms are `one` or `other`",
            ],
        );
        case("fr", "implementation", "one = \"mesure\", other = \"mesures\"", &[]);
        case("zh", "implementation", "other = \"承诺\"", &[]);
        case(
            "ru",
            "implementation",
            "one = \"мера\", few = \"меры\", other = \"меры\"",
            &[
                "`item` lacks the plural form `many` of the language `ru`: add `many = …`; the forms are `one`, `few`, `many` or `other`",
            ],
        );
        case(
            "en",
            "implementation",
            "one = \"action\"",
            &["the key `other` is missing: add `other = …`, a text in quotes"],
        );
    }

    #[test]
    fn a_review_has_none_of_its_own() {
        let expected = [
            "the key `of` is missing: name the directory of the reviewed report: `of = \"ssr1\"`",
            "a review has no `item`: it uses that of the reviewed report: move it to that report's `_index.md`",
        ];
        case("en", "review", "one = \"action\", other = \"actions\"", &expected);
    }
}
