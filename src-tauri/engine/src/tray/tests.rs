use std::sync::{Mutex, PoisonError};

use jiff::SignedDuration;
use siaga_core::observation::Status;
use siaga_core::snapshot::{Verdict, VerdictKind};
use siaga_core::wire::{Bye, Reply};
use siaga_core::wording::Language;

use super::*;

type Seen = Arc<Mutex<Vec<Picture>>>;

/// Keeps what was drawn; refuses the first so many.
struct Paper {
    seen: Seen,
    refusals: usize,
}

impl Screen for Paper {
    async fn draw(&mut self, picture: &Picture) -> bool {
        if self.refusals > 0 {
            self.refusals -= 1;
            return false;
        }
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(picture.clone());
        true
    }

    async fn close(self) {}
}

struct Bench {
    seen: Seen,
    snapshots: watch::Sender<Arc<Snapshot>>,
    words: watch::Sender<Arc<Words>>,
    inbox: mpsc::Receiver<Asked>,
    presses: mpsc::Sender<Press>,
    task: tokio::task::JoinHandle<()>,
}

impl Bench {
    fn start(refusals: usize) -> Self {
        let seen = Seen::default();
        let (snapshots, snapshot) = watch::channel(Arc::new(calm(start())));
        let (words, word) = watch::channel(Arc::new(Words::new(Language::English)));
        let (asked, inbox) = mpsc::channel(4);
        let (presses, pressed) = mpsc::channel(PRESSES);
        let began = Instant::now();
        let now = move || start() + SignedDuration::try_from(began.elapsed()).unwrap();
        let paper = Paper { seen: seen.clone(), refusals };
        let task = tokio::spawn(follow(paper, snapshot, word, asked, pressed, now));
        Self { seen, snapshots, words, inbox, presses, task }
    }

    fn tooltips(&self) -> Vec<String> {
        let seen = self.seen.lock().unwrap();
        seen.iter().map(|picture| picture.tooltip.clone()).collect()
    }
}

async fn pass(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

fn start() -> Timestamp {
    "2026-11-22T05:00:00Z".parse().unwrap()
}

/// Nothing watched but what is given.
fn calm(at: Timestamp) -> Snapshot {
    Snapshot {
        schema: 1,
        at,
        drill: false,
        language: "en".into(),
        verdict: Verdict { kind: VerdictKind::NothingWatched, status: Status::Unknown, text: String::new() },
        products: vec![],
        providers: vec![],
        snoozed_until: None,
        look: siaga_core::settings::Look::default(),
        quiet_until: None,
        problems: vec![],
        instead: Vec::new(),
        rehearsal: None,
    }
}

fn working(read_at: Timestamp) -> Snapshot {
    let product = serde_json::json!({
        "id": "claude", "name": "Claude", "provider": "anthropic", "watched": true, "status": "operational",
        "last_known": "operational", "read_at": read_at, "incidents": [], "components": [], "uses": [],
        "opens": true, "local": false, "asked": false, "told": false,
    });
    let mut snapshot = calm(read_at);
    snapshot.verdict.kind = VerdictKind::Working;
    snapshot.products = vec![serde_json::from_value(product).unwrap()];
    snapshot
}

#[tokio::test(start_paused = true)]
async fn the_same_picture_is_drawn_once() {
    let bench = Bench::start(0);
    for second in 1..=10 {
        pass(1).await;
        bench.snapshots.send_replace(Arc::new(calm(start() + SignedDuration::from_secs(second))));
    }
    assert_eq!(bench.tooltips().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn ages_are_counted_anew_once_a_minute_however_often_snapshots_come() {
    let bench = Bench::start(0);
    pass(1).await;
    bench.snapshots.send_replace(Arc::new(working(start())));
    for _ in 0..239 {
        pass(1).await;
        bench.snapshots.send_replace(Arc::new(working(start())));
    }
    let drawn = bench.tooltips().len();
    assert!((4..=6).contains(&drawn), "{:?}", bench.tooltips());
    assert_eq!(bench.tooltips().last().unwrap(), "Everything you use is working · 3 min ago");
}

#[tokio::test(start_paused = true)]
async fn a_change_of_state_is_drawn_at_once() {
    let bench = Bench::start(0);
    pass(1).await;
    bench.snapshots.send_replace(Arc::new(working(start())));
    tokio::task::yield_now().await;
    let mut down = working(start());
    down.products[0].status = Status::MajorOutage;
    bench.snapshots.send_replace(Arc::new(down));
    tokio::task::yield_now().await;
    assert_eq!(bench.tooltips().last().unwrap(), "Claude down · just now");
}

#[tokio::test(start_paused = true)]
async fn a_change_of_language_is_drawn_at_once() {
    let bench = Bench::start(0);
    pass(1).await;
    bench.words.send_replace(Arc::new(Words::new(Language::Indonesian)));
    tokio::task::yield_now().await;
    assert_eq!(bench.tooltips().last().unwrap(), "Belum ada yang dipantau");
}

#[tokio::test(start_paused = true)]
async fn what_could_not_be_shown_is_shown_later_without_a_new_snapshot() {
    let bench = Bench::start(2);
    pass(90).await;
    assert_eq!(bench.tooltips().len(), 0);
    pass(60).await;
    assert_eq!(bench.tooltips().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_press_reaches_the_inbox_with_its_token_and_a_refusal_ends_nothing() {
    let mut bench = Bench::start(0);
    for token in ["first", "second"] {
        let command = Command::Stop { why: Bye::Quit };
        let press = Press { command: command.clone(), activation_token: Some(token.into()) };
        bench.presses.send(press).await.unwrap();
        let asked = bench.inbox.recv().await.unwrap();
        assert_eq!((asked.command, asked.activation_token.as_deref()), (command, Some(token)));
        drop(asked.answer.send(Ok(Reply::Done)));
    }
}

#[tokio::test(start_paused = true)]
async fn it_ends_with_the_snapshots_and_with_the_inbox() {
    let Bench { snapshots, task, .. } = Bench::start(0);
    drop(snapshots);
    task.await.unwrap();

    let Bench { snapshots, words, inbox, presses, task, .. } = Bench::start(0);
    drop(inbox);
    let press = Press { command: Command::Snapshot, activation_token: None };
    presses.send(press).await.unwrap();
    task.await.unwrap();
    drop((snapshots, words));
}
