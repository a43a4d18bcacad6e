//! When a feed is read next, and why then. Pure: the moment, the jitter and the history are arguments; timers are the
//! engine's.

use std::time::Duration;

use jiff::Timestamp;

/// Longest pause that failing reads lead to.
pub const LONGEST_BACK_OFF: Duration = Duration::from_secs(15 * 60);

/// Part of the pause that jitter may add or take.
const JITTER: f64 = 0.1;

/// What is known of a feed when its next read is planned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// Pause after a good read, by what the person's interest and the feed's state ask for.
    pub interval: Duration,
    /// Failed reads in a row.
    pub failures: u32,
    /// What the provider asked for, already clamped.
    pub retry_after: Option<Duration>,
    /// From -1 to 1: spreads the reads of many desktops.
    pub jitter: f64,
}

/// How long to wait until the next read.
#[must_use]
pub fn pause(pace: Pace) -> Duration {
    let doubled = 2_u32.saturating_pow(pace.failures.saturating_sub(1).min(16));
    let backed_off = if pace.failures == 0 { pace.interval } else { pace.interval.saturating_mul(doubled) };
    let planned = backed_off.min(LONGEST_BACK_OFF.max(pace.interval));
    let jittered = planned.mul_f64(1.0 + JITTER * pace.jitter.clamp(-1.0, 1.0));
    // What a provider asks for is a floor, never shortened by jitter.
    pace.retry_after.map_or(jittered, |asked| jittered.max(asked))
}

/// What a feed's pause is grounded in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// It is read so as to know what else works.
    Calm,
    /// The person uses something that it speaks of.
    Favourite,
    /// An incident of theirs is open there.
    Open,
    /// This computer runs on battery, and nothing of theirs is in trouble.
    Battery,
    /// This computer is offline: it is tried without growing patience.
    Offline,
}

/// Why a feed is read next when it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is read this often, for this reason.
    Every {
        /// The pause, without jitter.
        pause: Duration,
        /// The reason.
        ground: Ground,
    },
    /// It fails, and is left alone for longer each time.
    Failing {
        /// Failed reads in a row; one at least.
        times: u32,
    },
    /// Its provider asked to be left alone until then.
    Asked {
        /// Not before this moment.
        until: Timestamp,
    },
    /// Everything is read once, after this computer slept or its network was gone.
    Round,
}

impl Why {
    /// The reason behind [`pause`]. `until`: what the provider asked for, as a moment.
    #[must_use]
    pub fn of(pace: Pace, ground: Ground, until: Option<Timestamp>) -> Self {
        let unasked = pause(Pace { retry_after: None, ..pace });
        match until.filter(|_| pace.retry_after.is_some_and(|asked| asked >= unasked)) {
            Some(until) => Self::Asked { until },
            None if pace.failures > 0 && ground != Ground::Offline => Self::Failing { times: pace.failures },
            None => Self::Every { pause: pace.interval, ground },
        }
    }
}

/// Longest pause that a stretched one becomes.
const LONGEST_STRETCHED: Duration = Duration::from_secs(24 * 60 * 60);

/// A pause as it is on battery: `by` times as long, a day at most, and never shorter than it was.
#[must_use]
pub fn stretched(interval: Duration, by: f64) -> Duration {
    interval.mul_f64(by.clamp(1.0, 10.0)).min(LONGEST_STRETCHED).max(interval)
}

/// A read this young is fresh, however short the pauses are.
const ALWAYS_FRESH: Duration = Duration::from_secs(60);

/// How long a good read counts as fresh: three pauses, as the feed is read at present, and a minute at least.
#[must_use]
pub fn fresh_for(interval: Duration) -> Duration {
    interval.saturating_mul(3).max(ALWAYS_FRESH)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALM: Pace = Pace { interval: Duration::from_secs(120), failures: 0, retry_after: None, jitter: 0.0 };

    #[test]
    fn a_good_read_is_followed_by_the_interval() {
        assert_eq!(pause(CALM), Duration::from_secs(120));
    }

    #[test]
    fn failures_double_the_pause_up_to_fifteen_minutes() {
        let table = [(1, 120), (2, 240), (3, 480), (4, 900), (5, 900), (u32::MAX, 900)];
        for (failures, seconds) in table {
            assert_eq!(pause(Pace { failures, ..CALM }), Duration::from_secs(seconds), "{failures} failures");
        }
    }

    #[test]
    fn jitter_moves_the_pause_by_a_tenth_at_most() {
        assert_eq!(pause(Pace { jitter: 1.0, ..CALM }), Duration::from_secs(132));
        assert_eq!(pause(Pace { jitter: -7.0, ..CALM }), Duration::from_secs(108));
    }

    #[test]
    fn what_the_provider_asks_for_is_a_floor() {
        let asked = Some(Duration::from_secs(3600));
        assert_eq!(pause(Pace { retry_after: asked, jitter: -1.0, ..CALM }), Duration::from_secs(3600));
        let short = Some(Duration::from_secs(30));
        assert_eq!(pause(Pace { retry_after: short, ..CALM }), Duration::from_secs(120));
    }

    #[test]
    fn the_reason_is_that_of_the_pause() {
        let until = crate::sample::at(60);
        let asked = |seconds, failures| Pace { retry_after: Some(Duration::from_secs(seconds)), failures, ..CALM };
        let every = |ground| Why::Every { pause: CALM.interval, ground };
        let failing = Pace { failures: 4, ..CALM };
        for (pace, ground, until, expected) in [
            (CALM, Ground::Favourite, None, every(Ground::Favourite)),
            (CALM, Ground::Battery, None, every(Ground::Battery)),
            (failing, Ground::Favourite, None, Why::Failing { times: 4 }),
            (failing, Ground::Offline, None, every(Ground::Offline)),
            (asked(119, 0), Ground::Open, Some(until), every(Ground::Open)),
            (asked(120, 0), Ground::Open, Some(until), Why::Asked { until }),
            (asked(899, 4), Ground::Favourite, Some(until), Why::Failing { times: 4 }),
            (asked(3600, 4), Ground::Favourite, Some(until), Why::Asked { until }),
        ] {
            assert_eq!(Why::of(pace, ground, until), expected, "{pace:?}");
        }
    }

    #[test]
    fn a_battery_stretches_a_pause_to_a_day_at_most() {
        let seconds = Duration::from_secs;
        for (pause, by, expected) in
            [(120, 2.0, 240), (120, 1.0, 120), (120, 0.1, 120), (120, 99.0, 1200), (80_000, 2.0, 86_400)]
        {
            assert_eq!(stretched(seconds(pause), by), seconds(expected), "{pause} s by {by}");
        }
    }
}
