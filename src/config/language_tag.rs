//! Normalises the site's language tag for browsers, feed readers and PDF readers.

use icu_locale_core::Locale;

use crate::diagnostic::{Diagnostic, Location};
use crate::path::SourcePath;
use crate::schema::{Located, Text, Verbatim};

/// The default language, also if the tag is unintelligible.
const DEFAULT: &str = "en";

/// Deprecated tags and their replacements
/// (<https://www.iana.org/assignments/language-subtag-registry/language-subtag-registry>).
const REPLACED: &[(&str, &str)] = &[
    ("i-ami", "ami"),
    ("i-bnn", "bnn"),
    ("i-hak", "hak"),
    ("i-klingon", "tlh"),
    ("i-lux", "lb"),
    ("i-navajo", "nv"),
    ("i-pwn", "pwn"),
    ("i-tao", "tao"),
    ("i-tay", "tay"),
    ("i-tsu", "tsu"),
    ("in", "id"),
    ("iw", "he"),
    ("ji", "yi"),
    ("jw", "jv"),
    ("mo", "ro"),
    ("sh", "sr-Latn"),
    ("zh-guoyu", "cmn"),
    ("zh-hakka", "hak"),
    ("zh-xiang", "hsn"),
];

/// Names of languages in English and in the language itself, three-letter codes with a two-letter
/// equivalent, and country codes mistaken for languages.
const CALLED: &[(&str, &[&str])] = &[
    ("ar", &["arabic", "ara", "العربية"]),
    ("be", &["belarusian", "bel", "беларуская"]),
    ("bg", &["bulgarian", "bul", "български"]),
    ("bn", &["bengali", "bangla", "ben", "বাংলা"]),
    ("ca", &["catalan", "cat", "català"]),
    ("cs", &["czech", "ces", "cze", "cz", "čeština", "česky"]),
    ("cy", &["welsh", "cym", "wel", "cymraeg"]),
    ("da", &["danish", "dan", "dk", "dansk"]),
    ("de", &["german", "deu", "ger", "deutsch"]),
    ("el", &["greek", "ell", "gre", "gr", "ελληνικά"]),
    ("en", &["english", "eng"]),
    ("es", &["spanish", "spa", "sp", "español", "espanol", "castellano"]),
    ("et", &["estonian", "est", "eesti"]),
    ("eu", &["basque", "eus", "baq", "euskara"]),
    ("fa", &["persian", "farsi", "fas", "per", "فارسی"]),
    ("fi", &["finnish", "fin", "suomi"]),
    ("fr", &["french", "fra", "fre", "français", "francais"]),
    ("ga", &["irish", "gle", "gaeilge"]),
    ("gl", &["galician", "glg", "galego"]),
    ("he", &["hebrew", "heb", "עברית"]),
    ("hi", &["hindi", "hin", "हिन्दी"]),
    ("hr", &["croatian", "hrv", "hrvatski"]),
    ("hu", &["hungarian", "hun", "magyar"]),
    ("hy", &["armenian", "hye", "arm", "հայերեն"]),
    ("id", &["indonesian", "ind", "bahasa indonesia"]),
    ("is", &["icelandic", "isl", "ice", "íslenska"]),
    ("it", &["italian", "ita", "italiano"]),
    ("ja", &["japanese", "jpn", "jp", "日本語"]),
    ("ka", &["georgian", "kat", "geo", "ქართული"]),
    ("ko", &["korean", "kor", "한국어"]),
    ("lt", &["lithuanian", "lit", "lietuvių"]),
    ("lv", &["latvian", "lav", "latviešu"]),
    ("mk", &["macedonian", "mkd", "mac", "македонски"]),
    ("ms", &["malay", "msa", "may", "bahasa melayu"]),
    ("mt", &["maltese", "mlt", "malti"]),
    ("nb", &["bokmål", "nob", "norsk bokmål"]),
    ("nl", &["dutch", "nld", "dut", "nederlands"]),
    ("no", &["norwegian", "nor", "norsk"]),
    ("pl", &["polish", "pol", "polski"]),
    ("pt", &["portuguese", "por", "português", "portugues"]),
    ("pt-BR", &["brazilian", "brazilian portuguese", "português brasileiro"]),
    ("ro", &["romanian", "ron", "rum", "română"]),
    ("ru", &["russian", "rus", "русский"]),
    ("sk", &["slovak", "slk", "slo", "slovenčina"]),
    ("sl", &["slovenian", "slovene", "slv", "slovenščina"]),
    ("sq", &["albanian", "sqi", "alb", "shqip"]),
    ("sr", &["serbian", "srp", "srpski", "српски"]),
    ("sv", &["swedish", "swe", "svenska"]),
    ("sw", &["swahili", "swa", "kiswahili"]),
    ("th", &["thai", "tha", "ไทย"]),
    ("tr", &["turkish", "tur", "türkçe", "turkce"]),
    ("uk", &["ukrainian", "ukr", "ua", "українська"]),
    ("ur", &["urdu", "urd", "اردو"]),
    ("vi", &["vietnamese", "vie", "vn", "tiếng việt"]),
    ("zh", &["chinese", "mandarin", "zho", "chi", "cn", "中文", "汉语", "漢語"]),
    ("zh-Hans", &["simplified chinese", "简体中文"]),
    ("zh-Hant", &["traditional chinese", "繁體中文"]),
];

/// The canonical tag of the site's language. An invalid tag is an error, a non-canonical one a
/// warning; the intended tag is used if it can be guessed.
pub(super) fn of(
    written: Option<&Located<Verbatim>>,
    path: &SourcePath,
    diagnostics: &mut Vec<Diagnostic>,
) -> Text {
    let Some(written) = written else { return Text::new(DEFAULT) };
    let text = written.as_str();
    let place = || Location::new(path, written.span);
    if let Some(tag) = canonical(text) {
        if tag != text {
            let message = format!("`{text}` is not the canonical form of its language tag");
            let help = format!("write `\"{tag}\"`, as pages do");
            diagnostics.push(Diagnostic::warning("language-tag", place(), message).help(help));
        }
        return Text::new(&tag);
    }
    let meant = meant(text);
    let help = match &meant {
        Some(tag) => format!("did you mean `{tag}`?"),
        None => "write a BCP 47 tag such as `\"en\"`, `\"pt-BR\"` or `\"zh-Hans\"`".to_owned(),
    };
    let message = format!("`{text}` is not a language tag");
    diagnostics.push(Diagnostic::error("language-tag", place(), message).help(help));
    Text::new(meant.as_deref().unwrap_or(DEFAULT))
}

/// The canonical form of a tag (RFC 5646, 4.5); `None` if invalid.
fn canonical(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    if let Some(replacement) = replacement(&lower) {
        return Some(replacement);
    }
    if lower.starts_with("x-") {
        // A private-use tag, which the library accepts only after a language.
        return format!("und-{lower}").parse::<Locale>().is_ok().then_some(lower);
    }
    let tag = without_prefix(&lower);
    let parsed = tag.parse::<Locale>().ok()?;
    let language = parsed.id.language.as_str();
    // Registered language codes have at most three letters; language names are not codes.
    (language.len() <= 3 && called(language).is_none()).then(|| cased(tag))
}

/// The replacement of a deprecated tag or language.
fn replacement(lower: &str) -> Option<String> {
    let (old, new) = REPLACED.iter().find(|(old, _)| {
        lower.strip_prefix(old).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    })?;
    let rest = &lower[old.len()..];
    // An explicit script overrides that of the replaced language.
    let has_script = rest.split('-').nth(1).is_some_and(|subtag| subtag.len() == 4);
    let new = if has_script { new.split('-').next().unwrap_or(new) } else { new };
    let tag = format!("{}{rest}", new.to_ascii_lowercase());
    tag.parse::<Locale>().is_ok().then(|| cased(&tag))
}

/// Applies the canonical case of script and region (RFC 5646, 2.1.1). The library would also sort
/// variants, whose order matters: `sl-rozaj-biske`.
fn cased(lower: &str) -> String {
    let mut is_extended = false;
    let subtags = lower.split('-').enumerate().map(|(place, subtag)| {
        is_extended |= subtag.len() == 1;
        match subtag.len() {
            2 if place > 0 && !is_extended => subtag.to_ascii_uppercase(),
            4 if place > 0 && !is_extended => {
                let (first, rest) = subtag.split_at(1);
                format!("{}{rest}", first.to_ascii_uppercase())
            }
            _ => subtag.to_owned(),
        }
    });
    subtags.collect::<Vec<_>>().join("-")
}

/// The tag without a macrolanguage prefix: `cmn` for `zh-cmn`.
fn without_prefix(text: &str) -> &str {
    let is_language =
        |subtag: &str| subtag.len() == 3 && subtag.bytes().all(|b| b.is_ascii_alphabetic());
    match text.split_once('-') {
        Some((_, rest)) if rest.split('-').next().is_some_and(is_language) => rest,
        _ => text,
    }
}

/// The tag meant by a name, or by a locale such as `pt_BR.UTF-8`.
fn meant(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(tag) = called(&text.to_lowercase()) {
        return Some(tag.to_owned());
    }
    let locale = text.split(['.', '@']).next().unwrap_or_default();
    let subtags: Vec<&str> =
        locale.split(|char: char| char == '_' || char == '-' || char.is_whitespace()).collect();
    let (language, rest) = subtags.split_first()?;
    let language = called(&language.to_lowercase()).unwrap_or(language);
    canonical(&[&[language][..], rest].concat().join("-"))
}

/// The tag of a language by its lower-case name.
fn called(name: &str) -> Option<&'static str> {
    CALLED.iter().find(|(_, names)| names.contains(&name)).map(|(tag, _)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, TextDirection};
    use crate::diagnostic::Severity;

    /// Asserts the canonical tag and the diagnostics.
    #[track_caller]
    fn case(written: &str, tag: &str, expected: Option<(Severity, &str)>) {
        let text = format!("[book]\ntitle = \"T\"\nlanguage = \"{written}\"\n");
        let (config, found) = Config::parse(&text, &SourcePath::new("book.toml"));
        assert_eq!(config.unwrap().language.as_str(), tag, "{written}");
        let found: Vec<_> = found
            .iter()
            .map(|it| {
                assert_eq!(it.name, "language-tag");
                assert_eq!(&text[it.location.span.unwrap().range()], format!("\"{written}\""));
                (it.severity, it.help.as_deref().unwrap_or_default())
            })
            .collect();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{written}");
    }

    #[test]
    fn tags_are_taken_as_they_are() {
        for tag in [
            "en",
            "pt-BR",
            "zh-Hans-CN",
            "sr-Latn",
            "es-419",
            "de-CH-1996",
            "de-1901",
            "sl-rozaj-biske",
            "en-US-u-ca-gregory",
            "de-x-formal",
            "x-klingon",
            "tlh",
            "art-x-own",
            "ku",
            "und",
        ] {
            case(tag, tag, None);
        }
    }

    #[test]
    fn tags_have_one_spelling() {
        #[track_caller]
        fn spelled(written: &str, tag: &str) {
            let help = format!("write `\"{tag}\"`, as pages do");
            case(written, tag, Some((Severity::Warning, &help)));
        }
        spelled("EN", "en");
        spelled("en-gb", "en-GB");
        spelled("ZH-hans-cn", "zh-Hans-CN");
        spelled("sr-latn", "sr-Latn");
        spelled("X-Klingon", "x-klingon");
        spelled("en-us-U-CA-Gregory", "en-US-u-ca-gregory");
        spelled("iw", "he");
        spelled("iw-IL", "he-IL");
        spelled("sh", "sr-Latn");
        spelled("sh-Cyrl", "sr-Cyrl");
        spelled("i-klingon", "tlh");
        spelled("zh-cmn-Hans", "cmn-Hans");
    }

    #[test]
    fn what_is_no_tag_is_told_with_the_one_that_is_meant() {
        #[track_caller]
        fn meant(written: &str, tag: &str) {
            let help = format!("did you mean `{tag}`?");
            case(written, tag, Some((Severity::Error, &help)));
        }
        meant("pt_BR", "pt-BR");
        meant("pt_br", "pt-BR");
        meant("zh_Hans_CN", "zh-Hans-CN");
        meant("en_US.UTF-8", "en-US");
        meant("de_DE@euro", "de-DE");
        meant("iw_IL", "he-IL");
        meant("french", "fr");
        meant("French", "fr");
        meant("Français", "fr");
        meant("Deutsch", "de");
        meant("Brazilian Portuguese", "pt-BR");
        meant("日本語", "ja");
        meant("eng", "en");
        meant("eng-US", "en-US");
        meant("jp", "ja");
        meant(" en", "en");
        meant("en GB", "en-GB");
    }

    #[test]
    fn what_means_nothing_is_told() {
        let help = "write a BCP 47 tag such as `\"en\"`, `\"pt-BR\"` or `\"zh-Hans\"`";
        for text in [
            "gibberish",
            "e",
            "en-",
            "-",
            "en--US",
            "1337",
            "root",
            "en-US-u",
            "x-",
            "語",
            "a b c d e",
        ] {
            case(text, "en", Some((Severity::Error, help)));
        }
    }

    #[test]
    fn a_language_that_is_empty_is_told_once() {
        for text in ["", "  "] {
            let text = format!("[book]\ntitle = \"T\"\nlanguage = \"{text}\"\n");
            let (config, found) = Config::parse(&text, &SourcePath::new("book.toml"));
            assert_eq!(config.unwrap().language.as_str(), "en");
            assert_eq!(found.iter().map(|it| it.name).collect::<Vec<_>>(), ["wrong-type"]);
        }
    }

    #[test]
    fn the_direction_of_text_goes_by_the_tag_that_is_meant() {
        let direction = |language: &str| {
            let text = format!("[book]\ntitle = \"T\"\nlanguage = \"{language}\"\n");
            Config::parse(&text, &SourcePath::new("book.toml")).0.unwrap().text_direction
        };
        for language in ["AR", "iw", "fa_IR", "hebrew"] {
            assert_eq!(direction(language), TextDirection::RightToLeft, "{language}");
        }
        assert_eq!(direction("en-u-nu-arab"), TextDirection::LeftToRight);
    }

    #[test]
    fn names_of_languages_are_of_one() {
        let mut names: Vec<&str> = CALLED.iter().flat_map(|(_, names)| *names).copied().collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        for (tag, names) in CALLED {
            assert_eq!(canonical(tag).as_deref(), Some(*tag));
            assert!(names.iter().all(|name| name.to_lowercase() == **name), "{tag}");
        }
    }
}
