//! `siaga switch`: goes to what works now, and takes the prompt along. What will happen is said before it is done; what
//! could not be copied or opened is shown, so that nothing of the prompt is lost. A prompt comes by standard input only.

use std::io::{self, IsTerminal, Read};

use siaga_core::prompt::{LONGEST, Prompt};
use siaga_core::provider::{Catalogue, Use};
use siaga_core::report::SwitchReport;
use siaga_core::wire::{Command, Reply, Switched};
use siaga_core::wording::Words;

use super::source::{self, Answerer};
use super::{BAD_INPUT, Failure, INTERNAL, NOTHING, Outcome, USAGE, alternatives, complain, say, say_json};
use crate::app_link;
use crate::clipboard;
use crate::places::Places;
use crate::settings::Files;
use crate::watch::going::{address, choice, refusal};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The product that fails, by id
    product: Option<String>,
    /// The task in hand: writing, research, data-analysis, coding, support, study ..
    #[arg(long = "for", value_name = "USE")]
    task: Option<String>,
    /// Take along the prompt that is read from standard input
    #[arg(long)]
    prompt_stdin: bool,
    /// Copy the prompt, and open nothing
    #[arg(long)]
    copy_only: bool,
    /// Name what to use instead, and what would happen to the prompt there; copy and open nothing
    #[arg(long, conflicts_with = "copy_only")]
    list: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// A prompt as it was read, and what of it is left out.
struct Taken {
    prompt: Prompt,
    removed: usize,
}

pub(super) async fn run(places: &Places, args: &Args) -> Outcome {
    let task = args.task.as_deref().map(alternatives::parse_use).transpose()?;
    if args.list && !args.prompt_stdin {
        // The agent knows all that is asked: without reading the catalogue here this takes a third of the time.
        return alternatives::list(places, args.product.as_deref(), task, args.json, None).await;
    }
    let mut files = Files::of(&places.config);
    let (settings, catalogue) = files.load();
    let words = source::words(&files, &settings);
    let product = args.product.as_deref().map(|id| source::known(&catalogue, id)).transpose()?;
    let read = if args.prompt_stdin { Some(read_prompt(&words)?) } else { None };
    let said = Said { words: &words, json: args.json };
    if let Some(read) = &read
        && read.removed > 0
    {
        let sentence = words.format("going-removed", &[("count", read.removed.into())]);
        if args.json { complain(&sentence) } else { say(&sentence) }
    }
    let prompt = read.map(|read| read.prompt);
    if args.list {
        return alternatives::list(places, args.product.as_deref(), task, args.json, prompt.as_ref()).await;
    }
    match (args.copy_only, prompt) {
        (true, Some(prompt)) => said.end(copy(places, &words, &prompt).await?, Some(&prompt), true),
        (true, None) => Err(Failure::new(USAGE, words.text("prompt-is-missing"))),
        (false, prompt) => go(places, &said, &catalogue, product, task, prompt).await,
    }
}

/// Chooses, says what will happen, and does it.
async fn go(
    places: &Places,
    said: &Said<'_>,
    catalogue: &Catalogue,
    product: Option<String>,
    task: Option<Use>,
    prompt: Option<Prompt>,
) -> Outcome {
    let products: Vec<String> = product.iter().cloned().collect();
    let answerer = source::reach(places, &products).await?;
    let to = chosen(&answerer, said.words, product.as_deref(), task, prompt.is_some()).await?;
    let mut opens = true;
    if let Some(target) = catalogue.product(&to) {
        let carried = match &prompt {
            Some(prompt) => Some(app_link::carried(prompt, target).await),
            None => None,
        };
        opens = address(target, carried.as_ref()).is_some();
        if opens || prompt.is_some() {
            said.before(&said.words.going(target, carried.as_ref()));
        }
    }
    let command = Command::Switch { to: Some(to), product, r#use: task, prompt: prompt.clone(), copy_only: false };
    let Reply::Switched(switched) = answerer.ask(command).await? else { return Err(another_kind()) };
    said.end(switched, prompt.as_ref(), !opens)
}

/// The best that works now.
async fn chosen(
    answerer: &Answerer,
    words: &Words,
    product: Option<&str>,
    task: Option<Use>,
    prompt: bool,
) -> Result<String, Failure> {
    let ranked = alternatives::ranked(answerer, product, task, true).await?;
    match choice(&ranked.alternatives) {
        Some(other) => Ok(other.product.clone()),
        None if prompt => Err(Failure::new(NOTHING, format!("{} {}", ranked.text, words.text("gone-kept")))),
        None => Err(Failure::new(NOTHING, ranked.text)),
    }
}

/// Copies and does nothing else: no feed has to be read for that.
async fn copy(places: &Places, words: &Words, prompt: &Prompt) -> Result<Switched, Failure> {
    if let Some(connection) = source::agent(places).await? {
        let command =
            Command::Switch { to: None, product: None, r#use: None, prompt: Some(prompt.clone()), copy_only: true };
        let reply = connection.client.ask(command).await.map_err(source::refused);
        return match reply {
            Ok(Reply::Switched(switched)) => Ok(switched),
            Ok(_) => Err(another_kind()),
            Err(failure) => Err(shown(failure, prompt)),
        };
    }
    if let Err(why) = clipboard::left().copy(prompt).await {
        let failure = Failure::new(NOTHING, words.format("gone-not-copied", &[("why", why.to_string().into())]));
        return Err(shown(failure, prompt));
    }
    let text = words.text("going-copy-only");
    let used = siaga_core::alternatives::PromptUse::Copy;
    Ok(Switched { product: None, name: None, opened: false, copied: true, prompt: used, text })
}

/// Shows the prompt beside a failure: it may be nowhere else.
fn shown(failure: Failure, prompt: &Prompt) -> Failure {
    say(prompt.text());
    failure
}

fn read_prompt(words: &Words) -> Result<Taken, Failure> {
    let input = io::stdin();
    if input.is_terminal() {
        complain(&words.text("prompt-type-it"));
    }
    let wrong = |sentence: String| Failure::new(BAD_INPUT, sentence);
    let mut bytes = Vec::new();
    let most = LONGEST as u64 + 1;
    input.lock().take(most).read_to_end(&mut bytes).map_err(|error| wrong(error.to_string()))?;
    if bytes.len() > LONGEST {
        return Err(wrong(refusal(words, siaga_core::prompt::Refused::TooLong)));
    }
    let text = String::from_utf8(bytes).map_err(|_| wrong(words.text("prompt-is-no-text")))?;
    let prompt = Prompt::new(&text).map_err(|refused| wrong(refusal(words, refused)))?;
    // Of a line that ends in two characters one is left; that is nothing to be told.
    let given = text.replace("\r\n", "\n").chars().count();
    let removed = given - prompt.text().chars().count();
    Ok(Taken { prompt, removed })
}

/// How what happens is said.
struct Said<'a> {
    words: &'a Words,
    json: bool,
}

impl Said<'_> {
    /// Before it is done; as JSON there is one answer, afterwards.
    fn before(&self, sentence: &str) {
        if !self.json {
            say(sentence);
        }
    }

    /// After it was done, or was not. `stays`: there was nothing to open.
    fn end(&self, switched: Switched, prompt: Option<&Prompt>, stays: bool) -> Outcome {
        let lost = prompt.is_some() && !switched.copied;
        let code = if switched.opened || stays && !lost { 0 } else { NOTHING };
        if self.json {
            if code != 0 || lost {
                complain(&switched.text);
            }
            say_json(&SwitchReport { schema: 1, switched })?;
            return Ok(code);
        }
        if code != 0 || lost {
            complain(&switched.text);
            if let Some(prompt) = prompt {
                say(prompt.text());
            }
        } else if switched.product.is_none() {
            // Nothing was said before.
            say(&switched.text);
        }
        Ok(code)
    }
}

fn another_kind() -> Failure {
    Failure::new(INTERNAL, "the agent gave an answer of another kind")
}
