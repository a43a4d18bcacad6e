//! When a product comes and goes too often to be told each time.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Beginnings and ends within [`WITHIN`] that make a product unstable.
const FLIPS: usize = 3;

/// The time in which they must lie.
const WITHIN: SignedDuration = SignedDuration::from_hours(1);

/// How long nothing more is told of a product that was called unstable.
pub const UNSTABLE_FOR: SignedDuration = SignedDuration::from_mins(30);

/// Most flips remembered: those of the last while that can still matter.
const REMEMBERED: usize = 32;

/// The beginnings and ends of a product's outages of late, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Flips(Vec<Flip>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Flip {
    at: Timestamp,
    began: bool,
}

impl Flips {
    pub(super) fn began(&mut self, at: Timestamp) {
        self.push(Flip { at, began: true });
    }

    pub(super) fn ended(&mut self, at: Timestamp) {
        self.push(Flip { at, began: false });
    }

    fn push(&mut self, flip: Flip) {
        // One that lies ahead was noted by a clock that has been set back since.
        self.0.retain(|known| known.at <= flip.at && flip.at.duration_since(known.at) <= WITHIN + UNSTABLE_FOR);
        self.0.push(flip);
        if self.0.len() > REMEMBERED {
            self.0.remove(0);
        }
    }

    /// The beginning with which it last became unstable: the third flip within an hour, or a later one that is a
    /// beginning. Flips in the half hour after it count for nothing; then counting starts afresh.
    #[must_use]
    pub fn unstable_since(&self) -> Option<Timestamp> {
        let mut since: Option<Timestamp> = None;
        let mut counted: Vec<Timestamp> = Vec::new();
        for flip in &self.0 {
            if since.is_some_and(|since| flip.at.duration_since(since) < UNSTABLE_FOR) {
                continue;
            }
            counted.retain(|earlier| flip.at.duration_since(*earlier) <= WITHIN);
            counted.push(flip.at);
            if flip.began && counted.len() >= FLIPS {
                since = Some(flip.at);
                counted.clear();
            }
        }
        since
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::at;

    /// Beginnings and ends in turn, at these minutes.
    fn flips(minutes: &[i64]) -> Flips {
        let mut flips = Flips::default();
        for (turn, minute) in minutes.iter().enumerate() {
            if turn % 2 == 0 { flips.began(at(*minute)) } else { flips.ended(at(*minute)) }
        }
        flips
    }

    #[test]
    fn the_third_flip_within_an_hour_makes_it_unstable() {
        let table: &[(&[i64], Option<i64>)] = &[
            (&[], None),
            (&[0], None),
            (&[0, 10], None),
            (&[0, 10, 20], Some(20)),
            (&[0, 10, 60], Some(60)),
            (&[0, 10, 61], None),
            (&[0, 10, 61, 65, 70], Some(70)),
        ];
        for (minutes, expected) in table {
            assert_eq!(flips(minutes).unstable_since(), expected.map(at), "{minutes:?}");
        }
    }

    #[test]
    fn flips_in_the_half_hour_after_it_count_for_nothing() {
        let table: &[(&[i64], i64)] = &[
            (&[0, 10, 20, 25, 30, 35, 40], 20),
            (&[0, 10, 20, 30, 49], 20),
            (&[0, 10, 20, 30, 40, 45, 50, 55, 60], 60),
            (&[0, 10, 20, 51, 52], 20),
        ];
        for (minutes, expected) in table {
            assert_eq!(flips(minutes).unstable_since(), Some(at(*expected)), "{minutes:?}");
        }
    }

    #[test]
    fn what_is_long_past_is_forgotten_and_so_is_what_lies_ahead() {
        let mut flips = flips(&[0, 10, 20]);
        flips.ended(at(111));
        assert_eq!(flips, Flips(vec![Flip { at: at(111), began: false }]));
        flips.began(at(5));
        assert_eq!(flips, Flips(vec![Flip { at: at(5), began: true }]));
    }
}
