//! What waits to be shown, and what stands on the desktop. An alert is worded at the moment it is shown, so that the
//! alternative it names works then; it is marked as told only after the desktop has answered.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use siaga_core::alternatives::Alternative;
use siaga_core::told::Entry;
use siaga_core::wire::{Show, Target, View};
use tokio::time::Instant;

use super::about::TEST;
use super::outbox::{DIGEST, Row, unread_key};
use super::{Event, Telling, Trouble, Watch};
use crate::output::notification::{Heard, Press, ShowError, Shown};
use crate::store::{Outgoing, ShownRow, Write};

/// First pause after a notification could not be shown; it doubles.
const FIRST_RETRY: Duration = Duration::from_secs(1);

/// Longest pause between two tries.
const LONGEST_RETRY: Duration = Duration::from_secs(5 * 60);

/// News of an end older than this is no news.
const STALE_END: SignedDuration = SignedDuration::from_hours(24);

/// How long the button hushes a product.
pub(super) const SNOOZE: SignedDuration = SignedDuration::from_hours(1);

/// Most notifications remembered as standing on the desktop.
const STANDING: usize = 100;

/// What came of an attempt to show something.
#[derive(Debug)]
pub(super) struct ShowDone {
    /// Of what was shown together.
    ids: Vec<i64>,
    /// Of [`Note::outage`].
    key: String,
    telling: Telling,
    outcome: Result<Option<Shown>, ShowError>,
}

impl Watch {
    /// Shows whatever may be shown now. Beginnings that come within a minute become one notification.
    pub(super) fn deliver(&mut self) {
        while let Some((ids, contents, made_at)) = self.take_due() {
            let content = &contents[0];
            if contents.len() == 1 && self.is_stale(content, made_at) {
                self.finish(ids[0], "expired");
                continue;
            }
            let (note, alternative) = self.note(&contents);
            for row in self.outbox.rows.iter_mut().filter(|row| ids.contains(&row.id)) {
                row.alternative.clone_from(&alternative);
            }
            let telling = Telling::of(content, &note);
            let Some(desktop) = self.voice.clone().filter(|_| self.settings.notify.enabled) else {
                self.take_shown(ShowDone { ids, key: note.outage, telling, outcome: Ok(None) });
                continue;
            };
            self.outbox.handed.entry(note.outage.clone()).or_insert_with(|| ids.clone());
            let events = self.events.clone();
            self.tasks.spawn(async move {
                let outcome = desktop.show(&note).await.map(Some);
                // The loop is gone only when the engine ends.
                let _ = events.send(Event::Shown(ShowDone { ids, key: note.outage, telling, outcome })).await;
            });
        }
    }

    /// The next that is due, and what is told together with it. A beginning is due while it is true: not before its feed
    /// was tried after a start, nor in the moment between the first read without trouble and the second, which will say
    /// that it is over.
    fn take_due(&mut self) -> Option<(Vec<i64>, Vec<Outgoing>, Timestamp)> {
        let (feeds, state) = (&self.feeds, &self.memory.state);
        let ready = |content: &Outgoing| match content {
            Outgoing::Alert(alert) if alert.planned.is_some() => true,
            Outgoing::Alert(alert) if alert.until.is_none() => {
                let tried = feeds.get(&alert.provider).is_none_or(|feed| feed.tried);
                let outage = state.product(&alert.product).and_then(|known| known.outage.as_ref());
                tried && outage.is_none_or(|outage| outage.id != alert.outage || outage.clear_reads == 0)
            }
            // What a digest names is told as it is now, which its feeds say.
            Outgoing::Digest(digest) => digest.items.iter().all(|item| {
                let tried = feeds.get(&item.provider).is_none_or(|feed| feed.tried);
                let outage = state.product(&item.product).and_then(|known| known.outage.as_ref());
                tried && outage.is_none_or(|outage| outage.id != item.outage || outage.clear_reads == 0)
            }),
            Outgoing::Alert(_) | Outgoing::Damaged { .. } | Outgoing::Unread { .. } => true,
        };
        let rows = self.outbox.take(Instant::now(), ready);
        let first = rows.first()?;
        let row = self.outbox.rows.iter().find(|row| row.id == *first)?;
        let made_at = row.made_at;
        let contents = rows.iter().filter_map(|id| self.outbox.rows.iter().find(|row| row.id == *id));
        let contents: Vec<Outgoing> = contents.map(|row| row.content.clone()).collect();
        Some((rows, contents, made_at))
    }

    fn is_stale(&self, content: &Outgoing, made_at: Timestamp) -> bool {
        match content {
            Outgoing::Alert(alert) => alert.until.is_some() && self.clock.now().duration_since(made_at) > STALE_END,
            // It can be read again, or is no longer wanted: there is nothing to tell.
            Outgoing::Unread { provider, since, .. } => {
                self.feeds.get(provider).is_none_or(|feed| feed.health.failing_since != Some(*since))
            }
            // What goes on is news for as long as it does.
            Outgoing::Digest(digest) => {
                let old = self.clock.now().duration_since(made_at) > STALE_END;
                self.still_worth_telling(digest).iter().all(|item| old && item.until.is_some())
            }
            Outgoing::Damaged { .. } => false,
        }
    }

    /// Takes in what came of an attempt: marks it as told, or plans the next.
    pub(super) fn take_shown(&mut self, done: ShowDone) {
        let ShowDone { ids, key, telling, outcome } = done;
        if outcome != Err(ShowError::Hung) {
            self.outbox.handed.remove(&key);
        }
        match outcome {
            Ok(shown) => {
                self.set_problem("problem-no-notifications", None);
                for id in ids {
                    self.told_now(id, shown.clone());
                }
                let _ = self.tellings.send(telling);
            }
            Err(error) => {
                tracing::warn!("a notification could not be shown: {error}");
                self.set_problem("problem-no-notifications", Some(error.to_string()));
                for id in ids {
                    self.not_shown(id);
                }
            }
        }
        self.publish();
    }

    fn told_now(&mut self, id: i64, shown: Option<Shown>) {
        let Some(row) = self.outbox.rows.iter().find(|row| row.id == id) else { return };
        let (content, alternative) = (row.content.clone(), row.alternative.clone());
        let done = vec![Write::Done(id, "shown", self.clock.now())];
        match &content {
            Outgoing::Alert(alert) => {
                self.memory.told.delivered(&alert.product, &alert.outage);
                self.outbox.heard(&alert.product, &alert.outage);
                self.stands(&alert.product, &alert.outage, shown, alternative, done);
            }
            Outgoing::Digest(digest) => {
                for item in &digest.items {
                    self.memory.told.delivered(&item.product, &item.outage);
                }
                let entries: Vec<Entry> = digest
                    .items
                    .iter()
                    .filter_map(|item| self.memory.told.of(&item.product, &item.outage).cloned())
                    .collect();
                self.write(&entries.iter().map(Write::Told).collect::<Vec<_>>());
                match digest.items.as_slice() {
                    // It stands for that outage, so that its end takes its place.
                    [one] => self.stands(&one.product, &one.outage, shown, None, done),
                    _ => self.stands("", DIGEST, shown, None, done),
                }
            }
            Outgoing::Unread { provider, product, .. } => {
                self.stands(product, &unread_key(provider), shown, None, done);
            }
            Outgoing::Damaged { .. } => self.write(&done),
        }
        self.outbox.remove(id);
    }

    /// Keeps what the person has heard, and where that stands, together with what else is to be written.
    fn stands(
        &mut self,
        product: &str,
        outage: &str,
        shown: Option<Shown>,
        alternative: Option<String>,
        also: Vec<Write<'static>>,
    ) {
        let entry = self.memory.told.of(product, outage).cloned();
        let standing = shown.map(|shown| ShownRow {
            product: product.to_owned(),
            outage: outage.to_owned(),
            shown,
            alternative,
            at: self.clock.now(),
        });
        let mut writes: Vec<Write<'_>> = also;
        writes.extend(entry.as_ref().map(Write::Told));
        writes.extend(standing.as_ref().map(Write::Shown));
        self.write(&writes);
        if let Some(row) = standing {
            self.shown.retain(|old| (&old.product, &old.outage) != (&row.product, &row.outage));
            self.shown.push(row);
            if self.shown.len() > STANDING {
                let old = self.shown.remove(0);
                self.write(&[Write::Gone(&old.product, &old.outage)]);
            }
        }
    }

    fn not_shown(&mut self, id: i64) {
        let Some(at) = self.outbox.rows.iter().position(|row| row.id == id) else { return };
        let key = self.outbox.rows[at].key();
        let newer = self.outbox.rows[at + 1..].iter().find(|row| row.key() == key);
        if let Some(newer) = newer {
            // Something newer about the same outage waits. If that is its end, and this was its beginning, the person
            // never heard of it.
            let ended = (newer.is_end() && !self.outbox.rows[at].follows).then_some(newer.id);
            self.finish(id, "withdrawn");
            if let Some(ended) = ended {
                self.finish(ended, "withdrawn");
            }
            return;
        }
        let row = &mut self.outbox.rows[at];
        row.in_flight = false;
        row.tries = row.tries.saturating_add(1);
        let wait = FIRST_RETRY.saturating_mul(2_u32.saturating_pow(row.tries.min(16) - 1)).min(LONGEST_RETRY);
        row.not_before = Some(self.clock.after(wait));
    }

    fn finish(&mut self, id: i64, outcome: &'static str) {
        self.outbox.remove(id);
        let now = self.clock.now();
        self.write(&[Write::Done(id, outcome, now)]);
    }

    /// Queues the one notice that the records were damaged.
    pub(super) fn tell_damaged(&mut self, file: String) {
        let (id, now, content) = (self.outbox.next_id(), self.clock.now(), Outgoing::Damaged { file });
        self.write(&[Write::Outbox(id, &content, now)]);
        self.outbox.add(id, content, now, false);
    }

    /// Whether what stands there tells of something else too that goes on.
    pub(super) fn is_shared(&self, row: &ShownRow) -> bool {
        let goes_on = |other: &&ShownRow| {
            let outage = self.memory.state.product(&other.product).and_then(|known| known.outage.as_ref());
            outage.is_some_and(|outage| outage.id == other.outage)
        };
        let others = self.shown.iter().filter(|other| other.shown == row.shown);
        others.filter(|other| (&other.product, &other.outage) != (&row.product, &row.outage)).any(|row| goes_on(&row))
    }

    /// Takes what stands on the desktop of an outage away, where the desktop can, and it tells of nothing else.
    pub(super) fn withdraw(&mut self, product: &str, outage: &str) {
        let standing = self.shown.iter().find(|row| row.product == product && row.outage == outage);
        let standing = standing.filter(|row| !self.is_shared(row));
        if let (Some(row), Some(desktop)) = (standing, self.voice.clone()) {
            let shown = row.shown.clone();
            self.tasks.spawn(async move { desktop.close(&shown).await });
        }
    }

    /// Takes in what the desktop reported.
    pub(super) fn take_heard(&mut self, news: Heard) {
        match news {
            Heard::ServerUp(abilities) => {
                tracing::info!(server = abilities.server, "a notification server is there");
                self.abilities = Some(abilities);
                self.set_problem("problem-no-notifications", None);
                self.outbox.wake();
            }
            Heard::ServerGone => {
                tracing::info!("the notification server has gone");
                self.abilities = None;
            }
            // The person asked whether it is seen: late is an answer too.
            Heard::ShownLate { outage, .. } if outage == TEST => {}
            Heard::ShownLate { outage, shown } => {
                self.shown_late(&outage, shown);
            }
            Heard::Pressed { shown, press, activation_token } => self.pressed(&shown, press, activation_token),
            Heard::Closed { shown, .. } => {
                // Its row stays: a press may come with the closing, and an end still has to replace the beginning. A
                // server that no longer knows the number simply shows a new notification.
                tracing::debug!(id = shown.id, "a notification was closed");
            }
        }
        self.publish();
    }

    /// Takes in that the desktop has shown what was given up. That stands for itself alone: what came after it is still
    /// to be told and takes its place, and where nothing came after it, it is no longer true.
    fn shown_late(&mut self, key: &str, shown: Shown) {
        let handed = self.outbox.handed.remove(key);
        let waiting = |row: &&mut Row| row.key() == key;
        match self.outbox.rows.iter_mut().find(waiting) {
            Some(row) if handed.as_ref().is_none_or(|ids| ids.contains(&row.id)) => {
                for id in handed.unwrap_or_else(|| vec![row.id]) {
                    self.told_now(id, Some(shown.clone()));
                }
            }
            Some(row) => {
                (row.not_before, row.tries) = (None, 0);
                let Outgoing::Alert(alert) = row.content.clone() else { return };
                let alternative = row.alternative.clone();
                self.memory.told.delivered(&alert.product, &alert.outage);
                self.outbox.heard(&alert.product, &alert.outage);
                self.stands(&alert.product, &alert.outage, Some(shown), alternative, Vec::new());
            }
            None => {
                if let Some(desktop) = self.voice.clone() {
                    self.tasks.spawn(async move { desktop.close(&shown).await });
                }
            }
        }
    }

    fn pressed(&mut self, shown: &Shown, press: Press, activation_token: Option<String>) {
        let Some(row) = self.shown.iter().find(|row| row.shown == *shown).cloned() else { return };
        tracing::info!(product = row.product, press = press.key(), "a notification was pressed");
        match press {
            // Nobody can answer a press: what goes wrong stands in the window and in the log.
            Press::Details => {
                let one = self.catalogue.product(&row.product).is_some() && !self.is_shared(&row);
                let view = if one { View::Product { id: row.product } } else { View::Overview };
                drop(self.show(Show { view, activation_token }));
            }
            Press::Snooze => {
                let until = self.clock.now().checked_add(SNOOZE).unwrap_or(Timestamp::MAX);
                self.snooze(Some(&row.product), Some(until));
            }
            Press::Open => self.open_or_report(&Target::Product { id: row.product }, activation_token.as_deref()),
            Press::Switch => {
                let ranked = self.ranked(&self.picture(), Some(&row.product), None, self.clock.now());
                let named = |id: &String| ranked.alternatives.iter().find(|other| other.product == *id);
                match row.alternative.filter(|id| named(id).is_some_and(Alternative::works)) {
                    Some(id) => self.open_or_report(&Target::Product { id }, activation_token.as_deref()),
                    // What the button named has failed since: the window shows what works now.
                    None => drop(self.show(Show {
                        view: View::SwitchTo { product: Some(row.product), r#use: None },
                        activation_token,
                    })),
                }
            }
        }
    }

    /// Sets or clears one of the sentences about Siaga itself.
    pub(super) fn set_problem(&mut self, key: &'static str, detail: Option<String>) {
        self.problems.retain(|trouble| trouble.key != key);
        self.problems.extend(detail.map(|detail| Trouble { key, detail }));
    }
}
