//! Further outputs: where else is told what is told, by a webhook or a program of the person's. What may stand together
//! in one table, and what must. The secrets themselves never stand in a file: the engine has them in the keyring.

use std::time::Duration;

use serde::Deserialize;
use url::Url;

use super::value;
use crate::alert::Reason;
use crate::forward::Event;

/// Longest name of an output, in bytes: it is typed.
const LONGEST_NAME: usize = 40;

const NAME: &str = "a name of small letters, digits and hyphens, at most 40";

/// One further output.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutputSettings {
    /// What it is.
    pub kind: OutputKind,
    /// Where it is posted to. For ntfy the server without the topic.
    #[serde(default, deserialize_with = "value::some_address")]
    pub url: Option<Url>,
    /// Plain http and private addresses are allowed for it, and for no other host.
    #[serde(default)]
    pub internal: bool,
    /// Its address, its topic or its token is in the system's keyring, under the output's name.
    #[serde(default)]
    pub secret: bool,
    /// The topic of an internal ntfy server. Anywhere else it is a secret.
    #[serde(default)]
    pub topic: Option<String>,
    /// The program of a script and its arguments. Empty for anything else.
    #[serde(default)]
    pub command: Vec<String>,
    /// How long one message may take. From a second to a minute.
    #[serde(default = "usual_timeout", deserialize_with = "value::timeout")]
    pub timeout: Duration,
    /// What it is told of. Empty: everything that is told.
    #[serde(default, deserialize_with = "value::events")]
    pub events: Vec<Event>,
    /// Of which products, by id. Empty: of all.
    #[serde(default)]
    pub products: Vec<String>,
}

/// What an output is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutputKind {
    /// A POST of our own JSON.
    Webhook,
    /// A POST as Slack's incoming webhooks take it.
    Slack,
    /// A message on an ntfy server.
    Ntfy,
    /// A program of the person's.
    Script,
}

impl OutputKind {
    /// Its word in the settings.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Webhook => "webhook",
            Self::Slack => "slack",
            Self::Ntfy => "ntfy",
            Self::Script => "script",
        }
    }
}

/// What is kept in the keyring for an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretKind {
    /// The whole address.
    Address,
    /// A token, sent as `Authorization: Bearer`.
    Token,
    /// A topic, and after a space the access token where the server wants one.
    Topic,
}

impl OutputSettings {
    /// Whether it is told of this, of this product. A digest is about several.
    #[must_use]
    pub fn wants<'a>(&self, reason: Reason, products: impl IntoIterator<Item = &'a str>) -> bool {
        let event = Event::of(reason).is_some_and(|event| self.events.is_empty() || self.events.contains(&event));
        let mut products = products.into_iter();
        event && (self.products.is_empty() || products.any(|id| self.products.iter().any(|own| own == id)))
    }

    /// What its secret is, where it has one.
    #[must_use]
    pub const fn secret_kind(&self) -> Option<SecretKind> {
        match (self.secret, self.kind) {
            (false, _) | (_, OutputKind::Script) => None,
            (true, OutputKind::Ntfy) => Some(SecretKind::Topic),
            (true, OutputKind::Slack) => Some(SecretKind::Address),
            (true, OutputKind::Webhook) if self.url.is_some() => Some(SecretKind::Token),
            (true, OutputKind::Webhook) => Some(SecretKind::Address),
        }
    }

    /// What its keys must not say together: the key, and what is allowed.
    pub(super) fn wrong(&self, name: &str) -> Option<(&'static str, String)> {
        if !is_name(name) {
            return Some(("", NAME.to_owned()));
        }
        let refuse = |key, why: &str| Some((key, why.to_owned()));
        if self.kind == OutputKind::Script {
            return match self {
                _ if self.command.first().is_none_or(|program| program.trim().is_empty()) => {
                    refuse("command", "a program and its arguments, such as [\"notify-team\", \"--now\"]")
                }
                _ if self.url.is_some() => refuse("url", "not for a script, which has a command"),
                _ if self.secret => refuse("secret", "not for a script: it keeps its own"),
                _ if self.topic.is_some() => refuse("topic", "only for kind = \"ntfy\""),
                _ if self.internal => refuse("internal", "not for a script"),
                _ => None,
            };
        }
        if !self.command.is_empty() {
            return refuse("command", "only for kind = \"script\"");
        }
        if self.topic.is_some() && self.kind != OutputKind::Ntfy {
            return refuse("topic", "only for kind = \"ntfy\"");
        }
        if let Some(url) = &self.url
            && let Err(why) = check_address(url, self.internal)
        {
            return refuse("url", why);
        }
        let store = format!("secret = true, then store it by `siaga output secret {name}`");
        match self.kind {
            OutputKind::Webhook if self.url.is_none() && !self.secret => {
                Some(("url", format!("an address; or, where the address is a secret, {store}")))
            }
            OutputKind::Slack if self.url.is_some() && self.secret => {
                refuse("url", "not beside secret = true: the secret is the whole address")
            }
            OutputKind::Slack if self.url.is_some() && !self.internal => {
                Some(("url", format!("not in this file, because who knows this address may post there: {store}")))
            }
            OutputKind::Slack if self.url.is_none() && !self.secret => {
                Some(("secret", format!("the address is a secret: {store}")))
            }
            OutputKind::Ntfy if self.url.is_none() => refuse("url", "the server, such as \"https://ntfy.example.com\""),
            OutputKind::Ntfy if self.topic.is_some() && self.secret => {
                refuse("topic", "not beside secret = true: the secret is the topic")
            }
            OutputKind::Ntfy if self.topic.is_some() && !self.internal => {
                Some(("topic", format!("not in this file, because who knows the topic reads it: {store}")))
            }
            OutputKind::Ntfy if self.topic.as_ref().is_some_and(|topic| !is_topic(topic)) => {
                refuse("topic", "at most 64 letters, digits, _ and -")
            }
            OutputKind::Ntfy if self.topic.is_none() && !self.secret => {
                Some(("secret", format!("the topic is a secret: {store}")))
            }
            OutputKind::Webhook | OutputKind::Slack | OutputKind::Ntfy | OutputKind::Script => None,
        }
    }
}

/// Whether an address may be posted to, by what it says: https, or http where the output is internal; no user and no
/// password. What is wrong is said without the address, which may be a secret.
///
/// # Errors
/// What is allowed.
pub fn check_address(url: &Url, internal: bool) -> Result<(), &'static str> {
    match url.scheme() {
        "https" => {}
        "http" if internal => {}
        "http" => return Err("https only, unless the output says internal = true"),
        _ => return Err("an https address"),
    }
    if !url.has_host() || !url.username().is_empty() || url.password().is_some() {
        return Err("an https address without user and password");
    }
    Ok(())
}

/// Whether ntfy takes this as a topic.
#[must_use]
pub fn is_topic(topic: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    (1..=64).contains(&topic.len()) && topic.bytes().all(plain)
}

fn is_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(plain) && !name.starts_with('-')
}

const fn usual_timeout() -> Duration {
    Duration::from_secs(10)
}

#[cfg(test)]
mod tests;
