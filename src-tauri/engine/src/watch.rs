//! The watch loop: the one owner of state. Reads, requests, presses and ticks come in as values; snapshots, decisions
//! and notifications go out. Nothing else changes what Siaga knows.

mod about;
mod archive;
mod command;
mod deliver;
mod elsewhere;
pub(crate) mod forward;
pub(crate) mod going;
mod history;
mod local;
mod message;
mod moving;
mod note;
mod options;
mod outbox;
mod owed;
mod own;
mod past;
mod picture;
pub(crate) mod plan;
mod reads;
mod reload;
mod rules;
mod save;
mod settle;
mod telling;
mod tools;
mod wake;
mod why;
mod would_have;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;
use siaga_core::alternatives::LocalTool;
use siaga_core::decide::Decision;
use siaga_core::observation::Observation;
use siaga_core::plan::Walk;
use siaga_core::provider::{Catalogue, House};
use siaga_core::round::Memory;
use siaga_core::settings::Settings;
use siaga_core::snapshot::{Parts, Snapshot, assemble};
use siaga_core::wire::Bye;
use siaga_core::wording::Words;
use tokio::sync::{broadcast, mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::clipboard::Clipboard;
use crate::clock::Clock;
use crate::fetch::Fetcher;
use crate::opener::Opener;
use crate::output::notification::{Abilities, Desktop, Heard};
use crate::poll::{Done, Reader, Searched};
use crate::scheduler::Scheduler;
use crate::settings::Files;
use crate::socket::{Asked, Windows};
use crate::store::{Condition, ShownRow, Store, StoredDocument};

use deliver::ShowDone;
use forward::{Forwarded, Forwards};
use outbox::Outbox;
use reads::Feed;

pub use about::{Itself, StartDrill};
pub use options::{Options, Running, StartWindow, Trouble, Voice};
pub use telling::Telling;
use wake::{hear, sleep_until};

/// How often settings are looked at and old snoozes dropped.
const TICK: Duration = Duration::from_secs(5);

/// How long the loop waits for reads in flight when it ends.
const STOP_LIMIT: Duration = Duration::from_secs(2);

/// What the loop's own tasks send it.
#[derive(Debug)]
enum Event {
    Read(Done),
    Searched(Box<Searched>),
    Archived(url::Url, Box<Done>),
    Shown(ShowDone),
    Forwarded(Box<Forwarded>),
    Looked(Box<own::Looked>),
    Probed(Box<why::Probed>),
    FoundTools(tools::Found),
}

struct Watch {
    clock: Clock,
    store: Store,
    reader: Arc<dyn Reader>,
    files: Files,
    voice: Option<Arc<Desktop>>,
    /// What the desktop's notification server can do, while there is one.
    abilities: Option<Abilities>,
    opener: Opener,
    clipboard: Arc<dyn Clipboard>,
    windows: Windows,
    start_window: Option<StartWindow>,
    drill: bool,
    /// What it knows of itself.
    itself: Itself,
    /// Says how the last drill that was started beside this engine ended.
    drill_beside: Option<watch::Receiver<Option<bool>>>,
    /// Looks at addresses that the person names.
    fetcher: Option<Fetcher>,
    /// Addresses that are being looked at, and what was found at the last of them.
    looks: own::Looks,
    /// Products that are being asked for themselves, and the last that were.
    probes: why::Probes,
    /// Products asked about by name, beyond those that the person uses.
    asked_about: BTreeSet<String>,

    settings: Settings,
    catalogue: Catalogue,
    words: Arc<Words>,

    /// What is true, told, to be told later, and wished for.
    memory: Memory,
    /// How reliable products were, by id: from what was recorded.
    reliability: BTreeMap<String, f64>,
    /// It was counted elsewhere, and is not counted again.
    counted_before: bool,
    /// What was found on this computer when the person last let it be looked for.
    local_tools: Option<BTreeMap<String, LocalTool>>,
    /// Products whose own program was found with it.
    apps: BTreeSet<String>,
    /// The rehearsal of a plan that is under way.
    rehearsal: Option<Walk>,
    /// Whether they are being looked for, and who waits for that.
    looking: tools::Looking,
    /// When `reliability` was counted.
    counted_at: Option<Instant>,
    /// Where the person last went instead.
    gone: watch::Sender<Option<String>>,
    /// The zone that quiet hours are meant in.
    quiet_zone: TimeZone,
    held: BTreeMap<String, Decision>,
    said: BTreeMap<String, Decision>,
    feeds: BTreeMap<String, Feed>,
    documents: BTreeMap<String, StoredDocument>,
    observations: BTreeMap<String, Observation>,
    /// Where feeds were found again, by provider id.
    houses: BTreeMap<String, House>,
    looks_for_moves: bool,
    /// Who waits to hear whether a feed can be read where it moved, by provider id.
    agreed: BTreeMap<String, Vec<moving::Answer>>,
    outbox: Outbox,
    /// What waits for further outputs.
    forwards: Forwards,
    shown: Vec<ShownRow>,
    problems: Vec<Trouble>,
    /// What is known of this computer.
    local: local::Local,
    /// What has been kept to look back on.
    record: history::Record,
    /// Something could not be saved: the next that can be is everything.
    unsaved: bool,

    /// When something that is held may come free: what is told then is not to wait for the next tick.
    due: Option<Instant>,
    scheduler: Scheduler,
    checks: Vec<command::Check>,
    tasks: JoinSet<()>,
    events: mpsc::Sender<Event>,
    snapshots: watch::Sender<Arc<Snapshot>>,
    said_words: watch::Sender<Arc<Words>>,
    decisions: broadcast::Sender<Decision>,
    tellings: broadcast::Sender<Telling>,
    tried: watch::Sender<bool>,
    touched: watch::Sender<bool>,
    ended: Option<Bye>,
}

/// Starts an engine on the current tokio runtime.
///
/// # Errors
/// When what is stored cannot be read at all.
pub fn start(options: Options) -> Result<Running, crate::store::StoreError> {
    let Options {
        clock,
        store,
        reader,
        files,
        voice,
        opener,
        clipboard,
        windows,
        start_window,
        looks_for_moves,
        hints,
        drill,
        itself,
        mut problems,
        asked_about,
        reliability,
        fetcher,
        outputs,
    } = options;
    let loaded = store.load()?;
    let mut damaged = None;
    match store.condition() {
        Condition::Sound => {}
        Condition::Fresh(aside) => {
            damaged = Some(aside.file_name().unwrap_or_default().to_string_lossy().into_owned());
        }
        Condition::Newer(version) => {
            problems.push(Trouble { key: "problem-newer-database", detail: version.to_string() });
        }
        Condition::Memory(why) => problems.push(Trouble { key: "problem-memory-only", detail: why.clone() }),
    }
    let (events, event_inbox) = mpsc::channel(64);
    let (inbox, asked) = mpsc::channel(64);
    let (walks, walked) = mpsc::channel(4);
    let (decisions, _) = broadcast::channel(256);
    let (tellings, _) = broadcast::channel(64);
    let (voice, heard) = match voice {
        Voice::Desktop(desktop, heard) => (Some(desktop), Some(heard)),
        Voice::Silent => (None, None),
    };
    let outbox = Outbox::restored(loaded.waiting, loaded.last_outbox, &loaded.memory.told);
    let forwards = Forwards::restored(outputs, loaded.forwards, loaded.last_forward);
    let words = Arc::new(Words::new(siaga_core::wording::Language::English));
    let nothing = Arc::new(empty(&clock));
    let (snapshots, snapshot_out) = watch::channel(nothing);
    let (said_words, words_out) = watch::channel(words.clone());
    let (tried, tried_out) = watch::channel(false);
    let (touched, touched_out) = watch::channel(false);
    let (gone, gone_out) = watch::channel(None);
    let mut watch = Watch {
        reader,
        files,
        voice,
        abilities: None,
        opener,
        clipboard,
        windows,
        start_window,
        drill,
        itself,
        drill_beside: None,
        fetcher,
        looks: own::Looks::default(),
        probes: why::Probes::default(),
        asked_about: asked_about.into_iter().collect(),
        settings: Settings::default(),
        catalogue: Catalogue::shipped(),
        words,
        memory: loaded.memory,
        counted_before: reliability.is_some(),
        reliability: reliability.unwrap_or_default(),
        local_tools: None,
        apps: BTreeSet::new(),
        rehearsal: None,
        looking: tools::Looking::default(),
        counted_at: None,
        gone,
        quiet_zone: TimeZone::UTC,
        held: BTreeMap::new(),
        said: BTreeMap::new(),
        feeds: BTreeMap::new(),
        documents: loaded.documents,
        observations: BTreeMap::new(),
        houses: loaded.houses,
        looks_for_moves,
        agreed: BTreeMap::new(),
        outbox,
        forwards,
        shown: loaded.shown,
        problems,
        local: local::Local::new(&clock, hints),
        record: history::Record::default(),
        unsaved: false,
        due: None,
        scheduler: Scheduler::default(),
        checks: Vec::new(),
        tasks: JoinSet::new(),
        events,
        snapshots,
        said_words,
        decisions: decisions.clone(),
        tellings: tellings.clone(),
        tried,
        touched,
        ended: None,
        clock,
        store,
    };
    watch.load_settings(true);
    watch.restore_feeds(loaded.feeds);
    if let Some(file) = damaged {
        watch.tell_damaged(file);
    }
    watch.publish();
    let task = tokio::spawn(watch.run(event_inbox, asked, heard, walked));
    Ok(Running {
        snapshots: snapshot_out,
        words: words_out,
        decisions,
        tellings,
        tried: tried_out,
        touched: touched_out,
        gone: gone_out,
        walks,
        inbox,
        task,
    })
}

fn empty(clock: &Clock) -> Snapshot {
    let words = Words::new(siaga_core::wording::Language::English);
    let parts = Parts {
        catalogue: &Catalogue::default(),
        watch: &[],
        memory: &Memory::default(),
        health: &BTreeMap::new(),
        observations: &BTreeMap::new(),
        held: &BTreeMap::new(),
        look: siaga_core::settings::Look::default(),
        quiet_until: None,
        doubt: None,
        words: &words,
        drill: false,
        problems: Vec::new(),
    };
    assemble(parts, clock.now())
}

impl Watch {
    async fn run(
        mut self,
        mut events: mpsc::Receiver<Event>,
        mut asked: mpsc::Receiver<Asked>,
        mut heard: Option<mpsc::Receiver<Heard>>,
        mut walked: mpsc::Receiver<Walk>,
    ) -> Bye {
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut hints = self.local.take_news();
        let bye = loop {
            if self.look_around() {
                self.publish();
            }
            if self.due.is_some_and(|due| due <= Instant::now()) {
                self.tend_dues();
            }
            self.due = self.next_due();
            self.start_due_reads();
            self.deliver();
            self.forward();
            if let Some(bye) = self.ended {
                break bye;
            }
            let wake = self.next_wake();
            tokio::select! {
                Some(event) = events.recv() => match event {
                    Event::Read(done) => self.take_read(done),
                    Event::Searched(searched) => self.take_searched(*searched),
                    Event::Archived(url, done) => self.take_archived(&url, *done),
                    Event::Shown(done) => self.take_shown(done),
                    Event::Forwarded(done) => self.take_forwarded(*done),
                    Event::Looked(looked) => self.take_looked(*looked),
                    Event::Probed(probed) => self.take_probed(*probed),
                    Event::FoundTools(found) => self.take_tools(found),
                },
                request = asked.recv() => match request {
                    Some(request) => self.answer(request),
                    // Nobody can ask any more: whoever started this engine has dropped it.
                    None => break Bye::Quit,
                },
                Some(news) = hear(&mut heard) => self.take_heard(news),
                Some(hint) = hear(&mut hints) => self.take_hint(hint),
                Some(walk) = walked.recv() => self.take_walk(walk),
                Some(_) = self.tasks.join_next(), if !self.tasks.is_empty() => {}
                () = sleep_until(wake) => {}
                _ = tick.tick() => self.tick(),
            }
            self.answer_checks();
        };
        self.remember_feeds();
        self.write_stretches();
        // What is in flight may still be needed by nobody; a notification being shown gets the time it is due.
        let _ = tokio::time::timeout(STOP_LIMIT, async {
            while self.outbox.in_flight() {
                match events.recv().await {
                    Some(Event::Shown(done)) => self.take_shown(done),
                    Some(Event::Forwarded(done)) => self.take_forwarded(*done),
                    Some(
                        Event::Read(_)
                        | Event::Searched(_)
                        | Event::Archived(..)
                        | Event::Looked(_)
                        | Event::Probed(_)
                        | Event::FoundTools(_),
                    ) => {}
                    None => break,
                }
            }
        })
        .await;
        self.tasks.shutdown().await;
        bye
    }

    fn tick(&mut self) {
        if self.files.changed() {
            self.load_settings(false);
        }
        if self.unsaved {
            self.save_again();
        }
        self.tend_history();
        self.forget_tools();
        self.count_reliability();
        self.tend_dues();
    }
}

#[cfg(test)]
mod tests;
