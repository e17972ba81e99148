//! How the parties in an edition's texts are shown.

use std::collections::BTreeSet;

use crate::schema::Text;
use crate::site::{DocumentId, LockedParty, ReportId, Site};

/// The parties in some updates that are shown under another name than is written, or in a larger
/// body, in order of names.
pub(super) fn shown(site: &Site, report: ReportId, updates: &[DocumentId]) -> Box<[LockedParty]> {
    let known = &site.report(report).parties;
    let rows = updates.iter().filter_map(|id| site.update(*id)).flat_map(|it| &it.deliverables);
    let written: BTreeSet<&Text> =
        rows.flat_map(|row| &row.responsible).map(|name| &name.value).collect();
    let party = |written: &Text| {
        let index = known.find(written)?;
        let declared = known.declared();
        let bodies = known.bodies(index).map(|body| declared[body].name.clone());
        let (name, bodies) = (declared[index].name.clone(), bodies.collect::<Box<[Text]>>());
        let differs = name != *written || !bodies.is_empty();
        differs.then(|| LockedParty { written: written.clone(), name, bodies })
    };
    written.into_iter().filter_map(party).collect()
}
