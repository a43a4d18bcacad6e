//! End-to-end tests of the engine: real sockets on 127.0.0.1, scripted servers, the real binary.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

#[cfg(target_os = "linux")]
mod adversity;
#[cfg(target_os = "linux")]
mod commands;
#[cfg(target_os = "linux")]
mod delivery;
mod detect;
#[cfg(all(target_os = "linux", feature = "failpoints"))]
mod failpoint;
mod fetch;
#[cfg(target_os = "linux")]
mod history;
#[cfg(target_os = "linux")]
mod itself;
#[cfg(target_os = "linux")]
mod kill;
#[cfg(target_os = "linux")]
mod message;
#[cfg(target_os = "linux")]
mod moving;
#[cfg(target_os = "linux")]
mod outage;
#[cfg(target_os = "linux")]
mod output;
#[cfg(target_os = "linux")]
mod plan;
#[cfg(target_os = "linux")]
mod press;
#[cfg(target_os = "linux")]
mod provider;
#[cfg(target_os = "linux")]
mod rehearsal;
mod replay;
#[cfg(target_os = "linux")]
mod rules;
mod sleep;
mod support;
#[cfg(target_os = "linux")]
mod switch;
#[cfg(target_os = "linux")]
mod wait;
#[cfg(target_os = "linux")]
mod why;
