//! `fuzz`: each format's reader on documents that nobody would publish, for a minute each. Seeds are the project's own
//! fixtures; what is found is kept below `fuzz/artifacts/`, and is a failure.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::thread;

use crate::place;
use crate::setup::Consent;
use crate::step::{self, Failure};

/// Seconds for each format.
const SECONDS: u32 = 60;

/// `cargo xtask fuzz [FORMAT..] [--seconds N] [--jobs N] [--yes]`
pub(crate) fn command(arguments: &[String]) -> Result<ExitCode, Failure> {
    let (mut formats, mut seconds, mut yes) = (Vec::new(), SECONDS, false);
    let mut jobs = thread::available_parallelism().map_or(1, usize::from);
    let mut words = arguments.iter().map(String::as_str);
    while let Some(word) = words.next() {
        match word {
            "--yes" => yes = true,
            "--seconds" => seconds = number(word, words.next())?,
            "--jobs" => jobs = number(word, words.next())? as usize,
            other if other.starts_with('-') => return Err(Failure::Usage(format!("fuzz does not know `{other}`"))),
            format => formats.push(format.to_owned()),
        }
    }
    let all = targets()?;
    if let Some(unknown) = formats.iter().find(|format| !all.contains(format)) {
        return Err(Failure::Usage(format!("there is no target {unknown}; there are {}", all.join(", "))));
    }
    if formats.is_empty() {
        formats = all;
    }
    install(yes)?;
    // Once for all targets, so that they don't wait for each other's build.
    step::run(fuzz().arg("build"))?;

    let waiting = Mutex::new(formats.into_iter());
    let results = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            scope.spawn(|| {
                while let Some(format) = waiting.lock().ok().and_then(|mut waiting| waiting.next()) {
                    let result = run(&format, seconds);
                    println!("{:<20} {}", format, result.as_ref().unwrap_or_else(|what| what));
                    if let Ok(mut results) = results.lock() {
                        results.push(result.is_ok());
                    }
                }
            });
        }
    });
    let results = results.into_inner().unwrap_or_default();
    let failed = results.iter().filter(|fine| !**fine).count();
    if failed > 0 {
        return Err(Failure::Step(format!(
            "{failed} of {} formats failed; inputs are in fuzz/artifacts",
            results.len()
        )));
    }
    println!("{} formats, {seconds} s each: nothing found", results.len());
    Ok(ExitCode::SUCCESS)
}

fn number(word: &str, given: Option<&str>) -> Result<u32, Failure> {
    let number = given.and_then(|given| given.parse().ok()).filter(|number| *number > 0);
    number.ok_or_else(|| Failure::Usage(format!("{word} takes a number")))
}

/// The formats that have a target, from the fuzzer's own manifest.
fn targets() -> Result<Vec<String>, Failure> {
    let manifest = place::root().join("fuzz/Cargo.toml");
    let text = std::fs::read_to_string(&manifest)
        .map_err(|error| Failure::Step(format!("{}: {error}", manifest.display())))?;
    let bins = text.split("[[bin]]").skip(1);
    Ok(bins.filter_map(|bin| bin.split('"').nth(1)).map(str::to_owned).collect())
}

fn install(yes: bool) -> Result<(), Failure> {
    let present = place::cargo().args(["fuzz", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if present.is_ok_and(|status| status.success()) {
        return Ok(());
    }
    let install = "cargo install cargo-fuzz --locked --debug";
    println!("fuzz: cargo-fuzz is not installed. To be run (some minutes):\n  {install}");
    if !Consent::from(yes).allows("Run this now?") {
        return Err(Failure::Step(format!("cargo-fuzz is missing. It comes by `{install}`")));
    }
    step::run(place::cargo().args(install.split(' ').skip(1)))
}

/// The fuzzer's flags are unstable ones; they are allowed for this build alone, on whatever compiler the project uses.
fn fuzz() -> Command {
    let mut fuzz = place::cargo();
    fuzz.env("RUSTC_BOOTSTRAP", "1").arg("fuzz");
    fuzz
}

/// Runs one target and says how much it tried, or what it found.
fn run(format: &str, seconds: u32) -> Result<String, String> {
    let seeds = place::root().join("src-tauri/core/tests/feeds").join(format);
    let corpus: PathBuf = place::root().join("fuzz/corpus").join(format);
    std::fs::create_dir_all(&corpus).map_err(|error| format!("{}: {error}", corpus.display()))?;
    let mut command = fuzz();
    command.args(["run", format]).args([corpus.as_path(), seeds.as_path()].map(Path::as_os_str));
    command.args(["--", &format!("-max_total_time={seconds}"), "-max_len=65536", "-timeout=5", "-rss_limit_mb=512"]);
    command.args(["-print_final_stats=1", "-verbosity=0"]);
    let output = command.stdin(Stdio::null()).output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let tried = said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    if output.status.success() {
        return Ok(format!("{seconds} s, {} executions, nothing found", tried.map_or("?", str::trim)));
    }
    let log = place::root().join(format!("target/fuzz-{format}.log"));
    let _ = std::fs::write(&log, &said);
    let what = said.lines().find(|line| line.contains("panicked") || line.contains("ERROR: ")).unwrap_or("failed");
    Err(format!("FOUND: {what} ({})", log.display()))
}
