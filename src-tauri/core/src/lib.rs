//! The mind of Siaga. Pure: no clock, no disk, no network, no thread, no print; `clippy.toml` says so, with reasons.
//!
//! Everything flows one way: bytes → [`observation::Observation`] → [`state`] change → [`decide`] decision, and beside
//! it [`snapshot::Snapshot`], what is shown. Time is always an argument.

pub mod feed;
pub mod observation;
pub mod problem;
pub mod provider;
pub mod settings;
