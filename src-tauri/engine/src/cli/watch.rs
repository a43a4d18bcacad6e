//! `siaga watch`: decisions as they are made, told and held, with their reasons. It never notifies: with an agent it
//! listens to it, without one it decides for itself and remembers nothing.

use std::collections::BTreeMap;

use siaga_core::decide::Decision;
use siaga_core::provider::Catalogue;
use siaga_core::wire::{Command, Push};
use siaga_core::wording::Words;
use tokio::sync::broadcast::error::RecvError;

use super::source;
use super::{Failure, NOTHING, Outcome, say, say_json};
use crate::places::Places;
use crate::settings::Files;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// One line of JSON for each decision
    #[arg(long)]
    jsonl: bool,
    /// Also what is held, and why
    #[arg(long)]
    explain: bool,
}

pub(super) async fn run(places: &Places, args: &Args) -> Outcome {
    let mut files = Files::of(&places.config);
    let (settings, catalogue) = files.load();
    let printer = Printer { args, catalogue, words: source::words(&files, &settings) };
    let end = async {
        crate::signal::end().await.map_err(|error| Failure::new(NOTHING, format!("signals cannot be heard: {error}")))
    };
    tokio::select! {
        ended = end => ended?,
        followed = follow(places, &files, &printer) => followed?,
    }
    Ok(0)
}

async fn follow(places: &Places, files: &Files, printer: &Printer<'_>) -> Result<(), Failure> {
    if let Some(mut connection) = source::agent(places).await? {
        let subscribe = Command::Subscribe { window: false, decisions: true };
        connection.client.ask(subscribe).await.map_err(source::refused)?;
        while let Some(push) = connection.pushes.recv().await {
            match push {
                Push::Decision(decision) => printer.print(&decision)?,
                Push::Bye(_) => break,
                Push::Snapshot(_) | Push::Show(_) => {}
            }
        }
        return Err(Failure::new(NOTHING, "the agent has ended"));
    }
    source::complain_of(files);
    let running = source::engine(places, &[], BTreeMap::new())?;
    let mut decisions = running.decisions.subscribe();
    loop {
        match decisions.recv().await {
            Ok(decision) => printer.print(&decision)?,
            Err(RecvError::Lagged(missed)) => super::complain(&format!("{missed} decisions came too fast to print")),
            Err(RecvError::Closed) => return Ok(()),
        }
    }
}

struct Printer<'a> {
    args: &'a Args,
    catalogue: Catalogue,
    words: Words,
}

impl Printer<'_> {
    fn print(&self, decision: &Decision) -> Result<(), Failure> {
        if self.args.jsonl {
            // What holds it is for people; scripts get the line that was agreed on.
            return say_json(&Decision { hold: None, ..decision.clone() });
        }
        if !decision.told && !self.args.explain {
            return Ok(());
        }
        let name = |id: &str| self.catalogue.product(id).map_or_else(|| id.to_owned(), |product| product.name.clone());
        let product = name(&decision.product);
        let time = self.words.moment(decision.at, decision.at);
        let what = if decision.told { self.words.text("watch-told") } else { self.words.text("watch-held") };
        let why = self.words.explain(decision, &name, decision.at);
        let title = decision.title.as_ref().map(|title| format!(" · “{title}”")).unwrap_or_default();
        say(&format!("{time}  {product}: {what}: {why}{title}"));
        Ok(())
    }
}
