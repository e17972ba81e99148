//! Texts that nobody has written yet.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location, beginning};
use crate::document::Document;
use crate::document::content::Update;
use crate::document::digest::Digest;
use crate::document::prose::{Unfinished, UnfinishedKind};
use crate::schema::Address;
use crate::site::{DocumentId, EditionId, Owner, RecommendationId, Site, View};

pub(super) const RULE: Rule = Rule {
    name: "unfinished-text",
    level: RuleLevel::Warn,
    summary: "a text is a placeholder or unfinished, or an update is as `new update` made it",
    explanation: "\
A copy of the last quarter's text, published as news, tells readers that work stands still, and a
placeholder that nobody is in charge.

Finds updates that are as `ssr-site new update` wrote them: like the earlier update that they were
copied from, apart from `as_of` and relative links, or empty. Also finds placeholders in any text.
A paragraph, item or cell is one if it says nothing but, in English, TODO, to do, TBD, TBA, TBC, to
be added, to be completed, to be written, to follow, update pending, pending update, placeholder,
text here, or three dots. \"TODO\" and \"lorem ipsum\" are found within a text too.

Finds paragraphs and items that end in a dash, unless a list, table or quotation follows, and
remarks to colleagues: in English \"(comment: …)\", \"[internal note: …]\", \"NB for editors\", \"note to
the editor\", \"for internal use only\", and \"[1] Ann Lee: should be in the other part\".

Updates of frozen editions are not compared, since they cannot change.

Write what changed. If nothing did, delete the update: the edition then carries the earlier one
forward, and says so.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    context.each_document(findings, |id, document, findings| {
        let unfinished = document.prose.unfinished.iter();
        unfinished.for_each(|text| findings.push(not_written(document, text)));
        if document.broken {
            return;
        }
        if let Owner::Update(of, edition) = site.owner(id)
            && let Some(update) = site.update(id)
            && let Some(found) = untouched(context, of, edition, id, update)
        {
            findings.push(found);
        }
    });
}

fn not_written(document: &Document, unfinished: &Unfinished) -> Diagnostic {
    let text = beginning(&unfinished.text);
    let (message, help) = match unfinished.kind {
        UnfinishedKind::Placeholder => {
            (format!("this text is not written yet: `{text}`"), "write the text, or remove it")
        }
        UnfinishedKind::Dash => (
            format!("this text ends in a dash: `{text}`"),
            "write what follows, or remove the dash",
        ),
        UnfinishedKind::Remark => (
            format!("this looks like a remark to colleagues: `{text}`"),
            "carry it out, and remove it from the text",
        ),
    };
    finding(Location::new(&document.path, unfinished.span), message).help(help)
}

/// The finding of an update that is as it was made.
fn untouched(
    context: &Context<'_>,
    of: RecommendationId,
    edition: EditionId,
    id: DocumentId,
    update: &Update,
) -> Option<Diagnostic> {
    let site = context.site;
    if site.report(of.report).edition(edition).lock.is_some() {
        return None;
    }
    let document = site.document(id);
    let location = match document.stated_number() {
        Some(number) => Location::new(&document.path, number.span),
        None => document.front_matter(),
    };
    if says_nothing(update, document) {
        return Some(
            finding(location, "this update says nothing").help("write it, or delete the file"),
        );
    }
    let before = edition.before()?;
    let (from, before) = site.carried(of, View::Edition(before))?;
    let earlier = site.document(before);
    if !is_alike(document, earlier) || !is_copy(context, id, before).unwrap_or(false) {
        return None;
    }
    let from = &site.report(of.report).edition(from).id;
    let message = format!("this update is the one of `{from}`, unchanged");
    Some(finding(location, message).related(Location::file(&earlier.path), "earlier update").help(
        "write what changed; if nothing did, delete the file, and the earlier update is carried \
         forward",
    ))
}

/// Whether an update has nothing beside its number, date and the headings that are there to be filled.
fn says_nothing(update: &Update, document: &Document) -> bool {
    let Update {
        number: _,
        draft: _,
        as_of: _,
        was,
        title,
        short_title,
        status,
        group,
        superseded_by,
        disposition,
        expected,
        expected_text,
        responses,
        milestones,
        deliverables,
        corrections,
        allow: _,
    } = update;
    let digests = &document.prose.digests;
    document.prose.anchors.iter().any(|anchor| anchor.section.is_some())
        && was.is_none()
        && title.is_none()
        && short_title.is_none()
        && status.is_none()
        && group.is_none()
        && superseded_by.is_none()
        && disposition.is_none()
        && expected.is_none()
        && expected_text.is_none()
        && responses.is_none()
        && milestones.is_empty()
        && deliverables.is_empty()
        && corrections.is_empty()
        && !digests.has_narrative()
        && !digests.has_notes()
}

/// Whether two updates can have the same words, which is known without reading them again. Links, whose
/// addresses differ, are among the words.
fn is_alike(one: &Document, earlier: &Document) -> bool {
    let (one, earlier) = (&one.prose, &earlier.prose);
    let has_links = earlier.links.iter().any(|link| Address::is_relative(&link.destination));
    has_links || (one.digests == earlier.digests && one.deliverables == earlier.deliverables)
}

/// Whether an update is a copy of an earlier one, with links as they have to be in its directory.
fn is_copy(context: &Context<'_>, id: DocumentId, earlier: DocumentId) -> Option<bool> {
    let site: &Site = context.site;
    let (document, before) = (site.document(id), site.document(earlier));
    if before.broken {
        return None;
    }
    let now = document.read_source(context.world).ok()?;
    let then = before.read_source(context.world).ok()?;
    // Most texts differ, which costs far less to find than their digests.
    let body = site.relocated_body(before.body_of(&then), earlier, &document.path.parent());
    if !Digest::is_same_text(document.body_of(&now), &body) {
        return Some(false);
    }
    let copied = site.relocated(&then, earlier, &document.path.parent());
    // So are most copies.
    Some(now == copied || Digest::of_undated(&now)? == Digest::of_undated(&copied)?)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    const REPORT: &str = "+++\nkind = \"implementation\"\ntitle = \"T\"\n+++\n";
    const STATEMENT: &str = "+++\nnumber = 4\ntitle = \"Four\"\n+++\n";

    /// Two updates of a recommendation, in two editions.
    #[track_caller]
    fn updates(first: &str, second: &str, expected: &[&str]) {
        let files = [
            ("content/r/_index.md", REPORT),
            ("content/r/recommendations/rec-4.md", STATEMENT),
            ("content/r/2016-03-31/_index.md", "+++\ntitle = \"One\"\n+++\n"),
            ("content/r/2016-06-30/_index.md", "+++\ntitle = \"Two\"\n+++\n"),
            ("content/r/2016-03-31/minutes.txt", "Minutes"),
            ("content/r/2016-03-31/rec-4.md", first),
            ("content/r/2016-06-30/rec-4.md", second),
        ];
        assert_eq!(findings(&RULE, &files), expected, "{second}");
    }

    #[test]
    fn a_copy() {
        let text = |keys: &str, body: &str| format!("+++\nnumber = 4\n{keys}+++\n{body}");
        let planned = "status = \"planned\"\n";
        let first = text(planned, "See [them](minutes.txt).\n");
        let found = "warning content/r/2016-06-30/rec-4.md \"4\": this update is the one of `2016-03-31`, unchanged";
        let copy = "See [them](../2016-03-31/minutes.txt).\n";
        updates(&first, &text(planned, copy), &[found]);
        let dated = format!("as_of = 2016-06-29\n{planned}");
        updates(&first, &text(&dated, copy), &[found]);
        updates(&first, &text("status = 'planned' # as before\n", &format!("{copy}\n")), &[found]);
        updates(&first, &text("status = \"complete\"\n", copy), &[]);
        updates(&first, &text(planned, &copy.replace("See", "Read")), &[]);
        updates(&first, &text(&format!("group = \"G\"\n{planned}"), copy), &[]);
        let row = |due: &str| format!("{planned}[[deliverables]]\ntext = \"D\"\ndue = \"{due}\"\n");
        updates(&text(&row("2016"), ""), &text(&row("2017"), ""), &[]);
        updates(&text(&row("2016"), ""), &text(&row("2016"), ""), &[found]);
    }

    #[test]
    fn an_empty_one() {
        let first = "+++\nnumber = 4\nstatus = \"planned\"\n+++\nText.\n";
        let body = "## Project status\n\n## Implementation notes\n";
        let found = "warning content/r/2016-06-30/rec-4.md \"4\": this update says nothing";
        updates(first, &format!("+++\nnumber = 4\n# status = \"planned\"\n+++\n{body}"), &[found]);
        updates(first, &format!("+++\nnumber = 4\n+++\n{body}Notes.\n"), &[]);
        updates(first, &format!("+++\nnumber = 4\nas_of = 2016-06-29\n+++\n{body}"), &[found]);
        for keys in [
            "was = 3",
            "title = \"Three\"",
            "short_title = \"Three\"",
            "group = \"G\"",
            "superseded_by = 5",
            "disposition = \"rejected\"",
            "expected = 2017",
            "expected_text = \"when the staff is there\"",
            "responses = []",
            "[[responses]]\naddressee = \"The Board\"",
            "[[milestones]]\nlabel = \"Plan\"",
            "[[deliverables]]\ntext = \"D\"",
            "[[corrections]]\ndate = 2016-07-01\nnote = \"N\"",
        ] {
            updates(first, &format!("+++\nnumber = 4\n{keys}\n+++\n{body}"), &[]);
        }
    }

    #[track_caller]
    fn page(body: &str, expected: &[&str]) {
        let page = format!("+++\ntitle = \"P\"\n+++\n{body}\n");
        let expected: Vec<String> =
            expected.iter().map(|told| format!("warning content/p.md {told}")).collect();
        assert_eq!(findings(&RULE, &[("content/p.md", &page)]), expected, "{body}");
    }

    #[test]
    fn texts_that_end_in_a_dash() {
        page("- 3 May 2016 –", &["\"3 May 2016 –\": this text ends in a dash: `3 May 2016 –`"]);
        page(
            "The *first* boat -",
            &["\"The *first* boat -\": this text ends in a dash: `The first boat -`"],
        );
        page("These boats –\n\n- one\n- two", &[]);
        page("- These boats –\n  - one", &[]);
        page("| a |\n|---|\n| 2016 – |\n| – |", &[]);
        page("– end –", &[]);
        page("A T-\n\n-", &[]);
        page("A boat – a ship", &[]);
    }

    #[test]
    fn remarks_to_colleagues() {
        let told =
            |text: &str| format!("{text:?}: this looks like a remark to colleagues: `{text}`");
        for text in [
            "(comment: is this the right boat?)",
            "[Comment: which boat?]",
            "NB for editors: the boat is late",
            "[2] Ann Lee: should be in the other part",
            "For internal use only",
        ] {
            page(text, &[&told(text)]);
        }
        page("The boat (comment: which?) sails.", &[&told("(comment: which?)")]);
        for text in [
            "(comments: 12)",
            "The comment: a boat.",
            "(note: the boat is late)",
            "[2] Harbour Office: Annual report",
            "[2] The office should know.",
            "It is not for internal use only.",
            "A note to the editor was sent.",
        ] {
            page(text, &[]);
        }
    }

    #[test]
    fn placeholders() {
        #[track_caller]
        fn case(body: &str, expected: &[(&str, &str)]) {
            let page = format!("+++\ntitle = \"P\"\n+++\n{body}\n");
            let told = |(at, text): &(&str, &str)| {
                format!("warning content/p.md {at:?}: this text is not written yet: `{text}`")
            };
            let expected: Vec<String> = expected.iter().map(told).collect();
            assert_eq!(findings(&RULE, &[("content/p.md", &page)]), expected, "{body}");
        }
        for text in ["TODO", "TBD", "Update pending", "To be added", "…", "..."] {
            case(text, &[(text, text)]);
        }
        case("*tbd.*", &[("tbd.", "tbd.")]);
        case("| A |\n| - |\n| TBC |\n", &[("TBC", "TBC")]);
        let ipsum = "Lorem ipsum dolor sit amet";
        case(ipsum, &[(ipsum, "lorem ipsum")]);
        case("TODO: ask the staff", &[("TODO: ask the staff", "todo")]);
        case("The date is to be added to the list.", &[]);
        case("An update is pending.", &[]);
        case("`TODO`", &[]);
        case("Text. More … text.", &[]);
    }
}
