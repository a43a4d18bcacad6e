//! Measures the release build of Siaga: how little the agent takes when nothing happens, how soon it knows, how soon it
//! tells, how big it is, how fast it reads. It prints figures beside their targets and beside something measured in the
//! same run; a missed target is printed and is no failure, because speed is measured here and asserted nowhere.
//!
//! `cargo xtask bench` builds and starts it, inside `tests/support/desktop-session.sh`. Linux only: it reads `/proc`.
#![allow(clippy::print_stdout, clippy::print_stderr)] // A command line speaks by printing.

#[cfg(target_os = "linux")]
mod figure;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
mod person;
#[cfg(target_os = "linux")]
mod process;
#[cfg(target_os = "linux")]
mod server;

fn main() -> std::process::ExitCode {
    #[cfg(target_os = "linux")]
    return linux::main();
    #[cfg(not(target_os = "linux"))]
    {
        eprintln!("siaga-bench: figures are taken on Linux only");
        std::process::ExitCode::FAILURE
    }
}
