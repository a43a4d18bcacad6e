//! `bench`: builds the release binary and measures it, in a desktop of its own. Figures are printed, never asserted: it
//! fails only where something could not be measured.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use crate::need::Purpose;
use crate::place;
use crate::setup::{self, Consent};
use crate::step::{self, Failure};

/// `cargo xtask bench [parse] [--quick] [--window PATH] [--yes]`
///
/// `parse` measures the reading of feeds alone, beside Python's feedparser, which it installs below `target/` after asking.
/// `--quick` watches the idle agent for 20 s instead of two minutes. The window is measured where `siaga-desktop` stands
/// beside the release build of `siaga`, or where `--window` says.
pub(crate) fn command(arguments: &[String]) -> Result<ExitCode, Failure> {
    let (mut parse, mut quick, mut yes, mut window) = (false, false, false, None);
    let mut words = arguments.iter().map(String::as_str);
    while let Some(word) = words.next() {
        match word {
            "parse" => parse = true,
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
    if parse {
        return measure_parsing(yes);
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

/// Needs no desktop: one program reads documents.
fn measure_parsing(yes: bool) -> Result<ExitCode, Failure> {
    let python = place::root().join("target/bench-python");
    if !python.join("bin/python3").is_file() {
        let steps = ["python3 -m venv target/bench-python", "target/bench-python/bin/pip install feedparser==6.0.14"];
        println!(
            "bench parse: feedparser, which stands beside our reader, is not there. To be run:\n  {}",
            steps.join("\n  ")
        );
        if Consent::from(yes).allows("Run this now?") {
            for step in steps {
                let words: Vec<&str> = step.split(' ').collect();
                step::run(Command::new(words[0]).args(&words[1..]).current_dir(place::root()))?;
            }
        }
    }
    step::run(place::cargo().args(["build", "--release", "-p", "siaga-engine", "-p", "siaga-bench"]))?;
    let mut bench = Command::new(place::release_binary("siaga-bench"));
    bench.arg("--parse").arg("--root").arg(place::root()).arg("--siaga").arg(place::release_binary("siaga"));
    step::run(&mut bench)?;
    Ok(ExitCode::SUCCESS)
}
