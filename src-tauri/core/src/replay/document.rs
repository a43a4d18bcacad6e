//! Reading a recorded document: whatever format it is in, and whose it is.

use crate::feed::{self, Unreadable};
use crate::observation::Observation;
use crate::provider::Provider;

/// Why a document cannot be replayed. The text is what a person reads after the file's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoHistory {
    /// It is no status document, or not a whole one.
    #[error("{0}")]
    Unreadable(#[from] Unreadable),
    /// It is one, and lists no incident that has a time.
    #[error("it holds no history: no incident with a time")]
    Nothing,
}

/// Reads a recorded document of any format. That a person names it as a provider's lets an empty list be calm, where its
/// format means it so.
///
/// # Errors
/// [`NoHistory::Unreadable`] when no format knows it.
pub fn read(bytes: &[u8]) -> Result<Observation, NoHistory> {
    let (format, _) = feed::read_any(bytes)?;
    let mut observation = format.read(bytes)?.observation;
    // A record of incidents alone is all there was: of what it does not name, nothing had been reported.
    observation.reports_all |= observation.history && observation.components.is_empty();
    Ok(observation)
}

/// Which of these providers a document is of: the only one whose parts its incidents name, else the only one whose
/// page's host stands in it. None where it does not tell.
#[must_use]
pub fn belongs_to<'a>(providers: &[&'a Provider], bytes: &[u8], observation: &Observation) -> Option<&'a Provider> {
    if let [only] = providers {
        return Some(only);
    }
    let text = String::from_utf8_lossy(bytes);
    let names_parts = |provider: &Provider| {
        let picks = || provider.products.iter().flat_map(|product| &product.components);
        let mut named = observation.incidents.iter().flat_map(|incident| &incident.components);
        named.any(|id| picks().any(|pick| pick == id))
            || observation.components.iter().any(|part| picks().any(|pick| *pick == part.id))
    };
    let names_host = |provider: &Provider| {
        let addresses = provider.status_page.iter().chain(provider.feed.iter().map(|feed| &feed.url));
        addresses.filter_map(|address| address.host_str()).any(|host| text.contains(host))
    };
    only(providers, names_parts).or_else(|| only(providers, names_host))
}

fn only<'a>(providers: &[&'a Provider], holds: impl Fn(&Provider) -> bool) -> Option<&'a Provider> {
    let mut found = providers.iter().copied().filter(|provider| holds(provider));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
