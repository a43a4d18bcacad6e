//! `demo`: the drill, a rehearsed outage on the embedded defaults. With a display it is shown in the window; without one,
//! or where the window cannot be built, in the terminal, for which the machine needs nothing but Rust.

use std::process::{Child, Command, ExitCode, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use crate::need::Purpose;
use crate::place;
use crate::setup::{self, Consent};
use crate::step::{self, Failure};

/// The drill ends by itself well before this; a demo that hangs is no demo.
const LIMIT: Duration = Duration::from_secs(150);

/// With the window it ends as soon by itself, unless somebody uses the window: then they decide.
const LIMIT_IN_USE: Duration = Duration::from_secs(2 * 60 * 60);

/// How long the drill may take to end when told to.
const GRACE: Duration = Duration::from_secs(5);

/// `cargo xtask demo [--yes]`
pub(crate) fn command(arguments: &[String]) -> Result<ExitCode, Failure> {
    let yes = match arguments {
        [] => false,
        [word] if word == "--yes" => true,
        _ => return Err(Failure::Usage("demo takes --yes or nothing".into())),
    };
    let window = place::has_display() && prepared(Consent::from(yes));
    build(window)?;
    let mut drill = Command::new(place::debug_binary("siaga"));
    drill.arg("drill");
    if window {
        drill.arg("--window");
    } else {
        println!("demo: in the terminal; each notification's text is printed");
    }
    let shown = step::shown(&drill);
    println!("== {shown}");
    let mut child = drill.spawn().map_err(|error| Failure::Step(format!("`{shown}` could not be started: {error}")))?;
    let limit = if window { LIMIT_IN_USE } else { LIMIT };
    match wait(&mut child, limit) {
        Some(status) => Ok(passed_on(status)),
        None => {
            end(&mut child);
            Err(Failure::Step(format!("`{shown}` did not end within {} s", limit.as_secs())))
        }
    }
}

/// Builds the agent, and with it the page and the window if asked.
pub(crate) fn build(window: bool) -> Result<(), Failure> {
    if window {
        // Before the window, which carries the page inside.
        step::run(place::npm().args(["run", "build"]))?;
    }
    // Both in one call: cargo settles the features of shared crates per call, and two calls would build them twice.
    let mut cargo = place::cargo();
    cargo.args(["build", "-p", "siaga-engine"]);
    if window {
        cargo.args(["-p", "siaga-desktop"]);
    }
    step::run(&mut cargo)
}

/// Whether all that the window is built from is there. If not, it says what is missing, and the terminal will do.
fn prepared(consent: Consent) -> bool {
    match setup::packages(Purpose::Build, consent).and_then(|()| setup::page()) {
        Ok(()) => true,
        Err(Failure::Step(what) | Failure::Usage(what)) => {
            println!("demo: the window cannot be built here: {what}");
            false
        }
    }
}

fn wait(child: &mut Child, limit: Duration) -> Option<ExitStatus> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if start.elapsed() < limit => thread::sleep(Duration::from_millis(100)),
            _ => return None,
        }
    }
}

/// Politely first, so that the drill removes its temporary folders and closes its window.
fn end(child: &mut Child) {
    if cfg!(unix) {
        let asked = Command::new("kill").arg(child.id().to_string()).status();
        if asked.is_ok_and(|status| status.success()) && wait(child, GRACE).is_some() {
            return;
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn passed_on(status: ExitStatus) -> ExitCode {
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    code.map_or(ExitCode::FAILURE, ExitCode::from)
}
