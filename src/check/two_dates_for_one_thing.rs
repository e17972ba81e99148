//! Things that have two dates.

use std::collections::BTreeSet;
use std::ops::Range;

use foldhash::HashMap;

use super::findings::finding;
use super::passages::{self, Passage};
use super::related::Clusters;
use super::{Context, Findings, Rule};
use crate::claims::ClaimKind;
use crate::config::RuleLevel;
use crate::date::PartialDate;
use crate::diagnostic::{Diagnostic, Location, Span};
use crate::document::content::Update;
use crate::language::Language;
use crate::site::{DocumentId, RecommendationId, Report, Site, View};
use crate::words::words;

pub(super) const RULE: Rule = Rule {
    name: "two-dates-for-one-thing",
    level: RuleLevel::Allow,
    summary: "the same thing has two dates, in one update or on two recommendations",
    explanation: "\
The yearly report is due in August, says one recommendation, and in September, says another. Both
teams wait for the same report, and at least one of them will be wrong.

Compares, as of the last edition of each report:

- within an update, milestones and deliverables with the same words (capitals and white space do not
  count) whose dates do not agree. Of a deliverable, the last date counts. Two with phases of their
  own are two things;
- between updates, the newest dates that sentences promise for something with a name: at least three
  words with capitals, abbreviations or years in a row, such as \"2015 SSR Framework report\". All
  words of one name must be in the other, in any order.

Dates agree if one contains the other. Off by default: one name can be that of a draft and of the
final version.

Correct the date that is wrong, or say what is meant by each.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    for report in &site.reports {
        let mut promised: Vec<Promised> = Vec::new();
        for id in report.ids() {
            let Some((_, document)) = site.carried(id, View::Latest) else { continue };
            let Some(update) = site.update(document).filter(|_| !site.document(document).broken)
            else {
                continue;
            };
            findings.found(within(site, document, update));
            promised.extend(promises(context, id, document));
        }
        findings.found(between(site, report, &promised));
    }
}

/// A thing of an update with its date.
struct Thing<'u> {
    phase: Option<&'u str>,
    date: PartialDate,
    span: Span,
}

/// Milestones and deliverables of one update with the same words and other dates.
fn within(site: &Site, document: DocumentId, update: &Update) -> Vec<Diagnostic> {
    let mut known: HashMap<String, Thing<'_>> = HashMap::default();
    let mut found = Vec::new();
    let milestones = update.milestones.iter().filter_map(|milestone| {
        let date = milestone.date.as_ref()?;
        Some((milestone.label.as_str(), Thing { phase: None, date: date.value, span: date.span }))
    });
    let rows = update.deliverables.iter().filter_map(|row| {
        let date = row.revised_due.as_ref().or(row.due.as_ref())?;
        let phase = row.phase.as_ref().map(crate::schema::Text::as_str);
        Some((&*row.text.text, Thing { phase, date: date.value, span: date.span }))
    });
    for (text, thing) in milestones.chain(rows) {
        let key = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let key = key.trim_end_matches('.').to_owned();
        let Some(first) = known.get(&key) else {
            known.insert(key, thing);
            continue;
        };
        let apart = first.phase.zip(thing.phase).is_some_and(|(one, other)| one != other);
        if apart || first.date.agrees_with(thing.date) {
            continue;
        }
        let path = &site.document(document).path;
        let shown = crate::diagnostic::beginning(text.trim());
        let message = format!("`{shown}` is dated {} here and {} above", thing.date, first.date);
        found.push(
            finding(Location::new(path, thing.span), message)
                .related(Location::new(path, first.span), format!("{} here", first.date))
                .help("correct the date that is wrong, or say what is meant by each"),
        );
    }
    found
}

/// A date promised for something with a name.
struct Promised {
    id: RecommendationId,
    document: DocumentId,
    name: BTreeSet<String>,
    shown: String,
    date: PartialDate,
    span: Span,
}

/// The newest date that each sentence with a name promises.
fn promises(context: &Context<'_>, id: RecommendationId, document: DocumentId) -> Vec<Promised> {
    let content = context.site.document(document);
    let targets: Vec<(PartialDate, Span)> = { content.prose.claims.iter() }
        .filter_map(|claim| match claim.kind {
            ClaimKind::Target { date, .. } => Some((date, claim.span)),
            _ => None,
        })
        .collect();
    if targets.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for passage in passages::of_body(context, content) {
        for sentence in passage.sentences(context.site.language) {
            let span = passage.span(sentence.clone()).range();
            let own = targets.iter().filter(|(_, target)| span.contains(&(target.start as usize)));
            let Some((date, target)) = own.max_by_key(|(date, _)| date.last_day()) else {
                continue;
            };
            for (name, shown) in names(&passage, sentence, context.site.language) {
                let (date, span) = (*date, *target);
                found.push(Promised { id, document, name, shown, date, span });
            }
        }
    }
    found
}

/// The names in a sentence: words with capitals and years in a row, and a year after "for" or "of".
fn names(
    passage: &Passage,
    sentence: Range<usize>,
    language: &Language,
) -> Vec<(BTreeSet<String>, String)> {
    const LEAST: usize = 3;
    const MOST: usize = 8;
    let text = &passage.text[sentence];
    let places: Vec<Range<usize>> = words(text).collect();
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = |lower: &str| language.dates.months.iter().any(|names| names.contains(&lower));
    let is_named = |word: &str| {
        is_year(word) || word.starts_with(char::is_uppercase) && !is_month(&word.to_lowercase())
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < places.len() {
        let mut start = at;
        while at < places.len()
            && is_named(&text[places[at].clone()])
            && (at == start || text[places[at - 1].end..places[at].start].trim().is_empty())
        {
            at += 1;
        }
        let mut end = at;
        // "SSR Framework for 2015"
        let joined = places
            .get(at)
            .is_some_and(|place| language.periods.joints.contains(&&text[place.clone()]));
        if end > start
            && joined
            && places.get(at + 1).is_some_and(|place| is_year(&text[place.clone()]))
        {
            end = at + 2;
        }
        // "The" at the beginning of a sentence.
        while start < end && is_stop(&text[places[start].clone()].to_lowercase(), language) {
            start += 1;
        }
        let name: BTreeSet<String> = places[start..end]
            .iter()
            .map(|place| text[place.clone()].to_lowercase())
            .filter(|word| !is_stop(word, language))
            .collect();
        if (LEAST..=MOST).contains(&name.len()) {
            let shown = text[places[start].start..places[end - 1].end].to_owned();
            found.push((name, shown));
        }
        at = end.max(at + usize::from(at == start));
    }
    found
}

fn is_stop(word: &str, language: &Language) -> bool {
    language.periods.joints.contains(&word) || language.names.optional.contains(&word)
}

/// Promises of other recommendations for the same name with other dates. Each name is looked up by
/// its subsets of three words, of which it has a limited number.
fn between(site: &Site, report: &Report, promised: &[Promised]) -> Vec<Diagnostic> {
    let clusters = Clusters::new(report);
    let mut by_words: HashMap<[&str; 3], Vec<usize>> = HashMap::default();
    let mut reported: BTreeSet<(RecommendationId, RecommendationId)> = BTreeSet::new();
    let mut found = Vec::new();
    for (index, own) in promised.iter().enumerate() {
        for key in triples(&own.name) {
            let others = by_words.entry(key).or_default();
            // The last few are enough to find a difference.
            for other in others.iter().rev().take(8).map(|other| &promised[*other]) {
                let same = own.name.is_subset(&other.name) || other.name.is_subset(&own.name);
                if same
                    && clusters.of(own.id) != clusters.of(other.id)
                    && !own.date.agrees_with(other.date)
                    && reported.insert((other.id, own.id))
                {
                    found.push(differs(site, own, other));
                }
            }
            others.push(index);
        }
    }
    found
}

fn triples(name: &BTreeSet<String>) -> Vec<[&str; 3]> {
    let words: Vec<&str> = name.iter().map(String::as_str).collect();
    let mut triples = Vec::new();
    for a in 0..words.len() {
        for b in a + 1..words.len() {
            triples.extend((b + 1..words.len()).map(|c| [words[a], words[b], words[c]]));
        }
    }
    triples
}

fn differs(site: &Site, own: &Promised, other: &Promised) -> Diagnostic {
    let number = site.recommendation(other.id).number.as_str();
    let called = site.called(other.id.report).one;
    let message = format!(
        "“{}” is promised for {} here, and “{}” for {} under {called} {number}: the same thing?",
        own.shown, own.date, other.shown, other.date
    );
    let place =
        |promised: &Promised| Location::new(&site.document(promised.document).path, promised.span);
    finding(place(own), message)
        .related(place(other), format!("{} here", other.date))
        .help("correct the date that is wrong, or say what is meant by each")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(one: &str, two: &str, expected: &[&str]) {
        let mut files: Vec<(String, String)> = Vec::new();
        for (number, update) in [(1, one), (2, two)] {
            let statement = format!("+++\nnumber = {number}\ntitle = \"T\"\n+++\n");
            files.push((format!("content/r/recommendations/rec-{number}.md"), statement));
            let (front, body) = update.split_once('|').unwrap_or((update, ""));
            let update =
                format!("+++\nnumber = {number}\nstatus = \"planned\"\n{front}\n+++\n{body}\n");
            files.push((format!("content/r/2016-06-30/rec-{number}.md"), update));
        }
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        let found = findings(&RULE, &files);
        let found: Vec<&str> =
            found.iter().filter_map(|found| Some(found.split_once(": ")?.1)).collect();
        assert_eq!(found, expected, "{one} {two}");
    }

    #[test]
    fn within_an_update() {
        let milestone = "[[milestones]]\nlabel = \"Open the lock\"\ndate = \"2016-09\"\n";
        let row = |text: &str, keys: &str| {
            format!("{milestone}[[deliverables]]\ntext = \"{text}\"\n{keys}\n")
        };
        case(&row("Open the lock", "due = \"2016-Q3\""), "", &[]);
        let message = "`Open the lock.` is dated 2016-10 here and 2016-09 above";
        case(&row("Open the lock.", "due = \"2016-10\""), "", &[message]);
        case(
            &row("Open the lock.", "due = \"2016-08\"\nrevised_due = \"2016-10\""),
            "",
            &[message],
        );
        case(&row("Open the gate", "due = \"2016-10\""), "", &[]);
        let phase = |phase: &str, due: &str| {
            format!("[[deliverables]]\ntext = \"Open it\"\nphase = \"{phase}\"\ndue = \"{due}\"\n")
        };
        case(&format!("{}{}", phase("I", "2016"), phase("II", "2017")), "", &[]);
    }

    #[test]
    fn between_updates() {
        let says = |what: &str, when: &str| {
            format!(
                "[[deliverables]]\ntext = \"Publish the {what}\"\n|The {what} is expected to be published in {when}."
            )
        };
        let (one, two) = ("2016 Canal Safety Report", "Canal Safety Report for 2016");
        let message = "“Canal Safety Report for 2016” is promised for 2016-10 here, and “2016 Canal Safety Report” for 2016-09 under recommendation 1: the same thing?";
        case(&says(one, "September 2016"), &says(two, "October 2016"), &[message]);
        case(&says(one, "September 2016"), &says(two, "September 2016"), &[]);
        case(
            &says(one, "September 2016"),
            &says("Lock Safety Report for 2016", "October 2016"),
            &[],
        );
        case(&says("Canal Report", "September 2016"), &says("Canal Report", "October 2016"), &[]);
    }
}
