//! Other generators: the pages in their formats, with minimal templates.
#![expect(clippy::disallowed_methods, reason = "not part of the product: it writes projects")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::facts::Page;

pub(crate) fn zola_arguments(project: &Path, target: &Path) -> Vec<PathBuf> {
    vec!["--root".into(), project.into(), "build".into(), "--output-dir".into(), target.into()]
}

/// Zola; checks links that begin with `@/`.
pub(crate) fn write_zola(pages: &[Page], root: &Path) -> io::Result<()> {
    const PAGE: &str = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
        <title>{{ page.title }}</title></head><body><h1>{{ page.title }}</h1>\
        {{ page.content | safe }}</body></html>\n";
    const SECTION: &str = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
        <title>{{ section.title }}</title></head><body><h1>{{ section.title }}</h1>\
        {{ section.content | safe }}<ul>{% for page in section.pages %}\
        <li><a href=\"{{ page.permalink }}\">{{ page.title }}</a></li>{% endfor %}</ul>\
        </body></html>\n";
    put(
        root,
        "config.toml",
        "base_url = \"https://www.example.org\"\ncompile_sass = false\n\
         build_search_index = false\ngenerate_feeds = false\ngenerate_sitemap = false\n\
         generate_robots_txt = false\n",
    )?;
    for (name, template) in [("page", PAGE), ("section", SECTION), ("index", SECTION)] {
        put(root, &format!("templates/{name}.html"), template)?;
    }
    write_content(pages, root, |path| format!("@/{path}"))
}

pub(crate) fn hugo_arguments(project: &Path, target: &Path) -> Vec<PathBuf> {
    let quiet = ["--quiet", "--noBuildLock", "--source"].map(PathBuf::from);
    [&quiet[..], &[project.into(), "--destination".into(), target.into()]].concat()
}

/// Hugo; checks links with `relref`.
pub(crate) fn write_hugo_checked(pages: &[Page], root: &Path) -> io::Result<()> {
    write_hugo_site(root)?;
    write_content(pages, root, |path| format!("{{{{< relref \"/{path}\" >}}}}"))
}

/// Hugo with unchecked links.
pub(crate) fn write_hugo_plain(pages: &[Page], root: &Path) -> io::Result<()> {
    write_hugo_site(root)?;
    write_content(pages, root, |path| format!("/{}.html", path.trim_end_matches(".md")))
}

/// One file per page, as in `ssr-site`: a directory for each would cost more.
fn write_hugo_site(root: &Path) -> io::Result<()> {
    const SINGLE: &str = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
        <title>{{ .Title }}</title></head><body><h1>{{ .Title }}</h1>{{ .Content }}</body></html>\n";
    const LIST: &str = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
        <title>{{ .Title }}</title></head><body><h1>{{ .Title }}</h1>{{ .Content }}<ul>\
        {{ range .Pages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul>\
        </body></html>\n";
    put(
        root,
        "hugo.toml",
        "baseURL = \"https://www.example.org/\"\ntitle = \"Reports\"\nuglyURLs = true\n\
         disableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\", \"robotsTXT\", \"404\"]\n",
    )?;
    for (name, layout) in [("single", SINGLE), ("list", LIST)] {
        put(root, &format!("layouts/_default/{name}.html"), layout)?;
    }
    Ok(())
}

pub(crate) fn mdbook_arguments(project: &Path, target: &Path) -> Vec<PathBuf> {
    vec!["build".into(), project.into(), "--dest-dir".into(), target.into()]
}

/// mdBook without search and print page.
pub(crate) fn write_mdbook(pages: &[Page], root: &Path) -> io::Result<()> {
    put(
        root,
        "book.toml",
        "[book]\ntitle = \"Reports\"\n\n[output.html.search]\nenable = false\n\n\
         [output.html.print]\nenable = false\n",
    )?;
    let mut summary = String::from("# Summary\n\n");
    for page in pages {
        let Page { title, path, text } = page;
        // Writing to a string cannot fail.
        let _ = writeln!(summary, "- [{title}]({path})");
        let from = Path::new(path).parent().map_or(0, |directory| directory.components().count());
        let text = text.markdown(|path| format!("{}{path}", "../".repeat(from)));
        put(root, &format!("src/{path}"), &format!("# {title}\n\n{text}"))?;
    }
    put(root, "src/SUMMARY.md", &summary)
}

/// TOML front matter and Markdown, and an index for each directory without one.
fn write_content(pages: &[Page], root: &Path, spell: impl Fn(&str) -> String) -> io::Result<()> {
    let mut bare: BTreeSet<String> = BTreeSet::new();
    for page in pages {
        let text = page.text.markdown(&spell);
        let title = page.title.replace('\\', "\\\\").replace('"', "\\\"");
        put(
            root,
            &format!("content/{}", page.path),
            &format!("+++\ntitle = \"{title}\"\n+++\n{text}"),
        )?;
        if let Some((directory, _)) = page.path.rsplit_once('/') {
            bare.insert(format!("{directory}/_index.md"));
        }
    }
    for page in pages {
        bare.remove(&page.path);
    }
    bare.iter().try_for_each(|path| {
        put(root, &format!("content/{path}"), "+++\ntitle = \"Recommendations\"\n+++\n")
    })
}

pub(crate) fn put(root: &Path, path: &str, text: &str) -> io::Result<()> {
    let path = root.join(path);
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, text)
}
