//! `siaga drill`: plays a story through the real line, prints every notification, and ends by itself. With `--check` it
//! compares what was told with what the story wants.

mod check;
mod plan;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use siaga_core::provider::Catalogue;
use siaga_core::wording::Words;
use tokio::runtime::Runtime;

use super::alternatives::parse_use;
use super::{BAD_INPUT, Failure, INTERNAL, Outcome, TIMED_OUT, USAGE, say, source};
use crate::agent::{Agent, Manner};
use crate::clock::Clock;
use crate::drill::{Drill, DrillError, EXAMPLE, Story};
use crate::output::notification::Desktop;
use crate::places::Places;
use crate::settings::Files;
use plan::Walk;

/// The product that is rehearsed where none is named.
const USUAL: &str = "chatgpt";

/// How long the window stays open after the end when nobody touches it.
const LINGER: Duration = Duration::from_secs(20);

/// How long a window that somebody uses keeps the drill alive.
const LONGEST_LINGER: Duration = Duration::from_secs(60 * 60);

/// How long the first reads may take before the story begins.
const FIRST_READS: Duration = Duration::from_secs(10);

/// How long a desktop may take to say whether it shows notifications.
const ABILITIES: Duration = Duration::from_secs(3);

/// How long before a story that begins at a certain moment its clock does: time for the first reads.
const LEAD: Duration = Duration::from_millis(1500);

/// Largest story that is read, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// Exit code: what happened is not what the story wants.
const NOT_AS_WANTED: u8 = 1;

#[derive(Debug, clap::Args)]
#[command(after_long_help = format!("The file of a story, with every key that it can have:\n\n{EXAMPLE}"))]
pub(super) struct Args {
    /// The product whose outage is rehearsed, by id; of itself the story's own, or chatgpt
    #[arg(long)]
    product: Option<String>,
    /// How many times faster than life, from 1 to 600
    #[arg(long, default_value_t = 60.0, value_parser = speed)]
    speed: f64,
    /// A story of your own, as a file; `siaga drill --help` shows one
    #[arg(long)]
    story: Option<PathBuf>,
    /// Compare what is told with what the story wants: no window, nothing on the desktop; exit 1 where it differs
    #[arg(long, requires = "story", conflicts_with = "window")]
    check: bool,
    /// Rehearse your plan for this task: its first choice fails, you go to the next one, and the time is kept
    #[arg(long, value_name = "USE", conflicts_with_all = ["product", "story", "check"])]
    plan: Option<String>,
    /// Show it in the window too
    #[arg(long)]
    window: bool,
    /// Leave the session of the agent that started it
    #[arg(long, hide = true)]
    background: bool,
}

fn speed(text: &str) -> Result<f64, String> {
    let speed: f64 = text.parse().map_err(|_| "a number from 1 to 600".to_owned())?;
    if (1.0..=600.0).contains(&speed) { Ok(speed) } else { Err("a number from 1 to 600".to_owned()) }
}

pub(super) fn run(runtime: Runtime, places: Places, args: Args) -> Outcome {
    if args.background {
        super::agent::leave_session();
    }
    crate::tray::main_loop(move || {
        let outcome = runtime.block_on(rehearse(&places, &args));
        runtime.shutdown_background();
        match outcome {
            Ok(code) => i32::from(code),
            Err(failure) => {
                super::complain(&failure.message);
                i32::from(failure.code)
            }
        }
    })
}

async fn rehearse(places: &Places, args: &Args) -> Outcome {
    let mut files = Files::of(&places.config);
    let (mut settings, _) = files.load();
    let catalogue = Catalogue::shipped();
    let task = args.plan.as_deref().map(parse_use).transpose()?;
    let walk = task.map(|task| Walk::of(&settings, &catalogue, task)).transpose()?;
    let (product, story) = match &walk {
        Some(walk) => {
            walk.watched(&mut settings);
            (walk.first().to_owned(), walk.story()?)
        }
        None => chosen(&catalogue, args)?,
    };
    // A drill knows no providers of the person's own.
    for plan in settings.plan.values_mut() {
        plan.order.retain(|id| catalogue.product(id).is_some());
    }
    let drill = Drill::prepare(&catalogue, &settings, &product, story).await.map_err(|error| match error {
        DrillError::NotRead(_) => Failure::new(USAGE, error.to_string()),
        DrillError::Story(_) => Failure::new(BAD_INPUT, error.to_string()),
        DrillError::Io(_) => Failure::new(INTERNAL, error.to_string()),
    })?;

    let mut own = Files::of(&drill.places.config);
    let (own_settings, _) = own.load();
    let begins = drill.story().begins.clone();
    let zone = begins.as_ref().map_or_else(|| files.zone(), |begins| begins.time_zone().clone());
    let words = Arc::new(Words::new(own.language(&own_settings)).in_zone(zone.clone()));
    let clock = clock(begins.as_ref().map(jiff::Zoned::timestamp), args.speed);
    let silent = args.check || !desktop_tells().await;
    let walk = walk.map(|walk| walk.in_silence(silent && !args.window));
    let manner = Manner {
        drill: true,
        clock: Some(clock.clone()),
        silent,
        language: Some(words.language()),
        zone: Some(zone),
        no_tray: args.check,
    };
    let agent = Agent::start(&drill.places, manner).await.map_err(|error| Failure::new(INTERNAL, error.to_string()))?;
    let name = catalogue.product(&product).map_or(product.as_str(), |product| product.name.as_str());
    let speed = format!("{}", args.speed);
    let title = drill.story().title.clone();
    let args_said = [("product", name.into()), ("title", title.into()), ("speed", speed.into())];
    say(&words.format("drill-begins", &args_said));
    if !args.check {
        say(&words.text(if silent { "drill-in-terminal" } else { "drill-on-desktop" }));
    }
    let heard = tokio::spawn(check::listen(&agent.engine, Arc::clone(&words), clock.clone()));
    let shown = if args.window { crate::launch::start_window(&drill.places, None) } else { Ok(()) };
    let (mut began, mut walked) = (None, None);
    if shown.is_ok() {
        let walking = async {
            let Some(walk) = &walk else { return std::future::pending().await };
            if let Some(gone) = walk.go(&agent, &catalogue, &words).await {
                walked = Some(walk.keep(&agent, places, &words, &gone).await);
                if args.window {
                    // What came of it stands there.
                    linger(&agent).await;
                }
            }
        };
        // However it ends, the agent says goodbye: its window closes, and the folders go with nobody in them.
        tokio::select! {
            moment = play(&agent, &drill, &clock, args.window) => began = Some(moment),
            () = walking => {}
            _ = crate::signal::end() => {}
        }
    }
    agent.stop().await;
    shown.map_err(|error| Failure::new(INTERNAL, format!("the window could not be shown: {error}")))?;
    let heard = heard.await.unwrap_or_default();
    say(&words.format("drill-over", &[("count", heard.told().into())]));
    if walk.is_some() {
        let not_walked = || Failure::new(TIMED_OUT, words.text("drill-plan-not-walked"));
        return walked.unwrap_or_else(|| Err(not_walked())).map(|()| 0);
    }
    match began {
        Some(began) if args.check => {
            Ok(if check::report(drill.story(), &heard.since(began), &words) { 0 } else { NOT_AS_WANTED })
        }
        None if args.check => {
            Err(Failure::new(INTERNAL, "the drill was ended before it was over: nothing is compared"))
        }
        Some(_) | None => Ok(0),
    }
}

/// What is rehearsed: the product, and the story.
fn chosen(catalogue: &Catalogue, args: &Args) -> Result<(String, Story), Failure> {
    let bad = |said: String| Failure::new(BAD_INPUT, said);
    let Some(file) = &args.story else {
        let product = source::known(catalogue, args.product.as_deref().unwrap_or(USUAL))?;
        let story = Story::shipped(&product).map_err(|error| bad(error.to_string()))?;
        return Ok((product, story));
    };
    let name = file.display().to_string();
    let unreadable = |error: std::io::Error| bad(format!("{name}: {error}"));
    if std::fs::metadata(file).map_err(unreadable)?.len() > LARGEST {
        return Err(bad(format!("{name}: larger than 1 MiB: this is no story")));
    }
    let text = std::fs::read_to_string(file).map_err(unreadable)?;
    let story = Story::parse(&name, &text).map_err(|error| bad(error.to_string()))?;
    if args.check && story.wants().next().is_none() && !story.none_otherwise {
        return Err(bad(format!("{name}: it wants nothing: write a [[want]] or none_otherwise = true")));
    }
    let product = args.product.as_deref().or(story.product.as_deref()).unwrap_or(USUAL);
    Ok((source::known(catalogue, product)?, story))
}

/// The clock of a rehearsal: one that is to show a certain moment when the story begins starts a little before it.
fn clock(begins: Option<Timestamp>, speed: f64) -> Clock {
    let Some(begins) = begins else { return Clock::scaled(Timestamp::now(), speed) };
    Clock::scaled(begins.checked_sub(LEAD.mul_f64(speed)).unwrap_or(begins), speed)
}

/// The story from its beginning to its end; answers what the clock showed when it began.
async fn play(agent: &Agent, drill: &Drill, clock: &Clock, window: bool) -> Timestamp {
    let mut tried = agent.engine.tried.clone();
    // What the feeds say first is the state before the outage: the story begins after that.
    let _ = tokio::time::timeout(FIRST_READS, tried.wait_for(|tried| *tried)).await;
    if let Some(begins) = &drill.story().begins {
        let left = Duration::try_from(begins.timestamp().duration_since(clock.now())).unwrap_or_default();
        tokio::time::sleep_until(clock.after(left)).await;
    }
    let begins = clock.now();
    drill.play(clock, &agent.engine.inbox).await;
    let played = Duration::try_from(clock.now().duration_since(begins)).unwrap_or_default();
    tokio::time::sleep_until(clock.after(drill.story().length().saturating_sub(played))).await;
    if window {
        linger(agent).await;
    }
    begins
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
