//! How soon the window has something to read, what it takes while it is open, with the processes of its web view, and that none of them outlives it.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::Outcome;
use super::idle::mebibytes;
use crate::figure::{Figure, ratio};
use crate::person::Person;
use crate::process;

/// How long the window is left alone before it is looked at.
const SETTLE: Duration = Duration::from_secs(5);

/// How long processor time is counted.
const TIME: Duration = Duration::from_secs(20);

/// How long the window may take to appear, and to be gone.
const PATIENCE: Duration = Duration::from_secs(30);

/// From the start of the window's program to the first words that can be read in it.
const FIRST_CONTENT: Duration = Duration::from_secs(1);

/// More colours than an empty page and its edges have: letters, whose edges are smoothed, bring dozens.
const EMPTY: usize = 16;

pub(super) async fn measure(person: &Person, desktop: &Path, agent: u32, agent_pss: u64) -> Outcome<Vec<Figure>> {
    let mark = format!("SIAGA_RUNTIME_DIR={}", person.places.runtime.display());
    let own = || {
        let mut found = process::with_environment(&mark);
        found.retain(|(pid, _)| *pid != agent);
        found
    };
    let start = Instant::now();
    let mut window = person.command(desktop).spawn()?;
    let id = loop {
        if let Some(id) = visible_window() {
            break id;
        }
        if let Some(status) = window.try_wait()? {
            return Err(format!("the window ended before it was seen: {status}").into());
        }
        if start.elapsed() > PATIENCE {
            let _ = window.kill();
            return Err("no window appeared".into());
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    };
    let appeared = start.elapsed();
    let content = loop {
        // What is looked at was on the screen before the picture was ready: the time is that of asking for it.
        let asked = start.elapsed();
        if colours(&id)? > EMPTY {
            break asked;
        }
        if asked > PATIENCE {
            let _ = window.kill();
            return Err("the window stays empty".into());
        }
    };
    tokio::time::sleep(SETTLE).await;
    let processes = own();
    let used = || processes.iter().map(|(pid, _)| process::processor_time(*pid)).sum::<Result<Duration, _>>();
    let before = used()?;
    tokio::time::sleep(TIME).await;
    let share = (used()? - before).as_secs_f64() / TIME.as_secs_f64();
    let mut parts = Vec::new();
    let mut all = 0;
    for (pid, name) in &processes {
        let pss = process::pss(*pid)?;
        all += pss;
        parts.push(format!("{name} {:.1}", pss as f64 / 1024.0));
    }
    let open = Figure::new("window open", mebibytes(all))
        .beside(format!("{}; {} of the agent", parts.join(", "), ratio(all as f64, agent_pss as f64)))
        .beside(format!("{:.2} % of a core over {} s", share * 100.0, TIME.as_secs(),));
    let first = Figure::new("window: first content", format!("{:.2} s after exec", content.as_secs_f64()))
        .target("under 1 s", content < FIRST_CONTENT)
        .beside(format!("the window itself was there after {:.2} s", appeared.as_secs_f64()));

    let closed = Instant::now();
    // As a person closes it: the window manager asks the window, which may answer as it likes.
    xdotool(&["windowactivate", "--sync", &id, "key", "alt+F4"])?;
    let mut left = own();
    while !left.is_empty() && closed.elapsed() < PATIENCE {
        let _ = window.try_wait()?;
        tokio::time::sleep(Duration::from_millis(50)).await;
        left = own();
    }
    let closing = if left.is_empty() {
        format!("nothing left after {:.1} s", closed.elapsed().as_secs_f64())
    } else {
        let names: Vec<String> = left.iter().map(|(pid, name)| format!("{name} ({pid})")).collect();
        format!("left: {}", names.join(", "))
    };
    let met = left.is_empty();
    if !met {
        let _ = window.kill();
    }
    Ok(vec![first, open, Figure::new("window closed", closing).target("no process but the agent's", met)])
}

/// The id of a visible window of ours, if there is one.
fn visible_window() -> Option<String> {
    let found = xdotool(&["search", "--onlyvisible", "--class", "siaga"]).ok()?;
    found.lines().last().map(str::to_owned)
}

/// How many colours the window shows at this moment.
fn colours(window: &str) -> Outcome<usize> {
    let output = Command::new("import").args(["-silent", "-window", window, "-format", "%k", "info:-"]).output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    said.trim().parse().map_err(|_| format!("import said `{said}` of the window").into())
}

fn xdotool(words: &[&str]) -> Outcome<String> {
    let output = Command::new("xdotool").args(words).output()?;
    if !output.status.success() {
        return Err(format!("xdotool {} failed", words.join(" ")).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
