//! `run`: builds both binaries and starts the window, which starts the agent.

use std::process::{Command, ExitCode};

use crate::demo;
use crate::need::Purpose;
use crate::place;
use crate::setup::{self, Consent};
use crate::step::{self, Failure};

/// `cargo xtask run [--yes]`
pub(crate) fn command(arguments: &[String]) -> Result<ExitCode, Failure> {
    let yes = match arguments {
        [] => false,
        [word] if word == "--yes" => true,
        _ => return Err(Failure::Usage("run takes --yes or nothing".into())),
    };
    setup::packages(Purpose::Build, Consent::from(yes))?;
    setup::page()?;
    if !place::has_display() {
        return Err(Failure::step(
            "there is no display to show a window on. `cargo run -p siaga-engine -- agent` runs the agent without one",
        ));
    }
    demo::build(true)?;
    step::run(&mut Command::new(place::debug_binary("siaga-desktop")))?;
    Ok(ExitCode::SUCCESS)
}
