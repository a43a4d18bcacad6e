//! Which feed is read when: one timer heap for all feeds, and one request in flight for each host. How long the pauses
//! are is decided in the core; this only keeps the moments.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::time::Duration;

use tokio::time::Instant;

/// A feed in a spread round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Its id.
    pub feed: String,
    /// Its host and port.
    pub host: String,
    /// Not to be read before this moment.
    pub not_before: Option<Instant>,
}

/// The moments of all feeds.
#[derive(Debug, Default)]
pub struct Scheduler {
    /// May hold moments that are no longer meant; `feeds` says which one is.
    heap: BinaryHeap<Reverse<(Instant, String)>>,
    feeds: BTreeMap<String, Entry>,
    /// Hosts with a request in flight.
    busy: BTreeSet<String>,
}

#[derive(Debug)]
struct Entry {
    host: String,
    due: Option<Instant>,
    in_flight: bool,
    /// Due, but its host was busy.
    parked: bool,
}

impl Scheduler {
    /// Plans the next read of a feed. Host means host and port. A read in flight is not disturbed.
    pub fn plan(&mut self, feed: &str, host: &str, at: Instant) {
        let entry = self.feeds.entry(feed.to_owned()).or_insert_with(|| Entry {
            host: host.to_owned(),
            due: None,
            in_flight: false,
            parked: false,
        });
        if !entry.in_flight {
            host.clone_into(&mut entry.host);
        }
        entry.due = Some(at);
        entry.parked = false;
        self.heap.push(Reverse((at, feed.to_owned())));
    }

    /// Brings a planned read forward, never back.
    pub fn hurry(&mut self, feed: &str, at: Instant) {
        let Some(entry) = self.feeds.get_mut(feed) else { return };
        if entry.in_flight || entry.parked || entry.due.is_some_and(|due| due <= at) {
            return;
        }
        entry.due = Some(at);
        self.heap.push(Reverse((at, feed.to_owned())));
    }

    /// Plans feeds anew, one after the other over this span and in this order, each somewhere within its share of it:
    /// never a burst. Answers with the moments. None is read before its own floor.
    pub fn spread(&mut self, turns: &[Turn], from: Instant, span: Duration, jitter: impl Fn() -> f64) -> Vec<Instant> {
        let share = span / u32::try_from(turns.len().max(1)).unwrap_or(u32::MAX);
        let mut moments = Vec::with_capacity(turns.len());
        let mut begin = from;
        for turn in turns {
            let within = share.mul_f64(jitter().clamp(-1.0, 1.0) / 2.0 + 0.5);
            let at = turn.not_before.map_or(begin + within, |floor| floor.max(begin + within));
            self.plan(&turn.feed, &turn.host, at);
            moments.push(at);
            begin += share;
        }
        moments
    }

    /// Forgets a feed. A read in flight keeps its host busy until [`Scheduler::done`].
    pub fn remove(&mut self, feed: &str) {
        if let Some(entry) = self.feeds.get_mut(feed) {
            entry.due = None;
            entry.parked = false;
            if !entry.in_flight {
                self.feeds.remove(feed);
            }
        }
    }

    /// The next moment at which something may be due.
    #[must_use]
    pub fn next_due(&mut self) -> Option<Instant> {
        while let Some(Reverse((at, feed))) = self.heap.peek() {
            let meant = self.feeds.get(feed).is_some_and(|entry| entry.due == Some(*at) && !entry.parked);
            if meant {
                return Some(*at);
            }
            self.heap.pop();
        }
        None
    }

    /// Takes what is due and may start now: their reads count as in flight from here on.
    pub fn take_due(&mut self, now: Instant) -> Vec<String> {
        let mut started = Vec::new();
        while self.next_due().is_some_and(|at| at <= now) {
            let Some(Reverse((_, feed))) = self.heap.pop() else { break };
            let Some(entry) = self.feeds.get_mut(&feed) else { continue };
            if self.busy.insert(entry.host.clone()) {
                entry.in_flight = true;
                entry.due = None;
                started.push(feed);
            } else {
                entry.parked = true;
            }
        }
        started
    }

    /// A read has ended: its host is free, and what waited for it is due now.
    pub fn done(&mut self, feed: &str, now: Instant) {
        let Some(entry) = self.feeds.get_mut(feed) else { return };
        entry.in_flight = false;
        let host = entry.host.clone();
        if entry.due.is_none() {
            // Planned anew by the caller, or removed while it was in flight.
            self.feeds.remove(feed);
        }
        self.busy.remove(&host);
        let waiting: Vec<(String, Instant)> = self
            .feeds
            .iter()
            .filter(|(_, entry)| entry.parked && entry.host == host)
            // What has waited longest goes first, so that nobody starves on a host that many share.
            .map(|(feed, entry)| (feed.clone(), entry.due.map_or(now, |due| due.min(now))))
            .collect();
        for (feed, due) in waiting {
            self.plan(&feed, &host, due);
        }
    }

    /// Whether a read of this feed is in flight.
    #[must_use]
    pub fn in_flight(&self, feed: &str) -> bool {
        self.feeds.get(feed).is_some_and(|entry| entry.in_flight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn feeds_are_taken_when_they_are_due_and_not_before() {
        let (mut scheduler, now) = (Scheduler::default(), Instant::now());
        scheduler.plan("late", "b", now + SECOND * 2);
        scheduler.plan("soon", "a", now + SECOND);
        assert_eq!(scheduler.next_due(), Some(now + SECOND));
        assert_eq!(scheduler.take_due(now), Vec::<String>::new());
        assert_eq!(scheduler.take_due(now + SECOND), ["soon"]);
        assert_eq!(scheduler.next_due(), Some(now + SECOND * 2));
    }

    #[test]
    fn one_request_is_in_flight_for_each_host() {
        let (mut scheduler, now) = (Scheduler::default(), Instant::now());
        scheduler.plan("first", "same", now);
        scheduler.plan("second", "same", now);
        scheduler.plan("other", "else", now);
        let mut taken = scheduler.take_due(now);
        taken.sort();
        assert_eq!(taken, ["first", "other"]);
        assert_eq!(scheduler.take_due(now + SECOND), Vec::<String>::new());
        scheduler.done("first", now + SECOND);
        assert_eq!(scheduler.take_due(now + SECOND), ["second"]);
    }

    #[test]
    fn who_waited_longest_for_a_shared_host_goes_first() {
        let (mut scheduler, now) = (Scheduler::default(), Instant::now());
        for (feed, due) in [("c", 0), ("z", 1), ("a", 2)] {
            scheduler.plan(feed, "same", now + SECOND * due);
        }
        assert_eq!(scheduler.take_due(now + SECOND * 3), ["c"]);
        // It comes back sooner than the others were served, and does not overtake them.
        scheduler.plan("c", "same", now + SECOND * 4);
        for (done, next) in [("c", "z"), ("z", "a"), ("a", "c")] {
            scheduler.done(done, now + SECOND * 5);
            assert_eq!(scheduler.take_due(now + SECOND * 5), [next]);
        }
    }

    #[test]
    fn planning_anew_replaces_the_moment_and_hurrying_only_brings_it_forward() {
        let (mut scheduler, now) = (Scheduler::default(), Instant::now());
        scheduler.plan("feed", "host", now + SECOND * 9);
        scheduler.plan("feed", "host", now + SECOND * 5);
        assert_eq!(scheduler.next_due(), Some(now + SECOND * 5));
        scheduler.hurry("feed", now + SECOND * 7);
        assert_eq!(scheduler.next_due(), Some(now + SECOND * 5));
        scheduler.hurry("feed", now);
        assert_eq!(scheduler.take_due(now), ["feed"]);
        assert_eq!(scheduler.next_due(), None);
    }

    #[test]
    fn a_spread_round_keeps_its_order_its_span_and_each_floor() {
        let (mut scheduler, now) = (Scheduler::default(), Instant::now());
        let turn = |feed: &str, floor: Option<u32>| Turn {
            feed: feed.to_owned(),
            host: feed.to_owned(),
            not_before: floor.map(|seconds| now + SECOND * seconds),
        };
        let turns = [turn("a", None), turn("b", Some(3)), turn("c", Some(60)), turn("d", None)];
        // What was due long ago, and what would be due late, is planned anew alike.
        scheduler.plan("a", "a", now);
        scheduler.plan("d", "d", now + SECOND * 900);
        let moments = scheduler.spread(&turns, now, SECOND * 8, || 0.0);
        assert_eq!(moments, [1, 3, 60, 7].map(|seconds| now + SECOND * seconds));
        assert_eq!(scheduler.take_due(now + SECOND * 3), ["a", "b"]);
        assert_eq!(scheduler.take_due(now + SECOND * 8), ["d"]);
        for (jitter, expected) in [(-9.0, 0), (9.0, 8)] {
            assert_eq!(scheduler.spread(&turns[..1], now, SECOND * 8, || jitter), [now + SECOND * expected]);
        }
        assert!(scheduler.spread(&[], now, SECOND, || 0.0).is_empty());
    }

    #[test]
    fn a_feed_removed_in_flight_frees_its_host_and_is_not_read_again() {
        let (mut scheduler, now) = (Scheduler::default(), Instant::now());
        scheduler.plan("gone", "host", now);
        scheduler.plan("stays", "host", now);
        assert_eq!(scheduler.take_due(now), ["gone"]);
        scheduler.remove("gone");
        scheduler.done("gone", now);
        assert_eq!(scheduler.take_due(now), ["stays"]);
        assert!(!scheduler.in_flight("gone"));
    }
}
