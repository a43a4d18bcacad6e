//! Where a command gets its answer: from the agent where one runs, else from an engine in this process that reads the
//! watched feeds once, remembers nothing and tells nothing.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use siaga_core::provider::Catalogue;
use siaga_core::settings::Settings;
use siaga_core::snapshot::{Snapshot, SourceKind};
use siaga_core::wire::{Command, ErrorCode, Reply, WireError};
use siaga_core::wording::Words;
use tokio::sync::oneshot;

use super::{BAD_INPUT, Failure, INTERNAL, NOTHING, USAGE};
use crate::client::{self, Client, ConnectError};
use crate::clipboard;
use crate::clock::Clock;
use crate::fetch::Fetcher;
use crate::launch;
use crate::local::Hints;
use crate::opener::Opener;
use crate::own::Unchanged;
use crate::places::Places;
use crate::poll::Network;
use crate::settings::Files;
use crate::socket::{Asked, Windows};
use crate::store::Store;
use crate::watch::{self, Itself, Options, Running, Voice};

/// How long a command without an agent waits for the feeds, all together.
const READ_LIMIT: Duration = Duration::from_secs(10);

/// An answer, and who gave it.
pub(super) struct Source {
    pub(super) snapshot: Snapshot,
    pub(super) agent: bool,
    pub(super) catalogue: Catalogue,
    pub(super) words: Words,
    pub(super) now: Timestamp,
}

/// The agent, where one runs.
pub(super) async fn agent(places: &Places) -> Result<Option<client::Connection>, Failure> {
    match client::connect(places).await {
        // An older one may not know what is asked: it is replaced, as a window would.
        Ok(connection) if launch::is_older(&connection.hello) => {
            drop(connection);
            let newer = launch::connect_or_start_agent(places).await;
            newer.map(Some).map_err(|error| Failure::new(NOTHING, error.to_string()))
        }
        Ok(connection) => Ok(Some(connection)),
        Err(ConnectError::NoAgent) => Ok(None),
        Err(error) => Err(Failure::new(NOTHING, error.to_string())),
    }
}

/// The agent, or a sentence that says how to start one.
pub(super) async fn agent_or_say_how(places: &Places) -> Result<Client, Failure> {
    match agent(places).await? {
        Some(connection) => Ok(connection.client),
        None => Err(Failure::new(NOTHING, "no agent is running: start it with `siaga agent`, or open Siaga's window")),
    }
}

/// The current picture. `fresh` asks an agent to read first; without an agent that is always done.
pub(super) async fn snapshot(places: &Places, products: &[String], fresh: bool) -> Result<Source, Failure> {
    let mut files = Files::of(&places.config);
    let (settings, catalogue) = files.load();
    let words = words(&files, &settings);
    let products: Vec<String> = products.iter().map(|id| known(&catalogue, id)).collect::<Result<_, _>>()?;
    if let Some(connection) = agent(places).await? {
        let command = if fresh { Command::Check { products } } else { Command::Snapshot };
        let Reply::Snapshot(snapshot) = connection.client.ask(command).await.map_err(refused)? else {
            return Err(Failure::new(INTERNAL, "the agent gave an answer of another kind"));
        };
        // Its clock counts: in a drill it runs faster than ours.
        let now = snapshot.at;
        return Ok(Source { snapshot: *snapshot, agent: true, catalogue, words, now });
    }
    complain_of(&files);
    let mut running = engine(places, &products, BTreeMap::new())?;
    // What is not known by then is shown as unknown, with its age.
    let _ = tokio::time::timeout(READ_LIMIT, running.tried.wait_for(|tried| *tried)).await;
    let snapshot = running.snapshots.borrow().as_ref().clone();
    running.task.abort();
    Ok(Source { snapshot, agent: false, catalogue, words, now: Timestamp::now() })
}

/// The answer to one question: the agent's, or, without one, that of an engine in this process once the watched feeds and
/// those of `products` have been read.
pub(super) async fn ask(places: &Places, products: &[String], command: Command) -> Result<Reply, Failure> {
    reach(places, products).await?.ask(command).await
}

/// Who answers questions: the agent, or an engine in this process.
pub(super) enum Answerer {
    Agent(client::Connection),
    Engine(Box<Running>),
}

/// The agent, or, without one, an engine in this process that has read the watched feeds and those of `products`.
pub(super) async fn reach(places: &Places, products: &[String]) -> Result<Answerer, Failure> {
    if let Some(connection) = agent(places).await? {
        return Ok(Answerer::Agent(connection));
    }
    let mut files = Files::of(&places.config);
    let (_, catalogue) = files.load();
    complain_of(&files);
    let products: Vec<String> = products.iter().map(|id| known(&catalogue, id)).collect::<Result<_, _>>()?;
    // Only an order of alternatives asks for it, and whoever reaches for answers may want one.
    let reliability = Store::reliability_of(&places.database(), &catalogue, Timestamp::now());
    let mut running = engine(places, &products, reliability)?;
    let _ = tokio::time::timeout(READ_LIMIT, running.tried.wait_for(|tried| *tried)).await;
    Ok(Answerer::Engine(Box::new(running)))
}

impl Answerer {
    pub(super) async fn ask(&self, command: Command) -> Result<Reply, Failure> {
        let running = match self {
            Self::Agent(connection) => return connection.client.ask(command).await.map_err(refused),
            Self::Engine(running) => running,
        };
        let (answer, answered) = oneshot::channel();
        let gone = || Failure::new(INTERNAL, "the engine ended before it answered");
        let activation_token = std::env::var("XDG_ACTIVATION_TOKEN").ok();
        running.inbox.send(Asked { command, activation_token, answer }).await.map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?.map_err(refused)
    }
}

impl Drop for Answerer {
    fn drop(&mut self) {
        if let Self::Engine(running) = self {
            running.task.abort();
        }
    }
}

/// An agent's answer, once it has read those of `products` that it does not read otherwise: the person asks about them.
pub(super) async fn read_first(client: &Client, products: &[String], command: Command) -> Result<Reply, Failure> {
    let Reply::Snapshot(shown) = client.ask(Command::Snapshot).await.map_err(refused)? else {
        return Err(Failure::new(INTERNAL, "the agent gave an answer of another kind"));
    };
    let unread: Vec<String> = products.iter().filter(|id| is_unread(&shown, id)).cloned().collect();
    if !unread.is_empty() {
        client.ask(Command::Check { products: unread }).await.map_err(refused)?;
    }
    client.ask(command).await.map_err(refused)
}

/// An engine in this process that reads, decides, and neither remembers nor tells.
/// `reliability` is what is known of products from what an agent has recorded.
pub(super) fn engine(
    places: &Places,
    asked_about: &[String],
    reliability: BTreeMap<String, f64>,
) -> Result<Running, Failure> {
    let internal = |error: String| Failure::new(INTERNAL, error);
    let fetcher = Fetcher::new(env!("CARGO_PKG_VERSION")).map_err(|error| internal(error.to_string()))?;
    watch::start(Options {
        clock: Clock::System,
        // Where a provider has moved is known to a command, too; nothing is written.
        store: Store::memory_knowing_moves(&places.database()).map_err(|error| internal(error.to_string()))?,
        reader: Arc::new(Network::new(fetcher, Clock::System)),
        files: Files::of(&places.config),
        voice: Voice::Silent,
        opener: Opener,
        clipboard: clipboard::left(),
        windows: Windows::default(),
        looks_for_moves: false,
        fetcher: None,
        itself: Itself::default(),
        outputs: None,
        asked_about: asked_about.to_vec(),
        reliability: Some(reliability),
        start_window: None,
        hints: Hints::none(),
        drill: false,
        problems: Vec::new(),
    })
    .map_err(|error| internal(error.to_string()))
}

/// The person's words, by their settings.
pub(super) fn words(files: &Files, settings: &Settings) -> Words {
    Words::new(files.language(settings)).in_zone(files.zone())
}

/// Says what is wrong in the person's files: the command goes on without what they hold.
pub(super) fn complain_of(files: &Files) {
    for problem in files.problems() {
        super::complain(&problem.to_string());
    }
}

/// A product's id as the catalogue has it now.
pub(super) fn known(catalogue: &Catalogue, id: &str) -> Result<String, Failure> {
    match catalogue.product(id) {
        Some(product) => Ok(product.id.clone()),
        None => Err(Failure::new(USAGE, catalogue.no_product(id))),
    }
}

/// Why the person's files stay as they are, as a failure of the command.
pub(super) fn unchanged(error: &Unchanged, words: &Words) -> Failure {
    let code = match error {
        Unchanged::NotAdded(_) | Unchanged::Shipped { .. } | Unchanged::Unknown { .. } | Unchanged::NoProduct(_) => {
            USAGE
        }
        Unchanged::Settings(_) | Unchanged::Refused(_) | Unchanged::NoRule { .. } => BAD_INPUT,
        Unchanged::NotWritten { .. } => INTERNAL,
    };
    Failure::new(code, error.sentence(words))
}

/// Whether the feed of this product has not been read at all, and could be.
pub(super) fn is_unread(snapshot: &Snapshot, product: &str) -> bool {
    let provider = snapshot.product(product).and_then(|product| snapshot.provider(&product.provider));
    provider.is_some_and(|provider| provider.source.kind == SourceKind::Waiting)
}

/// What the agent would not do, as a failure of the command.
pub(super) fn refused(error: WireError) -> Failure {
    let code = match error.code {
        ErrorCode::UnknownProduct => USAGE,
        ErrorCode::WindowExists | ErrorCode::BadRequest | ErrorCode::Failed => NOTHING,
    };
    Failure::new(code, error.message)
}
