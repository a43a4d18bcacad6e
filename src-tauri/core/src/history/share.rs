//! A share of something, such as uptime, exact enough to be shown and compared.

use serde::{Deserialize, Serialize};

/// A part of a whole, from 0 to 1. In JSON a number with six decimals at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "f64", into = "f64")]
pub struct Share {
    millionths: u32,
}

impl Share {
    /// This part of that whole, rounded down: what is almost all is not all. None of nothing.
    #[must_use]
    pub fn of(part: u32, whole: u32) -> Option<Self> {
        let millionths = (u64::from(part.min(whole)) * 1_000_000).checked_div(u64::from(whole))?;
        Some(Self { millionths: u32::try_from(millionths).unwrap_or(1_000_000) })
    }

    /// In millionths.
    #[must_use]
    pub const fn millionths(self) -> u32 {
        self.millionths
    }
}

impl From<f64> for Share {
    fn from(value: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to a million; NaN is 0")]
        let millionths = (value.clamp(0.0, 1.0) * 1e6).round() as u32;
        Self { millionths }
    }
}

impl From<Share> for f64 {
    fn from(share: Share) -> Self {
        Self::from(share.millionths) / 1e6
    }
}
