//! The shipped stories, played against the whole loop on a paused clock: what is told is exactly what a rehearsal
//! promises.

use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;

use jiff::Timestamp;
use siaga_core::feed::merge;
use siaga_core::observation::Status;
use siaga_core::wording::Language;
use tokio::time::Instant;

use super::*;
use crate::opener::Opener;
use crate::poll::{Done, Plan, Read, Reader, Search, Searched};
use crate::settings::Files;
use crate::socket::Windows;
use crate::store::Store;
use crate::watch::{Options, Telling, Voice, start};

/// How much faster than time a rehearsal runs by default.
const SPEED: f64 = 60.0;

/// Reads the pages as the server would answer, without the network.
struct Straight {
    pages: Pages,
    clock: Clock,
}

impl Reader for Straight {
    fn read(&self, plan: Plan) -> Pin<Box<dyn Future<Output = Done> + Send>> {
        let page = self.pages.borrow().pages.get(&plan.provider).unwrap().clone();
        let read = |document: serde_json::Value| plan.format.read(document.to_string().as_bytes()).unwrap();
        let mut reading = read(page.summary());
        for _ in plan.format.companions(&plan.url) {
            let beside = read(page.components_document());
            reading.observation = merge(reading.observation, beside.observation);
        }
        let outcome = Ok(Read {
            observation: reading.observation,
            documents: Vec::new(),
            oddities: reading.oddities,
            retry_after: None,
        });
        let done = Done { provider: plan.provider, at: self.clock.now(), outcome };
        Box::pin(std::future::ready(done))
    }

    fn search(&self, search: Search) -> Pin<Box<dyn Future<Output = Searched> + Send>> {
        unreachable!("no page of a drill moves: {search:?}")
    }
}

/// Plays a product's story, and answers what was told at which minute of it, and how everything stood at its end.
async fn rehearse(product: &str, watch: &[&str]) -> (Vec<(f64, Telling)>, Vec<(String, Status)>) {
    let mut settings = Settings::default();
    settings.watch = watch.iter().map(|id| (*id).to_owned()).collect();
    let story = Story::shipped(product).unwrap();
    let length = story.length();
    let drill = Drill::prepare(&Catalogue::shipped(), &settings, product, story).await.unwrap();
    let clock = Clock::scaled("2026-03-12T09:00:00Z".parse::<Timestamp>().unwrap(), SPEED);
    let running = start(Options {
        clock: clock.clone(),
        store: Store::open(&drill.places.database(), clock.now()).unwrap(),
        reader: Arc::new(Straight { pages: drill.pages.clone(), clock: clock.clone() }),
        files: Files::of(&drill.places.config).speaking(Language::English),
        voice: Voice::Silent,
        opener: Opener,
        windows: Windows::default(),
        looks_for_moves: false,
        fetcher: None,
        asked_about: Vec::new(),
        start_window: None,
        drill: true,
        problems: Vec::new(),
    })
    .unwrap();
    let mut tellings = running.tellings.subscribe();
    let stamps = clock.clone();
    let begins = clock.now();
    let told = Arc::new(Mutex::new(Vec::new()));
    let kept = told.clone();
    tokio::spawn(async move {
        while let Ok(telling) = tellings.recv().await {
            let minute = stamps.now().duration_since(begins).as_secs_f64() / 60.0;
            kept.lock().unwrap().push((minute, telling));
        }
    });
    let mut tried = running.tried.clone();
    tried.wait_for(|tried| *tried).await.unwrap();
    assert_eq!(running.snapshots.borrow().problems, Vec::<String>::new());
    let ends = Instant::now() + clock.real(length);
    drill.play(&clock, &running.inbox).await;
    tokio::time::sleep_until(ends).await;
    let snapshot = running.snapshots.borrow().clone();
    assert!(snapshot.drill);
    let stands = snapshot.products.iter().filter(|view| view.watched).map(|view| (view.id.clone(), view.status));
    let told = std::mem::take(&mut *told.lock().unwrap());
    (told, stands.collect())
}

#[tokio::test(start_paused = true)]
async fn a_shipped_story_tells_partly_down_then_down_then_working_again() {
    let table = [
        ("chatgpt", "ChatGPT", [(3.0, 3.6), (8.0, 8.6), (34.0, 35.0)]),
        ("claude", "Claude", [(3.0, 3.6), (8.0, 8.6), (26.0, 27.0)]),
        ("github-copilot", "GitHub Copilot", [(3.0, 3.6), (8.0, 8.6), (26.0, 27.0)]),
    ];
    for (product, name, times) in table {
        let (told, stands) = rehearse(product, &["chatgpt", "claude", "gemini", "ms-copilot"]).await;
        let titles: Vec<&str> = told.iter().map(|(_, telling)| telling.text.title.as_str()).collect();
        let expected = ["partly down", "down", "working again"].map(|state| format!("Drill: {name} is {state}"));
        assert_eq!(titles, expected, "{product}");
        for ((minute, telling), (from, to)) in told.iter().zip(times) {
            assert!((from..=to).contains(minute), "{}: minute {minute:.2}", telling.text.title);
            assert!(telling.text.body.ends_with("This is a drill."), "{}", telling.text.body);
        }
        assert!(told[0].1.text.body.contains("says"), "{}", told[0].1.text.body);
        for (id, status) in stands {
            assert!(!status.is_trouble(), "{id} ends as {status:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_rehearsed_outage_of_two_watched_products_is_one_telling_each_time() {
    let (told, _) = rehearse("chatgpt", &["chatgpt", "openai-api", "claude"]).await;
    let titles: Vec<&str> = told.iter().map(|(_, telling)| telling.text.title.as_str()).collect();
    let expected = ["partly down", "down", "working again"].map(|state| format!("Drill: ChatGPT is {state}"));
    assert_eq!(titles, expected);
    assert!(told[0].1.text.body.contains(": OpenAI API."), "{}", told[0].1.text.body);
}

#[tokio::test(start_paused = true)]
async fn a_prepared_drill_points_every_feed_that_is_read_at_this_computer() {
    let settings = Settings::default();
    let story = Story::shipped("chatgpt").unwrap();
    let drill = Drill::prepare(&Catalogue::shipped(), &settings, "chatgpt", story).await.unwrap();
    let mut files = Files::of(&drill.places.config);
    let (_, catalogue) = files.load();
    assert_eq!(files.problems(), []);
    let read: Vec<_> = catalogue.providers().iter().filter(|provider| format_of(provider).is_some()).collect();
    assert_eq!(read.len(), drill.pages.borrow().pages.len());
    for feed in read.iter().filter_map(|provider| provider.feed.as_ref()) {
        assert!(feed.internal && feed.url.as_str().starts_with("http://127.0.0.1:"), "{}", feed.url);
    }
}
