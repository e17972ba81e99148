#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Write;

use proptest::prelude::*;

use super::*;
use crate::document::number;
use crate::language::ENGLISH;

/// The labels of the report used in most cases.
fn is_label(key: &str) -> bool {
    const LABELS: &[&str] = &[
        "4.1", "4a", "4b", "4c", "4a(iv)", "8.14", "8.15", "8.16", "8.32b", "12d", "12e", "018/24",
        "r4", "hr-7",
    ];
    (1..=28).any(|n: u32| n.to_string() == key) || LABELS.contains(&key)
}

/// Pieces from a notation: `*` begins or ends emphasis, `|` is a soft break, `~` a no-break space,
/// `^` a boundary between two runs, `<b>` a tag, and `{text}` a barrier for references.
fn pieces(notation: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut container, mut emphases) = (0, 0);
    let mut at = 0;
    while let Some(c) = notation[at..].chars().next() {
        let until = |end: &str| notation[at..].find(end).map(|end| at + end);
        let mut text = |text, source| pieces.push(Piece::Text(Run { text, source, container }));
        let mut end = at + 1;
        match c {
            '*' if container > 0 => container = 0,
            '*' => {
                emphases += 1;
                container = emphases;
            }
            '|' => text(" ", at..end),
            '~' => text("\u{a0}", at..end),
            '^' => {}
            '<' if let Some(close) = until(">") => {
                end = close + 1;
                pieces.push(Piece::Barrier(""));
            }
            '{' if let Some(close) = until("}") => {
                end = close + 1;
                pieces.push(Piece::Barrier(&notation[at + 1..end - 1]));
            }
            _ => {
                let next = at + c.len_utf8();
                end = notation[next..]
                    .find(['*', '|', '~', '^', '<', '{'])
                    .map_or(notation.len(), |end| next + end);
                text(&notation[at..end], at..end);
            }
        }
        at = end;
    }
    pieces
}

/// The mentions of the report `SSR1`.
fn read(pieces: &[Piece], is_label: impl Fn(&str) -> bool) -> Vec<Mention> {
    let grammar = Grammar::of(&ENGLISH);
    let mut clauses = Vec::new();
    scan(pieces, &grammar, &mut clauses);
    let own = clauses.iter().filter(|clause| clause.is_of(["SSR1", "SSR"]));
    own.flat_map(|clause| clause.read(&grammar, &is_label)).collect()
}

/// The text with its links: `[4]`, the ends of a range as `(25) – (28)`, unknown numbers `?[99]`.
fn shown(pieces: &[Piece], mentions: &[Mention]) -> String {
    let mut marks = Vec::new();
    for mention in mentions {
        let (open, close) = match mention.kind {
            MentionKind::Single | MentionKind::ListItem => ("[", "]"),
            MentionKind::RangeStart | MentionKind::RangeEnd => ("(", ")"),
        };
        if let Some(link) = mention.link {
            if !mention.known {
                marks.push((link.start, "?"));
            }
            marks.push((link.start, open));
            marks.push((link.end, close));
        }
    }
    let mut shown = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        let (Piece::Text(Run { text, .. }) | Piece::Barrier(text)) = piece;
        let mut from = 0;
        for (place, mark) in marks.iter().filter(|(place, _)| place.piece as usize == index) {
            let to = place.byte as usize;
            write!(shown, "{}{mark}", &text[from..to]).unwrap();
            from = to;
        }
        shown.push_str(&text[from..]);
    }
    shown.replace('\u{a0}', " ")
}

#[track_caller]
fn case(notation: &str, expected: &str) {
    let pieces = pieces(notation);
    assert_eq!(shown(&pieces, &read(&pieces, is_label)), expected, "in {notation:?}");
}

/// A text without a reference.
#[track_caller]
fn none(notation: &str) {
    let pieces = pieces(notation);
    assert_eq!(read(&pieces, is_label), [], "in {notation:?}");
}

#[test]
fn single_numbers() {
    case("Recommendation 25", "[Recommendation 25]");
    case("Rec. 25", "[Rec. 25]");
    case("Rec.25", "[Rec.25]");
    case("rec 25", "[rec 25]");
    case("RECOMMENDATION 25", "[RECOMMENDATION 25]");
    case("see recommendation 25 for status", "see [recommendation 25] for status");
    case("Recommendation No. 25", "[Recommendation No. 25]");
    case("Recommendation no 25", "[Recommendation no 25]");
    case("Recommendation #25", "[Recommendation #25]");
    case("Recommendation#25", "[Recommendation#25]");
    case("Rec. № 25", "[Rec. № 25]");
    case("Recommendation number 25", "[Recommendation number 25]");
    case("SSR1 Recommendation 25", "SSR1 [Recommendation 25]");
    case("Recommendations 25 are", "[Recommendations 25] are");
    case("pre-Recommendation 4 work", "pre-[Recommendation 4] work");
    case("Recommendation 4a(iv)", "[Recommendation 4a(iv)]");
    case("Recommendation 018/24", "[Recommendation 018/24]");
    case("Recommendation 12D", "[Recommendation 12D]");
    case("Recommendation R4", "[Recommendation R4]");
    case("Recommendation HR\u{2011}7", "[Recommendation HR\u{2011}7]");
    case("Recommendation 30", "?[Recommendation 30]");
    case("Recommendation 2012 RAA", "?[Recommendation 2012] RAA");
    case("Recommendation 4d", "?[Recommendation 4d]");
    case("Recommendation 9a(iv)", "?[Recommendation 9a(iv)]");
    case("Recommendation 4 and Recommendation 5", "[Recommendation 4] and [Recommendation 5]");
    case("Recommendation 4|Recommendation 5", "[Recommendation 4] [Recommendation 5]");
    case("Recommendation R4|Recommendation 5", "[Recommendation R4] [Recommendation 5]");
    case("Recommendation 4/Recommendation 5", "[Recommendation 4]/[Recommendation 5]");
    case("Recommendation 4<br>Recommendation 5", "[Recommendation 4][Recommendation 5]");
}

#[test]
fn punctuation_is_the_sentences() {
    case("Recommendation 25.", "[Recommendation 25].");
    case("Recommendation 25. Then", "[Recommendation 25]. Then");
    case("(see Recommendation 4.1).", "(see [Recommendation 4.1]).");
    case("(see Recommendation 4a(iv)).", "(see [Recommendation 4a(iv)]).");
    case("Recommendation 25, which", "[Recommendation 25], which");
    case("Recommendation 25: text", "[Recommendation 25]: text");
    case("Recommendation 25; 2016", "[Recommendation 25]; 2016");
    case("Recommendation 25's text", "[Recommendation 25]'s text");
    case("Recommendation 25’s text", "[Recommendation 25]’s text");
    case("“Recommendation 25”", "“[Recommendation 25]”");
    case("Recommendation 25?", "[Recommendation 25]?");
    case("Recommendation 25-", "[Recommendation 25]-");
    case("Recommendation 25—which is done—", "[Recommendation 25]—which is done—");
    case("Recommendation 25--which is done", "[Recommendation 25]--which is done");
    case("Recommendation 25 - done", "[Recommendation 25] - done");
    case("Recommendation 4(b)", "[Recommendation 4](b)");
    case("Recommendation 25²", "[Recommendation 25]²");
    case("Recommendation 25/ERM", "[Recommendation 25]/ERM");
    case("Recommendation 25...", "[Recommendation 25]...");
}

#[test]
fn white_space_and_emphasis() {
    case("Recommendation|25", "[Recommendation 25]");
    case("Recommendation~25", "[Recommendation 25]");
    case("Recommendation\u{2009}25", "[Recommendation\u{2009}25]");
    case("Recommendation\u{202f}25", "[Recommendation\u{202f}25]");
    case("Recommendation \u{200b}25", "[Recommendation \u{200b}25]");
    case("Recommendations 4,|5~and|14", "Recommendations [4], [5] and [14]");
    case("*Recommendation 25* is", "[Recommendation 25] is");
    case("*Recommendation* 25", "Recommendation [25]");
    case("Recommendation *25*", "Recommendation [25]");
    case("Recommendation *No.* 25", "[Recommendation No. 25]");
    case("*Recommendations* 4, *5* and 14", "Recommendations [4], [5] and [14]");
    case("Recommendations *25* – *28*", "Recommendations (25) – (28)");
    case("*SSR1* Recommendation 25", "SSR1 [Recommendation 25]");
    case("Recommen^dation 2^5", "[Recommendation 25]");
    case("Recommen*dation* 25", "[Recommendation 25]");
    case("Recommendation 2*0* and", "Recommendation 20 and");
    case("*a* Recommendation *2*5", "a [Recommendation 25]");
}

#[test]
fn lists() {
    case("Recommendations 4, 5 and 14", "Recommendations [4], [5] and [14]");
    case("Recs. 4 and 5", "Recs. [4] and [5]");
    case("Recommendations 20, 21, or 22", "Recommendations [20], [21], or [22]");
    case("Recommendations 20, 21, 22 are", "Recommendations [20], [21], [22] are");
    case("Recommendations 20,21,22", "Recommendations [20],[21],[22]");
    case("Recommendations 12 & 13", "Recommendations [12] & [13]");
    case("Recommendations 12&13", "Recommendations [12]&[13]");
    case("Recommendations 12 and/or 13", "Recommendations [12] and/or [13]");
    case("Recommendations 12d/12e", "Recommendations [12d]/[12e]");
    case("Recommendation 12d/12e", "Recommendation [12d]/[12e]");
    case("Recommendations 12 / 13", "Recommendations [12] / [13]");
    case("Recommendations 018/24 and 4", "Recommendations [018/24] and [4]");
    case("Recommendations 18/24", "Recommendations [18]/[24]");
    case("Recommendations #4, #5 and #6", "Recommendations #[4], #[5] and #[6]");
    case("Recommendations Nos. 4 and 5", "Recommendations Nos. [4] and [5]");
    case("Recommendations 4.1, 8.32b.", "Recommendations [4.1], [8.32b].");
    case("Recommendations 4, 5, etc.", "Recommendations [4], [5], etc.");
    case("Recommendations 4, 5 and 2016", "Recommendations [4], [5] and ?[2016]");
    case("Recommendations 4 and 5 of 28", "Recommendations [4] and [5] of 28");
    case(
        "Recommendations 4, 5, and Recommendation 14",
        "Recommendations [4], [5], and [Recommendation 14]",
    );
    case("Recommendation 4, 2016 and later", "[Recommendation 4], 2016 and later");
    case("Recommendation 4, 5", "[Recommendation 4], 5");
    case("Recommendation 4 and 5", "Recommendation [4] and [5]");
    case("Recommendation 4 and 2016", "[Recommendation 4] and 2016");
    case("Recommendation 25/2016", "[Recommendation 25]/2016");
    case("Recommendation 4 and 5 months", "[Recommendation 4] and 5 months");
    case("Recommendations 4 and 12 months", "[Recommendations 4] and 12 months");
    case("Recommendations 4, 5,000 users", "[Recommendations 4], 5,000 users");
    case("Recommendations 4{x}, 5", "[Recommendations 4]x, 5");
}

#[test]
fn ranges() {
    case("Recommendations 25 – 28", "Recommendations (25) – (28)");
    case("Recommendations 25-28", "Recommendations (25)-(28)");
    case("Recommendations 25—28", "Recommendations (25)—(28)");
    case("Recommendations 25--28", "Recommendations (25)--(28)");
    case("Recommendations 25\u{2011}28", "Recommendations (25)\u{2011}(28)");
    case("Recommendations 25 - 28.", "Recommendations (25) - (28).");
    case("Recommendations 25 to 28", "Recommendations (25) to (28)");
    case("Recommendations 25 through 28", "Recommendations (25) through (28)");
    case("Recommendations 25|–~28", "Recommendations (25) – (28)");
    case("Recs. #25–#28", "Recs. #(25)–#(28)");
    case("Recommendations 4, 6–8 and 25 to 28", "Recommendations [4], (6)–(8) and (25) to (28)");
    case("Recommendations 8.14–8.16", "Recommendations (8.14)–(8.16)");
    case("Recommendations 4a–4c", "Recommendations (4a)–(4c)");
    case("Recommendation 25–28", "Recommendation (25)–(28)");
    case("Recommendations 25–30", "Recommendations (25)–?(30)");
    case("Recommendations 1–50", "Recommendations (1)–?(50)");
    case("Recommendations 1–51", "[Recommendations 1]–51");
    case("Recommendations 28–25", "[Recommendations 28]–25");
    case("Recommendations 4, 28–25 and 6", "Recommendations [4], [28]–25 and 6");
    case("Recommendations 4–8.14", "[Recommendations 4]–8.14");
    case("Recommendations 4 to 2016", "[Recommendations 4] to 2016");
    case("Recommendation 25–30", "[Recommendation 25]–30");
    case("Recommendation 25 – 28 bodies", "[Recommendation 25] – 28 bodies");
    case("Recommendation 30 to the Board", "?[Recommendation 30] to the Board");
    case("Recommendation 3 to 4 bodies", "[Recommendation 3] to 4 bodies");
    case("Recommendation 25 through 28", "[Recommendation 25] through 28");
    case("Recommendations 4 and 5 to the Board", "Recommendations [4] and [5] to the Board");
    case("Recommendations 25 to Recommendation 28", "[Recommendations 25] to [Recommendation 28]");
    none("Recommendations 4 to 6 months later");
    none("Recommendation 4-6 months");
    none("Recommendations 2016-06-30");
}

#[test]
fn no_references() {
    none("this Recommendation is addressed in the WHOIS Review");
    none("FY2016—2020");
    none("2013 RAA");
    none("Recommendations of 2012");
    none("Recommendation 3.5 million");
    none("Recommendation 3.5|*million*");
    none("Recommendation 3 per|cent");
    none("Recommendation 3 per  cent");
    none("Recommendation 20%");
    none("Recommendation 20 %");
    none("Recommendations 12 months after");
    none("Recommendations 1,000 users");
    none("Recommendation 25th");
    none("Recommendation 3rd");
    none("Recommendation 25-page");
    none("Recommendation 25_1");
    none("Recommendation 25@example.org");
    none("Recommendation 4:30");
    none("Recommendation R5");
    none("Recommendation A");
    none("Recommendation -4");
    none("Recommendation (4)");
    none("Recommendation, 4");
    none("Recommendation. 4");
    none("Recommendation's 4");
    none("Recommendation-4");
    none("Recommendation4");
    none("Recommendational 4");
    none("prerecommendation 4");
    none("my_rec 4");
    none("records 4, recent 5, rec");
    none("Recommendation {4}");
    none("Recommendation{x} 4");
    none("Recommendation 1234567890123456789012345678901234567890");
    none("");
    none("*|~*");
}

#[test]
fn series() {
    #[track_caller]
    fn case(notation: &str, expected: Option<&str>) {
        let mut clauses = Vec::new();
        scan(&pieces(notation), &Grammar::of(&ENGLISH), &mut clauses);
        let last = clauses.last().map(Clause::series);
        assert_eq!(last, Some(expected), "in {notation:?}");
    }
    case("WHOIS Recommendation 4", Some("WHOIS"));
    case("the ATRT2 Recommendations 4 and 5", Some("ATRT2"));
    case("CCT-RT Recommendation 5", Some("CCT-RT"));
    case("The SSR Recommendation 4", Some("SSR"));
    case("SSR2~Recommendation 4", Some("SSR2"));
    case("*SSR2*|Recommendation 4", Some("SSR2"));
    case("SSR2-Recommendation 4", Some("SSR2"));
    case("ICANN's Recommendation 4", Some("ICANN"));
    case("(SSR2) Recommendation 4", Some("SSR2"));
    case("“WHOIS” Recommendation 4", Some("WHOIS"));
    case("2012 Recommendation 4", Some("2012"));
    case("{WHOIS} Recommendation 4", Some("WHOIS"));
    case("{the WHOIS}|Recommendation 4", Some("WHOIS"));
    case("<b>WHOIS</b> Recommendation 4", Some("WHOIS"));
    case("Recommendations 4 and SSR2 Recommendation 5", Some("SSR2"));
    case("SEE SSR2 RECOMMENDATION 25", Some("SSR2"));
    case("SEE RECOMMENDATION 25", None);
    case("See Recommendation 25", None);
    case("I Recommendation 25", None);
    case("Recommendation 25", None);
    case("WHOIS: Recommendation 4", None);
    case("as said by ICANN. Recommendation 4", None);
    case("as said by ICANN—Recommendation 4", None);
    case("(as adopted by ICANN) Recommendation 4", None);
    case("ICANN (Recommendation 4)", None);
    case("WHOIS Review Recommendation 4", None);
    case("{WHOIS Review} Recommendation 4", None);
    case("{WHOIS} and Recommendation 4", None);
    case("Recommendation 4<br>Recommendation 5", None);
    case("Recommendation 25|Recommendation 26", None);
}

#[test]
fn whose_numbers_they_are() {
    #[track_caller]
    fn case(text: &str, expected: bool) {
        let mut clauses = Vec::new();
        scan(&pieces(text), &Grammar::of(&ENGLISH), &mut clauses);
        assert_eq!(clauses[0].is_of(["SSR1", "SSR"]), expected, "in {text:?}");
    }
    case("Recommendation 4", true);
    case("SSR1 Recommendation 4", true);
    case("ssr1 Recommendation 4", true);
    case("SSR1's Recommendation 4", true);
    case("SSR1’s Recommendation 4", true);
    case("SSR2 Recommendation 4", false);
    case("ICANN's Recommendation 4", false);
}

#[test]
fn places_in_the_file() {
    #[track_caller]
    fn case(notation: &str, expected: &[&str]) {
        let mentions = read(&pieces(notation), is_label);
        let sources: Vec<&str> = mentions.iter().map(|m| &notation[m.source.range()]).collect();
        assert_eq!(sources, expected);
    }
    case("See Recommendation 25.", &["Recommendation 25"]);
    case("SSR1 *Recommendation*|25.", &["Recommendation*|25"]);
    case("Recommendations 4, *5* and~14", &["4", "5", "14"]);
    case("Recommendation 2*0* and", &["Recommendation 2*0"]);
}

#[test]
fn a_run_that_differs_from_its_source_is_meant_as_a_whole() {
    let run = |text, source| Piece::Text(Run { text, source, container: 0 });
    let pieces =
        [run("Rec ", 0..4), run("4", 4..9), run(" and ", 9..14), run("Recommendation 5", 14..40)];
    let mentions = read(&pieces, is_label);
    let sources: Vec<_> = mentions.iter().map(|mention| mention.source.range()).collect();
    assert_eq!(sources, [0..9, 14..40]);
}

#[test]
fn a_split_number_is_a_reference_without_a_link() {
    let mentions = read(&pieces("Recommendation 2*0*"), is_label);
    let [mention] = mentions.as_slice() else { panic!("{mentions:?}") };
    assert_eq!((&*mention.number, mention.known, mention.link), ("20", true, None));
}

#[test]
fn labels_decide_what_a_separator_is() {
    #[track_caller]
    fn case(labels: &[&str], notation: &str, expected: &str) {
        let pieces = pieces(notation);
        let mentions = read(&pieces, |key| labels.contains(&key));
        assert_eq!(shown(&pieces, &mentions), expected);
    }
    case(&["018/24"], "Recommendations 018/24", "[Recommendations 018/24]");
    case(&["018", "24"], "Recommendations 018/24", "Recommendations [018]/[24]");
    case(&["018", "24"], "Recommendation 018/24", "Recommendation [018]/[24]");
    case(&["25-28"], "Recommendations 25-28", "[Recommendations 25-28]");
    case(&["25", "28", "25-28"], "Recommendation 25-28.", "[Recommendation 25-28].");
    case(&["4"], "Recommendation 4.1", "?[Recommendation 4.1]");
    case(&["4"], "Recommendation 4a", "?[Recommendation 4a]");
    case(&["4"], "Recommendation 4a(iv)", "?[Recommendation 4a(iv)]");
    case(&["4"], "Recommendation 4.", "[Recommendation 4].");
    case(&["100", "101"], "Recommendations 100,101", "Recommendations [100],[101]");
    case(&["rec-4"], "Recommendation REC-4", "[Recommendation REC-4]");
    case(&["rec.4", "4"], "Recommendation rec.4", "Recommendation [rec.4]");
    case(&["25"], "Recommendation ٢٥", "[Recommendation ٢٥]");
    case(&["第4"], "Recommendation 第4", "[Recommendation 第4]");
    case(&["4(i)", "4(iii)"], "Recs. 4(i)–4(iii)", "Recs. (4(i))–(4(iii))");
    case(&["r25", "r28"], "Recs. R25-R28", "Recs. (R25)-(R28)");
    case(&["r25"], "Recs. R25-R28", "[Recs. R25]-R28");
}

#[test]
fn a_series_named_after_the_numbers() {
    #[track_caller]
    fn case(notation: &str, expected: Option<&str>) {
        let pieces = pieces(notation);
        let mut clauses = Vec::new();
        scan(&pieces, &Grammar::of(&ENGLISH), &mut clauses);
        let found: Vec<_> = clauses.iter().map(Clause::series).collect();
        assert_eq!(found, [expected], "{notation}");
    }
    case("Recommendation 1 of the ATRT2 Final Report says", Some("ATRT2"));
    case("Recommendations 1 and 2 from SSR2, and", Some("SSR2"));
    case("Recommendation 2 of SAC045.", Some("SAC045"));
    case("Recommendations 4 – 8 of the second review (SSR2)", Some("SSR2"));
    case("Recommendation 3 of the final report of ATRT2", Some("ATRT2"));
    case("Recommendation 3 of this report and of ATRT2", None);
    case("Recommendations 4 – 8 of the Second Review Team (SSR2) of 2021", Some("SSR2"));
    case("Recommendation 8 of ICANN's SSR1 Review", Some("SSR1"));
    case("Recommendation 8 of the *ATRT2* report", Some("ATRT2"));
    case("Recommendation 8|of|the~WHOIS Review", Some("WHOIS"));
    case("Recommendation 2 of {SAC045}", Some("SAC045"));
    case("Recommendation 2 of the {}{SAC045}{ report} is", Some("SAC045"));
    case("Recommendation 3 of this report", None);
    case("Recommendation 3 of the Final Report", None);
    case("Recommendation 3 of the SSR1 review", Some("SSR1"));
    case("Recommendation 3. Of the ATRT2 reports", None);
    case("Recommendation 3 is one of the ATRT2 reports", None);
    case("Recommendation 30 to the Board of ICANN", None);
    case("Recommendation 4 from FY2016 on", None);
    case("Recommendation 4 of Q3", None);
    case("Recommendation 4 of 28 in SSR2", None);
    case("Recommendation 4 of the review that ATRT2 made", None);
    case("RECOMMENDATION 4 OF THE FINAL REPORT", None);
    case("SSR1 Recommendation 4 of the ATRT2 kind", Some("SSR1"));
}

#[test]
fn other_languages() {
    let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let grammar = Grammar::new(&Words {
        singular: list(&["рекомендация", "Empfehlung"]),
        plural: list(&["рекомендации", "Empfehlungen"]),
        conjunctions: list(&["и", "und"]),
        ranges: list(&["bis", "bis  zu"]),
        signs: list(&["№"]),
        ..Words::default()
    });
    let case = |text: &str, expected: &[&str]| {
        let run = Piece::Text(Run { text, source: 0..text.len(), container: 0 });
        let mut clauses = Vec::new();
        scan(&[run], &grammar, &mut clauses);
        let mentions = clauses.iter().flat_map(|clause| clause.read(&grammar, is_label));
        assert_eq!(
            mentions.map(|mention| mention.number).collect::<Vec<_>>(),
            expected.iter().map(|n| (*n).into()).collect::<Vec<Box<str>>>()
        );
    };
    case("См. Рекомендация №4", &["4"]);
    case("РЕКОМЕНДАЦИИ 4, 5 и 14", &["4", "5", "14"]);
    case("Empfehlungen 4 und 6 bis zu 8", &["4", "6", "8"]);
    case("recommendation 4", &[]);
}

#[test]
fn a_clause_keeps_little() {
    let mut clauses = Vec::new();
    let text = "word ".repeat(1000) + "Recommendation 25" + &" word".repeat(1000);
    scan(&pieces(&text), &Grammar::of(&ENGLISH), &mut clauses);
    assert_eq!(clauses.len(), 1);
    assert!(clauses[0].text().len() < 100, "{}", clauses[0].text());
    assert_eq!(clauses[0].segments.len(), 1);
}

/// Text with many fragments of references.
fn prose() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "recs?\\.?|Recommendations?|REC|SSR2|WHOIS",
        "[0-9]{1,3}[a-z]?",
        "[ ,/.()–—#&%_\u{a0}\u{2011}-]",
        "and|or|to|through|million|No\\.|months",
        "[*|~^]|<b>|\\{x\\}",
        "\\PC",
        Just(" ".to_owned()),
        Just(" ".to_owned()),
    ];
    prop::collection::vec(word, 0..40).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn mentions_are_in_order_and_inside(text in prose(), all in any::<bool>()) {
        let pieces = pieces(&text);
        let mentions = read(&pieces, |key| all || is_label(key));
        let mut place = Place { piece: 0, byte: 0 };
        let mut source = 0;
        for mention in &mentions {
            prop_assert!(source <= mention.source.start && mention.source.start < mention.source.end);
            prop_assert!(text.get(mention.source.range()).is_some());
            source = mention.source.end;
            prop_assert!(mention.number.chars().any(number::is_digit));
            let Some(link) = mention.link else { continue };
            prop_assert!(place <= link.start && link.start < link.end);
            place = link.end;
            for place in [link.start, link.end] {
                let Piece::Text(run) = &pieces[place.piece as usize] else {
                    return Err(TestCaseError::fail("a link in what is no text"));
                };
                prop_assert!(run.text.is_char_boundary(place.byte as usize));
            }
        }
        let starts = mentions.iter().filter(|mention| mention.kind == MentionKind::RangeStart);
        let ends = mentions.iter().filter(|mention| mention.kind == MentionKind::RangeEnd);
        prop_assert_eq!(starts.count(), ends.count());
    }

    #[test]
    fn any_text_can_be_read(text in "\\PC*") {
        let pieces = [Piece::Text(Run { text: &text, source: 0..text.len(), container: 0 })];
        for mention in read(&pieces, |_| true) {
            prop_assert!(text[mention.source.range()].ends_with(&*mention.number));
        }
    }

    #[test]
    fn a_plain_reference_is_always_found(
        before in prose(),
        number in 1..29u32,
        after in "([.,;:!?)]|)( [a-ln-z]{1,3} \\PC*)?",
        cut in 0..18usize,
    ) {
        // A phrase such as "of X" can name another body.
        let word = after.trim_start_matches(|char: char| !char.is_alphabetic());
        prop_assume!(Grammar::of(&ENGLISH).belonging.end_at(word, 0).is_none());
        // A tag or a barrier must not contain the tested text.
        let (before, after) = (before.replace(['<', '{'], ""), after.replace(['<', '{'], ""));
        let mut text = format!("{before}; Recommendation {number}{after}");
        text.insert(before.len() + 2 + cut.min(15), '^');
        let pieces = pieces(&text);
        let number = number.to_string();
        prop_assert!(read(&pieces, is_label).iter().any(|mention| *mention.number == *number
            && (mention.source.start as usize) >= before.len()), "{}", text);
    }
}
