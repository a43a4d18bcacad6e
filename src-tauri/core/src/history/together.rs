//! Which products fail together.

use serde::{Deserialize, Serialize};

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
    /// What they share, as a sentence in the person's language; empty where the catalogue knows of nothing.
    pub text: String,
}
