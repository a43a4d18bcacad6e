//! What ties a product to another that fails: the same maker, being built on it, or standing on the same ground that is
//! itself in trouble. The catalogue says what stands on what, with its evidence; chains are followed, rings are not.

use std::collections::BTreeSet;

use super::Why;
use crate::provider::{Catalogue, Dependency, Product};
use crate::snapshot::Snapshot;

/// Everything that a product stands on, near things first: each with the dependency by which it is known.
#[must_use]
pub fn ground<'a>(catalogue: &'a Catalogue, product: &'a Product) -> Vec<&'a Dependency> {
    let mut seen: BTreeSet<&str> = BTreeSet::from([product.id.as_str()]);
    let mut found: Vec<&Dependency> = Vec::new();
    let mut at = 0;
    let mut next: Vec<&Dependency> = product.depends_on.iter().collect();
    while at < next.len() {
        let dependency = next[at];
        at += 1;
        if seen.insert(dependency.id.as_str()) {
            found.push(dependency);
            next.extend(catalogue.product(&dependency.id).map(|below| below.depends_on.iter()).into_iter().flatten());
        }
    }
    found
}

/// What ties `product` to `failing`, heaviest first.
pub(super) fn ties(catalogue: &Catalogue, snapshot: &Snapshot, product: &Product, failing: &Product) -> Vec<Why> {
    if product.provider == failing.provider {
        return vec![Why::SameProvider];
    }
    let below = ground(catalogue, product);
    let maker = |id: &str| catalogue.provider_of(id).is_some_and(|provider| provider.id == failing.provider);
    if let Some(on) = below.iter().find(|on| on.id == failing.id || maker(&on.id)) {
        return vec![Why::DependsOn(on.id.clone())];
    }
    let theirs: BTreeSet<&str> = ground(catalogue, failing).into_iter().map(|on| on.id.as_str()).collect();
    let shared: Vec<&&Dependency> = below.iter().filter(|on| theirs.contains(on.id.as_str())).collect();
    let in_trouble = |id: &str| snapshot.product(id).is_some_and(|view| view.status.is_trouble());
    match shared.iter().find(|on| in_trouble(&on.id)).or(shared.first()) {
        Some(on) if in_trouble(&on.id) => vec![Why::DependsOn(on.id.clone())],
        Some(on) => vec![Why::Shares(on.id.clone())],
        None => Vec::new(),
    }
}
