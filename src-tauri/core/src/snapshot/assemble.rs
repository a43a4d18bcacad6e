//! Puts the picture together from what is true, what was told, and how the feeds are doing.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::bound::bound;
use super::health::{FeedHealth, source};
use super::{ProductView, ProviderView, Snapshot, SourceKind};
use crate::decide::Decision;
use crate::doubt::Doubt;
use crate::observation::{Observation, Status};
use crate::ownership::picked;
use crate::provider::{Catalogue, Product, Provider};
use crate::round::Memory;
use crate::schedule::fresh_for;
use crate::settings::Look;
use crate::state::ProductState;
use crate::verdict::verdict;
use crate::wording::Words;

/// Everything a snapshot is made of.
#[derive(Debug)]
pub struct Parts<'a> {
    /// Providers and products.
    pub catalogue: &'a Catalogue,
    /// Ids of what the person uses, in their order.
    pub watch: &'a [String],
    /// What is true, told, to be told later, and wished for.
    pub memory: &'a Memory,
    /// By provider id.
    pub health: &'a BTreeMap<String, FeedHealth>,
    /// The newest observation, by provider id.
    pub observations: &'a BTreeMap<String, Observation>,
    /// The decision that held the newest trouble of a product, by product id.
    pub held: &'a BTreeMap<String, Decision>,
    /// It is quiet until then.
    pub quiet_until: Option<Timestamp>,
    /// What is doubted about this computer.
    pub doubt: Option<Doubt>,
    /// How the person wants the window to look.
    pub look: Look,
    /// The person's words.
    pub words: &'a Words,
    /// A rehearsal.
    pub drill: bool,
    /// What is wrong with Siaga itself.
    pub problems: Vec<String>,
}

/// Puts the picture together.
#[must_use]
pub fn assemble(parts: Parts<'_>, now: Timestamp) -> Snapshot {
    let watched = parts.watch.iter().filter_map(|id| parts.catalogue.product(id));
    let others = parts.catalogue.in_order().into_iter().filter(|product| !parts.watch.contains(&product.id));
    let products: Vec<ProductView> = watched
        .map(|product| (product, true))
        .chain(others.map(|product| (product, false)))
        .filter_map(|(product, watched)| {
            let provider = parts.catalogue.provider_of(&product.id)?;
            Some(product_view(&parts, provider, product, watched, now))
        })
        .collect();
    let providers: Vec<ProviderView> =
        parts.catalogue.providers().iter().map(|provider| provider_view(&parts, provider, now)).collect();
    let kind_of = |view: &ProductView| {
        providers
            .iter()
            .find(|provider| provider.id == view.provider)
            .map_or(SourceKind::None, |provider| provider.source.kind)
    };
    let whole = Snapshot {
        schema: 1,
        at: now,
        drill: parts.drill,
        language: parts.words.language().code().to_owned(),
        look: parts.look,
        verdict: verdict(&products, kind_of, parts.doubt, parts.words, now),
        products,
        providers,
        snoozed_until: parts.memory.snoozes.all.filter(|until| *until > now),
        quiet_until: parts.quiet_until,
        problems: parts.problems,
        instead: Vec::new(),
        rehearsal: None,
    };
    bound(whole)
}

fn product_view(
    parts: &Parts<'_>,
    provider: &Provider,
    product: &Product,
    watched: bool,
    now: Timestamp,
) -> ProductView {
    let nothing = ProductState::default();
    let state = parts.memory.state.product(&product.id).unwrap_or(&nothing);
    let health = parts.health.get(&provider.id);
    let observation = parts.observations.get(&provider.id);
    let fresh = is_fresh(state, health, now);
    let status = if fresh { state.status } else { Status::Unknown };
    let outage = state.outage.as_ref();
    let told = outage.and_then(|outage| parts.memory.told.of(&product.id, &outage.id));
    let held = parts.held.get(&product.id).filter(|_| outage.is_some() && told.is_none());
    let name = |id: &str| parts.catalogue.product(id).map_or_else(|| id.to_owned(), |product| product.name.clone());
    ProductView {
        id: product.id.clone(),
        name: product.name.clone(),
        provider: provider.id.clone(),
        watched,
        status,
        last_known: state.status,
        nothing_reported: state.nothing_reported && status == Status::Operational,
        since: if fresh { state.since } else { state.known_at },
        read_at: state.known_at,
        incident: state.incidents.first().cloned(),
        incidents: state.incidents.clone(),
        components: observation.map_or_else(Vec::new, |seen| picked(product, seen).into_iter().cloned().collect()),
        uses: product.uses.clone(),
        opens: product.open.is_some(),
        local: product.local,
        snoozed_until: parts.memory.snoozes.products.get(&product.id).copied().filter(|until| *until > now),
        asked: parts.memory.snoozes.asked.contains(&product.id),
        told: told.is_some_and(|entry| entry.delivered),
        held: held.map(|decision| format!("{:?}", decision.reason)),
        held_text: held.map(|decision| parts.words.explain(decision, &name, now)),
    }
}

/// The last known state stands while it is fresh. A person never sees green that nobody has confirmed for longer, be it
/// that the feed fails or that this computer slept.
fn is_fresh(state: &ProductState, health: Option<&FeedHealth>, now: Timestamp) -> bool {
    let (Some(known_at), Some(health)) = (state.known_at, health) else { return false };
    let limit = SignedDuration::try_from(fresh_for(health.interval)).unwrap_or(SignedDuration::MAX);
    // A read that lies ahead was dated by a clock that has been set back since: nobody knows how old it is.
    now.duration_since(known_at).abs() <= limit
}

fn provider_view(parts: &Parts<'_>, provider: &Provider, now: Timestamp) -> ProviderView {
    let observation = parts.observations.get(&provider.id);
    ProviderView {
        id: provider.id.clone(),
        name: provider.name.clone(),
        status_page: provider.status_page.as_ref().map(ToString::to_string),
        host: provider.feed.as_ref().and_then(|feed| feed.url.host_str()).map(str::to_owned),
        source: source(provider, parts.health.get(&provider.id), parts.words, now),
        incidents: observation
            .map_or_else(Vec::new, |seen| seen.incidents.iter().filter(|incident| incident.open).cloned().collect()),
        maintenances: observation.map_or_else(Vec::new, |seen| seen.maintenances.clone()),
        own: provider.own,
    }
}

#[cfg(test)]
mod tests;
