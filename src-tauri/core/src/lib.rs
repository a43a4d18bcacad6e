//! The mind of Siaga. Pure: no clock, no disk, no network, no thread, no print; `clippy.toml` says so, with reasons.
//!
//! Everything flows one way: bytes → [`observation::Observation`] → [`state`] change → [`decide`] decision, and beside
//! it [`snapshot::Snapshot`], what is shown. Time is always an argument.

pub mod about;
pub mod alert;
pub mod alternatives;
pub mod bar;
pub mod decide;
pub mod doubt;
pub mod feed;
pub mod forward;
pub mod history;
pub mod hold;
pub mod menu;
pub mod message;
pub mod observation;
pub mod owed;
pub mod ownership;
pub mod place;
pub mod plan;
pub mod problem;
pub mod prompt;
pub mod provider;
pub mod replay;
pub mod report;
pub mod round;
pub mod schedule;
pub mod settings;
pub mod silence;
pub mod snapshot;
pub mod state;
pub mod told;
pub mod unread;
pub mod verdict;
pub mod why;
pub mod wire;
pub mod wording;

#[cfg(test)]
mod generated;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod sample;
