//! What is shown: one complete, versioned picture of the state for the tray, the window and the command line. The
//! latest wins; nothing here is an event. Ages are not stored: readers get times and count for themselves.

mod assemble;
mod bound;
mod health;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::observation::{Component, Incident, Maintenance, Status};
use crate::plan::Walk;
use crate::provider::Use;
use crate::settings::Look;

pub use assemble::{Parts, assemble};
pub use health::{Failing, FeedHealth, ReadAs};

/// Everything that is shown, at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Snapshot {
    /// 1.
    pub schema: u32,
    /// When it was made.
    pub at: Timestamp,
    /// True in a drill: everything shown must say so.
    pub drill: bool,
    /// The language that texts are in and that the window uses: `en` or `id`.
    pub language: String,
    /// How the person wants the window to look.
    #[serde(default)]
    pub look: Look,
    /// The answer to "is it them or me?".
    pub verdict: Verdict,
    /// The person's products first, in their order; then the others of the catalogue.
    pub products: Vec<ProductView>,
    /// Every provider of the catalogue.
    pub providers: Vec<ProviderView>,
    /// Nothing is told before this moment, for any product.
    pub snoozed_until: Option<Timestamp>,
    /// These are quiet hours, until then: only what is must-know is told.
    #[serde(default)]
    pub quiet_until: Option<Timestamp>,
    /// What is wrong with Siaga itself, as sentences in the person's language.
    pub problems: Vec<String>,
    /// Where to go instead of what the person uses and is in trouble: the first that works, as the notification names it.
    #[serde(default)]
    pub instead: Vec<Instead>,
    /// The rehearsal of a plan that is under way, in a drill.
    #[serde(default)]
    pub rehearsal: Option<Walk>,
}

/// Where to go instead of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Instead {
    /// The product in trouble, by id.
    pub product: String,
    /// The alternative, by id.
    pub to: String,
    /// What people call that.
    pub name: String,
}

/// The one-line answer to "is it them or me?".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Verdict {
    /// What kind of answer.
    pub kind: VerdictKind,
    /// The worst of what the person watches.
    pub status: Status,
    /// The answer as a sentence, in the person's language.
    pub text: String,
}

/// Kinds of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    /// All that is watched and can be read works.
    Working,
    /// Something watched is in trouble.
    Trouble,
    /// Nothing watched could be read.
    CannotTell,
    /// The first reads are under way.
    Checking,
    /// The person watches nothing.
    NothingWatched,
    /// This computer has no network: what is shown is what was last known.
    Offline,
    /// This network wants somebody to sign in first.
    SignIn,
}

/// One product as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProductView {
    /// The catalogue's id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its provider's id.
    pub provider: String,
    /// One that the person uses.
    pub watched: bool,
    /// What to show: the last known state while it is fresh, else unknown.
    pub status: Status,
    /// What the feed last said, however old.
    pub last_known: Status,
    /// It counts as working only because its provider reports nothing about it, and says nowhere that it works.
    #[serde(default)]
    pub nothing_reported: bool,
    /// Since when `status` holds; for an unknown product, since when nothing could be read.
    pub since: Option<Timestamp>,
    /// When its feed was last read and understood.
    pub read_at: Option<Timestamp>,
    /// The open incident that weighs most, by id.
    pub incident: Option<String>,
    /// All open incidents that are its own, by id, the weightiest first.
    pub incidents: Vec<String>,
    /// The components it picks that its feed lists.
    pub components: Vec<Component>,
    /// What it is good for.
    pub uses: Vec<Use>,
    /// It has an address to open.
    pub opens: bool,
    /// A tool on this computer.
    pub local: bool,
    /// Nothing is told about it before this moment.
    pub snoozed_until: Option<Timestamp>,
    /// The person asked to be told when it is back.
    pub asked: bool,
    /// The person has been told of the outage that is open.
    pub told: bool,
    /// Why the open outage was not told, as the name of a reason.
    pub held: Option<String>,
    /// The same as a phrase in the person's language, without its full stop: "quiet hours until 07:00".
    #[serde(default)]
    pub held_text: Option<String>,
}

/// One provider as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProviderView {
    /// The catalogue's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its status page for people, as text; opened by provider id only.
    pub status_page: Option<String>,
    /// Host of its feed: who says so.
    pub host: Option<String>,
    /// How its feed is doing.
    pub source: Source,
    /// Open incidents, the person's or not.
    pub incidents: Vec<Incident>,
    /// Planned and running work.
    pub maintenances: Vec<Maintenance>,
    /// One that the person added.
    #[serde(default)]
    pub own: bool,
}

/// How a feed is doing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Source {
    /// Which of the states.
    pub kind: SourceKind,
    /// The state as one sentence without its full stop, in the person's language: since when, until when, why, where to.
    #[serde(default)]
    pub text: String,
    /// Why, in one line, where it could not be read.
    pub why: Option<String>,
    /// When it was last read and understood.
    pub read_at: Option<Timestamp>,
    /// Since when it could not be read.
    pub failing_since: Option<Timestamp>,
    /// Until when its provider asked us to wait.
    #[serde(default)]
    pub until: Option<Timestamp>,
    /// Where it moved to, for a person: an address without its query. Never read there before the person agrees.
    #[serde(default)]
    pub moved_to: Option<String>,
    /// The format it was found in when it stopped being what the catalogue says, as people call it.
    #[serde(default)]
    pub read_as: Option<String>,
    /// When it is read next.
    pub next_at: Option<Timestamp>,
    /// Why then, in the person's language: a phrase such as "every 2 min: you use it". Empty where nothing is planned.
    #[serde(default)]
    pub next_why: String,
}

/// States of a feed. None of them changes what a product's status is: that is unknown once the last read is too old.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// Read and understood at the last try.
    Readable,
    /// Not tried yet, or not wanted by anybody.
    Waiting,
    /// The provider asked us to wait.
    RateLimited,
    /// The last try failed, and nothing says that the next will.
    Unreadable,
    /// It is not there any more.
    Gone,
    /// It is at another provider's place now, which the person has not agreed to.
    Moved,
    /// The provider refuses us.
    Blocked,
    /// The provider publishes nothing that can be read.
    None,
}

impl SourceKind {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Readable,
        Self::Waiting,
        Self::RateLimited,
        Self::Unreadable,
        Self::Gone,
        Self::Moved,
        Self::Blocked,
        Self::None,
    ];

    /// The last try failed, for whatever reason.
    #[must_use]
    pub const fn is_failing(self) -> bool {
        match self {
            Self::RateLimited | Self::Unreadable | Self::Gone | Self::Moved | Self::Blocked => true,
            Self::Readable | Self::Waiting | Self::None => false,
        }
    }
}

impl Snapshot {
    /// Finds a product by id.
    #[must_use]
    pub fn product(&self, id: &str) -> Option<&ProductView> {
        self.products.iter().find(|product| product.id == id)
    }

    /// Finds a provider by id.
    #[must_use]
    pub fn provider(&self, id: &str) -> Option<&ProviderView> {
        self.providers.iter().find(|provider| provider.id == id)
    }

    /// The watched products in trouble, worst first, else in the person's order.
    #[must_use]
    pub fn troubled(&self) -> Vec<&ProductView> {
        let mut troubled: Vec<_> =
            self.products.iter().filter(|product| product.watched && product.status.is_trouble()).collect();
        troubled.sort_by_key(|product| std::cmp::Reverse(product.status.rank()));
        troubled
    }
}
