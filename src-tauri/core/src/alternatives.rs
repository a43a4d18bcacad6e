//! Where to go instead: which products do the task in hand, and in which order to name them. Pure, with reasons as
//! data. Whether a local tool runs is not known here.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::observation::Status;
use crate::provider::{Behaviour, Catalogue, Product, Use};
use crate::snapshot::{ProductView, Snapshot, SourceKind};

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
    /// What happens to a prompt.
    pub prompt: PromptUse,
    /// Its address, from the catalogue.
    pub url: Option<String>,
}

impl Alternative {
    /// Its provider says it works, and that is fresh.
    #[must_use]
    pub fn works(&self) -> bool {
        self.reasons.contains(&Why::Working)
    }
}

/// Why an alternative stands where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Its provider says it works, and that is fresh.
    Working,
    /// Its provider reports no incident, and that is fresh; it says nowhere that it works.
    NothingReported,
    /// The person uses it.
    Yours,
    /// It runs on this computer.
    Local,
    /// Made by the provider of what fails.
    SameProvider,
    /// Built on this product or provider, which is what fails.
    DependsOn(String),
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

/// Names alternatives to `failing`, or for a use, best first.
///
/// The order: working now with fresh evidence; nothing reported of late; not built on what fails; one the person uses; catalogue order. What
/// cannot be told comes after what works, what has problems comes last. The failing product itself is left out.
#[must_use]
pub fn rank(
    catalogue: &Catalogue,
    snapshot: &Snapshot,
    failing: Option<&str>,
    wanted: Option<Use>,
    now: Timestamp,
) -> Vec<Alternative> {
    let failing = failing.and_then(|id| catalogue.product(id));
    let mut ranked: Vec<((u8, u8, usize), Alternative)> = snapshot
        .products
        .iter()
        .enumerate()
        .filter_map(|(position, view)| {
            let product = catalogue.product(&view.id)?;
            if failing.is_some_and(|failing| failing.id == product.id) || !does(product, failing, wanted) {
                return None;
            }
            let alternative = describe(catalogue, snapshot, product, view, failing, now);
            Some(((class(&alternative), shares(&alternative), position), alternative))
        })
        .collect();
    ranked.sort_by_key(|(place, _)| *place);
    ranked.into_iter().map(|(_, alternative)| alternative).collect()
}

/// The first that works now, if any: the one a notification names.
#[must_use]
pub fn best(alternatives: &[Alternative]) -> Option<&Alternative> {
    alternatives.iter().find(|alternative| alternative.works())
}

fn does(product: &Product, failing: Option<&Product>, wanted: Option<Use>) -> bool {
    match (wanted, failing) {
        (Some(wanted), _) => product.uses.contains(&wanted),
        // Without a task, what the failing product is first of all for.
        (None, Some(failing)) => failing.uses.first().is_some_and(|first| product.uses.contains(first)),
        (None, None) => !product.uses.is_empty(),
    }
}

fn describe(
    catalogue: &Catalogue,
    snapshot: &Snapshot,
    product: &Product,
    view: &ProductView,
    failing: Option<&Product>,
    now: Timestamp,
) -> Alternative {
    let source = snapshot.provider(&view.provider).map(|provider| provider.source.kind);
    let mut reasons = vec![standing(view, source)];
    if view.watched {
        reasons.push(Why::Yours);
    }
    if let Some(failing) = failing {
        if product.provider == failing.provider {
            reasons.push(Why::SameProvider);
        }
        reasons.extend(built_on(catalogue, product, failing).map(Why::DependsOn));
    }
    Alternative {
        product: product.id.clone(),
        name: product.name.clone(),
        status: view.status,
        age_s: view.read_at.map(|at| u32::try_from(now.duration_since(at).as_secs()).unwrap_or(0)),
        reasons,
        prompt: match &product.prompt {
            Some(link) if link.behaviour == Behaviour::Prefill => PromptUse::Prefill,
            Some(_) => PromptUse::Submit,
            None if product.open.is_some() || product.local => PromptUse::Copy,
            None => PromptUse::None,
        },
        url: product.open.as_ref().map(ToString::to_string),
    }
}

fn standing(view: &ProductView, source: Option<SourceKind>) -> Why {
    if view.local {
        return Why::Local;
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

/// The dependency of `product` that ties it to `failing`: on the product itself, or on its provider's others.
fn built_on(catalogue: &Catalogue, product: &Product, failing: &Product) -> Option<String> {
    let tied = |id: &str| {
        id == failing.id || catalogue.provider_of(id).is_some_and(|provider| provider.id == failing.provider)
    };
    if product.provider == failing.provider {
        return None;
    }
    product.depends_on.iter().find(|dependency| tied(&dependency.id)).map(|dependency| dependency.id.clone())
}

fn class(alternative: &Alternative) -> u8 {
    match alternative.reasons.first() {
        Some(Why::Working) => 0,
        Some(Why::NothingReported) => 1,
        Some(Why::Unreadable) => 2,
        Some(Why::StatusNotRead) => 3,
        Some(Why::Local) => 4,
        Some(Why::Maintenance) => 5,
        Some(Why::InTrouble | Why::Yours | Why::SameProvider | Why::DependsOn(_)) | None => 6,
    }
}

fn shares(alternative: &Alternative) -> u8 {
    u8::from(alternative.reasons.iter().any(|why| matches!(why, Why::SameProvider | Why::DependsOn(_))))
}

#[cfg(test)]
mod tests;
