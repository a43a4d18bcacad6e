//! When a feed is read next. Pure: the moment, the jitter and the history are arguments; timers are the engine's.

use std::time::Duration;

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
}
