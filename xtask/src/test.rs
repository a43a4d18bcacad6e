//! `test`: everything that must hold before a change lands, in the order in which it fails soonest. No release build, no
//! benchmark, no other system.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use crate::need::Purpose;
use crate::place;
use crate::setup::{self, Consent};
use crate::step::{Failure, Steps};

/// The test target that needs a desktop: run apart, one test at a time, because each starts a whole session.
const DESKTOP: &str = "desktop";

/// The engine's tests of real binaries, in which those that end the agent from within are built with [`FAILPOINTS`] only.
const END_TO_END: &str = "e2e";

/// The feature with which the agent ends where a test wants it to. No other command of ours names it.
const FAILPOINTS: &str = "siaga-engine/failpoints";

/// How often `--long` runs the desktop tests, to see whether they always pass.
const LONG_ROUNDS: usize = 3;

/// `cargo xtask test [--long] [--yes]`
///
/// `--long` sets `SIAGA_LONG=1`, on which tests of chance take more rounds and every view is looked at in every setting,
/// and runs the desktop tests three times.
pub(crate) fn command(arguments: &[String]) -> Result<ExitCode, Failure> {
    let (mut long, mut yes) = (false, false);
    for word in arguments {
        match word.as_str() {
            "--long" => long = true,
            "--yes" => yes = true,
            other => return Err(Failure::Usage(format!("test does not know `{other}`"))),
        }
    }
    let captures = captures()?;
    setup::packages(Purpose::Test, Consent::from(yes))?;
    setup::page()?;

    let mut steps = Steps::default();
    let outcome = all(&mut steps, long, captures.as_ref());
    println!("{}", steps.report());
    outcome?;
    match captures {
        Some(folder) => println!("captures: read from {}", folder.display()),
        None => println!("captures: not run"),
    }
    Ok(ExitCode::SUCCESS)
}

fn all(steps: &mut Steps, long: bool, captures: Option<&PathBuf>) -> Result<(), Failure> {
    steps.run("format", place::cargo().args(["fmt", "--all", "--check"]))?;

    steps.run("page: types", place::npm().args(["run", "check"]))?;
    steps.count("page: tests", place::npm().args(["test", "--", "--run"]))?;
    // Before the window is compiled, which carries the page inside.
    steps.run("page: build", place::npm().args(["run", "build"]))?;
    if cfg!(target_os = "linux") {
        let mut views = place::npm();
        views.args(["run", "views"]);
        steps.count("page: views", surrounded(&mut views, long, None))?;
    } else {
        println!("\npage: views: not run (set-up brings their browser on Linux only)");
    }

    let clippy = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    steps.run("lints", place::cargo().args(clippy))?;

    // Before the other tests, which build the agent without places to end at and leave that one in the target folder.
    if cfg!(target_os = "linux") {
        let mut crash = place::cargo();
        crash.args(["test", "--workspace", "--features", FAILPOINTS, "--test", END_TO_END, "failpoint::"]);
        steps.count("crash tests", surrounded(&mut crash, long, captures))?;
    } else {
        println!("\ncrash tests: not run (they need a Linux notification server)");
    }

    // Always the whole workspace: cargo settles the features of shared crates by the packages it is asked for, and a
    // narrower call would build most dependencies once more.
    let mut tests = place::cargo();
    tests.args(["test", "--workspace", "--lib", "--bins"]);
    for name in integration_tests()?.iter().filter(|name| *name != DESKTOP) {
        tests.args(["--test", name]);
    }
    steps.count("tests", surrounded(&mut tests, long, captures))?;

    if cfg!(target_os = "linux") {
        for _ in 0..if long { LONG_ROUNDS } else { 1 } {
            let mut desktop = place::cargo();
            desktop.args(["test", "--workspace", "--test", DESKTOP, "--", "--test-threads=1"]);
            steps.count("desktop tests", surrounded(&mut desktop, long, captures))?;
        }
    } else {
        println!("\ndesktop tests: not run (they start a Linux desktop of their own)");
    }
    Ok(())
}

fn surrounded<'a>(tests: &'a mut Command, long: bool, captures: Option<&PathBuf>) -> &'a mut Command {
    if let Some(folder) = captures {
        tests.env("SIAGA_FEEDS", folder); // Absolute, because each test runs in its own crate's folder.
    }
    if long {
        tests.env("SIAGA_LONG", "1");
    }
    tests
}

/// The captured feeds: `SIAGA_FEEDS`, which must be a folder if it is set, or `../shared/feeds` beside the checkout.
pub(crate) fn captures() -> Result<Option<PathBuf>, Failure> {
    match env::var_os("SIAGA_FEEDS") {
        Some(path) => match fs::canonicalize(&path) {
            Ok(folder) if folder.is_dir() => Ok(Some(folder)),
            _ => Err(Failure::Step(format!("SIAGA_FEEDS names {}, which is no folder", PathBuf::from(path).display()))),
        },
        None => Ok(fs::canonicalize(place::root().join("../shared/feeds")).ok().filter(|folder| folder.is_dir())),
    }
}

/// The names of the workspace's test targets, as cargo has them.
fn integration_tests() -> Result<Vec<String>, Failure> {
    let output = place::cargo().args(["metadata", "--no-deps", "--format-version", "1"]).output();
    let names = output.map(|output| test_targets(&String::from_utf8_lossy(&output.stdout))).unwrap_or_default();
    if names.iter().any(|name| name == DESKTOP) {
        return Ok(names);
    }
    Err(Failure::step("`cargo metadata` does not name the desktop tests; is the workspace whole?"))
}

/// Reads `"kind":["test"], .. "name":"NAME"` out of cargo's JSON: one field, for which a JSON crate would be too much.
fn test_targets(metadata: &str) -> Vec<String> {
    let targets = metadata.split("\"kind\":[\"test\"]").skip(1);
    targets.filter_map(|target| target.split("\"name\":\"").nth(1)?.split('"').next().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::{DESKTOP, integration_tests};

    #[test]
    fn the_desktop_tests_are_told_apart_from_all_others() {
        let names = integration_tests().unwrap();
        assert!(names.iter().any(|name| name == "house"), "{names:?}");
        assert_eq!(names.iter().filter(|name| *name == DESKTOP).count(), 1, "{names:?}");
    }
}
