//! What would have been told of the last days with the settings as they are, from what the feeds themselves list of
//! their past.

use siaga_core::replay::WouldHave;

use super::Watch;

impl Watch {
    /// Counts what would have been told of the last days.
    pub(super) fn would_have(&self, days: u16) -> WouldHave {
        WouldHave { days, unknown: self.settings.watch.clone(), ..WouldHave::default() }
    }
}
