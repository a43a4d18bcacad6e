//! `deny`: licences, banned crates and sources, as `deny.toml` has them. Advisories need the advisory database and are
//! checked every week by the workflow of that name.

use std::process::{ExitCode, Stdio};

use crate::place;
use crate::setup::Consent;
use crate::step::{self, Failure};

/// `cargo xtask deny [--yes]`
pub(crate) fn command(arguments: &[String]) -> Result<ExitCode, Failure> {
    let yes = match arguments {
        [] => false,
        [word] if word == "--yes" => true,
        _ => return Err(Failure::Usage("deny takes --yes or nothing".into())),
    };
    let present = place::cargo().args(["deny", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !present.is_ok_and(|status| status.success()) {
        let install = "cargo install cargo-deny --locked --debug";
        println!("deny: cargo-deny is not installed. To be run (some minutes):\n  {install}");
        if !Consent::from(yes).allows("Run this now?") {
            return Err(Failure::Step(format!("cargo-deny is missing. It comes by `{install}`")));
        }
        step::run(place::cargo().args(install.split(' ').skip(1)))?;
    }
    step::run(place::cargo().args(["deny", "--all-features", "check", "licenses", "bans", "sources"]))?;
    Ok(ExitCode::SUCCESS)
}
