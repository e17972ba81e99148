//! Sentences about one deliverable, by what they claim of it on 30 June 2021.

use super::*;

/// The claims of a text about one row, on 30 June 2021.
fn of(row: &str, sentence: &str) -> Vec<Claim> {
    let dialect = Dialect { html: HtmlPolicy::Sanitize, language: &ENGLISH };
    let fragment = Fragment::parse(sentence, Form::Update, dialect).expect("a text");
    let cues =
        Cues::new(&ENGLISH, OwnCues { label: ENGLISH.references.singular, ..OwnCues::default() });
    let deliverables = [Deliverable { index: 0, text: row, phase: None }];
    let as_of = NaiveDate::from_ymd_opt(2021, 6, 30);
    let calendar = Calendar { as_of, ..Calendar::default() };
    let topic = Topic { number: "4", deliverables: &deliverables, calendar };
    read(&fragment, 0, topic, &cues).into_vec()
}

fn is_open(claim: &Claim) -> bool {
    let day = NaiveDate::from_ymd_opt(2021, 6, 30).expect("a day");
    let named = !matches!(claim.subject, Subject::Unclear { leaning: None });
    named
        && match claim.kind {
            ClaimKind::Unfinished => true,
            ClaimKind::Percentage(done) => done < 100,
            ClaimKind::Target { window, met, .. } => !met && window.last > day,
            ClaimKind::Finished => false,
        }
}

#[track_caller]
fn open(row: &str, sentence: &str) {
    let claims = of(row, sentence);
    assert!(claims.iter().any(is_open), "{sentence}: {claims:?}");
}

#[track_caller]
fn not_open(row: &str, sentence: &str) {
    let claims = of(row, sentence);
    assert!(!claims.iter().any(is_open), "{sentence}: {claims:?}");
}

/// Work that is not finished.
#[rustfmt::skip]
#[test]
fn unfinished() {
    open("Make the ferry part of the pass", "In May the ferry was made part of the pass. The closure date is TBD.");
    open("Shared archive of weather diaries", "Whether a shared archive opens depends on the outcome of talks with the observatory.");
    open("New rules for busking", "The new rules for busking are contingent upon approval by the fire brigade.");
    open("Merger of two libraries", "Merging the two libraries hinges on a vote of their trustees, who will meet again in the autumn.");
    open("Heating of the swimming hall", "Work on the heating is subject to a permit that the district has not granted.");
    open("Ban on glass bottles", "The stadium has not put this into practice.");
    open("Ban on glass bottles", "The operator has so far not acted on this.");
    open("Queue marshals at the ferry", "The port has not implemented this recommendation, nor has it said when it might.");
    open("Leaflets on rabies", "As of the end of June 2021, the vets had not handed out the leaflets on rabies.");
    open("Leaflets on rabies", "By 30 June 2021 only a third of the villages had received the leaflets on rabies.");
    open("Dog wardens", "At the time of writing, the wardens had still not been trained.");
    open("Syllabus for beekeepers", "Two seminars were held, after which the association went on drafting the syllabus for beekeepers, a task that still occupies it.");
    open("Syllabus for beekeepers", "The committee met in May to look at a syllabus for beekeepers, on which it is still working.");
    open("Flood gauges on the river", "More needs to be done before the flood gauges can be relied upon.");
    open("Flood gauges on the river", "The agency needs to finish calibrating the gauges.");
    open("Flood gauges on the river", "There is still much to do on the flood gauges.");
    open("Flood gauges on the river", "Further work is required on the flood gauges in the upper valley.");
    open("Hiring of night nurses", "Four vacancies for night nurses have not been filled.");
    open("Hiring of night nurses", "Three of the posts are still vacant.");
    open("Hiring of night nurses", "The hospital is still looking for two nurses.");
    open("Digitised land titles", "About 40% of the land titles have been digitised.");
    open("Digitised land titles", "So far 7,000 of 12,000 land titles have been digitised.");
    open("Digitised land titles", "The work stands at 85 percent.");
    open("Digitised land titles", "Digitisation has reached 60 per cent.");
    open("Digitised land titles", "The titles are four fifths done.");
    open("Cycle path map", "The map should be out by mid 2022.");
    open("Cycle path map", "A printed map of the cycle paths is now foreseen for the middle of 2022.");
    open("Cycle path map", "Editors hope to print the cycle path map by mid-2022.");
    open("School meals charter", "The board says that parents will get the school meals charter by 30 September 2021.");
    open("School meals charter", "By November 2021 every school will have signed the charter.");
    open("School meals charter", "The charter on school meals is going to be printed by 12 October 2021.");
    open("School meals charter", "The ministry announced that it will send the charter to schools no later than December 2021.");
    open("Marking of wrecks", "The coastguard anticipates completing this by March 2022.");
    open("Marking of wrecks", "Divers believe they can close this recommendation in January 2022.");
    open("Marking of wrecks", "Staff expect to be done with it by 1 February 2022.");
    open("Zoning of the harbour", "A public consultation on the zoning of the harbour is to start after the elections.");
    open("Zoning of the harbour", "Residents are to be asked for their views on harbour zoning this autumn.");
    open("Zoning of the harbour", "Hearings on the zoning will get under way once the maps are drawn.");
    open("Allergy training for cooks", "The canteens agreed and will train their cooks in handling allergies.");
    open("Allergy training for cooks", "The union undertook to organise the training.");
    open("Allergy training for cooks", "The caterers intend to follow the advice.");
    open("Allergy training for cooks", "The firm concurred with this recommendation and plans to carry it out.");
    open("Ramps at railway stations", "Ramps have been fitted at nine of the fourteen stations.");
    open("Ramps at railway stations", "Of the fourteen stations, nine have ramps.");
    open("Ramps at railway stations", "Nine out of fourteen ramps are in place.");
    open("Guide to mushrooms", "The guide to mushrooms is due out in summer 2022.");
    open("Guide to mushrooms", "Publication of the mushroom guide has moved to the spring of 2022.");
    open("Guide to mushrooms", "Foragers can expect the guide in autumn 2021.");
    open("Audit of parking meters", "The audit of parking meters is planned for calendar year 2022.");
    open("Audit of parking meters", "In the calendar year 2022 all the parking meters will be audited.");
    open("Toll booth signs", "Signs at the toll booths will be up by the 31st of August 2021.");
    open("Toll booth signs", "The contractor has until 31st December 2021 to put up the signs.");
    open("Toll booth signs", "The signs are promised for the 1st of October 2021.");
    open("Refund form", "The refund form is expected next quarter.");
    open("Refund form", "The company means to publish the form in the next quarter.");
    open("Refund form", "Next month the refund form goes live.");
    open("Statutes of the fishing club", "The statutes are now expected in early 2022.");
    open("Statutes of the fishing club", "Late in 2021 the club will adopt its statutes.");
    open("Statutes of the fishing club", "Adoption of the statutes slipped to the second half of 2022.");
    open("Snow plough tracker", "The tracker has been budgeted for and is to be bought in FY2022.");
    open("Snow plough tracker", "Purchase of the snow plough tracker is foreseen in the second quarter of fiscal year 2022.");
    open("Snow plough tracker", "Roll-out: 3Q FY22.");
    open("Voucher scheme", "The voucher scheme will be launched within six months.");
    open("Voucher scheme", "In three months' time the scheme is to open.");
    open("Seed bank rules", "The seed bank rules will be adopted by 31/12/2021.");
    open("Seed bank rules", "Adoption of the rules is planned for 12/31/2021.");
    open("Bridge inspection", "Inspection of the bridge is running late because of the floods.");
    open("Bridge inspection", "The bridge inspection was put off when the barge sank.");
    open("Bridge inspection", "The inspectors missed the deadline.");
    open("Bridge inspection", "Bad weather has held up the inspection of the bridge.");
    open("Bridge inspection", "The bridge inspection has fallen behind.");
    open("Inquiry into mast heights", "The panel has asked for more time to finish its inquiry into mast heights.");
    open("Inquiry into mast heights", "An extension to 31 October 2021 was granted for the inquiry.");
    open("Inquiry into mast heights", "The deadline for the inquiry has been extended to 30 November 2021.");
    open("Reopening of the clock tower", "9 October 2021 has been chosen for the reopening of the clock tower.");
    open("Reopening of the clock tower", "The parish has fixed the reopening for 9 October 2021.");
    open("Reopening of the clock tower", "The reopening is set for October 2021.");
    open("Tram accessibility plan", "The goal is to have the plan in print by April 2022.");
    open("Tram accessibility plan", "Its new target date is 15 April 2022.");
    open("Tram accessibility plan", "Publication of the accessibility plan: target January 2022.");
    open("Catalogue of mosaics", "Students are photographing the mosaics for the catalogue.");
    open("Catalogue of mosaics", "The catalogue of mosaics is being typeset.");
    open("Catalogue of mosaics", "The museum has been preparing the catalogue since 2019.");
    open("Catalogue of mosaics", "Steps are being taken to catalogue the mosaics.");
    open("Catalogue of mosaics", "Good progress is being made.");
    open("Ethics code for umpires", "The ethics code is at the drafting stage.");
    open("Ethics code for umpires", "The ethics code for umpires exists only in draft.");
    open("Ethics code for umpires", "The code is nearly ready.");
    open("Helpline for tenants", "No helpline for tenants exists yet.");
    open("Helpline for tenants", "There is as yet no helpline.");
    open("Helpline for tenants", "None of the helplines has been opened.");
    open("Helpline for tenants", "Nothing has been done about the helpline.");
    open("Helpline for tenants", "The city did not open the helpline for tenants.");
    open("Helpline for tenants", "The helpline is not yet staffed.");
    open("Helpline for tenants", "The city has done little towards a helpline for tenants.");
    open("Helpline for tenants", "The city never opened the helpline.");
    open("Evidence of inspections", "No evidence of inspections has been supplied.");
    open("Rota for lifeguards", "The council has failed to draw up a rota for lifeguards.");
    open("Licence for falconers", "Until the court has ruled, licences for falconers cannot be issued.");
    open("Licence for falconers", "The licence will only be issued after the court has ruled.");
    open("Licence for falconers", "The licence will be issued when the court has ruled.");
    open("Repair of the organ", "The repair of the organ awaits a grant from the county.");
    open("Repair of the organ", "The parish is waiting for a grant before it repairs the organ.");
    open("Radio for rangers", "Some rangers have radios, but most do not.");
    open("Radio for rangers", "Radios were bought for the rangers but have not been handed out.");
    open("Radio for rangers", "Although radios have been ordered, the rangers do not have them yet.");
    open("Wall of the cemetery", "Work on the wall of the cemetery has begun.");
    open("Wall of the cemetery", "Masons have started to rebuild the cemetery wall.");
    open("Points on the crane", "Two points about the crane remain outstanding.");
    open("Points on the crane", "The last two points on the crane are still to be dealt with.");
}

/// Work that is finished, or of somebody else, or nothing of the kind.
#[rustfmt::skip]
#[test]
fn finished_or_other() {
    not_open("Survey of moorland", "Survey complete; the next one, of heaths, will begin in spring 2022.");
    not_open("Survey of moorland", "The moorland survey is finished, and the team will now turn to the heaths.");
    not_open("Survey of moorland", "The survey was carried out in May 2021; heaths are to follow in 2022.");
    not_open("New ticket gates", "The gates were installed and the operator is already planning a second set for the south hall.");
    not_open("Rules for drones", "Nothing remains to be done on the rules for drones.");
    not_open("Rules for drones", "No further work is needed.");
    not_open("Rules for drones", "There is nothing left to do here.");
    not_open("Rules for drones", "No steps are outstanding.");
    not_open("Pact on night trains", "Under a pact on night trains signed in March 2021, each railway will keep two sleepers in reserve.");
    not_open("Pact on night trains", "The railways signed a pact on night trains that obliges them to report every quarter until 2030.");
    not_open("Pact on night trains", "The pact, which the ministers signed in March, says that the companies will publish their delays.");
    not_open("Report on ponds", "The report on ponds, for which an extension until May 2021 had been granted, was delivered on 12 May 2021.");
    not_open("Report on ponds", "After two extensions, the report was handed in on 3 May 2021.");
    not_open("Report on ponds", "Having been postponed twice, the report on ponds was published in May 2021.");
    not_open("Tide tables for surfers", "The Danish surfers plan to issue tide tables of their own in 2022.");
    not_open("Tide tables for surfers", "Other clubs will publish their tide tables in 2022.");
    not_open("Tide tables for surfers", "The tide tables have been printed. The sailing school next door has not yet printed its own.");
    not_open("Tide tables for surfers", "Elsewhere, tide tables for surfers are still being discussed.");
    not_open("Ice rink reserve", "Should the compressor fail, the ice rink would be closed until 2023.");
    not_open("Ice rink reserve", "If the rink had not been covered, the ice would need to be renewed by 2022.");
    not_open("Ice rink reserve", "Were the reserve to fall short, the town would have to top it up by the end of 2022.");
    not_open("Ice rink reserve", "Unless the council objects, the reserve remains where it is.");
    not_open("Glossary of rail terms", "In the glossary of rail terms, “pending” means that a train has not yet left its depot.");
    not_open("Glossary of rail terms", "The glossary defines a work in progress as one that has been begun but is not finished.");
    not_open("Ice rink reserve", "Should the levy fall, the reserve would have to be rebuilt from fees and the roof put off until 2024.");
    not_open("Register of pilots", "Pilots are examined when they apply, and no licence is handed out until the medical file is complete.");
    not_open("Limits on night flights", "Norway is redrafting its own limits on night flights and plans to adopt them by 2024.");
    not_open("Limits on night flights", "The port of Bergen, by contrast, has postponed its limits on night flights.");
    not_open("Rails at the quay (task 3)", "Task 3, rails at the quay, was finished in March; task 4, the crane, is late and will not be ready before 2023.");
    not_open("Census of hedgehogs", "The census of hedgehogs was held on 9 May in all gardens of over 500 square metres.");
    not_open("Register of wells (task 4)", "Of the two tasks for 2022, the register of wells (task 4) was completed in May.");
    not_open("Glossary of rail terms", "An unfinished journey is one that ends before its destination.");
    not_open("Lamp in the chapel (item 3)", "Item 3 (lamp in the chapel) is done; item 4 is expected in November 2021.");
    not_open("Lamp in the chapel (item 3)", "The lamp in the chapel was replaced, whereas the bell is still being cast.");
    not_open("Lamp in the chapel (item 3)", "Item 3 is complete and item 4 is on course for November 2021.");
    not_open("Paperless post room", "In 2018 the post room was still being run on paper, and few letters were scanned.");
    not_open("Paperless post room", "Before 2019 nothing had been scanned.");
    not_open("Paperless post room", "The post room, which had not been modernised for decades, now runs without paper.");
    not_open("Booklet on rip currents", "The booklet on rip currents opens with the words “we will end drowning by 2025”.");
    not_open("Minutes of the board", "Minutes of the board are published within two weeks of each meeting.");
    not_open("Minutes of the board", "Minutes go online as soon as they have been approved.");
    not_open("Minutes of the board", "Whoever needs the minutes may ask the clerk for them.");
    not_open("Register of gifts", "The register of gifts is updated whenever a gift has been declared.");
    not_open("Register of gifts", "New entries will be added to the register as gifts are declared.");
    not_open("Fire wardens", "Fire wardens are trained twice a year, and the next course starts in October 2021.");
    not_open("Fence around the mine", "A fence has been put up around the mine.");
    not_open("Fence around the mine", "The fence now stands.");
    not_open("Fence around the mine", "The mine has been fenced since April 2021, and no child has got in.");
    not_open("Fence around the mine", "Delayed by frost, the fence was finished in April 2021.");
    not_open("Training of interpreters", "Interpreters have been trained, and more than 90 per cent of them passed.");
    not_open("Training of interpreters", "All 40 interpreters completed the training.");
    not_open("Hotline for farmers", "The hotline has been up and running since May, and farmers are using it.");
    not_open("Hotline for farmers", "The hotline opened in May and is being well used.");
    not_open("Guide for jurors", "The guide, which jurors will receive with their summons, was printed in May 2021.");
    not_open("Guide for jurors", "The guide for jurors explains what is still to be done when a trial is adjourned.");
    not_open("Guide for jurors", "Published in May 2021, the guide for jurors will help courts save time.");
    not_open("Guide for jurors", "The planned guide for jurors appeared on 4 May 2021.");
    not_open("Waiting list for kidneys", "The waiting list is no longer kept on paper.");
    not_open("Speed cameras", "Speed cameras were installed on all roads, though one is being repaired.");
    not_open("Emission cuts", "The emission cuts planned for 2021 were reached in May.");
    not_open("Handbook of knots", "The handbook was issued in April 2021 and will be revised in 2024.");
    not_open("Handbook of knots", "The handbook of knots is out, and a second edition is planned for 2024.");
}

/// The dates that a sentence promises.
#[track_caller]
fn promised(row: &str, sentence: &str, expected: &str) {
    let dates = of(row, sentence).into_iter().filter_map(|claim| match claim.kind {
        ClaimKind::Target { date, .. } => Some(date.to_string()),
        _ => None,
    });
    assert_eq!(dates.collect::<Vec<_>>().join(" "), expected, "{sentence}");
}

#[test]
fn dates() {
    promised(
        "Sirens on the dyke",
        "The sirens on the dyke will be mounted in May 2022.",
        "2022-05",
    );
    promised(
        "Sirens on the dyke",
        "The sirens on the dyke should be mounted in May 2022.",
        "2022-05",
    );
    promised(
        "Training of pilots",
        "Training of pilots is to become compulsory in calendar year 2023.",
        "2023",
    );
    let row = "Map of the cycle paths";
    let case = |text: &str, expected: &str| {
        promised(row, &format!("The map of the cycle paths is expected {text}."), expected);
    };
    case("in March 2022", "2022-03");
    case("on 31st March 2022", "2022-03-31");
    case("by the 1st of October 2021", "2021-10-01");
    case("by March 31st, 2022", "2022-03-31");
    case("by 31/12/2021", "2021-12-31");
    case("by 05/06/2022", "2022");
    case("by 31.12.2021", "2021-12-31");
    case("in Q4 2021", "2021-Q4");
    case("in 4Q 2021", "2021-Q4");
    case("in the third quarter of 2022", "2022-Q3");
    case("in early 2022", "2022-Q1");
    case("in mid-2022", "2022-Q2");
    case("late in 2021", "2021-Q4");
    case("by the end of 2021", "2021-12");
    case("in the second half of 2022", "2022-Q4");
    case("in spring 2022", "2022-Q2");
    case("in the summer of 2022", "2022-Q3");
    case("in FY22", "2022");
    case("in fiscal year 2022", "2022");
    case("in the second quarter of FY 2022", "2022-Q2");
    case("in calendar year 2022", "2022");
    case("in November", "2021-11");
    case("in May", "2022-05");
    case("by 3 November", "2021-11-03");
    case("this autumn", "2021-Q4");
    case("later this year", "2021");
    case("next year", "2022");
    case("next quarter", "2021-Q3");
    case("next month", "2021-07");
    case("within six months", "2021-12");
    promised(row, "The map of the cycle paths was discussed in May 2021.", "");
    promised(row, "In May 2021, work on the map of the cycle paths began.", "");
}

/// A year of account that begins in July is named after the year in which it ends.
#[test]
fn years_of_account() {
    let dialect = Dialect { html: HtmlPolicy::Sanitize, language: &ENGLISH };
    let found = |text: &str, order| {
        let body = format!("The map of the cycle paths is expected {text}.");
        let fragment = Fragment::parse(&body, Form::Update, dialect).expect("a text");
        let cues = Cues::new(&ENGLISH, OwnCues::default());
        let deliverables = [Deliverable { index: 0, text: "Map of the cycle paths", phase: None }];
        let calendar = Calendar { as_of: None, fiscal_year_start: 7, order };
        let topic = Topic { number: "4", deliverables: &deliverables, calendar };
        let claims = read(&fragment, 0, topic, &cues);
        let target = claims.iter().find_map(|claim| match claim.kind {
            ClaimKind::Target { date, window, .. } => Some((date, window)),
            _ => None,
        });
        target.map(|(date, window)| format!("{date}: {} to {}", window.first, window.last))
    };
    let case = |text: &str, expected: &str| {
        assert_eq!(found(text, None).as_deref(), Some(expected), "{text}");
    };
    case("in FY22", "2022-06: 2021-07-01 to 2022-06-30");
    case("in Q1 FY22", "2021-Q3: 2021-07-01 to 2021-09-30");
    case("in calendar year 2022", "2022: 2022-01-01 to 2022-12-31");
    let ordered = |order| found("by 5/6/2022", Some(order)).unwrap_or_default();
    assert_eq!(ordered(DateOrder::DayMonth), "2022-06-05: 2022-06-05 to 2022-06-05");
    assert_eq!(ordered(DateOrder::MonthDay), "2022-05-06: 2022-05-06 to 2022-05-06");
    assert_eq!(found("next month", None), None);
}

/// The source's own ways of saying it, restated.
#[test]
fn phases_and_closure() {
    open(
        "Give more detail on links with partners",
        "(Phase II) In development stage – building on the list, give more detail on links with partners.",
    );
    open(
        "Agree on the fire drill",
        "Agreement on the fire drill will reach closure upon approval by the council.",
    );
    open(
        "Yearbook for 2020",
        "The yearbook for 2020 is under development, with an expected publication date of September 2021.",
    );
    open("Sharing of tide data", "Sharing of tide data, and updating of it, continues.");
}
