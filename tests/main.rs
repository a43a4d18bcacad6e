//! End-to-end tests of the engine: real sockets on 127.0.0.1, scripted servers, the real binary.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod fetch;
mod support;
