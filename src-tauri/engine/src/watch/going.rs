//! Going elsewhere: the prompt is copied first, then the tool is opened, with the prompt in its address where it takes
//! one. A prompt passes through here and stays nowhere: it is on the clipboard, and in the opener's argument.

use std::io;
use std::sync::Arc;

use siaga_core::alternatives::{Alternative, PromptUse, Why, best};
use siaga_core::prompt::{Carried, LONGEST, Prompt, Refused};
use siaga_core::provider::{Product, Use};
use siaga_core::wire::{Reply, Switched, WireError};
use siaga_core::wording::Words;
use tokio::sync::{oneshot, watch};
use url::Url;

use super::Watch;
use crate::app_link;
use crate::clipboard::Clipboard;
use crate::opener::Opener;

/// Where the person wants to go, and with what.
pub(super) struct Wish {
    pub(super) to: Option<String>,
    pub(super) product: Option<String>,
    pub(super) r#use: Option<Use>,
    pub(super) prompt: Option<Prompt>,
    pub(super) copy_only: bool,
}

/// One way from here to there, with all that it needs.
struct Trip {
    /// Absent where the prompt is only copied.
    to: Option<Product>,
    prompt: Option<Prompt>,
    words: Arc<Words>,
    clipboard: Arc<dyn Clipboard>,
    opener: Opener,
    command: Vec<String>,
    activation_token: Option<String>,
    /// Told where the person went, once it is open.
    gone: watch::Sender<Option<String>>,
}

type Answer = oneshot::Sender<Result<Reply, WireError>>;

/// Where to go by itself: the best that works now, else the best of which nothing bad is reported.
pub(crate) fn choice(alternatives: &[Alternative]) -> Option<&Alternative> {
    let quiet = |other: &&Alternative| other.reasons.contains(&Why::NothingReported);
    best(alternatives).or_else(|| alternatives.iter().find(quiet))
}

/// What is opened: the address that carries the prompt, or the tool's own.
pub(crate) fn address(product: &Product, carried: Option<&Carried>) -> Option<Url> {
    match carried {
        Some(Carried::Filled(url) | Carried::Sent(url)) => Some(url.clone()),
        Some(Carried::Copied(url)) => url.clone(),
        None => product.open.clone(),
    }
}

/// Why a text is no prompt, as a person reads it.
pub(crate) fn refusal(words: &Words, refused: Refused) -> String {
    match refused {
        Refused::TooLong => words.format("prompt-is-too-long", &[("limit", (LONGEST / 1024).into())]),
        Refused::Empty => words.text("prompt-is-empty"),
    }
}

impl Watch {
    /// Copies and opens in a task of its own, and answers when that is done.
    pub(super) fn switch(&mut self, wish: Wish, activation_token: Option<String>, answer: Answer) {
        match self.trip(wish, activation_token) {
            // Whoever asked may have hung up; the person has pressed all the same.
            Ok(trip) => drop(self.tasks.spawn(async move { drop(answer.send(trip.go().await.map(Reply::Switched))) })),
            Err(error) => drop(answer.send(Err(error))),
        }
    }

    /// Copies a text that Siaga made.
    pub(super) fn copy(&mut self, text: &Prompt, answer: Answer) {
        let text = match self.seen(text) {
            Ok(text) => text,
            Err(error) => return drop(answer.send(Err(error))),
        };
        let (clipboard, words) = (self.clipboard.clone(), self.words.clone());
        self.tasks.spawn(async move {
            let outcome = match clipboard.copy(&text).await {
                Ok(()) => Ok(Reply::Said(words.text("said-copied"))),
                Err(why) => {
                    Err(WireError::failed(words.format("said-text-not-copied", &[("why", why.to_string().into())])))
                }
            };
            drop(answer.send(outcome));
        });
    }

    fn trip(&self, wish: Wish, activation_token: Option<String>) -> Result<Trip, WireError> {
        let prompt = wish.prompt.as_ref().map(|prompt| self.seen(prompt)).transpose()?;
        let product = wish.product.map(|id| self.known(&id)).transpose()?;
        let to = match wish.to {
            Some(id) => Some(self.known(&id)?),
            None if wish.copy_only => None,
            None => Some(self.best_now(product.as_deref(), wish.r#use, prompt.is_some())?),
        };
        if wish.copy_only && prompt.is_none() {
            return Err(WireError::bad_request(self.words.text("prompt-is-missing")));
        }
        Ok(Trip {
            to: to.filter(|_| !wish.copy_only).and_then(|id| self.catalogue.product(&id).cloned()),
            prompt,
            words: self.words.clone(),
            clipboard: self.clipboard.clone(),
            opener: self.opener,
            command: self.settings.open.command.clone(),
            activation_token,
            gone: self.gone.clone(),
        })
    }

    /// What came over the socket, held to the same rules as what is typed here.
    fn seen(&self, text: &Prompt) -> Result<Prompt, WireError> {
        Prompt::new(text.text()).map_err(|refused| WireError::failed(refusal(&self.words, refused)))
    }

    fn best_now(&self, product: Option<&str>, wanted: Option<Use>, prompt: bool) -> Result<String, WireError> {
        let ranked = self.ranked(&self.picture(), product, wanted, self.clock.now());
        match choice(&ranked.alternatives) {
            Some(other) => Ok(other.product.clone()),
            None if prompt => Err(WireError::failed(format!("{} {}", ranked.text, self.words.text("gone-kept")))),
            None => Err(WireError::failed(ranked.text)),
        }
    }
}

impl Trip {
    async fn go(self) -> Result<Switched, WireError> {
        let copied = match &self.prompt {
            Some(prompt) => Some(self.clipboard.copy(prompt).await),
            None => None,
        };
        let not_copied = copied.as_ref().and_then(|outcome| outcome.as_ref().err()).map(ToString::to_string);
        let is_copied = matches!(copied, Some(Ok(())));
        let Some(product) = &self.to else {
            return match not_copied {
                None => Ok(self.switched(None, is_copied, self.words.text("going-copy-only"))),
                Some(why) => Err(WireError::failed(self.words.format("gone-not-copied", &[("why", why.into())]))),
            };
        };
        let name = product.name.as_str();
        let mut carried = match &self.prompt {
            Some(prompt) => Some(app_link::carried(prompt, product).await),
            None => None,
        };
        let address = address(product, carried.as_ref());
        let to = |opened, used| Some((product, opened, used));
        let Some(address) = address else {
            let Some(carried) = &carried else {
                return Err(WireError::failed(self.words.format("said-no-address", &[("product", name.into())])));
            };
            // A tool on this computer without a page of its own: there is nothing to open but a window the person has.
            let text = match not_copied {
                None => self.words.going(product, Some(carried)),
                Some(why) => self.words.format("gone-not-copied", &[("why", why.into())]),
            };
            return Ok(self.switched(to(false, PromptUse::Copy), is_copied, text));
        };
        let Err(error) = self.open(product, &address, &mut carried) else {
            let used = carried.as_ref().map_or(PromptUse::None, prompt_use);
            let text = match (&carried, not_copied) {
                (Some(carried), Some(why)) => self.words.gone_without_copy(product, carried, &why),
                (carried, _) => self.words.going(product, carried.as_ref()),
            };
            return Ok(self.switched(to(true, used), is_copied, text));
        };
        let mut text =
            self.words.format("said-not-opened", &[("product", name.into()), ("why", error.to_string().into())]);
        match (is_copied, not_copied) {
            (true, _) => text = format!("{text} {}", self.words.text("gone-on-clipboard")),
            (false, Some(why)) => {
                text = format!("{text} {}", self.words.format("gone-not-copied", &[("why", why.into())]));
            }
            (false, None) => {}
        }
        let used = if carried.is_some() { PromptUse::Copy } else { PromptUse::None };
        Ok(self.switched(to(false, used), is_copied, text))
    }

    /// Opens the tool. Where its own program's link cannot be opened, the tool is opened on the web, as `carried` says then.
    fn open(&self, product: &Product, address: &Url, carried: &mut Option<Carried>) -> io::Result<()> {
        let token = self.activation_token.as_deref();
        let own = product.app.as_ref().and_then(|app| app.link.split_once(':')).map(|(scheme, _)| scheme);
        if own != Some(address.scheme()) {
            return self.opener.open(address, &self.command, token);
        }
        let Err(error) = self.opener.open_app(address, token) else { return Ok(()) };
        *carried = self.prompt.as_ref().map(|prompt| prompt.carried(product, false));
        match self::address(product, carried.as_ref()) {
            Some(page) => self.opener.open(&page, &self.command, token),
            None => Err(error),
        }
    }

    fn switched(&self, to: Option<(&Product, bool, PromptUse)>, copied: bool, text: String) -> Switched {
        let (product, opened, used) = match to {
            Some((product, opened, used)) => (Some(product), opened, used),
            None => (None, false, if copied { PromptUse::Copy } else { PromptUse::None }),
        };
        if let Some(product) = product.filter(|_| opened) {
            self.gone.send_replace(Some(product.id.clone()));
        }
        Switched {
            product: product.map(|product| product.id.clone()),
            name: product.map(|product| product.name.clone()),
            opened,
            copied,
            prompt: used,
            text,
        }
    }
}

const fn prompt_use(carried: &Carried) -> PromptUse {
    match carried {
        Carried::Filled(_) => PromptUse::Prefill,
        Carried::Sent(_) => PromptUse::Submit,
        Carried::Copied(_) => PromptUse::Copy,
    }
}
