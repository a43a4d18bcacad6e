//! `siaga window`: the window, at a product where one is named. Starts the agent where none runs.

use siaga_core::wire::{Command, View};

use super::source;
use super::{Failure, NOTHING, Outcome};
use crate::launch;
use crate::places::Places;
use crate::settings::Files;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Show this product, by id
    product: Option<String>,
}

pub(super) async fn run(places: &Places, args: Args) -> Outcome {
    let (_, catalogue) = Files::of(&places.config).load();
    let product = args.product.map(|id| source::known(&catalogue, &id)).transpose()?;
    let connection =
        launch::connect_or_start_agent(places).await.map_err(|error| Failure::new(NOTHING, error.to_string()))?;
    let view = product.map_or(View::Overview, |id| View::Product { id });
    connection.client.ask(Command::Show { view }).await.map_err(source::refused)?;
    Ok(0)
}
