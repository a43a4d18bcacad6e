//! What the end-to-end tests stand on.

#[cfg(target_os = "linux")]
pub(crate) mod browser;
#[cfg(target_os = "linux")]
pub(crate) mod bus;
#[cfg(target_os = "linux")]
pub(crate) mod display;
#[cfg(target_os = "linux")]
pub(crate) mod feeds;
#[cfg(target_os = "linux")]
pub(crate) mod home;
#[cfg(target_os = "linux")]
pub(crate) mod secrets;
pub(crate) mod server;
