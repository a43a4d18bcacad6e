//! `siaga message`: a message for the team about a product, on standard output, ready to be sent.

use siaga_core::message::Form;
use siaga_core::wire::{Command, Reply};

use super::{Failure, INTERNAL, Outcome, say, source};
use crate::places::Places;
use crate::settings::Files;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The product, by id
    product: String,
    /// In which language; of itself yours
    #[arg(long, value_parser = ["id", "en"])]
    lang: Option<String>,
    /// All that is known, a line each
    #[arg(long)]
    long: bool,
    /// In Markdown
    #[arg(long)]
    markdown: bool,
}

pub(super) async fn run(places: &Places, args: &Args) -> Outcome {
    let (_, catalogue) = Files::of(&places.config).load();
    let product = source::known(&catalogue, &args.product)?;
    let form = Form { long: args.long, markdown: args.markdown };
    let command = Command::Message { product: product.clone(), language: args.lang.clone(), form };
    let products = [product];
    let reply = match source::agent(places).await? {
        Some(connection) => source::read_first(&connection.client, &products, command).await?,
        None => source::ask(places, &products, command).await?,
    };
    let Reply::Text(text) = reply else {
        return Err(Failure::new(INTERNAL, "the agent gave an answer of another kind"));
    };
    say(&text);
    Ok(0)
}
