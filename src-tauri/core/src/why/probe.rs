//! What asking a product's own address gave, for the one who asked. The asking is the engine's; here is what it may
//! come to, and how that is said. A probe is never a feed: it changes no state.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::wording::Words;

/// Whether a product's own address was asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Probing {
    /// Nobody wanted it to be.
    #[default]
    No,
    /// It was wanted, and was not done.
    Unasked(Unasked),
    /// It was asked once.
    Done(Probe),
}

/// Why an address was not asked though somebody wanted it to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unasked {
    /// The catalogue knows no address of the product.
    NoAddress,
    /// It runs on this computer.
    Local,
    /// It lies on a private network, and its provider's feed is not marked internal. The host.
    Private(String),
    /// A drill contacts nobody.
    Drill,
}

/// One request to a product's own address, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// When it was asked.
    pub at: Timestamp,
    /// Who was asked: the host, with its port where it is not the usual one.
    pub host: String,
    /// Until the answer's headers were there, in milliseconds; absent without an answer.
    pub latency_ms: Option<u32>,
    /// What came of it.
    pub reach: Reach,
}

/// What a probe came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Somebody answers there, with a status below 500: a refusal (403, 429) is an answer too.
    Answers(u16),
    /// It answers that it is in trouble itself, with a status from 500 on.
    Errs(u16),
    /// No answer of the web came.
    Not(Obstacle),
    /// This computer has no network: nothing about the product.
    NoNetwork,
}

/// What stood between this computer and an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// Its name was not found.
    Name,
    /// It refused the connection, or hung up.
    Connection,
    /// Nothing came within the time that a probe has.
    Time,
    /// The connection could not be trusted.
    Trust,
    /// The system's proxy could not reach it.
    Proxy,
    /// What came was no answer of the web.
    Broken,
}

/// A probe as scripts and the window get it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProbeReport {
    /// When it was asked.
    pub at: Timestamp,
    /// Who was asked.
    pub host: String,
    /// An answer came whose status is below 500.
    pub reached: bool,
    /// The status of the answer; null without one.
    pub status: Option<u16>,
    /// Milliseconds until the answer's headers were there; null without an answer.
    pub latency_ms: Option<u32>,
    /// Why there was no answer, in plain words; null where there was one.
    pub why: Option<String>,
    /// The same as a sentence without its full stop, in the person's language.
    pub text: String,
}

impl Obstacle {
    /// As the end of a sentence, without its full stop.
    #[must_use]
    pub fn text(self, words: &Words) -> String {
        words.text(match self {
            Self::Name => "obstacle-name",
            Self::Connection => "obstacle-connection",
            Self::Time => "obstacle-time",
            Self::Trust => "obstacle-trust",
            Self::Proxy => "obstacle-proxy",
            Self::Broken => "obstacle-broken",
        })
    }
}

impl Reach {
    fn why(self, words: &Words) -> Option<String> {
        match self {
            Self::Answers(_) | Self::Errs(_) => None,
            Self::Not(obstacle) => Some(obstacle.text(words)),
            Self::NoNetwork => Some(words.text("obstacle-no-network")),
        }
    }
}

impl Probe {
    /// One line without its full stop: when, whom, what came of it.
    #[must_use]
    pub fn line(&self, words: &Words, now: Timestamp) -> String {
        let ago = words.ago(self.at, now);
        let say = |key: &str, more: &[(&str, String)]| {
            let mut args = vec![("host", self.host.as_str().into()), ("ago", ago.as_str().into())];
            args.extend(more.iter().map(|(name, value)| (*name, value.as_str().into())));
            words.format(key, &args)
        };
        match (self.reach, self.reach.why(words)) {
            (_, Some(why)) => say("answer-line-not-reached", &[("why", why)]),
            (Reach::Errs(status), None) => say("answer-line-errs", &[("status", status.to_string())]),
            (Reach::Answers(status), None) => {
                let ms = self.latency_ms.unwrap_or_default().to_string();
                say("answer-line-reached", &[("status", status.to_string()), ("ms", ms)])
            }
            (Reach::Not(_) | Reach::NoNetwork, None) => String::new(),
        }
    }

    /// For scripts and the window.
    #[must_use]
    pub fn report(&self, words: &Words, now: Timestamp) -> ProbeReport {
        let (reached, status) = match self.reach {
            Reach::Answers(status) => (true, Some(status)),
            Reach::Errs(status) => (false, Some(status)),
            Reach::Not(_) | Reach::NoNetwork => (false, None),
        };
        ProbeReport {
            at: self.at,
            host: self.host.clone(),
            reached,
            status,
            latency_ms: self.latency_ms,
            why: self.reach.why(words),
            text: self.line(words, now),
        }
    }
}

impl Unasked {
    /// Why not, as a line without its full stop.
    #[must_use]
    pub fn line(&self, product: &str, words: &Words) -> String {
        let args = [("product", product.into())];
        match self {
            Self::NoAddress => words.format("answer-unasked-no-address", &args),
            Self::Local => words.format("answer-unasked-local", &args),
            Self::Private(host) => words.format("answer-unasked-private", &[("host", host.as_str().into())]),
            Self::Drill => words.text("answer-unasked-drill"),
        }
    }
}
