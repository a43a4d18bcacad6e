//! The person's own providers and what they watch, as asked for by the window. Addresses are looked at in tasks of
//! their own; what is written is noticed at once.

use std::path::PathBuf;
use std::time::Duration;

use siaga_core::provider::own::{address, must_be_new};
use siaga_core::wire::{self, ErrorCode, Reply, WireError};
use tokio::sync::oneshot;
use url::Url;

use super::{Event, Watch};
use crate::detect::Found;
use crate::own::look::{Nothing, look};
use crate::own::{self, Unchanged};

/// How long an address is looked at.
const LOOK_LIMIT: Duration = Duration::from_secs(25);

/// Addresses that are looked at at once.
const AT_ONCE: usize = 2;

type Answer = oneshot::Sender<Result<Reply, WireError>>;

/// What is to be done with what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// The person is told.
    Say,
    /// It becomes a provider.
    Add,
}

/// An address that was looked at.
#[derive(Debug)]
pub(super) struct Looked {
    address: Url,
    internal: bool,
    then: Then,
    outcome: Result<Found, Nothing>,
    answer: Answer,
}

/// Addresses that are being looked at, and the last that was.
#[derive(Debug, Default)]
pub(super) struct Looks {
    under_way: usize,
    /// Whoever adds what they have just been shown need not wait for it again.
    last: Option<(Url, bool, Found)>,
}

impl Watch {
    /// Looks at an address, and answers when that is done.
    pub(super) fn look_at(&mut self, written: &str, internal: bool, then: Then, answer: Answer) {
        let address = match address(written) {
            Ok(address) => address,
            Err(why) => return refuse(answer, why.sentence(&self.words)),
        };
        if then == Then::Add
            && let Err(there) = must_be_new(&self.catalogue, &address)
        {
            return refuse(answer, there.sentence(&self.words));
        }
        if then == Then::Add
            && let Some((seen, as_internal, found)) = self.looks.last.take()
            && (&seen, as_internal) == (&address, internal)
        {
            let _ = answer.send(self.add_provider(&found, internal));
            self.publish();
            return;
        }
        let Some(fetcher) = self.fetcher.clone() else { return refuse(answer, self.words.text("own-drill")) };
        if self.looks.under_way == AT_ONCE {
            return refuse(answer, self.words.text("own-busy"));
        }
        self.looks.under_way += 1;
        let (events, now) = (self.events.clone(), self.clock.now());
        self.tasks.spawn(async move {
            let looking = tokio::time::timeout(LOOK_LIMIT, look(&fetcher, &address, internal, None, now));
            let outcome = looking.await.unwrap_or_else(|_| {
                Err(Nothing::There(format!("nothing could be read within {} s", LOOK_LIMIT.as_secs())))
            });
            let looked = Looked { address, internal, then, outcome, answer };
            let _ = events.send(Event::Looked(Box::new(looked))).await;
        });
    }

    pub(super) fn take_looked(&mut self, looked: Looked) {
        let Looked { address, internal, then, outcome, answer } = looked;
        self.looks.under_way -= 1;
        let reply = match (outcome, then) {
            (Err(nothing), _) => Err(WireError::failed(nothing.sentence(&self.words))),
            (Ok(found), Then::Add) => self.add_provider(&found, internal),
            (Ok(found), Then::Say) => {
                let shown = self.shown_as(&address, &found);
                self.looks.last = Some((address, internal, found));
                Ok(Reply::Found(shown))
            }
        };
        // Whoever asked may have hung up.
        let _ = answer.send(reply);
        self.publish();
    }

    pub(super) fn remove_provider(&mut self, id: &str) -> Result<Reply, WireError> {
        let removed = own::remove(&self.folder()?, &self.catalogue, id).map_err(|error| self.unchanged(&error))?;
        self.load_settings(false);
        let args = [("name", removed.name.into()), ("file", removed.kept.display().to_string().into())];
        Ok(Reply::Said(self.words.format("own-removed", &args)))
    }

    pub(super) fn watch_product(&mut self, product: &str, watched: bool) -> Result<Reply, WireError> {
        let changed = own::watch(&self.folder()?, &self.catalogue, product, watched);
        let name = changed.map_err(|error| self.unchanged(&error))?;
        self.load_settings(false);
        let key = if watched { "own-watched" } else { "own-unwatched" };
        Ok(Reply::Said(self.words.format(key, &[("product", name.into())])))
    }

    fn add_provider(&mut self, found: &Found, internal: bool) -> Result<Reply, WireError> {
        let new = found.as_provider(internal);
        let own = own::add(&self.folder()?, &self.catalogue, &new, true).map_err(|error| self.unchanged(&error))?;
        self.load_settings(false);
        let args = [
            ("name", own.name.into()),
            ("id", own.id.into()),
            ("format", found.format.label().into()),
            ("parts", found.observation.components.len().into()),
        ];
        Ok(Reply::Said(format!("{} {}", self.words.format("own-added", &args), self.words.text("own-added-watched"))))
    }

    fn shown_as(&self, address: &Url, found: &Found) -> wire::Found {
        use siaga_core::provider::own::NotAdded;
        let new = must_be_new(&self.catalogue, address).and_then(|()| must_be_new(&self.catalogue, &found.url));
        let there = match new {
            Err(NotAdded::There { name, .. }) => Some(name),
            Ok(()) | Err(_) => None,
        };
        wire::Found {
            name: found.name.clone(),
            format: found.format.label().to_owned(),
            url: crate::fetch::shown(&found.url),
            parts: u32::try_from(found.observation.components.len()).unwrap_or(u32::MAX),
            status: found.observation.status(),
            elsewhere: found.elsewhere.as_ref().map(crate::fetch::shown),
            there,
        }
    }

    pub(super) fn folder(&self) -> Result<PathBuf, WireError> {
        match self.files.folder() {
            Some(folder) if !self.drill => Ok(folder.to_owned()),
            Some(_) | None => Err(WireError::failed(self.words.text("own-drill"))),
        }
    }

    pub(super) fn unchanged(&self, error: &Unchanged) -> WireError {
        let code = if matches!(error, Unchanged::NoProduct(_)) { ErrorCode::UnknownProduct } else { ErrorCode::Failed };
        WireError { code, message: error.sentence(&self.words) }
    }
}

pub(super) fn refuse(answer: Answer, message: String) {
    // Whoever asked may have hung up.
    let _ = answer.send(Err(WireError::failed(message)));
}
