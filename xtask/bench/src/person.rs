//! A person of the bench's own: folders, a catalogue of providers on 127.0.0.1, settings, and their agent. Nothing of
//! the person who runs the bench is read or written.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use siaga_core::snapshot::{Snapshot, SourceKind};
use siaga_core::wire::{Bye, Command as Ask, Push};
use siaga_engine::client::{Connection, connect};
use siaga_engine::places::Places;
use tempfile::TempDir;

use crate::linux::Outcome;
use crate::server::{Page, part_id};

/// How long the agent may take for what should take it milliseconds, before the measurement is given up.
const PATIENCE: Duration = Duration::from_secs(20);

/// One person.
pub(crate) struct Person {
    pub(crate) places: Places,
    providers: BTreeSet<String>,
    /// Removed with the person.
    _folder: TempDir,
}

impl Person {
    /// Someone whose catalogue has a provider with one product for each page, who watches the first `watched` of them.
    /// `rules` are further tables of their settings.
    pub(crate) fn new(pages: &[Page], watched: usize, rules: &str) -> Outcome<Self> {
        let folder = tempfile::Builder::new().prefix("siaga-bench.").tempdir()?;
        let at = |name: &str| folder.path().join(name);
        let places = Places { config: at("config"), data: at("data"), runtime: at("run") };
        let catalogue = places.config.join("catalogue");
        fs::create_dir_all(&catalogue)?;
        let mut providers = BTreeSet::new();
        for (number, page) in pages.iter().enumerate() {
            let id = format!("bench-{number}");
            // Of no use to anybody, so that no shipped product stands in for them and is read too.
            let file = format!(
                "id = \"{id}\"\nname = \"Bench {number}\"\nstatus_page = \"https://status.example.com\"\n\
                 feed = {{ format = \"statuspage\", url = \"{}\", internal = true }}\nconfidence = \"high\"\n\n\
                 [[product]]\nid = \"{id}\"\nname = \"Bench {number}\"\nopen = \"https://example.com\"\n\
                 uses = []\ncomponents = [\"{}\"]\n",
                page.url(),
                part_id(0),
            );
            fs::write(catalogue.join(format!("{id}.toml")), file)?;
            if number < watched {
                providers.insert(id);
            }
        }
        let watch: Vec<String> = (0..watched).map(|number| format!("\"bench-{number}\"")).collect();
        fs::write(
            places.settings_file(),
            format!("watch = [{}]\nlanguage = \"en\"\n{rules}[window]\nwelcome = false\n", watch.join(", ")),
        )?;
        Ok(Self { places, providers, _folder: folder })
    }

    /// A command in this person's name.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env("SIAGA_CONFIG_DIR", &self.places.config)
            .env("SIAGA_DATA_DIR", &self.places.data)
            .env("SIAGA_RUNTIME_DIR", &self.places.runtime)
            // Should a shipped feed be wanted after all, it ends at a port where nobody listens. 127.0.0.1 needs no proxy.
            .env("HTTPS_PROXY", "http://127.0.0.1:9")
            .env("HTTP_PROXY", "http://127.0.0.1:9")
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        command
    }

    /// Starts this person's agent on a bus (`None`: the session's).
    pub(crate) fn agent(&self, siaga: &Path, bus: Option<&str>) -> Outcome<Agent> {
        let mut command = self.command(siaga);
        command.arg("agent");
        if let Some(address) = bus {
            command.arg("--no-tray").env("DBUS_SESSION_BUS_ADDRESS", address);
        }
        let start = Instant::now();
        Ok(Agent { start, process: command.spawn()? })
    }

    /// Follows the agent until it says that every page could be read.
    pub(crate) async fn known(&self) -> Outcome<Connection> {
        let follow = async {
            let mut connection = loop {
                match connect(&self.places).await {
                    Ok(connection) => break connection,
                    Err(_) => tokio::time::sleep(Duration::from_millis(1)).await,
                }
            };
            let subscribed = connection.client.ask(Ask::Subscribe { window: false, decisions: false }).await;
            subscribed.map_err(|error| error.message)?;
            while let Some(push) = connection.pushes.recv().await {
                if let Push::Snapshot(snapshot) = push
                    && self.all_readable(&snapshot)
                {
                    return Ok(connection);
                }
            }
            Err("the agent has ended".into())
        };
        tokio::time::timeout(PATIENCE, follow).await.map_err(|_| "the agent did not read all feeds")?
    }

    fn all_readable(&self, snapshot: &Snapshot) -> bool {
        let readable = snapshot.providers.iter().filter(|provider| self.providers.contains(&provider.id));
        readable.filter(|provider| provider.source.kind == SourceKind::Readable).count() == self.providers.len()
    }
}

/// A running agent. Killed when dropped, so that a measurement given up leaves nothing behind.
pub(crate) struct Agent {
    /// Just before it was started.
    pub(crate) start: Instant,
    process: Child,
}

impl Agent {
    /// Its process id.
    pub(crate) fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Asks it to end, and waits until it has.
    pub(crate) async fn stop(mut self, connection: Connection) -> Outcome<()> {
        // It may be gone before it answers.
        let _ = connection.client.ask(Ask::Stop { why: Bye::Quit }).await;
        let asked = Instant::now();
        while self.process.try_wait()?.is_none() {
            if asked.elapsed() > PATIENCE {
                return Err("the agent does not end".into());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
