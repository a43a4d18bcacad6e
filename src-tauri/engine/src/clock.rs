//! The one clock of an engine. The system's for a person's agent; a scaled one for a drill and for tests, which runs
//! on tokio's clock and so stands still and jumps with it.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::Instant;

/// Where an engine gets its time from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The computer's wall clock.
    System,
    /// A clock that began at a given moment and runs at a given rate.
    Scaled {
        /// What it showed when it was made.
        start: Timestamp,
        /// When it was made.
        origin: Instant,
        /// Seconds shown for each that passes; above zero.
        rate: f64,
    },
}

impl Clock {
    /// A clock that shows `start` now and runs `rate` times as fast as time. Needs a tokio runtime only for tests that
    /// pause it.
    #[must_use]
    pub fn scaled(start: Timestamp, rate: f64) -> Self {
        Self::Scaled { start, origin: Instant::now(), rate: rate.max(f64::MIN_POSITIVE) }
    }

    /// What it shows now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Scaled { start, origin, rate } => {
                let passed = origin.elapsed().mul_f64(*rate);
                start.checked_add(passed).unwrap_or(*start)
            }
        }
    }

    /// How long to wait in real time until this much has passed on this clock.
    #[must_use]
    pub fn real(&self, shown: Duration) -> Duration {
        match self {
            Self::System => shown,
            Self::Scaled { rate, .. } => shown.div_f64(*rate),
        }
    }

    /// The moment of tokio's clock at which this much will have passed on this clock.
    #[must_use]
    pub fn after(&self, shown: Duration) -> Instant {
        Instant::now() + self.real(shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_scaled_clock_runs_faster_and_sleeps_shorter() {
        let start: Timestamp = "2026-03-12T09:00:00Z".parse().unwrap();
        let clock = Clock::scaled(start, 60.0);
        assert_eq!(clock.now(), start);
        tokio::time::advance(Duration::from_secs(2)).await;
        assert_eq!(clock.now().duration_since(start).as_secs(), 120);
        assert_eq!(clock.real(Duration::from_secs(60)), Duration::from_secs(1));
    }
}
