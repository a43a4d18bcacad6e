//! Which products fail together: each with each, over the same seconds.

use std::cmp::Reverse;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::days::window;
use super::sweep::{Held, swept};
use super::{Past, seconds};

/// Most products that are compared at once.
pub const MOST_TOGETHER: usize = 12;

/// Some products over the same days, each with each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Together {
    /// How many days were looked at, today included.
    pub days: u16,
    /// Every two of them once, those that failed together longest first.
    pub pairs: Vec<Pair>,
}

/// Two products. Trouble is down, broken in part or degraded; only seconds in which both were watched count, and beside
/// them what both providers report themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Pair {
    /// A product id.
    pub a: String,
    /// Another.
    pub b: String,
    /// Seconds in which both were watched.
    pub watched_s: u32,
    /// Of those, seconds in which `a` was in trouble.
    pub a_s: u32,
    /// Of those, seconds in which `b` was in trouble.
    pub b_s: u32,
    /// Of those, seconds in which both were.
    pub both_s: u32,
    /// Seconds of the window in which both providers report an incident of impact, watched or not.
    pub reported_both_s: u32,
    /// What they share, as a sentence in the person's language; empty where the catalogue knows of nothing, and until
    /// [`crate::wording::Words::paired`].
    pub text: String,
}

/// Each two of these products over the last `days` days, today included, of days as they are in `zone`. Those that failed
/// together longest come first, then those that both providers report longest, then as they were given.
#[must_use]
pub fn together(products: &[(String, Past)], days: u16, zone: &TimeZone, now: Timestamp) -> Together {
    let days = window(days, zone, now);
    let first = days.first().map_or(now.as_second(), |day| day.from);
    let lines: Vec<(&str, Vec<Held>)> =
        products.iter().map(|(id, past)| (id.as_str(), swept(past, first, now, &[]))).collect();
    let others = |at: usize| lines.iter().skip(at + 1);
    let each = lines.iter().enumerate();
    let mut pairs: Vec<Pair> = each.flat_map(|(at, a)| others(at).map(move |b| pair(a, b))).collect();
    pairs.sort_by_key(|pair| Reverse((pair.both_s, pair.reported_both_s)));
    Together { days: u16::try_from(days.len()).unwrap_or(u16::MAX), pairs }
}

/// Walks along two lines of spans that begin and end alike.
fn pair((a, one): &(&str, Vec<Held>), (b, other): &(&str, Vec<Held>)) -> Pair {
    let (a, b, text) = ((*a).to_owned(), (*b).to_owned(), String::new());
    let mut pair = Pair { a, b, watched_s: 0, a_s: 0, b_s: 0, both_s: 0, reported_both_s: 0, text };
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    while let (Some(of_a), Some(of_b)) = (one.peek(), other.peek()) {
        let until = of_a.until.min(of_b.until);
        let length = seconds(until - of_a.from.max(of_b.from));
        if of_a.watched && of_b.watched {
            let (in_a, in_b) = (of_a.severity.is_some(), of_b.severity.is_some());
            pair.watched_s += length;
            pair.a_s += if in_a { length } else { 0 };
            pair.b_s += if in_b { length } else { 0 };
            pair.both_s += if in_a && in_b { length } else { 0 };
        }
        if of_a.reported && of_b.reported {
            pair.reported_both_s += length;
        }
        one.next_if(|span| span.until == until);
        other.next_if(|span| span.until == until);
    }
    pair
}
