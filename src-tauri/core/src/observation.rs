//! What one feed said at one moment, normalised. Two axes, two types: a component has a [`Status`], an incident has
//! a [`Stage`]. This module does not judge products and knows no format.

use std::borrow::Cow;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// The state of a component, a document or a product.
///
/// Words are open at the edge: what a provider writes and we do not know becomes [`Status::Unknown`] plus an oddity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The provider says it works. Needs positive evidence.
    Operational,
    /// Planned work. Never an outage.
    Maintenance,
    /// We could not read it, or could not understand it.
    #[default]
    Unknown,
    /// Slow, or failing for some.
    Degraded,
    /// Broken in part.
    PartialOutage,
    /// Down.
    MajorOutage,
}

impl Status {
    /// Every state, calmest first.
    pub const ALL: [Self; 6] =
        [Self::Operational, Self::Maintenance, Self::Unknown, Self::Degraded, Self::PartialOutage, Self::MajorOutage];

    /// Position when the worst of several is asked for. Unknown outranks calm and never trouble.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::Operational => 0,
            Self::Maintenance => 1,
            Self::Unknown => 2,
            Self::Degraded => 3,
            Self::PartialOutage => 4,
            Self::MajorOutage => 5,
        }
    }

    /// The worse of two.
    #[must_use]
    pub const fn worst(self, other: Self) -> Self {
        if other.rank() > self.rank() { other } else { self }
    }

    /// Degraded, broken in part, or down.
    #[must_use]
    pub const fn is_trouble(self) -> bool {
        self.rank() >= Self::Degraded.rank()
    }

    /// The word used in JSON, in settings and on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Operational => "operational",
            Self::Maintenance => "maintenance",
            Self::Unknown => "unknown",
            Self::Degraded => "degraded",
            Self::PartialOutage => "partial_outage",
            Self::MajorOutage => "major_outage",
        }
    }
}

/// The harm that a provider claims for an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Impact {
    /// A notice. Shown, never told.
    None,
    /// The provider names an impact we do not know, or none at all: counted as minor, since something was reported.
    Unknown,
    /// Degraded.
    Minor,
    /// Broken in part.
    Major,
    /// Down.
    Critical,
}

impl Impact {
    /// The state that an open incident of this impact gives to what it belongs to.
    #[must_use]
    pub const fn status(self) -> Status {
        match self {
            Self::None => Status::Operational,
            Self::Unknown | Self::Minor => Status::Degraded,
            Self::Major => Status::PartialOutage,
            Self::Critical => Status::MajorOutage,
        }
    }
}

/// How far the provider has come with an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Being looked into.
    Investigating,
    /// Cause found.
    Identified,
    /// A fix is in place and being watched.
    Monitoring,
    /// Over. A published post-mortem counts as over.
    Resolved,
    /// An update without a stage of its own, or a word we do not know.
    Unknown,
}

/// A named part of a provider's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Component {
    /// The provider's own id; the name only where the page has no ids.
    pub id: String,
    /// As the provider writes it.
    pub name: String,
    /// As the provider says.
    pub status: Status,
}

/// One entry of an incident's timeline, in the provider's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Update {
    /// When the provider says it was published.
    pub at: Option<Timestamp>,
    /// The stage it announced.
    pub stage: Stage,
    /// Plain text: tags removed, bounded.
    pub text: String,
}

/// The provider's own report of trouble.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Incident {
    /// The provider's id. Never invented.
    pub id: String,
    /// Plain text, bounded.
    pub title: String,
    /// The harm claimed.
    pub impact: Impact,
    /// The newest stage.
    pub stage: Stage,
    /// Not over yet.
    pub open: bool,
    /// When the provider says it began; may be back-dated.
    pub started_at: Option<Timestamp>,
    /// Newest change.
    pub updated_at: Option<Timestamp>,
    /// When it ended, for those that did.
    pub resolved_at: Option<Timestamp>,
    /// Ids of the components it names; empty when it names none.
    pub components: Vec<String>,
    /// Newest first.
    pub updates: Vec<Update>,
}

/// An open incident of which its provider has written nothing for this long is taken for one that nobody closed.
pub const ABANDONED_AFTER: SignedDuration = SignedDuration::from_hours(14 * 24);

impl Incident {
    /// The newest moment that its provider gave it.
    #[must_use]
    pub fn last_word(&self) -> Option<Timestamp> {
        self.updates.iter().filter_map(|update| update.at).chain(self.updated_at).chain(self.started_at).max()
    }

    /// Open, and nothing was written about it for [`ABANDONED_AFTER`]: it is shown, and weighs nothing any more. One
    /// without any date is never that.
    #[must_use]
    pub fn is_abandoned(&self, now: Timestamp) -> bool {
        self.open && self.last_word().is_some_and(|word| now.duration_since(word) >= ABANDONED_AFTER)
    }
}

/// Planned work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Maintenance {
    /// The provider's id.
    pub id: String,
    /// Plain text, bounded.
    pub title: String,
    /// Planned start.
    pub starts_at: Option<Timestamp>,
    /// Planned end.
    pub ends_at: Option<Timestamp>,
    /// Under way now.
    pub active: bool,
}

/// What one feed said at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Observation {
    /// The page's own roll-up. Not about the person: used only where a document has neither components nor incidents.
    #[serde(default)]
    pub indicator: Option<Status>,
    /// Parts; containers (groups) are left out.
    #[serde(default)]
    pub components: Vec<Component>,
    /// False when the format is known to cut its component list here: calm is then no evidence.
    #[serde(default)]
    pub complete: bool,
    /// Open ones, and closed ones where the document lists them.
    #[serde(default)]
    pub incidents: Vec<Incident>,
    /// Planned and running work.
    #[serde(default)]
    pub maintenances: Vec<Maintenance>,
    /// True for a document that archives incidents: as a document by itself, nothing open there says nothing about now.
    #[serde(default)]
    pub history: bool,
    /// The document, read whole, lists every open incident that its provider reports: of what it does not name, nothing
    /// is reported. Weaker than a component that is said to work.
    #[serde(default)]
    pub reports_all: bool,
}

impl Observation {
    /// The document's own worst: components and open incidents; if it has neither, the page's indicator.
    #[must_use]
    pub fn status(&self) -> Status {
        let open = self.incidents.iter().filter(|incident| incident.open);
        let reported = open.map(|incident| incident.impact.status()).fold(None, worst_of);
        let parts = self.components.iter().map(|component| component.status).fold(None, worst_of);
        match (parts, reported) {
            (Some(parts), Some(reported)) => parts.worst(reported),
            (Some(parts), None) => parts,
            // An open notice is no evidence that the rest works.
            (None, Some(Status::Operational)) => self.indicator.unwrap_or(Status::Unknown),
            (None, Some(reported)) => reported,
            (None, None) if self.history => Status::Unknown,
            (None, None) => self.indicator.unwrap_or(Status::Unknown),
        }
    }

    /// Itself, without the incidents that nobody has closed.
    #[must_use]
    pub fn without_abandoned(&self, now: Timestamp) -> Cow<'_, Self> {
        if !self.incidents.iter().any(|incident| incident.is_abandoned(now)) {
            return Cow::Borrowed(self);
        }
        let mut living = self.clone();
        living.incidents.retain(|incident| !incident.is_abandoned(now));
        Cow::Owned(living)
    }

    /// A copy from before `known`: an incident of both was last changed earlier here, and none later. Servers at the edge
    /// of a network answer with such copies.
    #[must_use]
    pub fn is_older_than(&self, known: &Self) -> bool {
        let mut older = false;
        for incident in &self.incidents {
            let Some(there) = known.incidents.iter().find(|there| there.id == incident.id) else { continue };
            match (incident.last_word(), there.last_word()) {
                (Some(here), Some(there)) if here > there => return false,
                (Some(here), Some(there)) if here < there => older = true,
                _ => {}
            }
        }
        older
    }

    /// Finds a component by id, else by name.
    #[must_use]
    pub fn component(&self, pick: &str) -> Option<&Component> {
        self.components
            .iter()
            .find(|component| component.id == pick)
            .or_else(|| self.components.iter().find(|component| component.name == pick))
    }
}

fn worst_of(so_far: Option<Status>, next: Status) -> Option<Status> {
    Some(so_far.map_or(next, |status| status.worst(next)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(status: Status) -> Component {
        Component { id: "a".into(), name: "A".into(), status }
    }

    fn report(impact: Impact, open: bool) -> Incident {
        Incident {
            id: "i".into(),
            title: "t".into(),
            impact,
            stage: if open { Stage::Investigating } else { Stage::Resolved },
            open,
            started_at: None,
            updated_at: None,
            resolved_at: None,
            components: vec![],
            updates: vec![],
        }
    }

    #[test]
    fn unknown_outranks_calm_and_never_trouble() {
        for pair in Status::ALL.windows(2) {
            assert_eq!(pair[0].worst(pair[1]), pair[1]);
            assert_eq!(pair[1].worst(pair[0]), pair[1]);
        }
        assert!(!Status::Unknown.is_trouble());
        assert!(Status::Degraded.is_trouble());
    }

    #[test]
    fn a_document_without_evidence_is_unknown() {
        assert_eq!(Observation::default().status(), Status::Unknown);
        let archive = Observation { history: true, indicator: Some(Status::Operational), ..Default::default() };
        assert_eq!(archive.status(), Status::Unknown);
        let only_closed = Observation { incidents: vec![report(Impact::Critical, false)], ..Default::default() };
        assert_eq!(only_closed.status(), Status::Unknown);
    }

    #[test]
    fn a_document_is_as_bad_as_its_worst_part_or_report() {
        let table = [
            (vec![part(Status::Operational)], vec![], Status::Operational),
            (vec![part(Status::Operational)], vec![report(Impact::Major, true)], Status::PartialOutage),
            (vec![part(Status::MajorOutage)], vec![report(Impact::Minor, true)], Status::MajorOutage),
            (vec![part(Status::Operational)], vec![report(Impact::None, true)], Status::Operational),
            (vec![], vec![report(Impact::Unknown, true)], Status::Degraded),
            (vec![], vec![report(Impact::None, true)], Status::Unknown),
        ];
        for (components, incidents, expected) in table {
            let observation = Observation { components, incidents, ..Default::default() };
            assert_eq!(observation.status(), expected, "{observation:?}");
        }
    }
}
