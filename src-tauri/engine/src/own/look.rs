//! What is published at an address: the format that a person names is read there, else the feed behind it is found.

use jiff::Timestamp;
use siaga_core::feed::Format;
use siaga_core::provider::own::{NotAdded, host_and_port};
use siaga_core::wording::Words;
use url::Url;

use crate::detect::{Found, NotFound, detect};
use crate::fetch::{self, FailureKind, FetchFailure, Fetcher};
use crate::poll::{Plan, read_feed};

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
    let Some(format) = format else {
        return detect(fetcher, address, internal, now).await.map_err(|not_found| match not_found {
            NotFound::Unreachable { kind, why } => refusal(address, internal, kind, why),
            other => Nothing::There(other.to_string()),
        });
    };
    let plan = Plan { provider: String::new(), format, url: address.clone(), internal, known: Vec::new() };
    let read = read_feed(fetcher, &plan, now)
        .await
        .map_err(|failure| Nothing::There(format!("{}: {}", fetch::shown(address), failure.why)))?;
    Ok(Found {
        format,
        url: address.clone(),
        name: None,
        observation: read.observation,
        oddities: read.oddities,
        page: None,
        elsewhere: None,
    })
}

/// Plain http and private addresses need the person's word.
///
/// # Errors
/// [`Nothing::Refused`].
pub fn may_be_read(address: &Url, internal: bool) -> Result<(), Nothing> {
    let check = fetch::check_target(address, internal);
    check.map_err(|FetchFailure { kind, text, .. }| refusal(address, internal, kind, text))
}

fn refusal(address: &Url, internal: bool, kind: FailureKind, why: String) -> Nothing {
    match kind {
        FailureKind::NotHttps | FailureKind::PrivateAddress if !internal => {
            Nothing::Refused(NotAdded::Private { host: host_and_port(address) })
        }
        _ => Nothing::There(why),
    }
}
