//! References in prose: the text of one block, in a notation.
//!
//! `^` separates two pieces. A piece that begins with `*` is emphasised, with `` ` `` it is code,
//! and with `&` its source differs from its text.

use ssr_site::document::clause::{Clause, Grammar, Mention, MentionKind, Place, scan};
use ssr_site::fragment::{Piece, Run};
use ssr_site::language::ENGLISH;

/// Mentions are in order, disjoint and within the text; splitting the text into pieces does not
/// change them.
pub fn check(data: &[u8]) {
    let text = super::text(data);
    let grammar = Grammar::of(&ENGLISH);
    let pieces = pieces(&text);
    let clauses = found(&pieces, &grammar);
    let few = |key: &str| key.len() <= 2 && !key.starts_with('0');
    for mentions in [read(&clauses, &grammar, |_| true), read(&clauses, &grammar, few)] {
        in_order(&mentions, &pieces, &text);
    }

    let shown = text.replace(['^', '*', '`', '&'], " ");
    let whole = [run(&shown, 0)];
    let whole = read(&found(&whole, &grammar), &grammar, |_| true);
    for mention in &whole {
        let words = &shown[mention.source.range()];
        assert!(words.ends_with(&*mention.number), "{words:?} of {shown:?}");
    }
    let middle = shown.floor_char_boundary(shown.len() / 2);
    let halves = [run(&shown[..middle], 0), run(&shown[middle..], middle)];
    let halves = read(&found(&halves, &grammar), &grammar, |_| true);
    let said = |mentions: &[Mention]| -> Vec<_> {
        mentions.iter().map(|it| (it.number.clone(), it.kind, it.source)).collect()
    };
    assert_eq!(said(&halves), said(&whole), "{shown:?} cut at {middle}");
}

fn run(text: &str, start: usize) -> Piece<'_> {
    Piece::Text(Run { text, source: start..start + text.len(), container: 0 })
}

fn pieces(notation: &str) -> Vec<Piece<'_>> {
    let mut at = 0;
    let pieces = notation.split_inclusive('^').zip(1_u32..).map(|(piece, place)| {
        let mut source = at..at + piece.len();
        at = source.end;
        let text = piece.strip_suffix('^').unwrap_or(piece);
        source.end = source.start + text.len();
        if let Some(text) = text.strip_prefix('`') {
            return Piece::Barrier(text);
        }
        if let Some(text) = text.strip_prefix('*') {
            source.start += 1;
            return Piece::Text(Run { text, source, container: place });
        }
        Piece::Text(Run { text: text.strip_prefix('&').unwrap_or(text), source, container: 0 })
    });
    pieces.collect()
}

fn found(pieces: &[Piece<'_>], grammar: &Grammar) -> Vec<Clause> {
    let mut clauses = Vec::new();
    scan(pieces, grammar, &mut clauses);
    clauses
}

fn read(clauses: &[Clause], grammar: &Grammar, is_label: fn(&str) -> bool) -> Vec<Mention> {
    clauses.iter().flat_map(|clause| clause.read(grammar, is_label)).collect()
}

fn in_order(mentions: &[Mention], pieces: &[Piece<'_>], text: &str) {
    let mut place = Place { piece: 0, byte: 0 };
    let mut before = 0..0;
    // A piece whose source differs has one span for everything in it.
    let otherwise = pieces.iter().any(|piece| match piece {
        Piece::Text(run) => run.text.len() != run.source.len(),
        Piece::Barrier(_) => false,
    });
    for mention in mentions {
        let source = mention.source.range();
        assert!(
            source.start < source.end && text.get(source.clone()).is_some(),
            "{source:?} of {text:?}"
        );
        let apart = before.end <= source.start;
        let in_order = before.start <= source.start && before.end <= source.end;
        assert!(apart || otherwise && in_order, "{before:?}, {source:?} of {text:?}");
        before = source;
        let Some(link) = mention.link else { continue };
        assert!(place <= link.start && link.start < link.end, "{link:?} of {text:?}");
        place = link.end;
        for end in [link.start, link.end] {
            let Piece::Text(run) = &pieces[end.piece as usize] else {
                panic!("a link in what is no text: {text:?}");
            };
            assert!(run.text.is_char_boundary(end.byte as usize), "{link:?} of {text:?}");
        }
    }
    for (at, mention) in mentions.iter().enumerate() {
        let next = mentions.get(at + 1).map(|next| next.kind);
        let ends = next == Some(MentionKind::RangeEnd);
        assert_eq!(mention.kind == MentionKind::RangeStart, ends, "half a range: {text:?}");
    }
}
