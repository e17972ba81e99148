//! Pages written in pieces.

use std::io::Write;

use super::*;

/// One page of numbered lines, one of which can differ.
struct Long {
    route: Route,
    lines: usize,
    odd: Option<usize>,
}

impl Long {
    fn new(lines: usize, odd: Option<usize>) -> Self {
        Self { route: Route::new("print.html"), lines, odd }
    }

    fn line(&self, line: usize) -> String {
        format!("{line:08} {}\n", if self.odd == Some(line) { "odd" } else { "..." })
    }

    fn text(&self) -> String {
        (0..self.lines).map(|line| self.line(line)).collect()
    }
}

impl Pages for Long {
    type Error = std::io::Error;

    fn count(&self) -> usize {
        1
    }

    fn route(&self, _: usize) -> &Route {
        &self.route
    }

    fn write(&self, _: usize, _: &mut Vec<u8>) -> std::io::Result<()> {
        unreachable!("this page is streamed")
    }

    fn stream(&self, _: usize, out: &mut PageWriter<'_>) -> std::io::Result<()> {
        for line in 0..self.lines {
            out.write_all(self.line(line).as_bytes())?;
            assert!(out.buffer().len() <= 256 * 1024);
        }
        Ok(())
    }
}

#[test]
fn a_long_page_is_compared_and_written() {
    let bench = Bench::new();
    let publish = |(lines, odd)| {
        let page = Long::new(lines, odd);
        let summary = super::super::publish(&bench.target(), &page, &Options::default()).unwrap();
        assert_eq!(fs::read_to_string(bench.path("public/print.html")).unwrap(), page.text());
        assert_eq!(summary.bytes, page.text().len() as u64);
        summary.is_unchanged()
    };
    let full = 100_000;
    for (old, new) in [
        ((full, None), (full, None)),
        ((full, None), (full, Some(0))),
        ((full, None), (full, Some(50_000))),
        ((full, None), (full, Some(full - 1))),
        ((full, None), (full - 1, None)),
        ((full, None), (full + 1, None)),
        ((full, None), (50_000, None)),
        ((50_000, None), (full, None)),
        ((full, None), (1, None)),
        ((0, None), (full, None)),
        ((full, None), (0, None)),
    ] {
        publish(old);
        assert_eq!(publish(new), old == new, "{old:?} to {new:?}");
    }
}
