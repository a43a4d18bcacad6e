//! What would have been told of the last days with the settings as they are, from what was kept of the providers'
//! incidents and what the feeds themselves list of their past.

use std::collections::BTreeMap;

use siaga_core::history::PastIncident;
use siaga_core::observation::Incident;
use siaga_core::replay::{WouldHave, would_have};

use super::Watch;

impl Watch {
    /// Counts what would have been told of the last days.
    pub(super) fn would_have(&self, days: u16) -> WouldHave {
        let known = |provider: &str| self.known_incidents(provider);
        would_have(days, &self.catalogue, &known, &self.settings, &self.quiet_zone, self.clock.now())
    }

    /// What was kept of a provider's incidents, and what its feed lists now.
    fn known_incidents(&self, provider: &str) -> Vec<Incident> {
        let mut known: BTreeMap<String, Incident> = BTreeMap::new();
        match self.store.incidents(provider) {
            Ok(kept) => known.extend(kept.into_iter().map(|(id, past)| (id, ended(past)))),
            Err(error) => tracing::warn!(provider, "what was kept of it cannot be read: {error}"),
        }
        let listed = self.observations.get(provider).map(|observation| observation.incidents.as_slice());
        known.extend(listed.unwrap_or_default().iter().map(|incident| (incident.id.clone(), incident.clone())));
        known.into_values().collect()
    }
}

/// One that its provider dropped from its list is over since then.
fn ended(past: PastIncident) -> Incident {
    let PastIncident { mut incident, gone_at, .. } = past;
    if let Some(gone_at) = gone_at.filter(|_| incident.open) {
        (incident.open, incident.resolved_at) = (false, Some(gone_at));
    }
    incident
}
