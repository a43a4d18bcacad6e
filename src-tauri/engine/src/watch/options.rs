//! What an engine is made of when it is started, and what is given back of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use siaga_core::decide::Decision;
use siaga_core::plan::Walk;
use siaga_core::snapshot::Snapshot;
use siaga_core::wire::Bye;
use siaga_core::wording::Words;
use tokio::sync::{broadcast, mpsc, watch};
use tokio::task::JoinHandle;

use super::{Itself, Telling};
use crate::clipboard::Clipboard;
use crate::clock::Clock;
use crate::fetch::Fetcher;
use crate::local::Hints;
use crate::opener::Opener;
use crate::output::carrier::Carrier;
use crate::output::notification::{Desktop, Heard};
use crate::poll::Reader;
use crate::settings::Files;
use crate::socket::{Asked, Windows};
use crate::store::Store;

/// How what is told reaches the person.
pub enum Voice {
    /// By the desktop, and what is heard from it.
    Desktop(Arc<Desktop>, mpsc::Receiver<Heard>),
    /// Not by this engine: what it tells is only decided, recorded and handed to those who listen.
    Silent,
}

/// What an engine is made of.
pub struct Options {
    /// Its time.
    pub clock: Clock,
    /// Its memory.
    pub store: Store,
    /// How it reads feeds.
    pub reader: Arc<dyn Reader>,
    /// The person's settings and catalogue.
    pub files: Files,
    /// How it speaks.
    pub voice: Voice,
    /// How it opens links.
    pub opener: Opener,
    /// Where it copies what the person takes along.
    pub clipboard: Arc<dyn Clipboard>,
    /// The window that is connected, and how one is started.
    pub windows: Windows,
    /// Starts a window when none is connected; absent where there is none to start.
    pub start_window: Option<StartWindow>,
    /// Looks at addresses that the person names; absent where nobody is to be contacted but feeds.
    pub fetcher: Option<Fetcher>,
    /// Takes what is told to further outputs; absent where nobody is to be contacted but feeds.
    pub outputs: Option<Arc<dyn Carrier>>,
    /// Products asked about by name: their feeds are read too, whoever uses them.
    pub asked_about: Vec<String>,
    /// How reliable products were, by id, where somebody has counted; absent: counted from `store`, again and again.
    pub reliability: Option<BTreeMap<String, f64>>,
    /// Looks for feeds that have moved. Only for an engine that remembers when it did: each asks a provider's hosts for
    /// some addresses, once a day.
    pub looks_for_moves: bool,
    /// What this computer says of itself.
    pub hints: Hints,
    /// A rehearsal: everything says so.
    pub drill: bool,
    /// What it is to know of itself.
    pub itself: Itself,
    /// Sentences about what is wrong with Siaga from the start, by Fluent key and argument.
    pub problems: Vec<Trouble>,
}

/// Starts the window, with the desktop's permission to take the focus where there is one.
pub type StartWindow = Box<dyn Fn(Option<&str>) -> Result<(), crate::launch::LaunchError> + Send + Sync>;

/// Something wrong with Siaga itself: a Fluent key, and what it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The sentence.
    pub key: &'static str,
    /// Its `detail`.
    pub detail: String,
}

/// A running engine.
#[derive(Debug)]
pub struct Running {
    /// The newest picture.
    pub snapshots: watch::Receiver<Arc<Snapshot>>,
    /// The person's words; they change with the settings.
    pub words: watch::Receiver<Arc<Words>>,
    /// Every decision.
    pub decisions: broadcast::Sender<Decision>,
    /// Every notification, as it was worded and delivered.
    pub tellings: broadcast::Sender<Telling>,
    /// True once every feed that is wanted has been tried.
    pub tried: watch::Receiver<bool>,
    /// True once the person has used the window.
    pub touched: watch::Receiver<bool>,
    /// The product that the person last opened, by id.
    pub gone: watch::Receiver<Option<String>>,
    /// Takes how far the rehearsal of a plan is, to be shown.
    pub walks: mpsc::Sender<Walk>,
    /// The way in.
    pub inbox: mpsc::Sender<Asked>,
    /// Ends with why it ended.
    pub task: JoinHandle<Bye>,
}
