//! The agent: one engine with a lock, a socket, a tray and a voice, from its start to its clean end.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use siaga_core::about::TrayState;
use siaga_core::wire::{Bye, Command};
use tokio::sync::{mpsc, oneshot, watch};

use crate::autostart::Autostart;
use crate::clipboard::Kept;
use crate::clock::Clock;
use crate::contacts::Contacts;
use crate::fetch::Fetcher;
use crate::local::Hints;
use crate::lock::{Lock, Taken};
use crate::opener::Opener;
use crate::output::carrier::{Carrier, Outputs};
use crate::output::notification::Desktop;
use crate::places::Places;
use crate::poll::Network;
use crate::settings::Files;
use crate::socket::{self, Asked, Listener, Windows};
use crate::store::Store;
use crate::watch::{self as engine, Itself, Options, Running, StartDrill, Trouble, Voice};

/// Longest time from the wish to end until the process has ended.
const STOP_LIMIT: Duration = Duration::from_secs(5);

/// How an agent is to run.
#[derive(Debug, Clone, Default)]
pub struct Manner {
    /// Without a tray icon.
    pub no_tray: bool,
    /// A drill: its own tray icon, and everything says so.
    pub drill: bool,
    /// Shown time runs faster than time; 1 but in a drill.
    pub clock: Option<Clock>,
    /// Without desktop notifications: what would be told is handed to the caller only.
    pub silent: bool,
    /// In this language, whatever the system says.
    pub language: Option<siaga_core::wording::Language>,
    /// In this time zone, whatever the system says.
    pub zone: Option<jiff::tz::TimeZone>,
}

/// Why there is no agent.
#[derive(Debug, thiserror::Error)]
pub enum AgentError {
    /// Another one runs.
    #[error("another agent runs already")]
    Taken(Taken),
    /// The socket could not be made.
    #[error(transparent)]
    Socket(#[from] socket::BindError),
    /// Nothing can be fetched: no TLS.
    #[error(transparent)]
    Fetch(#[from] crate::fetch::FetchError),
    /// Nothing can be remembered, not even in memory.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    /// No signals can be heard.
    #[error("signals cannot be heard: {0}")]
    Signals(io::Error),
}

/// A running agent.
#[derive(Debug)]
pub struct Agent {
    /// Its engine, to follow.
    pub engine: Running,
    /// Its window.
    pub windows: Windows,
    ending: watch::Sender<Option<Bye>>,
    socket: tokio::task::JoinHandle<()>,
    tray: Option<tokio::task::JoinHandle<()>>,
    _lock: Lock,
}

impl Agent {
    /// Takes the lock and starts everything.
    ///
    /// # Errors
    /// [`AgentError`]; nothing is left running then.
    pub async fn start(places: &Places, manner: Manner) -> Result<Self, AgentError> {
        let mut problems: Vec<Trouble> = places
            .create()
            .into_iter()
            .map(|unusable| Trouble { key: "problem-folder", detail: unusable.to_string() })
            .collect();
        let lock = Lock::take(places).map_err(AgentError::Taken)?;
        let windows = Windows::default();
        // Without a place for the socket the agent still watches and tells; it only cannot be asked.
        let listener = match Listener::bind(places, &lock) {
            Ok(listener) => Some(listener),
            Err(error) if problems.is_empty() => return Err(error.into()),
            Err(error) => {
                problems.push(Trouble { key: "problem-folder", detail: error.to_string() });
                None
            }
        };
        let clock = manner.clock.clone().unwrap_or(Clock::System);
        let store = Store::open(&places.database(), clock.now())?;
        let contacts = Contacts::new(clock.clone());
        let fetcher = Fetcher::new(env!("CARGO_PKG_VERSION"))?.noting(contacts.clone());
        let mut files = Files::of(&places.config);
        if let Some(language) = manner.language {
            files = files.speaking(language);
        }
        if let Some(zone) = manner.zone {
            files = files.living_in(zone);
        }
        let voice = if manner.silent {
            Voice::Silent
        } else {
            let (heard, news) = mpsc::channel(64);
            let desktop = Desktop::start("Siaga".to_owned(), heard).await.with_picture(picture(places));
            Voice::Desktop(Arc::new(desktop), news)
        };
        let (for_window, tray_clock) = (places.clone(), clock.clone());
        let (shown, tray_state) = watch::channel(TrayState::Unknown);
        let itself = Itself { contacts, tray: tray_state, ..itself(places, manner.drill) };
        // A rehearsal contacts nobody.
        let outputs = (!manner.drill && !manner.silent).then(|| Outputs::new(fetcher.clone()));
        let running = engine::start(Options {
            reader: Arc::new(Network::new(fetcher.clone(), clock.clone())),
            outputs: outputs.map(|outputs| Arc::new(outputs) as Arc<dyn Carrier>),
            fetcher: (!manner.drill).then_some(fetcher),
            clock,
            store,
            files,
            voice,
            opener: Opener,
            clipboard: Arc::new(Kept::default()),
            windows: windows.clone(),
            looks_for_moves: !manner.drill,
            asked_about: Vec::new(),
            reliability: None,
            start_window: Some(Box::new(move |token| crate::launch::start_window(&for_window, token))),
            hints: if manner.drill { Hints::none() } else { Hints::of_the_system() },
            drill: manner.drill,
            itself,
            problems,
        })?;
        let (ending, ended) = watch::channel(None);
        let socket = tokio::spawn(serve(listener, &running, windows.clone(), ended));
        let tray = (!manner.no_tray).then(|| {
            let (snapshots, words, inbox) = (running.snapshots.clone(), running.words.clone(), running.inbox.clone());
            tokio::spawn(crate::tray::run(snapshots, words, inbox, shown, move || tray_clock.now()))
        });
        Ok(Self { engine: running, windows, ending, socket, tray, _lock: lock })
    }

    /// Waits until the agent is asked to end, by a request or a signal, and ends it.
    ///
    /// # Errors
    /// Where signals cannot be heard; the agent is ended then too.
    pub async fn until_asked(mut self) -> io::Result<Bye> {
        let asked = tokio::select! {
            bye = &mut self.engine.task => Some(bye.unwrap_or(Bye::Quit)),
            signal = crate::signal::end() => {
                signal?;
                None
            }
        };
        let bye = match asked {
            Some(bye) => bye,
            None => self.stop_engine().await,
        };
        self.finish(bye).await;
        Ok(bye)
    }

    /// Ends the agent.
    pub async fn stop(mut self) {
        let bye = self.stop_engine().await;
        self.finish(bye).await;
    }

    async fn stop_engine(&mut self) -> Bye {
        let (answer, _) = oneshot::channel();
        let command = Command::Stop { why: Bye::Quit };
        let asked = Asked { command, activation_token: None, answer };
        // An engine that does not take the request has ended already, or is ended with the process.
        let _ = tokio::time::timeout(STOP_LIMIT / 5, self.engine.inbox.send(asked)).await;
        match tokio::time::timeout(STOP_LIMIT / 2, &mut self.engine.task).await {
            Ok(Ok(bye)) => bye,
            Ok(Err(_)) | Err(_) => {
                self.engine.task.abort();
                Bye::Quit
            }
        }
    }

    async fn finish(self, bye: Bye) {
        if let Some(tray) = &self.tray {
            tray.abort();
        }
        self.ending.send_replace(Some(bye));
        let _ = tokio::time::timeout(STOP_LIMIT / 5, self.socket).await;
        tracing::info!(?bye, "the agent has ended");
    }
}

/// What the agent is to know of itself. A rehearsal neither starts at login nor starts another.
fn itself(places: &Places, drill: bool) -> Itself {
    let for_drill = places.clone();
    let start_drill: StartDrill = Box::new(move |task| crate::launch::start_drill(&for_drill, task));
    let autostart = Autostart::of_the_system(places);
    if let Err(nowhere) = &autostart {
        tracing::info!("no start at login: {nowhere}");
    }
    Itself {
        autostart: autostart.ok().filter(|_| !drill),
        start_drill: (!drill).then_some(start_drill),
        places: Some(places.clone()),
        ..Itself::default()
    }
}

/// The program's own icon as a file: where Siaga was not installed, no icon theme knows it.
fn picture(places: &Places) -> Option<PathBuf> {
    const ICON: &[u8] = include_bytes!("../../icons/128x128.png");
    let file = places.data.join("icon.png");
    if std::fs::read(&file).is_ok_and(|stored| stored == ICON) {
        return Some(file);
    }
    std::fs::write(&file, ICON).ok()?;
    crate::places::keep_private(&file);
    Some(file)
}

fn serve(
    listener: Option<Listener>,
    running: &Running,
    windows: Windows,
    ended: watch::Receiver<Option<Bye>>,
) -> impl Future<Output = ()> + Send + use<> {
    let (snapshots, decisions, inbox) = (running.snapshots.clone(), running.decisions.clone(), running.inbox.clone());
    async move {
        if let Some(listener) = listener {
            socket::serve(listener, env!("CARGO_PKG_VERSION"), snapshots, decisions, windows, inbox, ended).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_rehearsal_neither_starts_at_login_nor_starts_another() {
        let folder = tempfile::tempdir().unwrap();
        let places = crate::places::in_folder(folder.path());
        let drill = itself(&places, true);
        assert!(drill.autostart.is_none() && drill.start_drill.is_none());
        assert!(itself(&places, false).start_drill.is_some());
    }
}
