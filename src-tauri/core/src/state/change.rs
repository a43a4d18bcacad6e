//! What differed for one product between two reads.

use jiff::Timestamp;

use super::Outage;
use crate::alert::Planned;
use crate::observation::Incident;

/// Something that differed for one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The product's id.
    pub product: String,
    /// Its provider's id.
    pub provider: String,
    /// What differed.
    pub kind: ChangeKind,
    /// When we read it.
    pub at: Timestamp,
}

/// What differed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// Trouble where there was none.
    Began(Outage),
    /// The trouble goes on; not worse than it has been.
    Persists(Outage),
    /// The trouble is worse than it has been so far in this outage.
    Worsened(Outage),
    /// A further incident of this weight has joined an open outage without making it worse.
    Joined {
        /// The outage.
        outage: Outage,
        /// The incident's id.
        incident: String,
    },
    /// One read without trouble: perhaps over.
    Clearing(Outage),
    /// Enough reads without trouble: over, at this time.
    Ended {
        /// As it was.
        outage: Outage,
        /// When the first read without trouble was made.
        at: Timestamp,
        /// Its provider no longer lists the incident, and says neither that it is over nor that the product works.
        no_longer_listed: bool,
    },
    /// Planned work began on it, or takes longer than was announced.
    Maintenance {
        /// The provider's id of the work; its title where it has none, and nothing where nothing was announced.
        id: String,
        /// What was announced.
        planned: Planned,
    },
    /// A notice without impact was published for it, by incident id.
    Notice(Box<Incident>),
    /// An incident appeared that was over before we saw it.
    BornResolved(Box<Incident>),
}

impl Change {
    /// The outage concerned, if it is about one.
    #[must_use]
    pub const fn outage(&self) -> Option<&Outage> {
        match &self.kind {
            ChangeKind::Began(outage)
            | ChangeKind::Persists(outage)
            | ChangeKind::Worsened(outage)
            | ChangeKind::Joined { outage, .. }
            | ChangeKind::Clearing(outage)
            | ChangeKind::Ended { outage, .. } => Some(outage),
            ChangeKind::Maintenance { .. } | ChangeKind::Notice(_) | ChangeKind::BornResolved(_) => None,
        }
    }
}
