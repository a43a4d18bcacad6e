//! A message for the team about a product, from what this engine knows at this moment.

use jiff::{SignedDuration, Timestamp};
use siaga_core::alert::Quote;
use siaga_core::message::{Facts, Form, MessageState, message};
use siaga_core::observation::{Incident, Status};
use siaga_core::snapshot::{ProductView, Snapshot};
use siaga_core::wire::{ErrorCode, Reply, WireError};
use siaga_core::wording::{Language, Words};

use super::Watch;

/// How long after its end an outage is what a message is about.
const CLOSING: SignedDuration = SignedDuration::from_hours(24);

/// Most alternatives that a message names.
const NAMED: usize = 3;

impl Watch {
    pub(super) fn message(&self, product: &str, language: Option<&str>, form: Form) -> Result<Reply, WireError> {
        let id = self.known(product)?;
        let own = match language {
            None => None,
            Some(code) => {
                let known = Language::ALL.into_iter().find(|known| known.code() == code);
                let unknown = || WireError::bad_request(format!("no language {code}: en or id"));
                Some(Words::new(known.ok_or_else(unknown)?).in_zone(self.files.zone()))
            }
        };
        let (snapshot, now) = (self.picture(), self.clock.now());
        let facts = self.facts(&id, &snapshot, now).ok_or_else(|| {
            // The catalogue has changed since the picture was made.
            WireError { code: ErrorCode::UnknownProduct, message: self.catalogue.no_product(&id) }
        })?;
        Ok(Reply::Text(message(own.as_ref().unwrap_or(&self.words), &facts, form, now)))
    }

    fn facts(&self, id: &str, snapshot: &Snapshot, now: Timestamp) -> Option<Facts> {
        let view = snapshot.product(id)?;
        let provider = snapshot.provider(&view.provider)?;
        let incident = view.incident.as_ref().and_then(|id| provider.incidents.iter().find(|one| one.id == *id));
        let others = self.ranked(snapshot, Some(id), None, now).alternatives;
        Some(Facts {
            product: view.name.clone(),
            provider: provider.name.clone(),
            page: provider.status_page.clone(),
            state: self.message_state(view, now),
            parts: view
                .components
                .iter()
                .filter(|part| part.status.is_trouble())
                .map(|part| part.name.clone())
                .collect(),
            title: incident.map(|incident| incident.title.clone()).filter(|title| !title.is_empty()),
            newest: incident.and_then(newest),
            working: others.iter().filter(|other| other.works()).take(NAMED).map(|other| other.name.clone()).collect(),
            next_look: provider.source.next_at,
            drill: snapshot.drill,
        })
    }

    fn message_state(&self, view: &ProductView, now: Timestamp) -> MessageState {
        if view.status.is_trouble() {
            let outage = self.memory.state.product(&view.id).and_then(|state| state.outage.as_ref());
            let since = outage.map(|outage| outage.began_at).or(view.since).unwrap_or(now);
            return MessageState::Trouble(view.status, since.min(now));
        }
        if view.status == Status::Unknown {
            return MessageState::Unknown;
        }
        let ended = self.memory.state.product(&view.id).and_then(|state| state.ended.last());
        let ended = ended.filter(|ended| now.duration_since(ended.at) <= CLOSING);
        match ended.and_then(|ended| Some((ended.began_at?, ended.at))) {
            Some((since, until)) => MessageState::Over(since, until),
            None => MessageState::Working,
        }
    }
}

/// The newest that the provider wrote about an incident.
fn newest(incident: &Incident) -> Option<Quote> {
    let update = incident.updates.iter().max_by_key(|update| update.at)?;
    (!update.text.is_empty()).then(|| Quote { text: update.text.clone(), at: update.at })
}
