//! The hands of Siaga: clocks, network, store, notifications, tray, socket, and the command line.

pub mod client;
pub mod fetch;
pub mod launch;
pub mod lock;
pub mod log;
pub mod places;
pub mod socket;
