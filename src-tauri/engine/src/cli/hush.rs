//! `siaga snooze` and `siaga tell-me`: what a person wants to hear, for now. Both are the agent's to remember.

use siaga_core::wire::{Command, Reply};

use super::source;
use super::{Failure, Outcome, USAGE, say, span};
use crate::places::Places;
use crate::settings::Files;

/// The word that stands for every product.
const ALL: &str = "all";

/// Longest snooze: a person who wants more does not want the product watched.
const LONGEST: i64 = 30 * 24 * 60 * 60;

#[derive(Debug, clap::Args)]
pub(super) struct SnoozeArgs {
    /// A product by id, or `all`
    product: String,
    /// For how long, such as 30m, 1h or 2d; 0 ends the snooze
    #[arg(default_value = "1h")]
    time: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct TellMeArgs {
    /// The product, by id
    product: String,
    /// Take the wish back
    #[arg(long)]
    no: bool,
}

pub(super) async fn snooze(places: &Places, args: &SnoozeArgs) -> Outcome {
    let seconds = seconds(&args.time)?;
    let product = if args.product == ALL { None } else { Some(known(places, &args.product)?) };
    ask(places, Command::Snooze { product, seconds }).await
}

pub(super) async fn tell_me(places: &Places, args: &TellMeArgs) -> Outcome {
    ask(places, Command::TellMe { product: known(places, &args.product)?, wanted: !args.no }).await
}

/// A wrong name is said as such, also where no agent runs that could say it.
fn known(places: &Places, product: &str) -> Result<String, Failure> {
    let (_, catalogue) = Files::of(&places.config).load();
    source::known(&catalogue, product)
}

async fn ask(places: &Places, command: Command) -> Outcome {
    let client = source::agent_or_say_how(places).await?;
    if let Reply::Said(sentence) = client.ask(command).await.map_err(source::refused)? {
        say(&sentence);
    }
    Ok(0)
}

fn seconds(text: &str) -> Result<u32, Failure> {
    let wrong = || {
        let allowed = "write it like 30m, 1h or 2d, at most 30 days; 0 ends the snooze";
        Failure::new(USAGE, format!("“{text}” is no duration: {allowed}"))
    };
    if text == "0" {
        return Ok(0);
    }
    let seconds = span::seconds(text).filter(|seconds| (0..=LONGEST).contains(seconds)).ok_or_else(wrong)?;
    u32::try_from(seconds).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_write_it() {
        let table = [("1h", 3600), ("30m", 1800), ("2d", 172_800), ("1h 30m", 5400), ("0", 0), ("0s", 0)];
        for (text, expected) in table {
            assert_eq!(seconds(text).unwrap(), expected, "{text}");
        }
        for text in ["", "soon", "-1h", "31d", "1", "99999999999h"] {
            assert_eq!(seconds(text).unwrap_err().code, USAGE, "{text}");
        }
    }
}
