//! Dates that are written in several ways.

use std::collections::BTreeMap;

use super::findings::finding;
use super::latest::is_current;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Location, Span};
use crate::language::Language;
use crate::site::DocumentId;
use crate::words::words;

pub(super) const RULE: Rule = Rule {
    name: "date-style-varies",
    level: RuleLevel::Allow,
    summary: "dates in the texts are written in several ways",
    explanation: "\
\"June 15, 2014\" beside \"10 August 2015\" and \"2015-08-10\" makes readers stop at every date, and
search finds one form only.

Compares the dates with a day in the bodies of all files: day first, month first, or in figures. One
finding for the whole site, at the first date in the rarest form. Off by default, since quotations
keep their dates.

Choose one form.
",
    run,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    DayFirst,
    MonthFirst,
    Figures,
}

impl Style {
    fn shown(self) -> &'static str {
        match self {
            Self::DayFirst => "with the day first",
            Self::MonthFirst => "with the month first",
            Self::Figures => "in figures",
        }
    }
}

/// A date: its form, how it is written, and where.
type Written = (Style, String, DocumentId, Span);

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    let dates = context.collect(|id, document| {
        if document.broken || document.prose.dates.is_empty() || !is_current(site, id) {
            return Vec::new();
        }
        let Ok(body) = document.read_body(context.world) else { return Vec::new() };
        let dates = document.prose.dates.iter().filter_map(|date| {
            let start = date.span.range().start.checked_sub(body.start())?;
            let (before, after) = body.text().split_at_checked(start)?;
            let (style, shown) = style(before, after, site.language)?;
            Some((style, shown, id, date.span))
        });
        dates.collect::<Vec<Written>>()
    });
    let mut styles: BTreeMap<Style, (usize, &Written)> = BTreeMap::new();
    for date in &dates {
        styles.entry(date.0).or_insert((0, date)).0 += 1;
    }
    let rarest = styles.values().min_by_key(|(count, _)| *count);
    let common = styles.values().max_by_key(|(count, _)| *count);
    let (Some((_, rare)), Some((count, common)), true) = (rarest, common, styles.len() > 1) else {
        return;
    };
    let place = |date: &Written| Location::new(&site.document(date.2).path, date.3);
    let times = if *count == 1 { "1 other date".to_owned() } else { format!("{count} others") };
    let message = format!("“{}” is {}, {times} {}", rare.1, rare.0.shown(), common.0.shown());
    findings.push(
        finding(place(rare), message)
            .related(place(common), format!("“{}”", common.1))
            .help("choose one form"),
    );
}

/// How a date is written, given the text before its year and from it on; `None` without a day.
fn style(before: &str, after: &str, language: &Language) -> Option<(Style, String)> {
    const BEFORE: usize = 32;
    let year: String = after.chars().take(4).collect();
    let is_digit = |char: Option<char>| char.is_some_and(|char| char.is_ascii_digit());
    let mut rest = after.chars().skip(4);
    if rest.next() == Some('-') && is_digit(rest.next()) && is_digit(rest.next()) {
        let shown: String = after.chars().take(10).collect();
        return (shown.len() == 10 && shown.as_bytes()[7] == b'-')
            .then_some((Style::Figures, shown));
    }
    let before = &before[before.ceil_char_boundary(before.len().saturating_sub(BEFORE))..];
    let places: Vec<_> = words(before).collect();
    let [.., first, second] = places.as_slice() else { return None };
    let is_day = |word: &str| word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    let is_month = |word: &str| {
        let word = word.to_lowercase();
        language.dates.months.iter().any(|names| names.contains(&&*word))
    };
    let (one, two) = (&before[first.clone()], &before[second.clone()]);
    let style = if is_day(one) && is_month(two) {
        Style::DayFirst
    } else if is_month(one) && is_day(two) {
        Style::MonthFirst
    } else {
        return None;
    };
    let shown: Vec<&str> = before[first.start..].split_whitespace().collect();
    Some((style, format!("{} {year}", shown.join(" "))))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(body: &str, expected: &[&str]) {
        let found = of_updates(&RULE, &[&format!("status = \"planned\"|{body}")]);
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn cases() {
        case("On 3 May 2016, 4 May 2016 and in June 2016.", &[]);
        case(
            "On 3 May 2016, 4 May 2016 and June 5, 2016.",
            &["“June 5, 2016” is with the month first, 2 others with the day first"],
        );
        case(
            "On 3 May 2016, 4 May 2016 and 2016-06-05.",
            &["“2016-06-05” is in figures, 2 others with the day first"],
        );
    }
}
