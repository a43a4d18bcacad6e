//! The door to the further outputs: takes one message to one of them, and says what came of it. It keeps nothing, tries
//! once, and decides nothing: when something is sent, and again, is the watch loop's.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use jiff::Timestamp;
use siaga_core::about::Purpose;
use siaga_core::forward::Forward;
use siaga_core::settings::{OutputKind, OutputSettings};
use siaga_core::wording::Words;

use super::keyring::{Keyring, Secret};
use super::{script, webhook};
use crate::fetch::Fetcher;

/// How long the keyring may take to give a secret.
const KEYRING_LIMIT: Duration = Duration::from_secs(10);

/// One message for one output.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// The output's name.
    pub name: String,
    /// What it is.
    pub settings: OutputSettings,
    /// What it is told.
    pub forward: Forward,
    /// When it is sent, for a wait that is given as a date.
    pub now: Timestamp,
}

/// A message that did not get through. Says why in one line in English, without addresses but for their host.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct NotSent {
    /// Why.
    pub why: String,
    /// It will not get through by being tried again.
    pub refused: bool,
    /// How long it asked us to wait, clamped.
    pub wait: Option<Duration>,
}

impl NotSent {
    /// May get through another time.
    pub(super) fn now(why: impl Into<String>) -> Self {
        Self { why: why.into(), refused: false, wait: None }
    }
}

/// What comes of a message.
pub type Carrying = Pin<Box<dyn Future<Output = Result<(), NotSent>> + Send>>;

/// Takes messages to outputs.
pub trait Carrier: Send + Sync {
    /// Takes one, within its output's limit and the keyring's. Dropping the future stops it, a program included.
    fn carry(&self, parcel: Parcel) -> Carrying;
}

/// The real one: posts, and starts programs.
#[derive(Clone)]
pub struct Outputs {
    fetcher: Fetcher,
    keyring: Keyring,
}

impl Outputs {
    /// Posts by this fetcher's ways, with secrets from the person's keyring.
    #[must_use]
    pub fn new(fetcher: Fetcher) -> Self {
        Self { fetcher, keyring: Keyring }
    }

    async fn secret(&self, name: &str) -> Result<Secret, NotSent> {
        match tokio::time::timeout(KEYRING_LIMIT, self.keyring.read(name)).await {
            Ok(Ok(Some(secret))) => Ok(secret),
            Ok(Ok(None)) => Err(NotSent::now(format!(
                "the keyring holds no secret for it: store it by `siaga output secret {name}`"
            ))),
            Ok(Err(error)) => Err(NotSent::now(error.to_string())),
            Err(_) => Err(NotSent::now(format!("the keyring did not answer within {} s", KEYRING_LIMIT.as_secs()))),
        }
    }
}

/// What came of a test message, in a sentence for the person.
#[must_use]
pub fn said(words: &Words, output: &str, outcome: &Result<(), NotSent>) -> String {
    let output = ("output", output.to_owned().into());
    match outcome {
        Ok(()) => words.format("said-output-reached", &[output]),
        Err(failure) => words.format("said-output-not-reached", &[output, ("why", failure.why.clone().into())]),
    }
}

impl Carrier for Outputs {
    fn carry(&self, parcel: Parcel) -> Carrying {
        let outputs = self.clone();
        Box::pin(async move {
            if parcel.settings.kind == OutputKind::Script {
                return script::run(&parcel.settings.command, &parcel.forward, parcel.settings.timeout).await;
            }
            let secret = match parcel.settings.secret_kind() {
                Some(kind) => Some((kind, outputs.secret(&parcel.name).await?)),
                None => None,
            };
            let post = webhook::Post::of(&parcel.settings, secret, &parcel.forward)?;
            let fetcher = outputs.fetcher.on_errand(Purpose::Output, &parcel.name);
            webhook::send(&fetcher, &post, parcel.settings.timeout, parcel.now).await
        })
    }
}
