//! `siaga alternatives`: what to use instead, best first, each with why it stands there.

use siaga_core::alternatives::{Alternative, PromptUse, Ranked, Why};
use siaga_core::prompt::Prompt;
use siaga_core::provider::Use;
use siaga_core::report::AlternativesReport;
use siaga_core::wire::{Command, Reply};

use super::source::{self, Answerer};
use super::{Failure, INTERNAL, NOTHING, Outcome, USAGE, say, say_json};
use crate::app_link;
use crate::places::Places;
use crate::settings::Files;
use crate::watch::going::choice;

/// Most tools whose status is read because somebody asks what does a task.
const READ: usize = 5;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The product that fails, by id
    product: Option<String>,
    /// The task in hand: writing, research, data-analysis, coding, support, study ..
    #[arg(long = "for", value_name = "USE")]
    task: Option<String>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(places: &Places, args: &Args) -> Outcome {
    let task = args.task.as_deref().map(parse_use).transpose()?;
    list(places, args.product.as_deref(), task, args.json, None).await
}

/// Prints alternatives: also what `siaga switch --list` says. With a prompt, each says what would happen to that one.
pub(super) async fn list(
    places: &Places,
    product: Option<&str>,
    task: Option<Use>,
    json: bool,
    prompt: Option<&Prompt>,
) -> Outcome {
    let products: Vec<String> = product.map(str::to_owned).into_iter().collect();
    let answerer = source::reach(places, &products).await?;
    let Ranked { mut alternatives, text, .. } = ranked(&answerer, product, task, false).await?;
    let code = if alternatives.is_empty() { NOTHING } else { 0 };
    if let Some(prompt) = prompt {
        say_of(prompt, &mut alternatives, places).await;
    }
    if json {
        let alternatives = alternatives.into_iter().map(Into::into).collect();
        say_json(&AlternativesReport { schema: 1, alternatives })?;
        return Ok(code);
    }
    if alternatives.is_empty() {
        let todo = "`siaga tell-me PRODUCT` tells you when one is back";
        return Err(Failure::new(NOTHING, format!("{text} {todo}")));
    }
    let widest = alternatives.iter().map(|other| other.name.chars().count()).max().unwrap_or(0);
    for (place, other) in alternatives.iter().enumerate() {
        say(&row(place + 1, other, widest));
    }
    if !text.is_empty() {
        say(&text);
    }
    Ok(0)
}

/// One line: place, name, why it stands there, and what happens to a prompt.
pub(crate) fn row(place: usize, other: &Alternative, widest: usize) -> String {
    format!("{place:>2}  {:widest$}  {} · {}", other.name, other.text, other.prompt_text)
}

/// Says of each what would happen to this very prompt there.
async fn say_of(prompt: &Prompt, alternatives: &mut [Alternative], places: &Places) {
    let mut files = Files::of(&places.config);
    let (settings, catalogue) = files.load();
    let words = source::words(&files, &settings);
    for other in alternatives.iter_mut().filter(|other| other.prompt != PromptUse::None) {
        if let Some(product) = catalogue.product(&other.product) {
            let app = app_link::is_there(product).await;
            (other.prompt, other.prompt_text) = words.becomes(prompt, product, app);
        }
    }
}

/// Alternatives as the agent ranks them, or an engine in this process. Where none is known to work and some have never
/// been looked at, because nothing that the person uses does this task, those are read first.
pub(super) async fn ranked(
    answerer: &Answerer,
    product: Option<&str>,
    task: Option<Use>,
    look: bool,
) -> Result<Ranked, Failure> {
    let ranked = ask(answerer, product, task, look).await?;
    if choice(&ranked.alternatives).is_some() {
        return Ok(ranked);
    }
    let unread = |other: &&Alternative| other.age_s.is_none() && other.reasons.contains(&Why::Unreadable);
    let unread = ranked.alternatives.iter().filter(unread).take(READ).map(|other| other.product.clone());
    let products: Vec<String> = unread.collect();
    if products.is_empty() {
        return Ok(ranked);
    }
    answerer.ask(Command::Check { products }).await?;
    ask(answerer, product, task, false).await
}

async fn ask(answerer: &Answerer, product: Option<&str>, task: Option<Use>, look: bool) -> Result<Ranked, Failure> {
    let command = Command::Alternatives { product: product.map(str::to_owned), r#use: task, look };
    match answerer.ask(command).await? {
        Reply::Alternatives(ranked) => Ok(*ranked),
        _ => Err(Failure::new(INTERNAL, "the agent gave an answer of another kind")),
    }
}

/// The use of this word.
pub(super) fn parse_use(word: &str) -> Result<Use, Failure> {
    Use::from_word(word).ok_or_else(|| {
        let known: Vec<&str> = Use::ALL.iter().map(|known| known.word()).collect();
        Failure::new(USAGE, format!("“{word}” is no task that Siaga knows; these are: {}", known.join(", ")))
    })
}
