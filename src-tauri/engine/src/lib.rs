//! The hands of Siaga: clocks, network, store, notifications, tray, socket, and the command line.

pub mod fetch;
