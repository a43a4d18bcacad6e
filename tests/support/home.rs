//! A person's folders in a test, and the real binary run in them: with an environment of its own, no display, no proxy,
//! feeds on 127.0.0.1 only, and the private bus where there is one.

use std::ffi::OsString;
use std::future::Future;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;

use siaga_core::snapshot::{ProductView, Snapshot};
use siaga_core::wire::{Command as Wish, Push, Reply};
use siaga_engine::client::{self, Client, ConnectError, Connection};
use siaga_engine::places::Places;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;

use super::bus::PrivateBus;
use super::feeds::Feeds;

/// Long enough for anything that must happen on a busy machine, short enough to fail a test.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Feeds are read at the start, and then when a test asks.
pub(crate) const WHEN_ASKED: &str = "[poll]\ncalm = \"1h\"\nfavourite = \"1h\"\nopen = \"1h\"\n";

/// Feeds are read all the time.
pub(crate) const ALL_THE_TIME: &str = "[poll]\ncalm = \"1s\"\nfavourite = \"100ms\"\nopen = \"100ms\"\n";

/// Waits for something that must happen.
pub(crate) async fn soon<T>(what: &str, event: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, event).await.unwrap_or_else(|_| panic!("it did not come to pass: {what}"))
}

/// A person's folders.
pub(crate) struct Home {
    folder: tempfile::TempDir,
    pub(crate) places: Places,
    program: PathBuf,
    environment: Vec<(OsString, OsString)>,
}

/// What a command answered.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Said {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The one line on standard error.
    pub(crate) fn complaint(&self) -> &str {
        assert_eq!(self.err.lines().count(), 1, "{self:?}");
        assert!(self.out.is_empty(), "{self:?}");
        self.err.trim_end()
    }
}

impl Home {
    /// Empty folders that are not there yet, and no feed to read but those of `feeds`.
    pub(crate) fn new(feeds: &Feeds, settings: &str) -> Self {
        let home = Self::bare();
        home.set_settings(settings);
        home.overlay(feeds, "");
        home
    }

    /// No settings at all: every feed is the real one, and out of reach, as all traffic goes to a closed port.
    pub(crate) fn bare() -> Self {
        let folder = tempfile::Builder::new().prefix("siaga-e2e.").tempdir().unwrap();
        let root = folder.path();
        let places = Places { config: root.join("config"), data: root.join("data"), runtime: root.join("run") };
        let mut home = Self { places, folder, program: env!("CARGO_BIN_EXE_siaga").into(), environment: Vec::new() };
        std::fs::create_dir(home.path("tmp")).unwrap();
        home.set("PATH", "/usr/bin:/bin");
        home.set("LANG", "C.UTF-8");
        home.set("TZ", "UTC");
        home.set("HOME", home.path("nobody"));
        home.set("TMPDIR", home.path("tmp"));
        home.set("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", home.path("no-bus").display()));
        for name in ["HTTPS_PROXY", "HTTP_PROXY"] {
            home.set(name, "http://127.0.0.1:9");
        }
        home
    }

    pub(crate) fn on(mut self, bus: &PrivateBus) -> Self {
        self.set("DBUS_SESSION_BUS_ADDRESS", bus.address());
        self
    }

    /// With the program alone in its folder: there is no window beside it.
    pub(crate) fn without_window(mut self) -> (Self, tempfile::TempDir) {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let alone = folder.path().join("siaga");
        std::fs::hard_link(&self.program, &alone).unwrap();
        self.program = alone;
        (self, folder)
    }

    pub(crate) fn set(&mut self, name: &str, value: impl Into<OsString>) {
        self.environment.retain(|(known, _)| known != name);
        self.environment.push((name.into(), value.into()));
    }

    #[cfg(feature = "failpoints")]
    pub(crate) fn unset(&mut self, name: &str) {
        self.environment.retain(|(known, _)| known != name);
    }

    /// Something in the person's part of the disk, outside the three folders.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn set_settings(&self, settings: &str) {
        std::fs::create_dir_all(&self.places.config).unwrap();
        std::fs::write(self.places.settings_file(), format!("watch = [\"chatgpt\", \"claude\"]\n{settings}")).unwrap();
    }

    pub(crate) fn overlay(&self, feeds: &Feeds, query: &str) {
        let folder = self.places.config.join("catalogue");
        std::fs::create_dir_all(&folder).unwrap();
        for (file, text) in feeds.overlays(query) {
            std::fs::write(folder.join(file), text).unwrap();
        }
    }

    /// Lets the person's overlay of a provider say this too.
    pub(crate) fn change(&self, provider: &str, text: &str) {
        let file = self.places.config.join("catalogue").join(format!("{provider}.toml"));
        let there = std::fs::read_to_string(&file).unwrap_or_default();
        std::fs::write(file, there + text).unwrap();
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).env_clear().envs(self.environment.iter().cloned()).envs(self.places.environment());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        command
    }

    /// Runs a command to its end.
    pub(crate) async fn siaga(&self, arguments: &[&str]) -> Said {
        let output = soon("the end of a command", self.command(arguments).output()).await.unwrap();
        Said::from(output)
    }

    /// Runs a command to its end, with this to read.
    pub(crate) async fn siaga_reading(&self, arguments: &[&str], input: &[u8]) -> Said {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        let writing = async move {
            // A command may have read enough before the end.
            let _ = pipe.write_all(input).await;
        };
        let ((), output) =
            soon("the end of a command", async { tokio::join!(writing, child.wait_with_output()) }).await;
        Said::from(output.unwrap())
    }

    /// Starts an agent and waits until it answers.
    pub(crate) async fn agent(&self) -> Agent {
        let mut child = self.command(&["agent", "--no-tray"]).spawn().unwrap();
        let mut pipe = child.stderr.take().unwrap();
        let complaints = tokio::spawn(async move {
            let mut text = String::new();
            let _ = pipe.read_to_string(&mut text).await;
            text
        });
        let pid = child.id().unwrap();
        let connecting = async {
            loop {
                match client::connect(&self.places).await {
                    Ok(connection) if connection.hello.pid == pid => return connection,
                    Ok(_) | Err(ConnectError::NoAgent) => {}
                    Err(error) => panic!("{error}"),
                }
                if let Some(status) = child.try_wait().unwrap() {
                    panic!("the agent ended at once: {status}");
                }
                // The socket is not there yet, and nothing else tells when it is.
                tokio::time::sleep(Duration::from_millis(3)).await;
            }
        };
        let Connection { client, mut pushes, .. } = soon("an agent that answers", connecting).await;
        // Everything that is pushed is taken, so that the newest picture is always the one looked at.
        let (picture, pictures) = tokio::sync::watch::channel(None);
        tokio::spawn(async move {
            while let Some(push) = pushes.recv().await {
                if let Push::Snapshot(snapshot) = push {
                    picture.send_replace(Some(*snapshot));
                }
            }
        });
        let agent = Agent { child, client, pictures, complaints };
        agent.ask(Wish::Subscribe { window: false, decisions: false }).await;
        agent
    }

    /// Starts an agent and waits until it has read what it watches.
    pub(crate) async fn settled_agent(&self) -> Agent {
        let agent = self.agent().await;
        agent.read().await;
        agent
    }

    /// Everything below the three folders: paths, sizes and times.
    pub(crate) fn listing(&self) -> Vec<String> {
        let mut found = Vec::new();
        for folder in [&self.places.config, &self.places.data, &self.places.runtime] {
            list(folder, &mut found);
        }
        found
    }
}

fn list(folder: &Path, found: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let data = path.symlink_metadata().unwrap();
        found.push(format!("{} {} {:?}", path.display(), data.len(), data.modified().unwrap()));
        list(&path, found);
    }
}

/// A running agent. It is killed when dropped.
pub(crate) struct Agent {
    child: Child,
    client: Client,
    pictures: tokio::sync::watch::Receiver<Option<Snapshot>>,
    complaints: JoinHandle<String>,
}

impl Agent {
    pub(crate) fn pid(&self) -> u32 {
        self.child.id().unwrap()
    }

    pub(crate) async fn ask(&self, wish: Wish) -> Reply {
        soon("an answer", self.client.ask(wish)).await.unwrap()
    }

    /// Asks what it must refuse, and answers with the sentence that says why.
    pub(crate) async fn refused(&self, wish: Wish) -> String {
        soon("a refusal", self.client.ask(wish)).await.unwrap_err().message
    }

    /// Has the watched feeds read, and answers with what they come to.
    pub(crate) async fn read(&self) -> Snapshot {
        match self.ask(Wish::Check { products: Vec::new() }).await {
            Reply::Snapshot(snapshot) => *snapshot,
            other => panic!("{other:?}"),
        }
    }

    /// Waits for a picture that is so.
    pub(crate) async fn until(&self, what: &str, is_so: impl Fn(&Snapshot) -> bool) -> Snapshot {
        let mut pictures = self.pictures.clone();
        let found = soon(what, pictures.wait_for(|picture| picture.as_ref().is_some_and(&is_so))).await;
        found.unwrap_or_else(|_| panic!("the agent ended before it came to pass: {what}")).clone().unwrap()
    }

    /// How many notifications wait to be shown.
    pub(crate) async fn waiting(&self) -> usize {
        let Reply::Report(lines) = self.ask(Wish::Diagnose).await else { panic!("no report") };
        let line = lines.iter().find_map(|line| line.strip_prefix("waiting to be shown: "));
        line.unwrap().parse().unwrap()
    }

    /// Reads until nothing waits to be shown any more: what is to be told of the present state has been told.
    pub(crate) async fn told_all(&self) -> Snapshot {
        let reading = async {
            loop {
                let snapshot = self.read().await;
                if self.waiting().await == 0 {
                    return snapshot;
                }
            }
        };
        soon("that nothing waits to be shown", reading).await
    }

    /// Waits until it has ended by itself.
    #[cfg(feature = "failpoints")]
    pub(crate) async fn ended(mut self) -> ExitStatus {
        self.child.wait().await.unwrap()
    }

    /// SIGKILL: it has no moment to say good-bye.
    pub(crate) async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// SIGTERM; answers how it ended and what it wrote to standard error.
    pub(crate) async fn terminate(mut self) -> (ExitStatus, String) {
        let pid = rustix::process::Pid::from_raw(i32::try_from(self.pid()).unwrap()).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        let status = soon("the end of the agent", self.child.wait()).await.unwrap();
        assert_eq!(status.signal(), None, "it ends by itself");
        (status, self.complaints.await.unwrap())
    }
}

/// ChatGPT in a picture.
pub(crate) fn chatgpt(snapshot: &Snapshot) -> &ProductView {
    snapshot.product("chatgpt").unwrap()
}
