//! When a person is told that the feed of something they use cannot be read: once, after a day, and not while the fault
//! may be their own network's. Pure: time is an argument. It is never an outage, and changes no product.

use jiff::{SignedDuration, Timestamp};

use crate::schedule::fresh_for;
use crate::snapshot::FeedHealth;

/// Whether to tell now that a feed which has just failed again cannot be read. `others` are all further feeds: one of
/// them must have been read of late, for where nothing can be read it is not about one provider. Who has no other feed
/// has nothing to compare with, and is told.
#[must_use]
pub fn is_to_be_told<'a>(
    feed: &FeedHealth,
    told: bool,
    others: impl IntoIterator<Item = &'a FeedHealth>,
    now: Timestamp,
) -> bool {
    if told || !feed.is_long_unread(now) {
        return false;
    }
    let mut alone = true;
    for other in others {
        alone = false;
        if other.failing_since.is_none() && is_fresh(other, now) {
            return true;
        }
    }
    alone
}

fn is_fresh(feed: &FeedHealth, now: Timestamp) -> bool {
    let limit = SignedDuration::try_from(fresh_for(feed.interval)).unwrap_or(SignedDuration::MAX);
    feed.read_at.is_some_and(|at| now.duration_since(at).abs() <= limit)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::sample::at;
    use crate::snapshot::Failing;

    const DAY: i64 = 24 * 60;

    fn failing(since: i64) -> FeedHealth {
        FeedHealth { failing_since: Some(at(since)), interval: Duration::from_secs(120), ..FeedHealth::default() }
    }

    fn read(minute: i64) -> FeedHealth {
        FeedHealth { read_at: Some(at(minute)), interval: Duration::from_secs(120), ..FeedHealth::default() }
    }

    #[test]
    fn a_feed_is_told_of_once_and_only_where_others_can_be_read() {
        let now = at(DAY);
        let late = at(DAY) - SignedDuration::from_secs(1);
        let table = [
            ("just before a day", failing(0), false, vec![read(DAY)], late, false),
            ("a day", failing(0), false, vec![read(DAY)], now, true),
            ("a day and more", failing(0), false, vec![read(DAY + 60)], at(DAY + 60), true),
            ("told before", failing(0), true, vec![read(DAY)], now, false),
            ("it can be read", read(DAY), false, vec![read(DAY)], now, false),
            ("every feed fails", failing(0), false, vec![failing(0), failing(DAY - 5)], now, false),
            ("one of the others can be read", failing(0), false, vec![failing(0), read(DAY - 1)], now, true),
            ("just awake: the others were read yesterday", failing(0), false, vec![read(1)], now, false),
            ("there is no other", failing(0), false, vec![], now, true),
            ("the others were never tried", failing(0), false, vec![FeedHealth::default()], now, false),
        ];
        for (name, feed, told, others, now, expected) in table {
            assert_eq!(is_to_be_told(&feed, told, &others, now), expected, "{name}");
        }
        for kind in [Failing::RateLimited, Failing::Gone, Failing::Moved, Failing::Blocked] {
            let feed = FeedHealth { failing: kind, ..failing(0) };
            assert!(is_to_be_told(&feed, false, &[read(DAY)], now), "{kind:?}");
        }
    }
}
