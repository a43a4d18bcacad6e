//! `screenshots`: pictures of the real window, tray and notification for the README, taken during a drill on a private
//! desktop. Looked at before they are committed.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode};
use std::thread;
use std::time::{Duration, Instant};

use crate::demo;
use crate::need::Purpose;
use crate::place;
use crate::setup::{self, Consent};
use crate::step::{self, Failure};

/// Says to this command that it runs inside the private desktop.
const INSIDE: &str = "--inside-session";

/// How long the drill may take to come to a scene.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a view needs to be painted once it is asked for. A picture taken too early is seen and taken again.
const PAINT: Duration = Duration::from_millis(1800);

/// `cargo xtask screenshots [--yes]`
pub(crate) fn command(arguments: &[String]) -> Result<ExitCode, Failure> {
    match arguments {
        [word] if word == INSIDE => return scenes().map(|()| ExitCode::SUCCESS),
        [] => setup::packages(Purpose::Test, Consent::from(false))?,
        [word] if word == "--yes" => setup::packages(Purpose::Test, Consent::from(true))?,
        _ => return Err(Failure::Usage("screenshots takes --yes or nothing".into())),
    }
    setup::page()?;
    demo::build(true)?;
    let own = std::env::current_exe().map_err(|error| Failure::Step(format!("where am I? {error}")))?;
    let mut session = Command::new("bash");
    session.arg(place::root().join("tests/support/desktop-session.sh")).arg(own).args(["screenshots", INSIDE]);
    session.env("SESSION_WEBDRIVER", "0").env("LANG", "C.UTF-8").env("TZ", "Asia/Jakarta");
    step::run(&mut session)?;
    println!("screenshots: in {}", images().display());
    Ok(ExitCode::SUCCESS)
}

fn images() -> PathBuf {
    place::root().join("docs/images")
}

/// The drill, and a picture of each scene.
fn scenes() -> Result<(), Failure> {
    let folder = std::env::temp_dir().join(format!("siaga-screenshots.{}", std::process::id()));
    made(std::fs::create_dir_all(&folder))?;
    made(std::fs::create_dir_all(images()))?;
    step::run(Command::new("xsetroot").args(["-solid", "#42566b"]))?;
    let mut drill = Command::new(place::debug_binary("siaga"));
    drill.args(["drill", "--window", "--speed", "60"]).env("TMPDIR", &folder);
    let mut drill = made(drill.spawn())?;
    let outcome = pictures(&folder);
    end(&mut drill);
    made(std::fs::remove_dir_all(&folder))?;
    outcome
}

fn pictures(folder: &Path) -> Result<(), Failure> {
    let places = until("the drill's folders", || drill_folder(folder))?;
    until("the window", || window().is_some().then_some(()))?;
    until("the outage", || siaga(&places, &["check", "chatgpt"]).filter(|text| text.contains("CRITICAL")))?;
    thread::sleep(PAINT);
    take("root", "desktop.png")?;
    // The note lies over the window, where a picture of the window alone would have a hole.
    let session = place::root().join("tests/support/desktop-session.sh");
    step::run(Command::new("bash").arg(session).args(["--stop", "notify"]))?;
    siaga(&places, &["window", "chatgpt"]);
    thread::sleep(PAINT);
    let window = until("the window", window)?;
    take(&window, "incident.png")?;
    step::run(Command::new("xdotool").args(["windowactivate", "--sync", &window, "key", "s"]))?;
    thread::sleep(PAINT);
    take(&window, "switch-to.png")
}

fn take(window: &str, file: &str) -> Result<(), Failure> {
    step::run(Command::new("import").args(["-window", window, "-strip"]).arg(images().join(file)))
}

fn drill_folder(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?;
    let mut drills = entries.filter_map(|entry| Some(entry.ok()?.path()));
    drills.find(|path| path.join("run/siaga.sock").exists())
}

fn siaga(places: &Path, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new(place::debug_binary("siaga"));
    command.args(arguments);
    for (name, part) in [("SIAGA_CONFIG_DIR", "config"), ("SIAGA_DATA_DIR", "data"), ("SIAGA_RUNTIME_DIR", "run")] {
        command.env(name, places.join(part));
    }
    command.output().ok().map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn window() -> Option<String> {
    let found = Command::new("xdotool").args(["search", "--onlyvisible", "--name", "^Siaga"]).output().ok()?;
    String::from_utf8_lossy(&found.stdout).lines().last().map(str::to_owned)
}

fn until<T>(what: &str, look: impl Fn() -> Option<T>) -> Result<T, Failure> {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return Ok(found);
        }
        if start.elapsed() > PATIENCE {
            return Err(Failure::Step(format!("{what} did not come within {} s", PATIENCE.as_secs())));
        }
        thread::sleep(Duration::from_millis(100));
    }
}

fn end(drill: &mut Child) {
    // Politely first, so that it closes its window and removes its folders.
    let asked = Command::new("kill").arg(drill.id().to_string()).status().is_ok_and(|status| status.success());
    if !asked {
        let _ = drill.kill();
    }
    let _ = drill.wait();
}

fn made<T>(outcome: std::io::Result<T>) -> Result<T, Failure> {
    outcome.map_err(|error| Failure::Step(error.to_string()))
}
