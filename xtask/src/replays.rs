//! `replays`: what would have been told of recorded histories, under the defaults and under others, into docs/replays.md.
//! The table is a test's; this lets it write.

use std::process::ExitCode;

use crate::step::{self, Failure};
use crate::{place, test};

/// `cargo xtask replays`
pub(crate) fn command(arguments: &[String]) -> Result<ExitCode, Failure> {
    if let Some(word) = arguments.first() {
        return Err(Failure::Usage(format!("replays does not know `{word}`")));
    }
    let Some(captures) = test::captures()? else {
        return Err(Failure::step("captures: not run: name the folder of recorded feeds in SIAGA_FEEDS"));
    };
    let mut table = place::cargo();
    table.args(["test", "-p", "siaga-core", "--test", "replays", "table::"]);
    step::run(table.env("SIAGA_FEEDS", captures).env("SIAGA_BLESS", "1"))?;
    println!("written: docs/replays.md");
    Ok(ExitCode::SUCCESS)
}
