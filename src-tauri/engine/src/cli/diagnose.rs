//! `siaga diagnose`: what Siaga knows about itself, for a person who asks for help. No secrets, no prompts; addresses
//! without query.

use siaga_core::wire::{Command, Reply};

use super::source;
use super::{Outcome, say};
use crate::autostart::Autostart;
use crate::output::notification::Desktop;
use crate::places::Places;
use crate::settings::Files;

#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) async fn run(places: &Places, _: &Args) -> Outcome {
    say(&format!("siaga {}", env!("CARGO_PKG_VERSION")));
    say(&format!("settings folder: {}", places.config.display()));
    say(&format!("data folder: {}", places.data.display()));
    say(&format!("runtime folder: {}", places.runtime.display()));
    say(&format!("log: {}", places.log().display()));
    match source::agent(places).await? {
        Some(connection) => {
            say(&format!("agent: {} (pid {})", connection.hello.version, connection.hello.pid));
            if let Reply::Report(lines) = connection.client.ask(Command::Diagnose).await.map_err(source::refused)? {
                for line in lines {
                    say(&format!("  {line}"));
                }
            }
        }
        None => {
            say(&match Autostart::of_the_system(places) {
                Ok(autostart) => autostart.standing().line(),
                Err(nowhere) => format!("autostart: cannot tell ({nowhere})"),
            });
            say("agent: none is running; start it with `siaga agent`, or open Siaga's window");
            let mut files = Files::of(&places.config);
            files.load();
            say(&format!("settings: {}", files.shown()));
            for problem in files.problems() {
                say(&format!("problem: {problem}"));
            }
            let (heard, _news) = tokio::sync::mpsc::channel(8);
            let abilities = Desktop::start("Siaga".to_owned(), heard).await.abilities().await;
            say(&format!(
                "notifications: {}",
                abilities.map_or_else(|| "no server found".to_owned(), |abilities| abilities.to_string())
            ));
        }
    }
    Ok(0)
}
