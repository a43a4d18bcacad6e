//! `siaga bar`: the state for a bar or a launcher, which asks every few seconds. Only an agent is asked, and for no longer
//! than a bar waits; without one nothing is read, and the answer says that nothing is known. Never an error: many bars hide
//! what fails.

use std::time::Duration;

use jiff::Timestamp;
use siaga_core::bar::{BarFormat, bar, bar_without_agent};
use siaga_core::snapshot::Snapshot;
use siaga_core::wire::{Command, Reply};

use super::{Failure, Outcome, USAGE, say, source};
use crate::client;
use crate::places::Places;
use crate::settings::Files;

/// How long an agent has to answer.
const LIMIT: Duration = Duration::from_millis(1500);

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Whose dialect
    #[arg(long, value_parser = ["waybar", "i3blocks", "polybar", "xbar", "plain"], default_value = "plain")]
    format: String,
}

pub(super) async fn run(places: &Places, args: &Args) -> Outcome {
    let format = BarFormat::named(&args.format).ok_or_else(|| Failure::new(USAGE, "no such format"))?;
    let mut files = Files::of(&places.config);
    let (settings, _) = files.load();
    let words = source::words(&files, &settings);
    let asked = tokio::time::timeout(LIMIT, picture(places)).await;
    say(&match asked.ok().flatten() {
        Some(snapshot) => bar(format, &snapshot, &words, &Timestamp::now().to_zoned(files.zone())),
        None => bar_without_agent(format, &words),
    });
    Ok(0)
}

async fn picture(places: &Places) -> Option<Snapshot> {
    let connection = client::connect(places).await.ok()?;
    match connection.client.ask(Command::Snapshot).await.ok()? {
        Reply::Snapshot(snapshot) => Some(*snapshot),
        _ => None,
    }
}
