//! The same content under Hugo's server, with templates for the same data.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::ensure;

use super::client;
use super::{Edited, Server};

const SINGLE: &str = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
<title>{{ .Params.number }}</title></head><body><h1>{{ .Params.number }}</h1>\
<p>{{ .Params.status }}</p><table>{{ range .Params.deliverables }}<tr><td>{{ .text | markdownify }}\
</td><td>{{ .due }}</td><td>{{ .status }}</td></tr>{{ end }}</table>{{ .Content }}</body></html>\n";

const LIST: &str = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
<title>{{ .Title }}</title></head><body><h1>{{ .Title }}</h1>{{ .Content }}</body></html>\n";

/// Starts Hugo's server on a project's content.
pub(crate) fn serve(program: &Path, project: &Path) -> anyhow::Result<Server> {
    let port = client::free_port()?;
    let site = project.with_file_name("hugo");
    fs::create_dir_all(site.join("layouts/_default"))?;
    fs::write(site.join("layouts/_default/single.html"), SINGLE)?;
    fs::write(site.join("layouts/_default/list.html"), LIST)?;
    fs::write(
        site.join("hugo.toml"),
        format!(
            "title = \"Synthetic\"\ncontentDir = \"{}\"\n\
             disableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\", \"robotsTXT\"]\n",
            project.join("content").display()
        ),
    )?;
    let process = Command::new(program)
        .args(["server", "--renderToMemory", "--disableLiveReload", "--port", &port.to_string()])
        .current_dir(&site)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let server = Server { process, address: ([127, 0, 0, 1], port).into() };
    client::wait(server.address)?;
    Ok(server)
}

/// The latencies of some edits.
pub(crate) fn edits(
    server: &Server,
    update: &Edited,
    count: usize,
) -> anyhow::Result<Vec<Duration>> {
    let edition = update.path.parent().and_then(Path::file_name).unwrap_or_default();
    let page = format!("/synthetic/{}/rec-00001/", edition.to_string_lossy());
    (0..count)
        .map(|number| {
            let mark = format!("hugo{number}end");
            update.write(&mark)?;
            let start = Instant::now();
            while !client::page(server.address, &page).is_ok_and(|text| text.contains(&mark)) {
                ensure!(start.elapsed() < Duration::from_mins(2), "Hugo never shows the edit");
                std::thread::sleep(Duration::from_millis(1));
            }
            Ok(start.elapsed())
        })
        .collect()
}
