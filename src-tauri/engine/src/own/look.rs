//! What is published at an address: the format that a person names is read there, else it is found out.

use jiff::Timestamp;
use siaga_core::feed::{Format, read_any};
use siaga_core::observation::Observation;
use siaga_core::provider::own::{NotAdded, host_and_port};
use siaga_core::wording::Words;
use url::Url;

use crate::fetch::{self, Answer, FailureKind, FetchFailure, Fetcher, Request};

/// Status that is published somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The dialect.
    pub format: Format,
    /// The feed's address.
    pub url: Url,
    /// What it calls itself.
    pub name: Option<String>,
    /// What it says.
    pub observation: Observation,
    /// Its page for people.
    pub page: Option<Url>,
    /// Where the address led instead of staying.
    pub elsewhere: Option<Url>,
}

/// Why nothing was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nothing {
    /// It may not be read without the person's word.
    Refused(NotAdded),
    /// It was read and gives no status, or could not be read; in one line.
    There(String),
}

impl Nothing {
    /// The same as a sentence for the person.
    #[must_use]
    pub fn sentence(&self, words: &Words) -> String {
        match self {
            Self::Refused(why) => why.sentence(words),
            Self::There(why) => words.format("own-not-found", &[("why", why.as_str().into())]),
        }
    }
}

/// Looks what is published at `address`; with a format, whether it is that.
///
/// # Errors
/// [`Nothing`].
pub async fn look(
    fetcher: &Fetcher,
    address: &Url,
    internal: bool,
    format: Option<Format>,
    now: Timestamp,
) -> Result<Found, Nothing> {
    may_be_read(address, internal)?;
    let request = Request { url: address.clone(), internal, etag: None, last_modified: None };
    let bytes = match fetcher.get(&request, now).await {
        Answer::Fresh(body) => body.bytes,
        Answer::Unchanged => return Err(Nothing::There("the server says nothing has changed, unasked".to_owned())),
        Answer::Failed(failure) => return Err(refusal(address, internal, failure)),
    };
    let read = match format {
        Some(format) => format.read(&bytes).map(|reading| (format, reading)),
        None => read_any(&bytes),
    };
    let (format, reading) = read.map_err(|error| Nothing::There(format!("{}: {error}", fetch::shown(address))))?;
    Ok(Found {
        format,
        url: address.clone(),
        name: reading.name,
        observation: reading.observation,
        page: None,
        elsewhere: None,
    })
}

/// Plain http and private addresses need the person's word.
///
/// # Errors
/// [`Nothing::Refused`].
pub fn may_be_read(address: &Url, internal: bool) -> Result<(), Nothing> {
    fetch::check_target(address, internal).map_err(|failure| refusal(address, internal, failure))
}

fn refusal(address: &Url, internal: bool, failure: FetchFailure) -> Nothing {
    match failure.kind {
        FailureKind::NotHttps | FailureKind::PrivateAddress if !internal => {
            Nothing::Refused(NotAdded::Private { host: host_and_port(address) })
        }
        _ => Nothing::There(failure.text),
    }
}
