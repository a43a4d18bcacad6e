//! Providers as a list of feeds: written for other programs, and read from theirs, a line of report each.

use std::io::Read as _;
use std::path::Path;

use futures_util::StreamExt as _;
use futures_util::stream;
use jiff::Timestamp;
use siaga_core::feed::text;
use siaga_core::observation::Component;
use siaga_core::provider::opml::{self, Outline};
use siaga_core::provider::own::{NewProvider, NotAdded, address, must_be_new};
use siaga_core::provider::{Feed, Provider};
use url::Url;

use super::super::{BAD_INPUT, Failure, INTERNAL, NOTHING, Outcome, say};
use super::Desk;
use crate::fetch::{self, Fetcher};
use crate::own::look::{Nothing, look, may_be_read};
use crate::own::{self, Unchanged};

/// Addresses of a list that are looked at at once.
const AT_ONCE: usize = 4;

/// What is known of one line of a list before anything is written.
struct Candidate {
    feed: Feed,
    name: Option<String>,
    page: Option<Url>,
    components: Vec<Component>,
    id: Option<String>,
}

impl Desk {
    pub(super) fn export(&self, to: &str, all: bool) -> Outcome {
        let chosen: Vec<&Provider> = self
            .catalogue
            .providers()
            .iter()
            .filter(|provider| (provider.own || all) && provider.feed.is_some())
            .collect();
        let text = opml::write(chosen.iter().copied());
        if to == "-" {
            say(&text);
            return Ok(0);
        }
        own::write_file(Path::new(to), &text).map_err(|error| Failure::new(INTERNAL, format!("{to}: {error}")))?;
        say(&self.words.format("cli-exported", &[("count", chosen.len().into()), ("file", to.into())]));
        Ok(0)
    }

    pub(super) async fn import(&mut self, from: &str, internal: bool, watched: bool) -> Outcome {
        let text = text_of(from)?;
        let outlines = opml::read(&text)
            .map_err(|error| Failure::new(BAD_INPUT, format!("{from}: not a list of feeds: {error}")))?;
        let fetcher = self.fetcher()?;
        let catalogue = self.catalogue.clone();
        let looking = stream::iter(&outlines).map(async |outline| {
            let candidate = async {
                let url = address(&outline.url)?;
                must_be_new(&catalogue, &url)?;
                candidate(&fetcher, outline, url, internal).await
            };
            (outline, candidate.await)
        });
        let mut looking = std::pin::pin!(looking.buffered(AT_ONCE));
        let mut any = false;
        while let Some((outline, candidate)) = looking.next().await {
            let outcome = candidate.and_then(|candidate| self.take(&candidate, watched));
            any |= matches!(outcome, Ok(_) | Err(Unfit::NotAdded(NotAdded::There { .. })));
            say(&self.line(outline, outcome));
        }
        if any { Ok(0) } else { Err(Failure::new(NOTHING, self.words.text("cli-import-none"))) }
    }

    /// Makes a provider of it. The next one sees it in the catalogue.
    fn take(&mut self, candidate: &Candidate, watched: bool) -> Result<(String, String), Unfit> {
        let new = NewProvider {
            feed: candidate.feed.clone(),
            name: candidate.name.as_deref(),
            page: candidate.page.as_ref(),
            components: &candidate.components,
            id: candidate.id.as_deref(),
        };
        let without_id = NewProvider { id: None, ..new.clone() };
        let made = match own::add(&self.config, &self.catalogue, &new, watched) {
            // The id of another desk is a wish, not a condition.
            Err(Unchanged::NotAdded(NotAdded::Taken(_) | NotAdded::NotAnId(_))) => {
                own::add(&self.config, &self.catalogue, &without_id, watched)
            }
            other => other,
        };
        let own = made.map_err(|error| match error {
            Unchanged::NotAdded(why) => Unfit::NotAdded(why),
            other => Unfit::Unchanged(other),
        })?;
        self.catalogue = self.files.load().1;
        Ok((own.id, own.name))
    }

    fn line(&self, outline: &Outline, outcome: Result<(String, String), Unfit>) -> String {
        let called = outline.name.clone().unwrap_or_else(|| shown(&outline.url));
        match outcome {
            Ok((id, name)) => self.words.format("cli-import-added", &[("name", name.into()), ("id", id.into())]),
            Err(Unfit::NotAdded(NotAdded::There { id, name })) => {
                self.words.format("cli-import-there", &[("name", name.into()), ("id", id.into())])
            }
            Err(unfit) => {
                let why = match unfit {
                    Unfit::NotAdded(why) => why.sentence(&self.words),
                    Unfit::Nothing(nothing) => nothing.sentence(&self.words),
                    Unfit::Unchanged(error) => error.sentence(&self.words),
                };
                self.words.format("cli-import-not-read", &[("name", called.into()), ("why", why.into())])
            }
        }
    }
}

/// Why a line of a list becomes no provider.
enum Unfit {
    /// It is no address, or one that is known.
    NotAdded(NotAdded),
    /// Nothing was found there.
    Nothing(Nothing),
    /// It could not be written.
    Unchanged(Unchanged),
}

impl From<NotAdded> for Unfit {
    fn from(why: NotAdded) -> Self {
        Self::NotAdded(why)
    }
}

impl From<Nothing> for Unfit {
    fn from(nothing: Nothing) -> Self {
        Self::Nothing(nothing)
    }
}

/// What Siaga wrote is taken as it is; of other lists every address is looked at.
async fn candidate(fetcher: &Fetcher, outline: &Outline, url: Url, internal: bool) -> Result<Candidate, Unfit> {
    // A list cannot make a feed internal: the person's word counts, and for what the list knows, both.
    let internal = internal && (outline.internal || outline.format.is_none());
    may_be_read(&url, internal)?;
    let page = outline.page.as_deref().and_then(|page| address(page).ok());
    if let Some(format) = outline.format {
        let feed = Feed { format, url, internal };
        return Ok(Candidate {
            feed,
            name: outline.name.clone(),
            page,
            components: Vec::new(),
            id: outline.id.clone(),
        });
    }
    let found = look(fetcher, &url, internal, None, Timestamp::now()).await?;
    Ok(Candidate {
        feed: Feed { format: found.format, url: found.url, internal },
        name: outline.name.clone().or(found.name),
        page: found.page.or(page),
        components: found.observation.components,
        id: None,
    })
}

/// An address of a list, fit for the terminal: what it may carry in secret, or for a terminal to obey, is left out.
fn shown(written: &str) -> String {
    match Url::parse(written.trim()).ok().filter(Url::has_host) {
        Some(url) => fetch::shown(&url),
        None => {
            let place = written.split(['?', '#']).next().unwrap_or_default();
            text::title(place.rsplit('@').next().unwrap_or_default())
        }
    }
}

fn text_of(from: &str) -> Result<String, Failure> {
    let failed = |error: std::io::Error| Failure::new(BAD_INPUT, format!("{from}: {error}"));
    let most = opml::LARGEST as u64 + 1;
    let mut bytes = Vec::new();
    if from == "-" {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        std::fs::File::open(from).map_err(failed)?.take(most).read_to_end(&mut bytes).map_err(failed)?;
    }
    // What is no UTF-8 is shown as such; a list of feeds that is written otherwise is rare, and its addresses are ASCII.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
