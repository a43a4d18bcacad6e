//! `siaga why`: is it them or me? For one product, in one sentence, with what stands behind it.

use siaga_core::provider::{Catalogue, Product};
use siaga_core::why::{Explanation, Local, Probing, Question, drawn_on, explain};
use siaga_core::wire::{Command, Reply};

use super::source::{self, Source};
use super::{Failure, INTERNAL, Outcome, USAGE, say, say_json};
use crate::client::Client;
use crate::fetch::Fetcher;
use crate::places::Places;
use crate::probe;
use crate::settings::Files;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The product, by id
    product: String,
    /// Ask the product's own address too: one request, without cookies
    #[arg(long, conflicts_with = "no_probe")]
    probe: bool,
    /// Do not ask it, whatever the settings say
    #[arg(long)]
    no_probe: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// What the person said about a probe, where they did.
    const fn wanted(&self) -> Option<bool> {
        match (self.probe, self.no_probe) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
        }
    }
}

pub(super) async fn run(places: &Places, args: &Args) -> Outcome {
    let mut files = Files::of(&places.config);
    let (settings, catalogue) = files.load();
    let id = source::known(&catalogue, &args.product)?;
    let Some(product) = catalogue.product(&id) else { return Err(Failure::new(USAGE, catalogue.no_product(&id))) };
    let explanation = match source::agent(places).await? {
        Some(connection) => by_agent(&connection.client, &catalogue, product, args.wanted()).await?,
        None => alone(places, &catalogue, product, args.wanted().unwrap_or(settings.why.probe)).await?,
    };
    if args.json {
        say_json(&explanation)?;
        return Ok(0);
    }
    say(&explanation.text);
    for line in &explanation.lines {
        say(&format!("  {line}"));
    }
    Ok(0)
}

/// The agent's answer. What it does not read otherwise, it reads first: the person asks about it.
async fn by_agent(
    client: &Client,
    catalogue: &Catalogue,
    product: &Product,
    probe: Option<bool>,
) -> Result<Explanation, Failure> {
    let command = Command::Why { product: product.id.clone(), probe };
    match source::read_first(client, &drawn(catalogue, product), command).await? {
        Reply::Why(explanation) => Ok(*explanation),
        _ => Err(of_another_kind()),
    }
}

/// What the answer draws on, as far as the catalogue knows it.
fn drawn(catalogue: &Catalogue, product: &Product) -> Vec<String> {
    drawn_on(product).into_iter().filter(|id| catalogue.product(id).is_some()).collect()
}

/// The answer without an agent: the feeds are read once, and the product is asked at the same time where that is wanted.
async fn alone(places: &Places, catalogue: &Catalogue, product: &Product, probe: bool) -> Result<Explanation, Failure> {
    let drawn = drawn(catalogue, product);
    let probing = async { if probe { probed(catalogue, &product.id).await } else { Ok(Probing::No) } };
    let (source, probing) = tokio::join!(source::snapshot(places, &drawn, false), probing);
    let (Source { snapshot, words, now, .. }, probing) = (source?, probing?);
    let local = Local::of(&snapshot);
    let question = Question { product, snapshot: &snapshot, local, probing: &probing, words: &words, now };
    explain(question).ok_or_else(|| Failure::new(INTERNAL, format!("{} is not shown", product.id)))
}

async fn probed(catalogue: &Catalogue, product: &str) -> Result<Probing, Failure> {
    let target = match probe::target(catalogue, product) {
        Ok(target) => target,
        Err(why) => return Ok(Probing::Unasked(why)),
    };
    let fetcher = Fetcher::new(env!("CARGO_PKG_VERSION")).map_err(|error| Failure::new(INTERNAL, error.to_string()))?;
    let asked = probe::probe(&fetcher, &target, jiff::Timestamp::now()).await;
    Ok(asked.map_or_else(Probing::Unasked, Probing::Done))
}

fn of_another_kind() -> Failure {
    Failure::new(INTERNAL, "the agent gave an answer of another kind")
}
