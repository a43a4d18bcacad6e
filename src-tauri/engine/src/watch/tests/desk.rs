//! One person's desk in a story: their files, their feeds as a script, and an engine on a paused clock.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use jiff::{Timestamp, Zoned};
use siaga_core::alert::Reason;
use siaga_core::decide::Decision;
use siaga_core::snapshot::{ProductView, Snapshot};
use siaga_core::wire::{Bye, Command, Reply, WireError};
use tokio::sync::{broadcast, mpsc, oneshot};
use tokio::time::Instant;

pub(super) use super::script::*;
use crate::clipboard::Kept;
use crate::clock::Clock;
use crate::local::{Hint, Hints, Power};
use crate::opener::Opener;
use crate::output::carrier::Carrier;
use crate::settings::Files;
use crate::socket::{Asked, Windows};
use crate::store::Store;
use crate::watch::{Itself, Options, Running, Telling, Voice, start};

/// When every story begins that does not say when and where.
const START: &str = "2026-03-12T09:00:00[UTC]";

/// What the person watches unless a story says otherwise.
const SETTINGS: &str = "language = \"en\"\nwatch = [\"quill\", \"quill-api\", \"raven\"]\n";

/// The providers of the stories: tasks that nothing shipped does keep every other feed out of them.
const CATALOGUE: [(&str, &str); 3] = [
    (
        QUILL,
        r#"
            id = "quill"
            name = "Quill Labs"
            feed = { format = "statuspage", url = "https://quill.example/api/v2/summary.json" }
            [[product]]
            id = "quill"
            name = "Quill"
            order = 2
            uses = ["music"]
            components = ["chat", "files"]
            core = ["chat"]
            title_words = ["quill"]
            [[product]]
            id = "quill-api"
            name = "Quill API"
            uses = ["music"]
            components = ["api"]
            core = ["api"]
            title_words = ["quill api"]
        "#,
    ),
    (
        RAVEN,
        r#"
            id = "raven"
            name = "Raven"
            feed = { format = "statuspage", url = "https://raven.example/api/v2/summary.json" }
            [[product]]
            id = "raven"
            name = "Raven"
            order = 1 # before the shipped products that do the same
            uses = ["music"]
            components = ["raven"]
            core = ["raven"]
            title_words = ["raven"]
        "#,
    ),
    (
        HERON,
        r#"
            id = "heron"
            name = "Heron"
            feed = { format = "statuspage", url = "https://heron.example/api/v2/summary.json" }
            [[product]]
            id = "heron"
            name = "Heron"
            uses = ["meeting"]
            components = ["heron"]
            core = ["heron"]
            title_words = ["heron"]
        "#,
    ),
];

/// A span of story time, in minutes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span(f64, f64);

pub(super) const fn between(from: f64, to: f64) -> Span {
    Span(from, to)
}

/// What was told, when it was.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) minute: f64,
    pub(super) telling: Telling,
}

/// A decision, when it was made.
#[derive(Debug, Clone)]
struct Made {
    minute: f64,
    decision: Decision,
}

pub(super) struct Desk {
    folder: tempfile::TempDir,
    /// Where the person lives, and when their story begins.
    begins: Zoned,
    pub(super) clock: Clock,
    origin: Instant,
    pub(super) feeds: Script,
    /// What takes messages to further outputs.
    pub(super) outputs: Option<Arc<dyn Carrier>>,
    /// What the next engine is to know of itself.
    pub(super) itself: Itself,
    pub(super) engine: Option<Running>,
    told: Arc<Mutex<Vec<Told>>>,
    decided: Arc<Mutex<Vec<Made>>>,
    says: mpsc::Sender<Hint>,
    /// The bus of a story that is told over one.
    #[cfg(target_os = "linux")]
    pub(super) wire: Option<super::wire::Wire>,
}

impl Desk {
    /// Everything works, and the engine has just been started.
    pub(super) async fn open() -> Self {
        let mut desk = Self::closed();
        desk.start();
        desk.settle().await;
        desk
    }

    /// The same with no engine yet.
    pub(super) fn closed() -> Self {
        Self::closed_at(START)
    }

    /// The same at a moment of one's own: `2026-03-12T21:58:00[Asia/Jakarta]`. The person lives in its time zone.
    pub(super) fn closed_at(begins: &str) -> Self {
        Self::closed_on(begins, 1.0)
    }

    /// The same on a clock that runs this many times as fast as time does, as in a drill.
    pub(super) fn closed_on(begins: &str, rate: f64) -> Self {
        let begins: Zoned = begins.parse().unwrap();
        let clock = Clock::scaled(begins.timestamp(), rate);
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
            begins,
            #[cfg(target_os = "linux")]
            wire: None,
            feeds: Script::new(clock.clone()),
            clock,
            origin: Instant::now(),
            outputs: None,
            itself: Itself::default(),
            engine: None,
            told: Arc::default(),
            decided: Arc::default(),
            says: mpsc::channel(1).0,
        };
        std::fs::create_dir(desk.folder.path().join("catalogue")).unwrap();
        for (id, text) in CATALOGUE {
            desk.overlay(id, text);
        }
        desk.settings(SETTINGS);
        desk.feeds.says(QUILL, calm(&["chat", "files", "api"]));
        desk.feeds.says(RAVEN, calm(&["raven"]));
        desk.feeds.says(HERON, calm(&["heron"]));
        desk
    }

    /// A computer whose news are the story's, and whose power supplies are folders of it.
    fn hints(&mut self) -> Hints {
        let (say, news) = mpsc::channel(8);
        self.says = say;
        Hints::of(Power::in_folder(&self.path("power")), news)
    }

    /// This computer says something of itself.
    pub(super) async fn hint(&self, hint: Hint) {
        self.says.send(hint).await.unwrap();
        self.settle().await;
    }

    pub(super) fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn settings(&self, text: &str) {
        self.write_file("settings.toml", text);
    }

    pub(super) fn overlay(&self, provider: &str, text: &str) {
        self.write_file(&format!("catalogue/{provider}.toml"), text);
    }

    /// Written at this moment of the story, so that a change is one however fast the story is told.
    fn write_file(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        let moment = SystemTime::UNIX_EPOCH + Duration::try_from(self.clock.now().as_duration()).unwrap();
        std::fs::File::options().write(true).open(path).unwrap().set_modified(moment).unwrap();
    }

    pub(super) fn store(&self) -> Store {
        Store::open(&self.path("siaga.db"), self.clock.now()).unwrap()
    }

    pub(super) fn start(&mut self) {
        self.start_with(self.store(), Voice::Silent);
    }

    pub(super) fn start_with(&mut self, store: Store, voice: Voice) {
        let running = start(Options {
            clock: self.clock.clone(),
            store,
            reader: Arc::new(self.feeds.clone()),
            files: Files::of(self.folder.path()).living_in(self.begins.time_zone().clone()),
            voice,
            opener: Opener,
            clipboard: Arc::new(Kept::default()),
            windows: Windows::default(),
            looks_for_moves: true,
            fetcher: None,
            itself: std::mem::take(&mut self.itself),
            outputs: self.outputs.clone(),
            asked_about: Vec::new(),
            reliability: None,
            start_window: None,
            hints: self.hints(),
            drill: false,
            problems: Vec::new(),
        })
        .unwrap();
        let (clock, origin, told) = (self.clock.clone(), self.begins.timestamp(), self.told.clone());
        let minute = move |now: Timestamp| now.duration_since(origin).as_secs_f64() / 60.0;
        follow(running.tellings.subscribe(), move |telling| {
            told.lock().unwrap().push(Told { minute: minute(clock.now()), telling });
        });
        let decided = self.decided.clone();
        follow(running.decisions.subscribe(), move |decision| {
            decided.lock().unwrap().push(Made { minute: minute(decision.at), decision });
        });
        self.engine = Some(running);
    }

    /// Ends the engine as a person does, and answers how long that took.
    pub(super) async fn quit(&mut self) -> Duration {
        let began = Instant::now();
        assert_eq!(self.ask(Command::Stop { why: Bye::Quit }).await, Ok(Reply::Done));
        let running = self.engine.take().unwrap();
        assert_eq!(running.task.await.unwrap(), Bye::Quit);
        began.elapsed()
    }

    /// Ends the engine as `kill -9` does.
    pub(super) async fn kill(&mut self) {
        let running = self.engine.take().unwrap();
        running.task.abort();
        assert!(running.task.await.unwrap_err().is_cancelled());
    }

    pub(super) async fn restart(&mut self) {
        self.quit().await;
        self.start();
        self.settle().await;
    }

    /// Waits for this minute of the story.
    pub(super) async fn at(&self, minute: u32) {
        self.at_second(u64::from(minute) * 60).await;
    }

    pub(super) async fn at_second(&self, second: u64) {
        let moment = self.origin + self.clock.real(Duration::from_secs(second));
        assert!(moment >= Instant::now(), "the story is past second {second} already");
        #[cfg(target_os = "linux")]
        if let Some(wire) = &self.wire {
            return wire.pass(moment).await;
        }
        tokio::time::sleep_until(moment).await;
        self.settle().await;
    }

    /// Waits until the person's own clock shows this next: `07:00`.
    pub(super) async fn until(&self, time: &str) {
        let now = self.clock.now().to_zoned(self.begins.time_zone().clone());
        let time: jiff::civil::Time = time.parse().unwrap();
        let today = now.with().time(time).build().unwrap();
        let then = if today < now { today.tomorrow().unwrap().with().time(time).build().unwrap() } else { today };
        let second = then.timestamp().duration_since(self.begins.timestamp()).as_secs();
        self.at_second(u64::try_from(second).unwrap()).await;
    }

    /// Which minute of the story it is when the person's own clock shows this on its first day.
    pub(super) fn minute(&self, time: &str) -> f64 {
        let then = self.begins.with().time(time.parse::<jiff::civil::Time>().unwrap()).build().unwrap();
        then.timestamp().duration_since(self.begins.timestamp()).as_secs_f64() / 60.0
    }

    /// Lets everything that can happen without time passing happen.
    pub(super) async fn settle(&self) {
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
    }

    /// Sends a request without waiting for its answer.
    pub(super) async fn send(&self, command: Command) -> oneshot::Receiver<Result<Reply, WireError>> {
        let (answer, answered) = oneshot::channel();
        let asked = Asked { command, activation_token: None, answer };
        self.engine.as_ref().unwrap().inbox.send(asked).await.unwrap();
        answered
    }

    pub(super) async fn ask(&self, command: Command) -> Result<Reply, WireError> {
        self.send(command).await.await.unwrap()
    }

    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        self.engine.as_ref().unwrap().snapshots.borrow().clone()
    }

    pub(super) fn product(&self, id: &str) -> ProductView {
        self.snapshot().product(id).unwrap().clone()
    }

    /// The next that was told: its title, and when.
    #[track_caller]
    pub(super) fn want(&self, span: Span, title: &str) -> Told {
        let mut told = self.told.lock().unwrap();
        assert!(!told.is_empty(), "nothing more was told, and “{title}” should have been: {:?}", self.reasons());
        let next = told.remove(0);
        assert_eq!(next.telling.text.title, title, "told at minute {:.2}", next.minute);
        let (early, late) = (next.minute < span.0, next.minute > span.1);
        assert!(!early && !late, "“{title}” was told at minute {:.2}", next.minute);
        next
    }

    /// The next that was told: about what, why, and when.
    #[track_caller]
    pub(super) fn want_reason(&self, span: Span, product: &str, reason: Reason) -> Told {
        let next = self.told.lock().unwrap().first().map(|told| told.telling.clone());
        let found = next.as_ref().map(|telling| (telling.product.as_deref(), telling.reason));
        assert_eq!(found, Some((Some(product), Some(reason))), "told next: {next:?}");
        self.want(span, &next.unwrap().text.title)
    }

    /// That something of this product was held for this reason within the span.
    #[track_caller]
    pub(super) fn held(&self, span: Span, product: &str, reason: Reason) {
        assert!(!reason.is_told(), "{reason:?} is told, not held");
        let made = self.decided.lock().unwrap();
        let of = |made: &&Made| (made.decision.product.as_str(), made.decision.reason) == (product, reason);
        let minutes: Vec<f64> = made.iter().filter(of).map(|made| made.minute).collect();
        let within = minutes.iter().any(|minute| span.0 <= *minute && *minute <= span.1);
        assert!(within, "{product} was held as {reason:?} at minutes {minutes:.2?}, and not within {span:?}");
    }

    /// Everything that was told has been wanted.
    #[track_caller]
    pub(super) fn none_otherwise(&self) {
        let told = self.told.lock().unwrap();
        let rest: Vec<_> = told.iter().map(|told| (told.minute, told.telling.text.title.as_str())).collect();
        assert!(rest.is_empty(), "told too: {rest:?}");
    }

    /// Every decision so far: product and reason.
    pub(super) fn reasons(&self) -> Vec<(String, Reason)> {
        let made = self.decided.lock().unwrap();
        made.iter().map(|made| (made.decision.product.clone(), made.decision.reason)).collect()
    }

    #[track_caller]
    pub(super) fn decided(&self, product: &str, reason: Reason) -> usize {
        self.reasons().iter().filter(|made| (made.0.as_str(), made.1) == (product, reason)).count()
    }
}

fn follow<T: Clone + Send + 'static>(mut source: broadcast::Receiver<T>, take: impl Fn(T) + Send + 'static) {
    tokio::spawn(async move {
        while let Ok(value) = source.recv().await {
            take(value);
        }
    });
}
