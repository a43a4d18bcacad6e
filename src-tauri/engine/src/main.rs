//! The command `siaga`: the agent, and everything that can be asked of it.

use std::process::ExitCode;

fn main() -> ExitCode {
    siaga_engine::cli::main()
}
