//! Names of messages that are no rules: what cannot be read, typed or built.
//!
//! A test walks the source: every name that a diagnostic can have is here or is a rule.

/// A kind of message.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// Its name, as in brackets in messages.
    pub name: &'static str,
    /// One line: what it tells.
    pub summary: &'static str,
    /// Why it matters and what to do.
    pub explanation: &'static str,
}

/// Every kind, by name.
pub const CODES: &[Code] = &[
    code("address-collision", "two pages have the same address", "\
A page would overwrite another one. An alias, a file's name and a number can all give an address.

Rename one of the two files, or change the alias."),
    code("changed-file", "a file changed while it was read", "\
The prose of a file is read again when its page is written. If it changed in between, the page would not be the one that was checked.

Run the command again."),
    code("circular-parts", "recommendations are part of one another", "\
With `part_of`, parts form a tree: a status is derived from the parts of a recommendation.

Remove `part_of` from the one that contains the others."),
    code("circular-party", "parties are part of one another", "\
With `part_of`, a party belongs to a larger body, whose totals count it.

Remove the `part_of` of the largest body."),
    code("contradictory-completion", "two keys of a deliverable contradict each other", "\
`completed` says that a deliverable is done, and so does a `status` of kind `done`. `dropped` says that it is no longer pursued.
Readers and totals need one answer.

Remove the wrong key."),
    code("control-character", "a control character that no page can contain", "\
Control characters other than tabs and line breaks are invalid in HTML and in feeds. They come from copying out of other programs.

Delete the character."),
    code("duplicate-id", "an `id` occurs twice", "\
An `id` names one thing within its list: a status, an assessment, a deliverable of an update.

Remove one of the two, or give it another `id`."),
    code("duplicate-party", "a name belongs to two parties", "\
Every name and alias belongs to one party, so that `responsible` is never ambiguous.

Remove one of the two, or make it an alias of the other."),
    code("file-type", "a file is of a type that is not copied", "\
Only pictures, documents, data, sound, film and text are copied to the site, so that no program gets there by mistake.

Remove the file from the content. To publish it, add its type to `file-types` in `[content]` of `book.toml`."),
    code("forbidden-scheme", "a link has a scheme that is not allowed", "\
Links may be `http`, `https`, `mailto`, `tel` or relative. Others, such as `javascript`, can run code in a reader's browser.

Write an address with one of these schemes."),
    code("invalid-string", "a text of a theme cannot be used", "\
A text has the placeholders and plural forms that the pages fill. One that is unknown would be printed as it is.

Correct the text as the message says; `ssr-site theme eject` writes the original."),
    code("language-tag", "a language tag is not valid", "\
Browsers, screen readers and search engines go by the tag of the language, as BCP 47 defines it: `en`, `pt-BR`, `zh-Hans`.

Correct the tag."),
    code("markdown-parser", "a text cannot be parsed as Markdown", "\
The Markdown parser fails on a few unusual texts. The rest of the site is not affected.

Simplify the text where lists, task boxes and attributes are nested in one another."),
    code("misnamed-page", "a page has an ending that is not read", "\
Pages end in `.md`, in lower case. With another ending, such as `.MD` or `.markdown`, their words would be on no page.

Rename the file, or remove it from the content."),
    code("misplaced-key", "a key has no meaning in this kind of report", "\
Some tables belong to implementation reports, others to reviews.

Remove the key, or move it to the report that it is about."),
    code("missing-front-matter", "a page does not begin with front matter", "\
Every page begins with settings in TOML between two lines `+++`; its number or title is there.

Add the two lines with the keys that the message names; `ssr-site schema` lists all."),
    code("missing-index", "a directory of a report or edition has no `_index.md`", "\
The `_index.md` says what the directory is: the kind and title of a report, the title of an edition.

Add the file."),
    code("missing-key", "a required key is missing", "\
Without it, the file's meaning is unknown: a recommendation without a number has no address.

Add the key that the message names."),
    code("missing-strings", "the theme has no texts in the site's language", "\
Texts such as headings and labels are then in English.

Add a file of texts; `ssr-site theme eject` writes one to translate."),
    code("no-content", "there is no content", "\
A site needs at least a front page.

Start with an `_index.md`, or create an example with `ssr-site init`."),
    code("not-a-file", "a directory has the name of a file", "\
The name is that of a file with a meaning, such as `book.toml` or a page.

Rename the directory, or put a file in its place."),
    code("not-frozen", "an edition cannot be frozen", "\
A lock lists what an edition is published with. Something that it needs is missing or wrong.

Correct what the message names, and run `ssr-site freeze` again."),
    code("number-collision", "two numbers have the same address", "\
Numbers are spelled for file names, and some differ only in characters that these cannot have.

Change one of the numbers."),
    code("number-taken", "a number belongs to another recommendation", "\
An edition can renumber a recommendation, but a number means one recommendation in each edition.

Use another number, or renumber the other recommendation too."),
    code("remote-image", "a picture is on another host", "\
Pages load nothing from other hosts, so that they work offline and tell nobody who reads them. The picture is written as a link.

Put a copy of the picture beside the file."),
    code("reserved-name", "a file's name is reserved", "\
The name has a meaning that is not available here, such as a language before the ending.

Rename the file, or move it out of the content."),
    code("stray-lock", "a lock belongs to no edition", "\
A lock stands beside the directory of the edition that it freezes, and has its name.

Restore the edition, or delete the lock if the edition was never published."),
    code("template", "a template cannot be used", "\
A template of the theme has a mistake, or names a field that its page does not have.

Correct the line that the message shows. `ssr-site theme eject` writes the original beside it; the guide's chapter on themes lists
what each template is given."),
    code("toml-syntax", "a text is not valid TOML", "\
Settings and front matter are TOML. Texts and most dates are in quotation marks; `[name]` begins a table and `[[name]]` one of a list.

Correct the line that the message shows."),
    code("too-deep", "a text is nested too deeply", "\
Lists and quotations can be nested 100 levels deep; browsers have limits of their own.

Write it with fewer levels."),
    code("unclosed-front-matter", "the front matter has no end", "\
Front matter stands between two lines `+++`. Without the second one, the whole page would be settings.

Add the second line."),
    code("unknown-assessment", "an assessment is not one of the review's", "\
A review lists its assessments in `[[assessments]]` of its `_index.md`.

Use one of these, or add it to the list."),
    code("unknown-body", "a party is part of a body that is not declared", "\
`part_of` of a party names another party of the report.

Declare the larger body in `[[parties]]`, or correct its name."),
    code("unknown-format", "a lock was written by a newer version", "\
Its format is unknown, so that nothing can be said about the edition.

Update `ssr-site`."),
    code("unknown-key", "a key has no meaning here", "\
A misspelled key would be ignored in silence. Each kind of file has keys of its own, and in TOML a key belongs to the last `[table]`
or `[[table]]` above it.

Correct the key, or move it above the first table; `ssr-site schema` lists all keys."),
    code("unknown-priority", "a priority is not one of the report's", "\
A report lists its priorities in `priorities` of its `_index.md`.

Use one of these, or add it to the list."),
    code("unknown-recommendation", "an update or entry is on a recommendation that does not exist", "\
Its number is that of no recommendation of the report, so that it would be on no page.

Correct the number, or create the recommendation with `ssr-site new recommendation`."),
    code("unknown-report", "a review is of a report that does not exist", "\
`of` names the directory of an implementation report.

Correct the name."),
    code("unknown-rule", "there is no rule of this name", "\
Settings, `[[allow]]` and `baseline.toml` name rules. A misspelled one would silence nothing.

Correct the name; `ssr-site explain` lists the rules."),
    code("unknown-status", "a status is not one of the report's", "\
Statuses are listed in `[[statuses]]` of the report's `_index.md`, or are the four built-in ones.

Use one of these, or add it to the list with its kind."),
    code("unknown-string", "a text of a theme has an unknown name", "\
No page asks for it: it has another name in this version, or is misspelled.

Correct the name, or remove the text."),
    code("unknown-team", "a team is not one of the review's", "\
A review lists its teams in `[[teams]]` of its `_index.md`.

Use one of these, or add it to the list."),
    code("unknown-theme", "there is no theme of this name", "\
Themes are built in, or are directories of `themes/`.

Correct the name; `ssr-site theme list` lists all."),
    code("unreadable-file", "a file cannot be read", "\
It is missing, too large, not valid UTF-8, not a regular file, or a symbolic link that leads out of the project.

Do what the message says; text files are saved as UTF-8."),
    code("unsafe-name", "a file's name is not valid on every system", "\
Sites are copied to other systems, where some characters and names are not allowed.

Rename the file as the message says."),
    code("unusable-picture", "a picture cannot be used", "\
SVG pictures are cleaned before they are published, which this one does not allow.

Make it smaller, or save it as plain SVG or PNG."),
    code("unused-allow", "an `[[allow]]` silences nothing", "\
The finding is gone. Left as it is, the `[[allow]]` would silence a future one, for a reason that no longer holds.

Remove it."),
    code("wrong-item", "the words for what a report calls its recommendations are wrong", "\
`item` has a singular and the plural forms of the language.

Correct it as the message says."),
    code("wrong-type", "a value is of another type than its key needs", "\
A text, a number, a date, a list and a table are written differently: `\"…\"`, `12`, `2016-06-30`, `[…]`, `[[…]]`.

Write the value as the message says."),
    code("wrong-value", "a value is not one of those that its key allows", "\
Correct the value as the message says; `ssr-site schema` lists what is allowed."),
];

const fn code(name: &'static str, summary: &'static str, explanation: &'static str) -> Code {
    Code { name, summary, explanation }
}

/// The kind of message with a name.
pub fn code_named(name: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.name == name)
}

impl Code {
    /// Its documentation, as Markdown that is readable as plain text.
    pub fn explain(&self) -> String {
        let Self { name, summary, explanation } = self;
        let summary = super::explain::sentence(summary);
        format!("# {name}\n\n{summary}\n\n{explanation}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_texts() {
        assert!(CODES.is_sorted_by_key(|code| code.name));
        for Code { name, summary, explanation } in CODES {
            assert!(crate::check::rule(name).is_none(), "{name} is a rule");
            assert!(
                summary.starts_with(char::is_lowercase) && !summary.ends_with('.'),
                "{summary}"
            );
            assert!(explanation.ends_with(['.', ')']), "{name}: {explanation}");
            for line in explanation.lines() {
                assert!(line.chars().count() <= 140, "{name}: {line}");
            }
        }
    }
}
