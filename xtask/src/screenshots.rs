//! `screenshots`: pictures of the real window in each view and state, of a desktop with notification and tray, and the
//! sheet of the tray's icons, all by tests that look at them anyway. Looked at by people before they are committed.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::need::Purpose;
use crate::place;
use crate::setup::{self, Consent};
use crate::step::{self, Failure};

/// The tests that take pictures of windows.
const WINDOWS: [&str; 2] = ["--test", "desktop"];

/// The test that draws the icons.
const ICONS: &str = "tray::icon::sheet::";

/// `cargo xtask screenshots [--yes]`
pub(crate) fn command(arguments: &[String]) -> Result<ExitCode, Failure> {
    let yes = match arguments {
        [] => false,
        [word] if word == "--yes" => true,
        _ => return Err(Failure::Usage("screenshots takes --yes or nothing".into())),
    };
    setup::packages(Purpose::Test, Consent::from(yes))?;
    setup::page()?;
    // Before the window is compiled, which carries the page inside.
    step::run(place::npm().args(["run", "build"]))?;
    // The whole workspace, as the tests are built: what is shown is what they found.
    step::run(place::cargo().args(["build", "--workspace"]))?;
    let mut windows = place::cargo();
    windows.args(["test", "--workspace"]).args(WINDOWS).args(["--", "--test-threads=1", "pictures::"]);
    step::run(windows.env("SIAGA_PICTURES", images()))?;
    step::run(place::cargo().args(["test", "--workspace", "--lib", ICONS]).env("SIAGA_BLESS", "1"))?;
    println!("screenshots: in {}", images().display());
    Ok(ExitCode::SUCCESS)
}

fn images() -> PathBuf {
    place::root().join("docs/images")
}
