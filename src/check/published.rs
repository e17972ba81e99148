//! What to do about findings in published editions.

use crate::diagnostic::Diagnostic;
use crate::site::{Owner, Site};

/// Rules about locks: what they advise is for the published edition itself.
const OF_LOCKS: [&str; 2] = ["changed-after-freeze", "outdated-lock"];

/// Advises a later update for a finding in an edition that is frozen, which must stay as it is.
pub(super) fn advised(site: &Site, finding: Diagnostic) -> Diagnostic {
    let owner = site.document_at(&finding.location.path).map(|document| site.owner(document));
    let Some(Owner::Update(of, edition)) = owner else { return finding };
    let report = site.report(of.report);
    let is_open = |edition| report.edition(edition).lock.is_none();
    if is_open(edition) || OF_LOCKS.contains(&finding.name) {
        return finding;
    }
    let recommendation = site.recommendation(of);
    let (id, number) = (&report.edition(edition).id, &recommendation.number);
    let next = report.last_edition().filter(|last| *last > edition && is_open(*last));
    let update = recommendation.updates.last().filter(|(at, _)| *at > edition && is_open(*at));
    let way = match (update, next) {
        (Some((_, document)), _) => format!("go to `{}`", site.document(*document).path),
        (None, Some(next)) => format!(
            "type `ssr-site new update {number}` for an update in `{}`",
            report.edition(next).id
        ),
        (None, None) => format!(
            "start the next edition with `ssr-site new edition`, type `ssr-site new update {number}`"
        ),
    };
    let what = finding.help.as_deref().unwrap_or("say it");
    let help = format!("`{id}` is frozen: {way}; there, {what}");
    finding.help(help)
}

#[cfg(test)]
mod tests {
    use crate::check::{check, example, tests::load};
    use crate::facts::Facts;
    use crate::world::{MemoryWorld, World};

    const ROW: &str = "+++\nnumber = 7\nstatus = \"behind-replan\"\n[[deliverables]]\ntext = \"D\"\nresponsible = [\"Staff\"]\ndue = \"2015-12\"\nrevised_due = \"2016-12\"\nslip_reason = \"R\"\n+++\n";

    /// The help of the only finding after the edition was frozen, and the files were added.
    #[track_caller]
    fn help(added: &[(&str, &str)]) -> String {
        let mut world = example::world(&[
            ("content/r/recommendations/rec-7.md", "+++\nnumber = 7\ntitle = \"T\"\n+++\n"),
            ("content/r/2016-06-30/rec-7.md", ROW),
        ]);
        freeze(&mut world);
        for (path, text) in added {
            world.insert(path, *text);
        }
        let found = check(&Facts::new(load(&world).0), &world).diagnostics;
        let [found] = found.as_slice() else { panic!("{found:#?}") };
        assert_eq!(found.name, "overdue");
        found.help.clone().unwrap_or_default()
    }

    fn freeze(world: &mut MemoryWorld) {
        let (site, _) = load(world);
        let report = &site.reports[0];
        let edition = report.last_edition().expect("an edition");
        let lock = crate::freeze::lock(&site, report.place, edition, world.today(), world);
        let text = crate::freeze::to_toml(&lock.expect("a lock"), "r/2016-06-30");
        world.insert("content/r/2016-06-30.lock", text);
    }

    #[test]
    fn an_update_where_it_can_be_said() {
        let done = "once it is done, add `completed = \"…\"` with the date";
        assert_eq!(
            help(&[]),
            format!(
                "`2016-06-30` is frozen: start the next edition with `ssr-site new edition`, type \
                 `ssr-site new update 7`; there, {done}"
            )
        );
        let edition = ("content/r/2016-09-30/_index.md", "+++\ntitle = \"E\"\n+++\n");
        assert_eq!(
            help(&[edition]),
            format!(
                "`2016-06-30` is frozen: type `ssr-site new update 7` for an update in `2016-09-30`; \
                 there, {done}"
            )
        );
        // The row's last update is not frozen.
        let update = format!("{ROW}Two rooms are painted.\n");
        assert_eq!(help(&[edition, ("content/r/2016-09-30/rec-7.md", &update)]), done);
    }
}
