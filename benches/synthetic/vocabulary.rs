//! Vocabulary of titles, deliverables and sentences.

/// A kind of step.
pub(super) struct Stage {
    /// The verb, before "the …".
    pub(super) verb: &'static str,
    pub(super) id: &'static str,
    pub(super) phase: &'static str,
    /// Its name in a timeline, before "the …".
    pub(super) milestone: &'static str,
}

const fn stage(
    verb: &'static str,
    id: &'static str,
    phase: &'static str,
    milestone: &'static str,
) -> Stage {
    Stage { verb, id, phase, milestone }
}

/// In order of execution.
pub(super) const STAGES: [Stage; 14] = [
    stage("Draft", "draft", "I", "Draft of"),
    stage("Appoint a lead for", "lead", "I", "Lead for"),
    stage("Estimate the cost of", "cost", "I", "Budget for"),
    stage("Consult the community on", "consult", "I", "Consultation on"),
    stage("Settle the scope of", "scope", "I", "Scope of"),
    stage("Publish", "publish", "II", "Publication of"),
    stage("Pilot", "pilot", "II", "Pilot of"),
    stage("Seek the Board's approval of", "approve", "II", "Approval of"),
    stage("Adopt", "adopt", "II", "Adoption of"),
    stage("Train staff for", "train", "II", "Training for"),
    stage("Measure the effect of", "measure", "III", "First measurement of"),
    stage("Report yearly on", "report", "III", "First yearly report on"),
    stage("Commission an outside check of", "check", "III", "Outside check of"),
    stage("Evaluate", "evaluate", "III", "Evaluation of"),
];

pub(super) const PARTIES: [&str; 12] = [
    "Staff",
    "Board",
    "Board Risk Committee",
    "Security Team",
    "Registry Services",
    "Registrar Services",
    "Root Zone Operations",
    "Finance",
    "Legal",
    "Communications",
    "Regional Offices",
    "Technical Advisory Committee",
];

/// The parties as used within a sentence.
pub(super) const ACTORS: [&str; 12] = [
    "the staff",
    "the Board",
    "the risk committee of the Board",
    "the security team",
    "the registry services team",
    "the registrar services team",
    "the root zone operators",
    "the finance team",
    "the legal team",
    "the communications team",
    "the regional offices",
    "the technical advisory committee",
];

pub(super) const GROUPS: [&str; 12] = [
    "Remit and Mission",
    "Roles and Responsibilities",
    "Root Zone Operations",
    "Registries and Registrars",
    "Registration Data",
    "Abuse and Compliance",
    "Budget and Organisation",
    "Outreach and Training",
    "Measurement and Research",
    "Incident Response",
    "Risk Management",
    "Longer-Term Future Risk",
];

pub(super) const QUALIFIERS: [&str; 8] =
    ["independent", "annual", "public", "measurable", "shared", "documented", "staged", "tested"];

/// A kind of work, with its preposition.
pub(super) const PRACTICES: [(&str, &str); 24] = [
    ("audit", "of"),
    ("review", "of"),
    ("inventory", "of"),
    ("escalation path", "for"),
    ("training programme", "for"),
    ("contact list", "for"),
    ("contingency plan", "for"),
    ("set of criteria", "for"),
    ("budget line", "for"),
    ("code of practice", "for"),
    ("monitoring service", "for"),
    ("risk register", "for"),
    ("position statement", "on"),
    ("roadmap", "for"),
    ("handbook", "for"),
    ("dashboard", "of"),
    ("recovery exercise", "for"),
    ("threat model", "of"),
    ("reporting form", "for"),
    ("working group", "on"),
    ("service target", "for"),
    ("certification scheme", "for"),
    ("glossary", "of"),
    ("archive", "of"),
];

pub(super) const OBJECTS: [&str; 40] = [
    "root zone changes",
    "signing key ceremonies",
    "domain transfers",
    "zone file access",
    "name collisions",
    "registration data",
    "abuse complaints",
    "registrar accreditation",
    "registry transitions",
    "data escrow",
    "signed delegations",
    "resolver behaviour",
    "incident notices",
    "denial-of-service attacks",
    "route hijacks",
    "internationalised names",
    "root server instances",
    "vendor contracts",
    "emergency back-end operation",
    "vulnerability disclosure",
    "identifier research",
    "staff access rights",
    "community consultations",
    "law enforcement requests",
    "capacity building",
    "operating budgets",
    "long-range threats",
    "supply-chain dependencies",
    "protocol parameters",
    "address allocation",
    "trademark claims",
    "compliance notices",
    "bulk registrations",
    "fast-flux hosting",
    "privacy services",
    "testing environments",
    "software updates",
    "time synchronisation",
    "measurement platforms",
    "crisis communication",
];

pub(super) const MANNERS: [&str; 24] = [
    "with registry operators",
    "with registrars",
    "across regions",
    "in every budget year",
    "for small operators",
    "for new registries",
    "with other numbering bodies",
    "with national response teams",
    "under Board oversight",
    "in plain language",
    "with outside experts",
    "in six languages",
    "by open procurement",
    "with academic partners",
    "in the operating plan",
    "for the community",
    "with root server operators",
    "in standing committees",
    "for country-code operators",
    "at public meetings",
    "with standards bodies",
    "in shared facilities",
    "for remote participants",
    "with consumer groups",
];

pub(super) const SLIP_REASONS: [&str; 8] = [
    "The consultation was extended at the request of several constituencies.",
    "The contract with the outside adviser was signed a quarter later than planned.",
    "Staff were assigned to the transition work for most of the quarter.",
    "The first results showed that the scope had to be settled anew.",
    "Approval moved to a later meeting of the Board.",
    "The pilot found faults in the data that must be corrected first.",
    "The operators who take part asked for more time to prepare.",
    "The budget for this step was released only in the new fiscal year.",
];

pub(super) const MEASURES: [&str; 8] = [
    "Operators taking part",
    "Comments received",
    "Requests handled within five days",
    "Staff trained",
    "Incidents reported",
    "Documents published",
    "Sessions held",
    "Tests passed",
];

pub(super) const LINK_TEXTS: [&str; 8] = [
    "summary of comments",
    "meeting record",
    "published plan",
    "draft text",
    "technical note",
    "workshop report",
    "project page",
    "request for proposals",
];

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) const TEAMS: [&str; 6] =
    ["Planning", "Technical", "Inside Security", "Budget", "Risk", "Outreach"];
