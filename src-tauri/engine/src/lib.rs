//! The hands of Siaga: clocks, network, store, notifications, tray, socket, and the command line.

pub mod agent;
mod app_link;
pub mod cli;
pub mod client;
pub mod clipboard;
pub mod clock;
pub mod detect;
pub mod drill;
mod failpoint;
pub mod fetch;
pub mod launch;
pub mod local;
pub mod lock;
pub mod log;
pub mod opener;
pub mod output;
pub mod own;
pub mod places;
pub mod poll;
pub mod probe;
pub mod scheduler;
pub mod settings;
pub mod signal;
pub mod socket;
pub mod store;
pub mod tray;
pub mod watch;
