//! One person's Siaga within a session: settings, feeds, the programs, and a connection to the agent to see by.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use siaga_core::snapshot::Snapshot;
use siaga_core::wire::{self, Push, Reply};
use siaga_engine::client::{self, Client, Connection};
use siaga_engine::places::{Places, PlacesArgs};
use tokio::sync::mpsc;

use crate::feed::Feeds;
use crate::session;
use crate::wait::{PATIENCE, until};

/// The window under test.
pub(crate) const WINDOW: &str = env!("CARGO_BIN_EXE_siaga-desktop");

/// Claude and ChatGPT, read so often that a test need not wait for it.
const QUICK: &str = "watch = [\"claude\", \"chatgpt\"]\nlanguage = \"en\"\n\
                     [poll]\ncalm = \"150ms\"\nfavourite = \"150ms\"\nopen = \"150ms\"\n";

/// Settings, feeds and places of one person.
pub(crate) struct Desk {
    pub(crate) places: Places,
    pub(crate) feeds: Feeds,
    opened: PathBuf,
}

impl Desk {
    /// Somebody who watches Claude and ChatGPT, reads every 150 ms, opens links into a file, and is past the first steps.
    pub(crate) fn set_up() -> Desk {
        Self::with(&format!("{QUICK}[window]\nwelcome = false\n"))
    }

    /// The same person, whose window is opened for the first time.
    pub(crate) fn welcoming() -> Desk {
        Self::with(QUICK)
    }

    /// Somebody with these settings, who opens links into a file.
    pub(crate) fn with(settings: &str) -> Desk {
        assert!(agent().is_file(), "{} is not built: cargo build -p siaga-engine --bin siaga", agent().display());
        let places = Places::find(&PlacesArgs::default());
        assert!(places.config.starts_with(std::env::var("XDG_CONFIG_HOME").unwrap()), "{}", places.config.display());
        assert!(places.create().is_empty());
        let opened = session::out("opened");
        let settings = format!(
            "{settings}[open]\ncommand = [\"/bin/sh\", \"-c\", 'echo \"$1\" >> \"$0\"', {opened:?}, \"{{url}}\"]\n"
        );
        fs::write(places.settings_file(), settings).unwrap();
        let feeds = Feeds::start(&places.config);
        Desk { places, feeds, opened }
    }

    /// Starts the agent and waits until all that is watched is known to work.
    pub(crate) async fn start_agent(&self) -> (Child, View) {
        let log = fs::File::create(session::out("agent.log")).unwrap();
        let agent = Command::new(agent())
            .args(["agent", "--verbose"])
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let view = self.view().await;
        (agent, view)
    }

    /// Follows the agent from now on, as soon as there is one that has read what is watched.
    pub(crate) async fn view(&self) -> View {
        let connection = until("an agent that answers", async || client::connect(&self.places).await.ok()).await;
        let mut view = View::of(connection).await;
        view.until("the first reads", |snapshot| {
            ["claude", "chatgpt"].iter().all(|id| snapshot.product(id).is_some_and(|one| one.read_at.is_some()))
        })
        .await;
        view
    }

    /// What stands in the person's settings.
    pub(crate) fn settings(&self) -> String {
        fs::read_to_string(self.places.settings_file()).unwrap_or_default()
    }

    /// Starts the window by hand.
    pub(crate) fn start_window() -> Child {
        let log = fs::File::create(session::out("window.log")).unwrap();
        Command::new(WINDOW).stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log).spawn().unwrap()
    }

    /// Runs a command of `siaga` to its end; its exit code.
    pub(crate) async fn siaga(arguments: &[&str]) -> Option<i32> {
        tokio::process::Command::new(agent()).args(arguments).status().await.unwrap().code()
    }

    /// What a command of `siaga` prints.
    pub(crate) async fn said(arguments: &[&str]) -> String {
        let output = tokio::process::Command::new(agent()).args(arguments).output().await.unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Waits until an address that begins so was opened.
    pub(crate) async fn opened(&self, start: &str) {
        until(&format!("{start} opened"), async || {
            let opened = fs::read_to_string(&self.opened).unwrap_or_default();
            opened.lines().any(|url| url.starts_with(start)).then_some(())
        })
        .await;
    }

    /// How many addresses were opened.
    pub(crate) fn opened_count(&self) -> usize {
        fs::read_to_string(&self.opened).unwrap_or_default().lines().count()
    }
}

/// The agent: cargo builds all programs of the workspace into one folder.
pub(crate) fn agent() -> PathBuf {
    Path::new(WINDOW).with_file_name("siaga")
}

/// A connection that follows the agent.
pub(crate) struct View {
    pub(crate) hello: wire::Hello,
    pub(crate) client: Client,
    pushes: mpsc::Receiver<Push>,
    newest: Option<Snapshot>,
}

impl View {
    async fn of(connection: Connection) -> View {
        let Connection { hello, client, pushes } = connection;
        client.ask(wire::Command::Subscribe { window: false, decisions: false }).await.unwrap();
        View { hello, client, pushes, newest: None }
    }

    /// Waits until the agent's picture is so.
    pub(crate) async fn until(&mut self, what: &str, so: impl Fn(&Snapshot) -> bool) -> &Snapshot {
        let wanted = async {
            while !self.newest.as_ref().is_some_and(&so) {
                match self.pushes.recv().await.expect("the agent is there") {
                    Push::Snapshot(snapshot) => self.newest = Some(*snapshot),
                    Push::Decision(_) | Push::Show(_) | Push::Bye(_) => {}
                }
            }
        };
        let met = tokio::time::timeout(PATIENCE, wanted).await;
        assert!(met.is_ok(), "the agent never came to: {what}\n{:?}", self.newest.as_ref().map(|one| &one.products));
        self.newest.as_ref().unwrap()
    }

    /// Waits until Claude is down.
    pub(crate) async fn until_down(&mut self) {
        self.until("Claude down", |snapshot| claude(snapshot).status == siaga_core::observation::Status::MajorOutage)
            .await;
    }

    /// Asks the agent.
    pub(crate) async fn ask(&self, command: wire::Command) -> Reply {
        self.client.ask(command).await.unwrap()
    }
}

/// The product that the tests are about.
pub(crate) fn claude(snapshot: &Snapshot) -> &siaga_core::snapshot::ProductView {
    snapshot.product("claude").unwrap()
}
