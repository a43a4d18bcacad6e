//! Which product an incident belongs to, and what a product's state is in one observation. The rules are those of the
//! interface description: named components, else components in trouble (those that the title names, where it names some
//! of them), else words in the title, else the provider alone.

use crate::observation::{Component, Incident, Observation, Status};
use crate::provider::{Product, Provider, products_named};

/// One product in one observation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement<'a> {
    /// The worst of its picked components and its own open incidents; unknown without positive evidence.
    pub status: Status,
    /// A core component of it is not operational.
    pub core_hit: bool,
    /// It has core components, and all of them that the feed lists (one at least) are operational.
    pub core_works: bool,
    /// A picked component is in trouble, whatever incidents say.
    pub parts_in_trouble: bool,
    /// It counts as working only because its provider's feed reports nothing about it: weaker than being said to work.
    pub nothing_reported: bool,
    /// Its picked components that the feed lists.
    pub components: Vec<&'a Component>,
    /// Its own open incidents, the weightiest first, then the newest.
    pub incidents: Vec<&'a Incident>,
}

/// Judges one product.
#[must_use]
pub fn judge<'a>(provider: &Provider, product: &Product, observation: &'a Observation) -> Judgement<'a> {
    let components = picked(product, observation);
    let parts = components.iter().map(|part| part.status).reduce(Status::worst);
    let mut incidents: Vec<&Incident> =
        observation.incidents.iter().filter(|i| i.open && owns(provider, product, observation, i)).collect();
    incidents.sort_by_key(|incident| {
        (std::cmp::Reverse(incident.impact.status().rank()), std::cmp::Reverse(incident.started_at))
    });
    let reported = incidents.iter().map(|i| i.impact.status()).filter(|s| s.is_trouble()).reduce(Status::worst);
    let whole_page = product.components.is_empty();
    let calm_is_evidence = observation.complete || !whole_page && components.len() == product.components.len();
    let nothing_reported = parts.is_none() && reported.is_none() && observation.reports_all && !product.renamed;
    let status = match (parts, reported) {
        (Some(parts), Some(reported)) => parts.worst(reported),
        (None, Some(reported)) => reported,
        // A list that is cut short says nothing about the parts it leaves out.
        (Some(parts), None) if parts.is_trouble() || calm_is_evidence => parts,
        (Some(_), None) => Status::Unknown,
        (None, None) if nothing_reported => Status::Operational,
        (None, None) if whole_page && observation.components.is_empty() => observation.status(),
        (None, None) => Status::Unknown,
    };
    let core: Vec<Status> =
        product.core.iter().filter_map(|pick| observation.component(pick)).map(|part| part.status).collect();
    Judgement {
        status,
        core_hit: core.iter().any(|status| status.is_trouble()),
        core_works: !core.is_empty() && core.iter().all(|status| *status == Status::Operational),
        parts_in_trouble: parts.is_some_and(Status::is_trouble),
        nothing_reported,
        components,
        incidents,
    }
}

/// The components that a product picks, as the feed lists them. No picks: the whole page.
#[must_use]
pub fn picked<'a>(product: &Product, observation: &'a Observation) -> Vec<&'a Component> {
    if product.components.is_empty() {
        return observation.components.iter().collect();
    }
    product.components.iter().filter_map(|pick| observation.component(pick)).collect()
}

/// Whether an open incident is this product's own.
#[must_use]
pub fn owns(provider: &Provider, product: &Product, observation: &Observation, incident: &Incident) -> bool {
    // A product that picks nothing is its whole page: whatever is reported there is its own.
    if product.components.is_empty() {
        return true;
    }
    if !incident.components.is_empty() {
        return picks_one_of(product, observation, incident);
    }
    let is_this = |other: &&Product| other.id == product.id;
    let named = named(provider, incident);
    let hit: Vec<&Product> = provider.products.iter().filter(|other| in_trouble(other, observation)).collect();
    // Two incidents at once: where the title tells the products in trouble apart, it is believed.
    let both: Vec<&Product> = hit.iter().copied().filter(|other| named.iter().any(|one| one.id == other.id)).collect();
    match (both.is_empty(), hit.is_empty()) {
        (false, _) => both.iter().any(is_this),
        (true, false) => hit.iter().any(is_this),
        (true, true) => named.iter().any(is_this),
    }
}

/// Whether a closed incident, as a history lists it, was this product's own: it knows only the incident itself.
#[must_use]
pub fn owns_closed(provider: &Provider, product: &Product, incident: &Incident) -> bool {
    if product.components.is_empty() {
        return true;
    }
    if !incident.components.is_empty() {
        return incident.components.iter().any(|named| product.components.contains(named));
    }
    named(provider, incident).iter().any(|one| one.id == product.id)
}

fn named<'a>(provider: &'a Provider, incident: &Incident) -> Vec<&'a Product> {
    let first = incident.updates.last().map_or("", |update| update.text.as_str());
    products_named(provider, &incident.title, first)
}

fn picks_one_of(product: &Product, observation: &Observation, incident: &Incident) -> bool {
    incident.components.iter().any(|named| {
        product.components.contains(named)
            || observation.component(named).is_some_and(|part| product.components.contains(&part.name))
    })
}

fn in_trouble(product: &Product, observation: &Observation) -> bool {
    picked(product, observation).iter().any(|part| part.status.is_trouble())
}

#[cfg(test)]
mod tests;
