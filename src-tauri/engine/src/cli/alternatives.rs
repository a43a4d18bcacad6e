//! `siaga alternatives`: what to use instead, best first, each with why it stands there.

use siaga_core::alternatives::Ranked;
use siaga_core::provider::Use;
use siaga_core::report::AlternativesReport;
use siaga_core::wire::{Command, Reply};

use super::source;
use super::{Failure, INTERNAL, NOTHING, Outcome, USAGE, say, say_json};
use crate::places::Places;

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
    list(places, args.product.as_deref(), task, args.json).await
}

/// Prints alternatives: also what `siaga switch --list` says.
pub(super) async fn list(places: &Places, product: Option<&str>, task: Option<Use>, json: bool) -> Outcome {
    let Ranked { alternatives, text, .. } = ranked(places, product, task).await?;
    let code = if alternatives.is_empty() { NOTHING } else { 0 };
    if json {
        say_json(&AlternativesReport { schema: 1, alternatives })?;
        return Ok(code);
    }
    if alternatives.is_empty() {
        return Err(Failure::new(NOTHING, text));
    }
    let widest = alternatives.iter().map(|other| other.name.chars().count()).max().unwrap_or(0);
    for (place, other) in alternatives.iter().enumerate() {
        say(&format!("{:>2}  {:widest$}  {} · {}", place + 1, other.name, other.text, other.prompt_text));
    }
    if !text.is_empty() {
        say(&text);
    }
    Ok(0)
}

/// Alternatives as the agent ranks them, or an engine in this process.
pub(super) async fn ranked(places: &Places, product: Option<&str>, task: Option<Use>) -> Result<Ranked, Failure> {
    let products: Vec<String> = product.map(str::to_owned).into_iter().collect();
    let command = Command::Alternatives { product: product.map(str::to_owned), r#use: task, look: false };
    match source::ask(places, &products, command).await? {
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
