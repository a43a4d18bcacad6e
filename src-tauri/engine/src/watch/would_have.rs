//! What would have been told of the last days with the settings as they are, from what the feeds themselves list of
//! their past.

use siaga_core::replay::{WouldHave, would_have};

use super::Watch;

impl Watch {
    /// Counts what would have been told of the last days.
    pub(super) fn would_have(&self, days: u16) -> WouldHave {
        let known = |provider: &str| {
            let observation = self.observations.get(provider);
            observation.map(|observation| observation.incidents.clone()).unwrap_or_default()
        };
        would_have(days, &self.catalogue, &known, &self.settings, &self.quiet_zone, self.clock.now())
    }
}
