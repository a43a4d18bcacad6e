//! What the command line prints as JSON, where it is more than a type of its own: the shapes that scripts rely on.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::alternatives::{Alternative, PromptUse, Why};
use crate::feed::Format;
use crate::observation::Status;
use crate::provider::Provider;
use crate::snapshot::{Snapshot, SourceKind};
use crate::wire::Switched;

/// `siaga status --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StatusReport {
    /// 1.
    pub schema: u32,
    /// When it was made.
    pub at: Timestamp,
    /// True when an agent answered; false when the feeds were read for this answer.
    pub agent: bool,
    /// The answer to "is it them or me?", as a sentence.
    pub verdict: String,
    /// The products asked for; else those that the person uses.
    pub products: Vec<StatusRow>,
}

/// One product of [`StatusReport`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StatusRow {
    /// The catalogue's id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What to believe now; unknown where the last read is too old.
    pub status: Status,
    /// Since when.
    pub since: Option<Timestamp>,
    /// Seconds since its feed was last read and understood.
    pub age_s: Option<i64>,
    /// Who says so: the host of the feed.
    pub source: Option<String>,
    /// The open incident that weighs most, by id.
    pub incident: Option<String>,
    /// How the feed is doing.
    pub feed: SourceKind,
}

/// `siaga alternatives --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AlternativesReport {
    /// 1.
    pub schema: u32,
    /// Best first.
    pub alternatives: Vec<AlternativeRow>,
}

/// One row of [`AlternativesReport`]: what scripts rely on, without the sentences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AlternativeRow {
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
    /// What happens to a prompt: to the one that was given, else to one that is not too long.
    pub prompt: PromptUse,
    /// Its address, from the catalogue.
    pub url: Option<String>,
}

impl From<Alternative> for AlternativeRow {
    fn from(other: Alternative) -> Self {
        let Alternative { product, name, status, age_s, reasons, prompt, links: _, url, text: _, prompt_text: _ } =
            other;
        Self { product, name, status, age_s, reasons, prompt, url }
    }
}

/// `siaga switch --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SwitchReport {
    /// 1.
    pub schema: u32,
    /// What came of it.
    #[serde(flatten)]
    pub switched: Switched,
}

/// `siaga provider list --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProviderList {
    /// 1.
    pub schema: u32,
    /// The person's own first, then those that come with Siaga, each by id.
    pub providers: Vec<ProviderRow>,
}

/// One provider of [`ProviderList`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProviderRow {
    /// The catalogue's id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// True for a provider that the person added.
    pub own: bool,
    /// Where its status is read; null where it publishes none that can be read.
    pub feed: Option<FeedRow>,
    /// Its products, in the catalogue's order.
    pub products: Vec<ProductRow>,
}

/// The feed of a [`ProviderRow`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FeedRow {
    /// Its dialect.
    pub format: Format,
    /// Its address.
    pub url: String,
    /// Plain http and private addresses are allowed for it.
    pub internal: bool,
}

/// One product of a [`ProviderRow`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProductRow {
    /// The catalogue's id.
    pub id: String,
    /// What people call it.
    pub name: String,
}

impl<'a> FromIterator<&'a Provider> for ProviderList {
    fn from_iter<T: IntoIterator<Item = &'a Provider>>(providers: T) -> Self {
        let row = |provider: &Provider| ProviderRow {
            id: provider.id.clone(),
            name: provider.name.clone(),
            own: provider.own,
            feed: provider.feed.as_ref().map(|feed| FeedRow {
                format: feed.format,
                url: feed.url.to_string(),
                internal: feed.internal,
            }),
            products: provider
                .products
                .iter()
                .map(|product| ProductRow { id: product.id.clone(), name: product.name.clone() })
                .collect(),
        };
        let mut providers: Vec<ProviderRow> = providers.into_iter().map(row).collect();
        providers.sort_by_key(|provider| !provider.own);
        Self { schema: 1, providers }
    }
}

impl StatusReport {
    /// Reports on these products, or on those that the person uses.
    #[must_use]
    pub fn of(snapshot: &Snapshot, products: &[String], agent: bool, now: Timestamp) -> Self {
        let chosen = snapshot
            .products
            .iter()
            .filter(|view| if products.is_empty() { view.watched } else { products.contains(&view.id) });
        let rows = chosen.map(|view| {
            let provider = snapshot.provider(&view.provider);
            StatusRow {
                id: view.id.clone(),
                name: view.name.clone(),
                status: view.status,
                since: view.since,
                age_s: view.read_at.map(|at| now.duration_since(at).as_secs().max(0)),
                source: provider.and_then(|provider| provider.host.clone()),
                incident: view.incident.clone(),
                feed: provider.map_or(SourceKind::None, |provider| provider.source.kind),
            }
        });
        Self { schema: 1, at: now, agent, verdict: snapshot.verdict.text.clone(), products: rows.collect() }
    }
}

#[cfg(test)]
mod tests;
