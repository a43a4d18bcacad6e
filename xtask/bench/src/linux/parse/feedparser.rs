//! Python's feedparser on the same feeds, in the environment that `cargo xtask bench parse` makes for it.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::corpus::Document;
use crate::linux::Outcome;

/// Reads every file given, several times, and prints the seconds of the fastest pass.
const SCRIPT: &str = "\
import sys, time
import feedparser
bodies = [open(name, 'rb').read() for name in sys.argv[1:]]
best = None
for _ in range(5):
    start = time.perf_counter()
    for body in bodies:
        feedparser.parse(body)
    took = time.perf_counter() - start
    best = took if best is None else min(best, took)
print(best)
";

/// The time of its fastest pass over these documents.
pub(super) fn pass(root: &Path, documents: &[Document]) -> Outcome<Duration> {
    let python = root.join("target/bench-python/bin/python3");
    if !python.is_file() {
        return Err("`cargo xtask bench parse` sets it up".into());
    }
    let output =
        Command::new(python).args(["-c", SCRIPT]).args(documents.iter().map(|document| &document.path)).output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(said.lines().last().unwrap_or("it failed").to_owned().into());
    }
    Ok(Duration::from_secs_f64(String::from_utf8_lossy(&output.stdout).trim().parse()?))
}
