//! `siaga drill`: plays a story through the real line, prints every notification, and ends by itself.

use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use siaga_core::provider::Catalogue;
use siaga_core::wording::Words;
use tokio::runtime::Runtime;
use tokio::sync::broadcast;

use super::{BAD_INPUT, Failure, INTERNAL, Outcome, USAGE, say, source};
use crate::agent::{Agent, Manner};
use crate::clock::Clock;
use crate::drill::{Drill, DrillError, Story};
use crate::output::notification::Desktop;
use crate::places::Places;
use crate::settings::Files;
use crate::watch::Telling;

/// How long the window stays open after the end when nobody touches it.
const LINGER: Duration = Duration::from_secs(20);

/// How long a window that somebody uses keeps the drill alive.
const LONGEST_LINGER: Duration = Duration::from_secs(60 * 60);

/// How long the first reads may take before the story begins.
const FIRST_READS: Duration = Duration::from_secs(10);

/// How long a desktop may take to say whether it shows notifications.
const ABILITIES: Duration = Duration::from_secs(3);

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The product whose outage is rehearsed, by id
    #[arg(long, default_value = "chatgpt")]
    product: String,
    /// How many times faster than life, from 1 to 600
    #[arg(long, default_value_t = 60.0, value_parser = speed)]
    speed: f64,
    /// A story of your own, as a file
    #[arg(long)]
    story: Option<PathBuf>,
    /// Show it in the window too
    #[arg(long)]
    window: bool,
}

fn speed(text: &str) -> Result<f64, String> {
    let speed: f64 = text.parse().map_err(|_| "a number from 1 to 600".to_owned())?;
    if (1.0..=600.0).contains(&speed) { Ok(speed) } else { Err("a number from 1 to 600".to_owned()) }
}

pub(super) fn run(runtime: Runtime, places: Places, args: Args) -> Outcome {
    crate::tray::main_loop(move || {
        let outcome = runtime.block_on(rehearse(&places, &args));
        runtime.shutdown_background();
        match outcome {
            Ok(()) => 0,
            Err(failure) => {
                super::complain(&failure.message);
                i32::from(failure.code)
            }
        }
    })
}

async fn rehearse(places: &Places, args: &Args) -> Result<(), Failure> {
    let mut files = Files::of(&places.config);
    let (settings, _) = files.load();
    let catalogue = Catalogue::shipped();
    let product = source::known(&catalogue, &args.product)?;
    let story = match &args.story {
        Some(file) => {
            let name = file.display().to_string();
            let text =
                std::fs::read_to_string(file).map_err(|error| Failure::new(BAD_INPUT, format!("{name}: {error}")))?;
            Story::parse(&name, &text)
        }
        None => Story::shipped(&product),
    }
    .map_err(|error| Failure::new(BAD_INPUT, error.to_string()))?;
    let (title, length) = (story.title.clone(), story.length());
    let drill = Drill::prepare(&catalogue, &settings, &product, story).await.map_err(|error| match error {
        DrillError::NotRead(_) => Failure::new(USAGE, error.to_string()),
        DrillError::Story(_) => Failure::new(BAD_INPUT, error.to_string()),
        DrillError::Io(_) => Failure::new(INTERNAL, error.to_string()),
    })?;

    let words = Words::new(files.language(&settings)).in_zone(files.zone());
    let clock = Clock::scaled(Timestamp::now(), args.speed);
    let silent = !desktop_tells().await;
    let manner =
        Manner { drill: true, clock: Some(clock.clone()), silent, language: Some(words.language()), no_tray: false };
    let agent = Agent::start(&drill.places, manner).await.map_err(|error| Failure::new(INTERNAL, error.to_string()))?;
    let name = catalogue.product(&product).map_or(product.as_str(), |product| product.name.as_str());
    let speed = format!("{}", args.speed);
    let args_said = [("product", name.into()), ("title", title.into()), ("speed", speed.into())];
    say(&words.format("drill-begins", &args_said));
    say(&words.text(if silent { "drill-in-terminal" } else { "drill-on-desktop" }));
    let printing = tokio::spawn(print(agent.engine.tellings.subscribe(), words, clock.clone()));
    let shown = if args.window { crate::launch::start_window(&drill.places, None) } else { Ok(()) };
    if shown.is_ok() {
        // However it ends, the agent says goodbye: its window closes, and the folders go with nobody in them.
        tokio::select! {
            () = play(&agent, &drill, &clock, length, args.window) => {}
            _ = crate::signal::end() => {}
        }
    }
    agent.stop().await;
    shown.map_err(|error| Failure::new(INTERNAL, format!("the window could not be shown: {error}")))?;
    let told = printing.await.unwrap_or(0);
    let words = Words::new(files.language(&settings));
    say(&words.format("drill-over", &[("count", told.into())]));
    Ok(())
}

/// The story from its beginning to its end.
async fn play(agent: &Agent, drill: &Drill, clock: &Clock, length: Duration, window: bool) {
    let mut tried = agent.engine.tried.clone();
    // What the feeds say first is the state before the outage: the story begins after that.
    let _ = tokio::time::timeout(FIRST_READS, tried.wait_for(|tried| *tried)).await;
    let begins = clock.now();
    drill.play(clock).await;
    let played = Duration::try_from(clock.now().duration_since(begins)).unwrap_or_default();
    tokio::time::sleep_until(clock.after(length.saturating_sub(played))).await;
    if window {
        linger(agent).await;
    }
}

/// Whether notifications reach a person here: there is a display, and somebody on the bus who shows them.
async fn desktop_tells() -> bool {
    let display = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && !display("DISPLAY") && !display("WAYLAND_DISPLAY") {
        return false;
    }
    let (heard, _news) = tokio::sync::mpsc::channel(8);
    let desktop = Desktop::start("Siaga".to_owned(), heard).await;
    tokio::time::timeout(ABILITIES, desktop.abilities()).await.is_ok_and(|abilities| abilities.is_some())
}

/// Keeps the window for a while after the end; as long as it is open, once somebody uses it.
async fn linger(agent: &Agent) {
    let mut touched = agent.engine.touched.clone();
    let used = tokio::time::timeout(LINGER, touched.wait_for(|touched| *touched)).await.is_ok_and(|used| used.is_ok());
    if used {
        let _ = tokio::time::timeout(LONGEST_LINGER, agent.windows.closed()).await;
    }
}

/// Prints every notification as it was told; answers how many there were.
async fn print(mut tellings: broadcast::Receiver<Telling>, words: Words, clock: Clock) -> usize {
    let mut told = 0;
    while let Ok(telling) = tellings.recv().await {
        told += 1;
        let time = words.moment(clock.now(), clock.now());
        say(&format!("{time}  {}", telling.text.title));
        let indent = " ".repeat(time.chars().count() + 2);
        say(&format!("{indent}{}", telling.text.body));
        let buttons: Vec<String> = telling.buttons.iter().map(|label| format!("[{label}]")).collect();
        if !buttons.is_empty() {
            say(&format!("{indent}{}", buttons.join(" ")));
        }
    }
    told
}
