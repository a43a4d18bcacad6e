//! What would have been told of recorded histories: the agent's own reading and deciding ([`crate::feed`] and
//! [`crate::round`]), with a clock that is only counted.
//!
//! A [`Timeline`] says what a provider's feed said at any moment; [`replay`] reads it every [`EVERY`] of the history's own
//! time and takes everything told as delivered at once; a [`ReplayReport`] sums it up. It knows nothing of the person's
//! computer (never offline, nothing snoozed), and reads no files: those are the engine's.

mod capture;
mod document;
mod report;
mod stepping;
mod tally;
mod timeline;
mod would_have;

pub use capture::captured_at;
pub use document::{NoHistory, belongs_to, read};
pub use report::{ReplayReport, Telling};
pub use stepping::{EVERY, Replayed, Track, replay};
pub use timeline::Timeline;
pub use would_have::{WouldHave, would_have};

#[cfg(test)]
mod tests;
