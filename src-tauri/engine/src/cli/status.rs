//! `siaga status`: how the tools that a person uses are doing, who says so, and how old that is.

use std::time::Duration;

use siaga_core::report::StatusReport;
use siaga_core::snapshot::{ProductView, ProviderView, SourceKind};

use super::source::{self, Source};
use super::{Outcome, say, say_json};
use crate::places::Places;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Products by id; without any, those that you use
    products: Vec<String>,
    /// Show the feeds themselves: when read, when next, and why not
    #[arg(long)]
    feeds: bool,
    /// Read now, ahead of the schedule
    #[arg(long)]
    fresh: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(places: &Places, args: Args) -> Outcome {
    let source = source::snapshot(places, &args.products, args.fresh).await?;
    let products: Vec<String> =
        args.products.iter().map(|id| source::known(&source.catalogue, id)).collect::<Result<_, _>>()?;
    if args.json {
        say_json(&StatusReport::of(&source.snapshot, &products, source.agent, source.now))?;
        return Ok(0);
    }
    if args.feeds {
        feeds(&source);
        return Ok(0);
    }
    if products.is_empty() {
        say(&source.snapshot.verdict.text);
    }
    let chosen = source.snapshot.products.iter();
    let chosen: Vec<&ProductView> =
        chosen.filter(|view| if products.is_empty() { view.watched } else { products.contains(&view.id) }).collect();
    let names = chosen.iter().map(|view| view.name.chars().count()).max().unwrap_or(0);
    let states: Vec<String> = chosen.iter().map(|view| state(&source, view)).collect();
    let widest = states.iter().map(|state| state.chars().count()).max().unwrap_or(0);
    for (view, state) in chosen.iter().zip(&states) {
        say(format!("  {:names$}  {state:widest$}  {}", view.name, detail(&source, view)).trim_end());
    }
    // Without an agent they are this command's own complaints, and were made.
    for problem in source.snapshot.problems.iter().filter(|_| source.agent) {
        say(&format!("! {problem}"));
    }
    Ok(0)
}

fn state(source: &Source, view: &ProductView) -> String {
    source.words.state(view)
}

/// Since when, who says so, and how old that is; or why nothing can be said.
fn detail(source: &Source, view: &ProductView) -> String {
    let words = &source.words;
    if view.local {
        return words.text("cli-local");
    }
    let provider = source.snapshot.provider(&view.provider);
    let feed = provider.map(|provider| &provider.source);
    let host = provider.and_then(|provider| provider.host.clone()).unwrap_or_default();
    if feed.is_none_or(|feed| feed.kind == SourceKind::None) {
        return words.text("cli-no-feed");
    }
    let mut parts = Vec::new();
    if let Some(since) = view.since.filter(|_| view.status.is_trouble()) {
        parts.push(words.format("cli-since", &[("time", words.moment(since, source.now).into())]));
    }
    if let Some(incident) = view
        .incident
        .as_deref()
        .and_then(|id| provider.and_then(|provider| provider.incidents.iter().find(|incident| incident.id == id)))
    {
        parts.push(format!("“{}”", incident.title));
    }
    if let Some(why) = view.held_text.as_ref().filter(|_| view.status.is_trouble()) {
        parts.push(words.format("cli-held", &[("reason", why.as_str().into())]));
    }
    if let Some(feed) = feed.filter(|feed| feed.kind.is_failing()) {
        parts.push(feed.text.clone());
    }
    if let Some(read_at) = view.read_at {
        let ago = words.ago(read_at, source.now);
        parts.push(words.format("cli-says", &[("host", host.into()), ("ago", ago.into())]));
    }
    parts.join(" · ")
}

/// The feeds that are read, and how many are not because nobody here needs them.
fn feeds(source: &Source) {
    let words = &source.words;
    let all = &source.snapshot.providers;
    let read: Vec<&ProviderView> = all.iter().filter(|provider| is_read(provider)).collect();
    let long = |text: fn(&ProviderView) -> &str| read.iter().map(|one| text(one).chars().count()).max().unwrap_or(0);
    let (names, hosts) = (long(|one| &one.name), long(host));
    for provider in &read {
        say(&format!("  {:names$}  {:hosts$}  {}", provider.name, host(provider), feed(source, &provider.source)));
    }
    let rest = all.iter().filter(|provider| provider.host.is_some() && !is_read(provider)).count();
    if rest > 0 {
        say(&format!("  {}", words.format("cli-feeds-unread", &[("count", rest.into())])));
    }
}

/// One that was tried, or is about to be.
fn is_read(provider: &ProviderView) -> bool {
    let feed = &provider.source;
    feed.kind != SourceKind::None && (feed.kind != SourceKind::Waiting || feed.next_at.is_some())
}

fn host(provider: &ProviderView) -> &str {
    provider.host.as_deref().unwrap_or("-")
}

fn feed(source: &Source, feed: &siaga_core::snapshot::Source) -> String {
    let words = &source.words;
    if feed.kind == SourceKind::Waiting {
        return words.text("cli-waiting");
    }
    let read = feed.read_at.map_or_else(
        || words.text("cli-never-read"),
        |at| words.format("cli-read", &[("ago", words.ago(at, source.now).into())]),
    );
    // That it can be read is said by when it was; anything else about it is its own sentence.
    let speaks = feed.kind.is_failing() || feed.read_as.is_some();
    let told = if speaks { format!(" · {}", feed.text) } else { String::new() };
    // Without an agent nobody reads it again.
    let next = feed.next_at.filter(|_| source.agent).map(|at| {
        let wait = Duration::try_from(at.duration_since(source.now)).unwrap_or(Duration::ZERO);
        let wait = ("wait", words.pause(wait).into());
        let next = match feed.next_why.as_str() {
            "" => words.format("cli-next", &[wait]),
            why => words.format("cli-next-why", &[wait, ("why", why.into())]),
        };
        format!(" · {next}")
    });
    format!("{read}{told}{}", next.unwrap_or_default())
}
