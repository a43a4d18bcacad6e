//! The one clock of an engine: wall, monotonic and boot time, and their rate. The system's for a person's agent; a
//! scaled one for a drill and for tests, which runs on tokio's clock and so stands still and jumps with it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

/// Where an engine gets its time from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The computer's own clocks.
    System,
    /// A clock that began at a given moment and runs at a given rate.
    Scaled {
        /// What it showed when it was made.
        start: Timestamp,
        /// When it was made.
        origin: Instant,
        /// Seconds shown for each that passes; above zero.
        rate: f64,
        /// What its wall and boot time are ahead of its monotonic time.
        skew: Arc<Mutex<Skew>>,
    },
}

/// How far a scaled clock's wall and boot time went while its monotonic time stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Skew {
    slept: Duration,
    set: SignedDuration,
}

/// All three clocks at one moment. Only differences of the last two mean anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// What people call the time. May be set.
    pub wall: Timestamp,
    /// What timers run on. Never goes back; on some systems it stands while the computer sleeps.
    pub monotonic: Duration,
    /// Goes on while the computer sleeps, and can't be set. Where a system has none, the monotonic time.
    pub boot: Duration,
}

impl Clock {
    /// A clock that shows `start` now and runs `rate` times as fast as time. Needs a tokio runtime only for tests that
    /// pause it.
    #[must_use]
    pub fn scaled(start: Timestamp, rate: f64) -> Self {
        Self::Scaled { start, origin: Instant::now(), rate: rate.max(f64::MIN_POSITIVE), skew: Arc::default() }
    }

    /// What it shows now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Scaled { start, .. } => {
                let (passed, skew) = self.passed();
                let shown = start.checked_add(passed + skew.slept).and_then(|shown| shown.checked_add(skew.set));
                shown.unwrap_or(*start)
            }
        }
    }

    /// All its clocks now.
    #[must_use]
    pub fn read(&self) -> Reading {
        let (monotonic, boot) = match self {
            Self::System => {
                let monotonic = system::monotonic();
                (monotonic, system::boot().unwrap_or(monotonic))
            }
            Self::Scaled { .. } => {
                let (passed, skew) = self.passed();
                (passed, passed + skew.slept)
            }
        };
        Reading { wall: self.now(), monotonic, boot }
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

    /// How long this clock runs while this much passes in real time.
    #[must_use]
    pub fn shown(&self, real: Duration) -> Duration {
        match self {
            Self::System => real,
            Self::Scaled { rate, .. } => real.mul_f64(*rate),
        }
    }

    /// How long this clock ran since that moment of tokio's clock.
    #[must_use]
    pub fn since(&self, moment: Instant) -> Duration {
        self.shown(moment.elapsed())
    }

    /// Lets a scaled clock go on as if its computer slept: timers stand meanwhile. The system's can't be told.
    pub fn sleep(&self, slept: Duration) {
        self.skew(|skew| skew.slept += slept);
    }

    /// Sets the wall time of a scaled clock forward or back. The system's is not ours to set.
    pub fn set(&self, by: SignedDuration) {
        self.skew(|skew| skew.set = skew.set.saturating_add(by));
    }

    fn skew(&self, change: impl FnOnce(&mut Skew)) {
        if let Self::Scaled { skew, .. } = self {
            change(&mut skew.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }

    fn passed(&self) -> (Duration, Skew) {
        match self {
            Self::System => (Duration::ZERO, Skew::default()),
            Self::Scaled { origin, rate, skew, .. } => {
                (origin.elapsed().mul_f64(*rate), *skew.lock().unwrap_or_else(PoisonError::into_inner))
            }
        }
    }
}

mod system {
    use std::sync::OnceLock;
    use std::time::{Duration, Instant};

    /// Since this was first asked.
    pub(super) fn monotonic() -> Duration {
        static ORIGIN: OnceLock<Instant> = OnceLock::new();
        ORIGIN.get_or_init(Instant::now).elapsed()
    }

    #[cfg(target_os = "linux")]
    pub(super) fn boot() -> Option<Duration> {
        of(rustix::time::ClockId::Boottime)
    }

    /// macOS: what POSIX calls monotonic goes on in sleep there, and the standard library uses another.
    #[cfg(target_os = "macos")]
    pub(super) fn boot() -> Option<Duration> {
        of(rustix::time::ClockId::Monotonic)
    }

    /// Windows: the monotonic clock goes on in sleep.
    #[cfg(windows)]
    pub(super) const fn boot() -> Option<Duration> {
        None
    }

    #[cfg(unix)]
    fn of(clock: rustix::time::ClockId) -> Option<Duration> {
        let time = rustix::time::clock_gettime(clock);
        Some(Duration::new(u64::try_from(time.tv_sec).ok()?, u32::try_from(time.tv_nsec).ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_scaled_clock_runs_faster_and_sleeps_shorter() {
        let start: Timestamp = "2026-03-12T09:00:00Z".parse().unwrap();
        let clock = Clock::scaled(start, 60.0);
        let origin = Instant::now();
        assert_eq!(clock.now(), start);
        tokio::time::advance(Duration::from_secs(2)).await;
        assert_eq!(clock.now().duration_since(start).as_secs(), 120);
        assert_eq!(clock.since(origin), Duration::from_secs(120));
        assert_eq!(clock.real(Duration::from_secs(60)), Duration::from_secs(1));
    }

    #[tokio::test(start_paused = true)]
    async fn sleep_moves_wall_and_boot_time_and_setting_moves_the_wall_alone() {
        let start: Timestamp = "2026-03-12T09:00:00Z".parse().unwrap();
        let clock = Clock::scaled(start, 1.0);
        let seconds = Duration::from_secs;
        clock.clone().sleep(seconds(3600));
        let wall = start + SignedDuration::from_hours(1);
        assert_eq!(clock.read(), Reading { wall, monotonic: Duration::ZERO, boot: seconds(3600) });
        clock.set(SignedDuration::from_hours(-2));
        tokio::time::advance(seconds(1)).await;
        let wall = start - SignedDuration::from_hours(1) + SignedDuration::from_secs(1);
        assert_eq!(clock.read(), Reading { wall, monotonic: seconds(1), boot: seconds(3601) });
    }

    #[test]
    fn the_systems_clocks_go_on() {
        let (before, after) = (Clock::System.read(), Clock::System.read());
        assert!(after.monotonic >= before.monotonic && after.boot >= before.boot);
    }
}
