//! The drill with its window: nothing of it is left, however it ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::desk;
use crate::session::{self, in_a_session, notified, programs};
use crate::wait::until_true;

/// Slow enough to be interrupted, fast enough to be told of.
const SPEED: &str = "120";

const WISHES: &[(&str, &str)] = &[("SESSION_NOTIFY", "mock"), ("SESSION_TRAY", "none"), ("SESSION_WEBDRIVER", "0")];

/// Starts a drill with a window, whose temporary folders are made in the folder given back.
fn start() -> (Child, PathBuf) {
    let folder = session::home("drills");
    fs::create_dir_all(&folder).unwrap();
    let log = fs::File::create(session::out("drill.log")).unwrap();
    let drill = Command::new(desk::agent())
        .args(["drill", "--window", "--speed", SPEED])
        .env("TMPDIR", &folder)
        .stdin(Stdio::null())
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .spawn()
        .unwrap();
    (drill, folder)
}

fn folders(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

#[test]
fn an_interrupted_drill_closes_its_window_and_leaves_no_folder() {
    let test = "drill::an_interrupted_drill_closes_its_window_and_leaves_no_folder";
    in_a_session(test, WISHES, async || {
        let (mut drill, folder) = start();
        session::window("Siaga - Drill").await;
        notified("Drill: ChatGPT is partly down").await;
        session::screenshot("drill.png");
        assert!(Command::new("kill").arg(drill.id().to_string()).status().unwrap().success());
        assert!(drill.wait().unwrap().success());
        until_true("nothing of the drill left", async || programs().is_empty()).await;
        assert_eq!(folders(&folder), 0);
    });
}

#[test]
fn a_drill_that_is_killed_takes_its_window_along_and_nothing_goes_on_in_its_place() {
    let test = "drill::a_drill_that_is_killed_takes_its_window_along_and_nothing_goes_on_in_its_place";
    in_a_session(test, WISHES, async || {
        let (mut drill, folder) = start();
        session::window("Siaga - Drill").await;
        drill.kill().unwrap();
        drill.wait().unwrap();
        until_true("nothing of the drill left", async || programs().is_empty()).await;
        let data = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path().join("data");
        assert!(!data.join("siaga.log").exists(), "an agent was started in the folders of the drill");
    });
}
