//! `siaga` without a console, for Windows, where a program with one opens a black window when the desktop starts it.
//! It takes the same arguments; elsewhere it is the same program and is not shipped.

#![cfg_attr(windows, windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    siaga_engine::cli::main()
}
