//! One HTTP POST: the generic JSON, what Slack-compatible chat servers take, or a message for ntfy.
//!
//! By the fetcher's ways: its proxy, its trust, its rule about private addresses. No redirect is followed, because an
//! address that holds a secret leads nowhere else; of the answer only its status counts. Nothing here writes an address,
//! a topic or a token into a message or a log: a host at most. When to send, and again, is the watch loop's.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use siaga_core::forward::Forward;
use siaga_core::settings::{OutputKind, OutputSettings, SecretKind, check_address, is_topic};
use url::Url;

use super::carrier::NotSent;
use super::keyring::Secret;
use crate::fetch::{FailureKind, FetchFailure, Fetcher, host_shown, retry_after};

/// How much of an answer is read, so that its connection can be used again. What it says is not looked at.
const READ: usize = 4 * 1024;

/// What is posted, and where. Shown by its host alone.
pub struct Post {
    url: Url,
    internal: bool,
    authorization: Option<HeaderValue>,
    body: String,
}

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Post").field("host", &host_shown(&self.url)).field("bytes", &self.body.len()).finish()
    }
}

impl Post {
    /// What an output of these settings is sent, with its secret where it has one.
    ///
    /// # Errors
    /// A secret that is no address, or no topic.
    pub fn of(
        settings: &OutputSettings,
        secret: Option<(SecretKind, Secret)>,
        forward: &Forward,
    ) -> Result<Self, NotSent> {
        let (mut url, mut topic, mut token) = (settings.url.clone(), settings.topic.clone(), None);
        if let Some((kind, secret)) = secret {
            match parts(kind, &secret, settings.internal).map_err(NotSent::now)? {
                Parts::Address(address) => url = Some(address),
                Parts::Token(word) => token = Some(word),
                Parts::Topic(name, word) => (topic, token) = (Some(name), word),
            }
        }
        let url = url.ok_or_else(|| NotSent::now("it has no address"))?;
        let body = match settings.kind {
            OutputKind::Slack => forward.slack(),
            OutputKind::Ntfy => forward.ntfy(&topic.unwrap_or_default()),
            OutputKind::Webhook | OutputKind::Script => forward.json(),
        };
        let authorization = token
            .map(|token| HeaderValue::from_str(&format!("Bearer {token}")))
            .transpose()
            .map_err(|_| NotSent::now("its token cannot stand in a header"))?
            .map(|mut value| {
                value.set_sensitive(true);
                value
            });
        Ok(Self { url, internal: settings.internal, authorization, body })
    }
}

/// Whether a secret may be kept for an output of these settings: an address that may be posted to, a topic, a token.
///
/// # Errors
/// What is allowed, without the secret.
pub fn check_secret(kind: SecretKind, secret: &Secret, internal: bool) -> Result<(), String> {
    parts(kind, secret, internal).map(drop)
}

enum Parts {
    Address(Url),
    Token(String),
    Topic(String, Option<String>),
}

fn parts(kind: SecretKind, secret: &Secret, internal: bool) -> Result<Parts, String> {
    let text = secret.expose().trim();
    let is_token = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_graphic());
    match kind {
        SecretKind::Address => {
            let url = Url::parse(text).map_err(|_| "the secret is no address such as https://..".to_owned())?;
            check_address(&url, internal)
                .map_err(|why| format!("the secret is an address that may not be used: {why}"))?;
            Ok(Parts::Address(url))
        }
        SecretKind::Token if is_token(text) => Ok(Parts::Token(text.to_owned())),
        SecretKind::Token => Err("the secret is no token: one word, no spaces".to_owned()),
        SecretKind::Topic => {
            let mut words = text.split_whitespace();
            let topic = words.next().filter(|topic| is_topic(topic));
            let (token, rest) = (words.next(), words.next());
            match (topic, token.is_none_or(is_token), rest) {
                (Some(topic), true, None) => Ok(Parts::Topic(topic.to_owned(), token.map(str::to_owned))),
                _ => Err("the secret is no topic: at most 64 letters, digits, _ and -, \
                          and after a space the access token where the server wants one"
                    .to_owned()),
            }
        }
    }
}

/// Posts once, within `limit` in all.
///
/// # Errors
/// Any answer but 2xx, and none. 4xx other than 408 and 429 is a refusal.
pub async fn send(fetcher: &Fetcher, post: &Post, limit: Duration, now: Timestamp) -> Result<(), NotSent> {
    let host = host_shown(&post.url);
    let late = || NotSent::now(format!("{host} did not answer within {} s", limit.as_secs_f32()));
    tokio::time::timeout(limit, one(fetcher, post, &host, now)).await.map_err(|_| late())?
}

async fn one(fetcher: &Fetcher, post: &Post, host: &str, now: Timestamp) -> Result<(), NotSent> {
    let way = fetcher.way_to(&post.url, post.internal).map_err(|failure| not_reached(&failure, host))?;
    let mut request =
        way.client.post(post.url.clone()).header(CONTENT_TYPE, "application/json").body(post.body.clone());
    if let Some(authorization) = &post.authorization {
        request = request.header(AUTHORIZATION, authorization.clone());
    }
    fetcher.note(&post.url);
    let answered = request.send().await;
    let mut response = answered.map_err(|error| not_reached(&fetcher.why(&error, &post.url, &way), host))?;
    let status = response.status();
    let wait = retry_after(response.headers(), now);
    let mut read = 0;
    // Read for the connection's sake only: one that breaks off here has answered all the same.
    while read < READ
        && let Ok(Some(chunk)) = response.chunk().await
    {
        read += chunk.len();
    }
    let refused = status.is_client_error() && !matches!(status.as_u16(), 408 | 429);
    match status.as_u16() {
        200..=299 => Ok(()),
        300..=399 => Err(NotSent::now(format!("{host} answered {status} and wants to send us elsewhere"))),
        _ => Err(NotSent { why: format!("{host} answered {status}"), refused, wait }),
    }
}

fn not_reached(failure: &FetchFailure, host: &str) -> NotSent {
    NotSent::now(match failure.kind {
        FailureKind::PrivateAddress => {
            format!("{host} is on a private network, and the output does not say internal = true")
        }
        FailureKind::NotHttps => format!("{host} is not reached by https"),
        _ => failure.text.clone(),
    })
}

#[cfg(test)]
mod tests;
