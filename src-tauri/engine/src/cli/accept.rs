//! `siaga provider accept`: a person agrees that a feed is read where it moved to. The agent looks there, and writes it
//! into their own catalogue.

use siaga_core::wire::{Command, Reply};

use super::source;
use super::{Outcome, say};
use crate::places::Places;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The provider, by id; `siaga status --feeds` says which have moved, and where to
    id: String,
}

pub(super) async fn run(places: &Places, args: &Args) -> Outcome {
    let client = source::agent_or_say_how(places).await?;
    let command = Command::AcceptMove { provider: args.id.clone() };
    if let Reply::Said(sentence) = client.ask(command).await.map_err(source::refused)? {
        say(&sentence);
    }
    Ok(0)
}
