//! The shipped stories, played against the whole loop on a paused clock: what is told is exactly what a rehearsal
//! promises.

use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;

use jiff::Timestamp;
use siaga_core::feed::merge;
use siaga_core::observation::Status;
use siaga_core::wording::Language;
use tokio::sync::broadcast;
use tokio::time::Instant;

use super::*;
use crate::clipboard::Kept;
use crate::local::Hints;
use crate::opener::Opener;
use crate::poll::{Done, Failure, Plan, Read, Reader, Search, Searched};
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
        let page = {
            let played = self.pages.borrow();
            played.pages.get(&plan.provider).filter(|page| played.network && page.unreadable().is_none()).cloned()
        };
        let Some(page) = page else {
            let outcome = Err(Failure::not_understood("this cannot be read".to_owned()));
            return Box::pin(std::future::ready(Done { provider: plan.provider, at: self.clock.now(), outcome }));
        };
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

/// What came of a rehearsal.
struct Rehearsed {
    /// What was told, at which minute of the story.
    told: Vec<(f64, Telling)>,
    /// What was told and held, to be compared with what is wanted.
    seen: Vec<Seen>,
    /// How what is watched stood at its end.
    stands: Vec<(String, Status)>,
}

/// Plays the shipped story of a product.
async fn rehearse(product: &str, watch: &[&str]) -> Rehearsed {
    play(Story::shipped(product).unwrap(), product, watch).await
}

async fn play(story: Story, product: &str, watch: &[&str]) -> Rehearsed {
    let mut settings = Settings::default();
    settings.watch = watch.iter().map(|id| (*id).to_owned()).collect();
    let length = story.length();
    let begins = story.begins.clone().unwrap_or_else(|| "2026-03-12T09:00:00[UTC]".parse().unwrap());
    let drill = Drill::prepare(&Catalogue::shipped(), &settings, product, story).await.unwrap();
    let clock = Clock::scaled(begins.timestamp(), SPEED);
    let files = Files::of(&drill.places.config).speaking(Language::English).living_in(begins.time_zone().clone());
    let running = start(Options {
        clock: clock.clone(),
        store: Store::open(&drill.places.database(), clock.now()).unwrap(),
        reader: Arc::new(Straight { pages: drill.pages.clone(), clock: clock.clone() }),
        files,
        voice: Voice::Silent,
        opener: Opener,
        clipboard: Arc::new(Kept::default()),
        windows: Windows::default(),
        looks_for_moves: false,
        fetcher: None,
        itself: crate::watch::Itself::default(),
        outputs: None,
        asked_about: Vec::new(),
        reliability: None,
        start_window: None,
        hints: Hints::none(),
        drill: true,
        problems: Vec::new(),
    })
    .unwrap();
    let begins = clock.now();
    let told = kept(running.tellings.subscribe(), clock.clone());
    let decided = kept(running.decisions.subscribe(), clock.clone());
    let mut tried = running.tried.clone();
    tried.wait_for(|tried| *tried).await.unwrap();
    assert_eq!(running.snapshots.borrow().problems, Vec::<String>::new());
    let ends = Instant::now() + clock.real(length);
    drill.play(&clock, &running.inbox).await;
    tokio::time::sleep_until(ends).await;
    let snapshot = running.snapshots.borrow().clone();
    assert!(snapshot.drill);
    let stands = snapshot.products.iter().filter(|view| view.watched).map(|view| (view.id.clone(), view.status));
    let passed = |at: Timestamp| Duration::try_from(at.duration_since(begins)).unwrap();
    let mut seen = Vec::new();
    let told = std::mem::take(&mut *told.lock().unwrap());
    for (at, telling) in &told {
        let (product, reason) = (telling.product.clone(), telling.reason);
        let text = Some((telling.text.title.clone(), telling.text.body.clone()));
        seen.push(Seen { at: passed(*at), product, reason, text });
    }
    for (at, made) in decided.lock().unwrap().iter().filter(|(_, made)| !made.told) {
        let (product, reason) = (Some(made.product.clone()), Some(made.reason));
        seen.push(Seen { at: passed(*at), product, reason, text: None });
    }
    let told = told.into_iter().map(|(at, telling)| (passed(at).as_secs_f64() / 60.0, telling)).collect();
    Rehearsed { told, seen, stands: stands.collect() }
}

/// Everything that is sent, with its moment.
fn kept<T: Clone + Send + 'static>(
    mut source: broadcast::Receiver<T>,
    clock: Clock,
) -> Arc<Mutex<Vec<(Timestamp, T)>>> {
    let all = Arc::new(Mutex::new(Vec::new()));
    let kept = all.clone();
    tokio::spawn(async move {
        while let Ok(value) = source.recv().await {
            kept.lock().unwrap().push((clock.now(), value));
        }
    });
    all
}

#[tokio::test(start_paused = true)]
async fn a_shipped_story_tells_partly_down_then_down_then_working_again() {
    let table = [
        ("chatgpt", "ChatGPT", [(3.0, 3.6), (8.0, 8.6), (34.0, 35.0)]),
        ("claude", "Claude", [(3.0, 3.6), (8.0, 8.6), (26.0, 27.0)]),
        ("github-copilot", "GitHub Copilot", [(3.0, 3.6), (8.0, 8.6), (26.0, 27.0)]),
    ];
    for (product, name, times) in table {
        let Rehearsed { told, stands, .. } = rehearse(product, &["chatgpt", "claude", "gemini", "ms-copilot"]).await;
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
    let Rehearsed { told, .. } = rehearse("chatgpt", &["chatgpt", "openai-api", "claude"]).await;
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

#[tokio::test(start_paused = true)]
async fn the_example_is_told_as_it_wants() {
    let story = Story::parse("example.toml", EXAMPLE).unwrap();
    let product = story.product.clone().unwrap();
    let rehearsed = play(story.clone(), &product, &[]).await;
    assert_eq!(compare(&story, &rehearsed.seen), []);
    let first = &rehearsed.told[0].1.text.body;
    assert!(first.starts_with("Since 17:5"), "by the clock of its own zone: {first}");
}

#[tokio::test(start_paused = true)]
async fn who_asks_is_told_and_who_snoozes_is_not() {
    let text = "title = \"x\"\nrest = \"20m\"\nnone_otherwise = true\n\
        [[step]]\nat = \"5m\"\nparts = { core = \"major_outage\" }\n\
        [[step]]\nat = \"20m\"\nparts = { core = \"operational\" }\n\
        [[act]]\nat = \"2m\"\nproduct = \"claude\"\nsnooze = \"10m\"\n\
        [[act]]\nat = \"15m\"\ntell_me = true\n\
        [[want]]\nbetween = [\"5m\", \"10m\"]\nreason = \"Snoozed\"\n\
        [[want]]\nbetween = [\"12m\", \"14m\"]\nreason = \"Began\"\n\
        [[want]]\nbetween = [\"20m\", \"24m\"]\nreason = \"Back\"\n";
    let story = Story::parse("story.toml", text).unwrap();
    let rehearsed = play(story.clone(), "claude", &["claude"]).await;
    assert_eq!(compare(&story, &rehearsed.seen), []);
}

#[tokio::test(start_paused = true)]
async fn the_story_in_the_readme_is_told_as_it_wants() {
    let readme = include_str!("../../../../README.md");
    let text = readme.split("```toml\n").map(|part| part.split("```").next().unwrap_or_default());
    let text = text.filter(|text| text.contains("[[step]]")).collect::<Vec<_>>();
    let [text] = text.as_slice() else { panic!("one story stands there: {text:?}") };
    let story = Story::parse("README.md", text).unwrap();
    let product = story.product.clone().unwrap();
    let rehearsed = play(story.clone(), &product, &[]).await;
    assert_eq!(compare(&story, &rehearsed.seen), []);
}
