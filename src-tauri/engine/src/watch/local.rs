//! What is known of this computer: whether its own network is to be doubted.

use siaga_core::alert::Reason;

use super::Watch;

impl Watch {
    pub(super) fn doubt_about(&self, _provider: &str) -> Option<Reason> {
        None
    }

    pub(super) fn is_looking_round(&self) -> bool {
        false
    }
}
