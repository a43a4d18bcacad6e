//! `siaga alternatives`: what to use instead, best first, each with why it stands there.

use siaga_core::alternatives::{Alternative, PromptUse, Why, rank};
use siaga_core::provider::Use;
use siaga_core::report::AlternativesReport;

use super::source::{self, Source};
use super::{Failure, NOTHING, Outcome, USAGE, say, say_json};
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
    let products: Vec<String> = args.product.iter().cloned().collect();
    let source = source::snapshot(places, &products, false).await?;
    let failing = args.product.as_deref().map(|id| source::known(&source.catalogue, id)).transpose()?;
    let ranked = rank(&source.catalogue, &source.snapshot, failing.as_deref(), task, source.now);
    if args.json {
        let nothing = ranked.is_empty();
        say_json(&AlternativesReport { schema: 1, alternatives: ranked })?;
        return Ok(if nothing { NOTHING } else { 0 });
    }
    if ranked.is_empty() {
        return Err(Failure::new(NOTHING, source.words.text("cli-no-alternative")));
    }
    let widest = ranked.iter().map(|alternative| alternative.name.chars().count()).max().unwrap_or(0);
    for (place, alternative) in ranked.iter().enumerate() {
        say(&format!("{:>2}  {:widest$}  {}", place + 1, alternative.name, reasons(&source, alternative)));
    }
    Ok(0)
}

/// The use of this word.
fn parse_use(word: &str) -> Result<Use, Failure> {
    Use::from_word(word).ok_or_else(|| {
        let known: Vec<&str> = Use::ALL.iter().map(|known| known.word()).collect();
        Failure::new(USAGE, format!("“{word}” is no task that Siaga knows; these are: {}", known.join(", ")))
    })
}

/// Why it stands where it stands, and what happens to a prompt.
fn reasons(source: &Source, alternative: &Alternative) -> String {
    let words = &source.words;
    let mut parts: Vec<String> = alternative
        .reasons
        .iter()
        .map(|why| match why {
            Why::Working => words.text("why-working"),
            Why::Yours => words.text("why-yours"),
            Why::Local => words.text("why-local"),
            Why::SameProvider => words.text("why-same-provider"),
            Why::DependsOn(id) => {
                let name = source.catalogue.product(id).map_or(id.as_str(), |product| product.name.as_str());
                words.format("why-depends-on", &[("product", name.into())])
            }
            Why::NothingReported => words.text("why-nothing-reported"),
            Why::StatusNotRead => words.text("why-not-read"),
            Why::Unreadable => words.text("why-unreadable"),
            Why::Maintenance => words.text("why-maintenance"),
            Why::InTrouble => words.format("why-in-trouble", &[("status", words.status(alternative.status).into())]),
        })
        .collect();
    parts.push(words.text(match alternative.prompt {
        PromptUse::Prefill => "prompt-prefill",
        PromptUse::Submit => "prompt-submit",
        PromptUse::Copy => "prompt-copy",
        PromptUse::None => "prompt-none",
    }));
    parts.join(" · ")
}
