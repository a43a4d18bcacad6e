//! A test inside a desktop of its own: it runs itself once more within the session, and that run is the test.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::wait::until;

/// Set within a session: which test it was started for.
const INSIDE: &str = "SIAGA_DESKTOP_TEST";

/// What somebody asks of a test, not of Siaga: the session within is asked the same.
const ASKED: [&str; 2] = ["SIAGA_BLESS", "SIAGA_PICTURES"];

/// Longest time that one test may take within its session.
const LIMIT: Duration = Duration::from_secs(90);

/// Starts sessions, and starts and stops their parts.
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/support/desktop-session.sh");

/// Runs `body` in a session with these wishes (`SESSION_..`). `test` is the test's own full name.
///
/// `SESSION_OUT` in the environment names a folder that keeps the logs and pictures of each test.
pub(crate) fn in_a_session(test: &str, wishes: &[(&str, &str)], body: impl AsyncFnOnce()) {
    if env::var(INSIDE).is_ok_and(|inside| inside == test) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        return runtime.block_on(async {
            tokio::time::timeout(LIMIT, body()).await.expect("the test ends in time");
        });
    }
    let mut session = Command::new(SCRIPT);
    session.arg(env::current_exe().unwrap()).args([test, "--exact", "--nocapture", "--test-threads=1"]);
    let own = |name: &str| !ASKED.contains(&name) && (name.starts_with("SESSION_") || name.starts_with("SIAGA_"));
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(own) {
            session.env_remove(name);
        }
    }
    if let Some(out) = env::var_os("SESSION_OUT") {
        let out = Path::new(&out).join(test.replace("::", "."));
        let _ = fs::remove_dir_all(&out);
        session.env("SESSION_OUT", out);
    }
    let output = session.env(INSIDE, test).envs(wishes.iter().copied()).output().expect("the session's script starts");
    let (said, complaints) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "within its session the test failed: {}\n{said}\n{complaints}", output.status);
    assert!(said.contains("1 passed"), "no test of the name {test} ran within the session\n{said}");
}

/// Starts or stops the session's tray host.
pub(crate) fn tray_host(start: bool) {
    let order = if start { "--start" } else { "--stop" };
    let status = Command::new(SCRIPT).args([order, "tray"]).status().unwrap();
    assert!(status.success(), "{order} tray: {status}");
}

/// A file in the session's own folder of logs.
pub(crate) fn out(name: &str) -> PathBuf {
    Path::new(&env::var_os("SESSION_OUT").unwrap()).join(name)
}

/// The folder into which this session's person saves what they download.
pub(crate) fn downloads() -> PathBuf {
    home("downloads")
}

/// A place in the session's own folder, which is gone with it. Its path is short enough for a socket's.
pub(crate) fn home(name: &str) -> PathBuf {
    Path::new(&env::var_os("SESSION_MARK").unwrap()).join(name)
}

/// The titles of all notifications sent on the session's bus so far, in order.
pub(crate) fn titles() -> Vec<String> {
    let log = fs::read_to_string(out("notifications.log")).unwrap_or_default();
    let calls = log.split("member=Notify\n").skip(1);
    // Name, replaced number, icon, title, body ..: each argument on a line of its own.
    let strings = |call: &str| call.lines().filter_map(string).nth(2).map(str::to_owned);
    calls.filter_map(strings).collect()
}

/// Waits until a notification with this title was sent.
pub(crate) async fn notified(title: &str) {
    until(&format!("the notification “{title}”"), async || titles().into_iter().find(|sent| sent == title)).await;
}

fn string(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix("string \"")?.strip_suffix('"')
}

/// The programs of Siaga and of its web view that run in this session, by name, in order.
pub(crate) fn programs() -> Vec<String> {
    let mark = format!("SESSION_MARK={}", env::var("SESSION_MARK").unwrap());
    let mut programs = Vec::new();
    for process in fs::read_dir("/proc").unwrap().flatten() {
        let path = process.path();
        // What ends at this moment is gone in a moment.
        let (Ok(program), Ok(environment)) = (fs::read_link(path.join("exe")), fs::read(path.join("environ"))) else {
            continue;
        };
        let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let ours = name.starts_with("siaga") || name.starts_with("WebKit") && name != "WebKitWebDriver";
        if ours && environment.split(|byte| *byte == 0).any(|one| one == mark.as_bytes()) {
            programs.push(name);
        }
    }
    programs.sort();
    programs
}

/// The windows of this title that can be seen.
pub(crate) fn windows(title: &str) -> Vec<String> {
    xdotool(&["search", "--onlyvisible", "--name", &format!("^{title}$")])
}

/// Waits until the notification server shows something.
pub(crate) async fn note() {
    let search = ["search", "--onlyvisible", "--class", "xfce4-notifyd"];
    until("a note on the screen", async || (!xdotool(&search).is_empty()).then_some(())).await;
}

/// Paints the desktop behind all windows.
pub(crate) fn paint() {
    let status = Command::new("xsetroot").args(["-solid", "#42566b"]).status().expect("xsetroot is installed");
    assert!(status.success(), "xsetroot: {status}");
}

/// Waits until a window of this title can be seen, and gives its number.
pub(crate) async fn window(title: &str) -> String {
    until(&format!("a window called {title}"), async || windows(title).pop()).await
}

/// Closes the window as a person does, by the window manager.
pub(crate) async fn close(window: &str) {
    focused(window).await;
    xdotool(&["key", "alt+F4"]);
}

/// Waits until this window has the focus, asking for it once.
pub(crate) async fn focused(window: &str) {
    xdotool(&["windowactivate", window]);
    until("the focus", async || xdotool(&["getactivewindow"]).contains(&window.to_owned()).then_some(())).await;
}

/// What xdotool prints, by line. It fails where it finds nothing.
pub(crate) fn xdotool(arguments: &[&str]) -> Vec<String> {
    let output = Command::new("xdotool").args(arguments).output().expect("xdotool is installed");
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

/// Keeps a picture of the whole screen among the logs.
pub(crate) fn screenshot(name: &str) {
    let file = out(name);
    picture(&file);
    assert!(file.metadata().unwrap().len() > 1000, "{name} shows nothing");
}

/// What is on the screen, where a wait was in vain: whatever it shows.
pub(crate) fn screenshot_in_vain() {
    picture(&out("in-vain.png"));
}

fn picture(file: &Path) {
    picture_of("root", file);
}

/// A picture of this window, without its frame.
pub(crate) fn picture_of(window: &str, file: &Path) {
    let status = Command::new("import")
        .args(["-silent", "-window", window, "-strip"])
        .arg(file)
        .status()
        .expect("import is installed");
    assert!(status.success(), "import: {status}");
}
