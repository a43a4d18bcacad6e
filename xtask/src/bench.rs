//! `bench`: builds the release binary and measures it, in a desktop of its own. Figures are printed, never asserted: it
//! fails only where something could not be measured.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use crate::need::Purpose;
use crate::place;
use crate::setup::{self, Consent};
use crate::step::{self, Failure};

/// `cargo xtask bench [--quick] [--window PATH] [--yes]`
///
/// `--quick` watches the idle agent for 20 s instead of two minutes. The window is measured where `siaga-desktop` stands
/// beside the release build of `siaga`, or where `--window` says.
pub(crate) fn command(arguments: &[String]) -> Result<ExitCode, Failure> {
    let (mut quick, mut yes, mut window) = (false, false, None);
    let mut words = arguments.iter().map(String::as_str);
    while let Some(word) = words.next() {
        match word {
            "--quick" => quick = true,
            "--yes" => yes = true,
            "--window" => match words.next() {
                Some(path) => window = Some(PathBuf::from(path)),
                None => return Err(Failure::Usage("--window takes the path of a built siaga-desktop".into())),
            },
            other => return Err(Failure::Usage(format!("bench does not know `{other}`"))),
        }
    }
    if !cfg!(target_os = "linux") {
        return Err(Failure::step(
            "figures are taken on Linux only: they come from /proc and from a desktop of their own",
        ));
    }
    setup::packages(Purpose::Bench, Consent::from(yes))?;
    // In one call and with no tests among it: cargo settles features per call, and those of tests are not shipped.
    step::run(place::cargo().args(["build", "--release", "-p", "siaga-engine", "-p", "siaga-bench"]))?;

    let window = match window {
        Some(path) if path.is_file() => Some(path),
        Some(path) => return Err(Failure::Step(format!("there is no {}", path.display()))),
        None => Some(place::release_binary("siaga-desktop")).filter(|path| path.is_file()),
    };
    let mut bench = Command::new(place::root().join("tests/support/desktop-session.sh"));
    bench.env("SESSION_WEBDRIVER", "0").arg(place::release_binary("siaga-bench"));
    bench.arg("--root").arg(place::root()).arg("--siaga").arg(place::release_binary("siaga"));
    if let Some(window) = window {
        bench.arg("--window").arg(window);
    }
    if quick {
        bench.arg("--quick");
    }
    step::run(&mut bench)?;
    Ok(ExitCode::SUCCESS)
}
