//! Where to go instead: which products do the task in hand, and in which order to name them. Pure, with reasons as
//! data. Whether a local tool runs, what the person prefers and how reliable a product was are arguments.

mod failed;
mod ties;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::observation::Status;
use crate::provider::{Behaviour, Catalogue, Product, PromptLink, Use};
use crate::snapshot::{ProductView, Snapshot, SourceKind};

pub use failed::{Failed, failed};
pub use ties::ground;

/// All that the order is made from.
#[derive(Debug, Clone, Copy)]
pub struct Ranking<'a> {
    /// Providers and products.
    pub catalogue: &'a Catalogue,
    /// What is shown at present.
    pub snapshot: &'a Snapshot,
    /// What the person prefers.
    pub preferences: &'a Preferences,
    /// The share of the watched time of the last 90 days in which a product was not down, from 0 to 1, by id. Those of
    /// which too little is known are absent.
    pub reliability: &'a BTreeMap<String, f64>,
    /// What was found on this computer, by product id; absent where nobody looked.
    pub local: Option<&'a BTreeMap<String, LocalTool>>,
    /// Products whose own program is on this computer and takes their links, as far as anybody looked.
    pub apps: &'a BTreeSet<String>,
    /// The moment.
    pub now: Timestamp,
}

/// What a person prefers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preferences {
    /// Their own choices for a use, the first first.
    pub plan: BTreeMap<Use, Vec<String>>,
    /// Products for which they say they have an account.
    pub accounts: BTreeSet<String>,
}

/// A tool that answers on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct LocalTool {
    /// The port on which it answers.
    pub port: u16,
    /// Names of the models that it has. Data: plain and bounded.
    pub models: Vec<String>,
}

/// Alternatives, and what is to be said beside them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Ranked {
    /// The task that they were ranked for; absent where none was given and nothing fails.
    pub r#use: Option<Use>,
    /// Best first. What has problems itself stands last.
    pub alternatives: Vec<Alternative>,
    /// What is to be said beside them.
    pub says: Vec<Saying>,
    /// The same as a person reads it; empty until [`crate::wording::Words::explained`].
    #[serde(default)]
    pub text: String,
}

/// Something that is said beside a list of alternatives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Saying {
    /// Of this product only these uses are concerned; it still works for the others.
    OnlyAffects {
        /// The product.
        product: String,
        /// What fails.
        fails: Vec<Use>,
        /// What still works.
        works: Vec<Use>,
    },
    /// Everything that does this task has problems, or cannot be told.
    NothingWorks,
    /// Nothing that Siaga knows does this task.
    NothingDoes,
}

/// One product to use meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Alternative {
    /// The catalogue's id.
    pub product: String,
    /// What people call it.
    pub name: String,
    /// As shown.
    pub status: Status,
    /// How old that is, in seconds; absent where it was never read.
    pub age_s: Option<u32>,
    /// Why it stands where it stands.
    pub reasons: Vec<Why>,
    /// What happens to a prompt that its first link has room for, or to any where it has none.
    pub prompt: PromptUse,
    /// Its links that take a prompt, in the order in which they are tried. A prompt that none has room for is copied.
    #[serde(default)]
    pub links: Vec<Room>,
    /// Its address, from the catalogue.
    pub url: Option<String>,
    /// The reasons as a person reads them; empty until [`crate::wording::Words::explained`].
    #[serde(default)]
    pub text: String,
    /// What happens to a prompt, as a person reads it; empty until then.
    #[serde(default)]
    pub prompt_text: String,
}

impl Alternative {
    /// Its provider says it works, and that is fresh; or it runs on this computer and has just answered.
    #[must_use]
    pub fn works(&self) -> bool {
        self.reasons.iter().any(|why| matches!(why, Why::Working | Why::Running(_)))
    }
}

/// Why an alternative stands where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Its provider says it works, and that is fresh.
    Working,
    /// It runs on this computer and has just answered, with models of these names.
    Running(Vec<String>),
    /// Its provider reports no incident, and that is fresh; it says nowhere that it works.
    NothingReported,
    /// It has problems, and not with this task.
    WorksForThis,
    /// The person's own choice for this task, at this place of their plan.
    Planned(u32),
    /// The person says they have an account there.
    Account,
    /// The person uses it.
    Yours,
    /// It runs on this computer; nobody has looked whether it does.
    Local,
    /// It would run on this computer, and does not answer.
    NotRunning,
    /// Made by the provider of what fails.
    SameProvider,
    /// Built on this product, which fails or whose provider does.
    DependsOn(String),
    /// Stands on the same ground as what fails, which is not known to be in trouble.
    Shares(String),
    /// Of the last 90 days, so much of the time that was watched it was not down, in tenths of a percent.
    Reliability(u32),
    /// Its status is not read: its provider publishes none that Siaga reads.
    StatusNotRead,
    /// Its status could not be read of late.
    Unreadable,
    /// Planned work is going on.
    Maintenance,
    /// It has problems itself.
    InTrouble,
}

/// What happens to a prompt that is carried along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PromptUse {
    /// Filled in; the person sends it.
    Prefill,
    /// Sent at once.
    Submit,
    /// Copied; the person pastes it.
    Copy,
    /// The tool takes none.
    None,
}

/// What a link does with a prompt, and how long a one it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Room {
    /// `prefill` or `submit`.
    pub prompt: PromptUse,
    /// Longest prompt, in characters once it is encoded: letters, digits and `-._~` are one each, every other byte of its
    /// UTF-8 is three.
    pub limit: u32,
}

impl Room {
    /// What of this link is left for a prompt.
    #[must_use]
    pub fn of(link: &PromptLink) -> Self {
        let prompt = match link.behaviour {
            Behaviour::Prefill => PromptUse::Prefill,
            Behaviour::Submit => PromptUse::Submit,
        };
        Self { prompt, limit: u32::try_from(link.room()).unwrap_or(u32::MAX) }
    }
}

/// Names alternatives to `failing`, or for a use, best first.
///
/// The order: working now with fresh evidence, or running on this computer; nothing reported of late; not tied to what
/// fails; the person's own order for the task, then what they have an account for, then what they use; how reliable it
/// was; catalogue order. What cannot be told comes after what works, what has problems comes last. The failing product
/// itself is left out.
#[must_use]
pub fn rank(ranking: &Ranking<'_>, failing: Option<&str>, wanted: Option<Use>) -> Ranked {
    let Ranking { catalogue, snapshot, .. } = *ranking;
    let failing = failing.and_then(|id| catalogue.product(id));
    let mut says = Vec::new();
    let lost = failing.map_or(Failed::Nothing, |product| lost(ranking, product));
    let task = wanted.or_else(|| task(failing, &lost));
    if let (Some(product), Failed::Only(fails)) = (failing, &lost) {
        says.push(Saying::OnlyAffects {
            product: product.id.clone(),
            fails: fails.iter().copied().collect(),
            works: product.uses.iter().copied().filter(|known| !fails.contains(known)).collect(),
        });
    }
    let does = |product: &Product| match task {
        Some(task) => product.uses.contains(&task),
        None => failing.is_none() && !product.uses.is_empty(),
    };
    let mut ranked: Vec<(Place, Alternative)> = snapshot
        .products
        .iter()
        .enumerate()
        .filter_map(|(position, view)| {
            let product = catalogue.product(&view.id)?;
            if failing.is_some_and(|failing| failing.id == product.id) || !does(product) {
                return None;
            }
            let alternative = describe(ranking, product, view, failing, task);
            Some((place(ranking, &alternative, view, task, position), alternative))
        })
        .collect();
    ranked.sort_by_key(|(place, _)| *place);
    let alternatives: Vec<Alternative> = ranked.into_iter().map(|(_, alternative)| alternative).collect();
    if alternatives.is_empty() {
        says.push(Saying::NothingDoes);
    } else if !alternatives.iter().any(|other| other.works() || other.reasons.contains(&Why::NothingReported)) {
        says.push(Saying::NothingWorks);
    }
    Ranked { r#use: task, alternatives, says, text: String::new() }
}

/// The first that works now, if any, and is not tied to what fails where another is not: the one a notification names.
#[must_use]
pub fn best(alternatives: &[Alternative]) -> Option<&Alternative> {
    alternatives.iter().find(|alternative| alternative.works())
}

/// Of those that need the network, all whose state is known have problems, and at least one is known; and something could
/// run on this computer.
#[must_use]
pub fn only_local_is_left(alternatives: &[Alternative]) -> bool {
    let mut known = 0;
    let mut local = false;
    for other in alternatives {
        match other.reasons.first() {
            Some(Why::Local | Why::Running(_) | Why::NotRunning) => local = true,
            Some(Why::InTrouble) if other.reasons.contains(&Why::WorksForThis) => return false,
            Some(Why::InTrouble | Why::Maintenance) => known += 1,
            Some(Why::Working | Why::NothingReported) => return false,
            Some(_) | None => {}
        }
    }
    local && known > 0
}

fn lost(ranking: &Ranking<'_>, product: &Product) -> Failed {
    let Some(view) = ranking.snapshot.product(&product.id) else { return Failed::All };
    failed(product, view, ranking.snapshot.provider(&view.provider))
}

/// Without a task, what has failed of the product; else what it is first of all for.
fn task(failing: Option<&Product>, lost: &Failed) -> Option<Use> {
    let product = failing?;
    match lost {
        Failed::Only(uses) => product.uses.iter().copied().find(|known| uses.contains(known)),
        Failed::Nothing | Failed::All => None,
    }
    .or_else(|| product.uses.first().copied())
}

fn describe(
    ranking: &Ranking<'_>,
    product: &Product,
    view: &ProductView,
    failing: Option<&Product>,
    task: Option<Use>,
) -> Alternative {
    let source = ranking.snapshot.provider(&view.provider).map(|provider| provider.source.kind);
    let mut reasons = vec![standing(ranking, view, source)];
    if reasons[0] == Why::InTrouble
        && let Some(task) = task
        && matches!(lost(ranking, product), Failed::Only(uses) if !uses.contains(&task))
    {
        reasons.push(Why::WorksForThis);
    }
    let plan = task.and_then(|task| ranking.preferences.plan.get(&task));
    if let Some(at) = plan.and_then(|plan| plan.iter().position(|id| *id == product.id)) {
        reasons.push(Why::Planned(u32::try_from(at + 1).unwrap_or(u32::MAX)));
    }
    if ranking.preferences.accounts.contains(&product.id) {
        reasons.push(Why::Account);
    }
    if view.watched {
        reasons.push(Why::Yours);
    }
    if let Some(failing) = failing {
        reasons.extend(ties::ties(ranking.catalogue, ranking.snapshot, product, failing));
    }
    if let Some(share) = ranking.reliability.get(&product.id) {
        reasons.push(Why::Reliability(tenths(*share)));
    }
    let links: Vec<Room> = product.links(ranking.apps.contains(&product.id)).map(Room::of).collect();
    Alternative {
        product: product.id.clone(),
        name: product.name.clone(),
        status: view.status,
        age_s: view.read_at.map(|at| u32::try_from(ranking.now.duration_since(at).as_secs()).unwrap_or(0)),
        reasons,
        prompt: match links.first() {
            Some(link) => link.prompt,
            None if product.open.is_some() || product.local => PromptUse::Copy,
            None => PromptUse::None,
        },
        links,
        url: product.open.as_ref().map(ToString::to_string),
        text: String::new(),
        prompt_text: String::new(),
    }
}

/// A share from 0 to 1 in tenths of a percent, never rounded up to all of the time.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
fn tenths(share: f64) -> u32 {
    (share.clamp(0.0, 1.0) * 1000.0).floor() as u32
}

fn standing(ranking: &Ranking<'_>, view: &ProductView, source: Option<SourceKind>) -> Why {
    if view.local {
        return match ranking.local {
            None => Why::Local,
            Some(found) => found.get(&view.id).map_or(Why::NotRunning, |tool| Why::Running(tool.models.clone())),
        };
    }
    match view.status {
        Status::Operational if view.nothing_reported => Why::NothingReported,
        Status::Operational => Why::Working,
        Status::Maintenance => Why::Maintenance,
        Status::Degraded | Status::PartialOutage | Status::MajorOutage => Why::InTrouble,
        Status::Unknown => match source {
            Some(SourceKind::None) | None => Why::StatusNotRead,
            Some(
                SourceKind::Readable
                | SourceKind::Waiting
                | SourceKind::RateLimited
                | SourceKind::Unreadable
                | SourceKind::Gone
                | SourceKind::Moved
                | SourceKind::Blocked,
            ) => Why::Unreadable,
        },
    }
}

/// Where an alternative stands: lower is better, from the first number on.
type Place = (u8, u8, usize, u8, u8, usize);

fn place(
    ranking: &Ranking<'_>,
    alternative: &Alternative,
    view: &ProductView,
    task: Option<Use>,
    position: usize,
) -> Place {
    let tied = alternative.reasons.iter().any(|why| matches!(why, Why::SameProvider | Why::DependsOn(_)));
    let plan = task.and_then(|task| ranking.preferences.plan.get(&task));
    let planned = plan.and_then(|plan| plan.iter().position(|id| *id == alternative.product)).unwrap_or(usize::MAX);
    let theirs = match (ranking.preferences.accounts.contains(&alternative.product), view.watched) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    };
    let reliable = ranking.reliability.get(&alternative.product).map_or(UNKNOWN, |share| grade(*share));
    (class(alternative), u8::from(tied), planned, theirs, reliable, position)
}

/// Where nothing is known of how reliable a product was, it is taken for neither good nor bad.
const UNKNOWN: u8 = 1;

/// Steps rather than figures: a tenth of a percent must not reorder what people are used to.
fn grade(share: f64) -> u8 {
    let steps = [0.995, 0.98, 0.95];
    u8::try_from(steps.iter().filter(|step| share < **step).count()).unwrap_or(u8::MAX)
}

fn class(alternative: &Alternative) -> u8 {
    match alternative.reasons.first() {
        Some(Why::Working | Why::Running(_)) => 0,
        Some(Why::NothingReported) => 1,
        Some(Why::Unreadable) => 2,
        Some(Why::StatusNotRead) => 3,
        Some(Why::Local) => 4,
        Some(Why::Maintenance) => 5,
        Some(Why::InTrouble) if alternative.reasons.contains(&Why::WorksForThis) => 6,
        Some(Why::InTrouble) => 7,
        Some(
            Why::NotRunning
            | Why::WorksForThis
            | Why::Planned(_)
            | Why::Account
            | Why::Yours
            | Why::SameProvider
            | Why::DependsOn(_)
            | Why::Shares(_)
            | Why::Reliability(_),
        )
        | None => 8,
    }
}

#[cfg(test)]
mod tests;
