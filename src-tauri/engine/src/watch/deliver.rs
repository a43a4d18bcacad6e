//! What waits to be shown, and what stands on the desktop. An alert is worded at the moment it is shown, so that the
//! alternative it names works then; it is marked as told only after the desktop has answered.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use siaga_core::alert::{Alert, Reason, Severity};
use siaga_core::alternatives::{best, rank};
use siaga_core::observation::Status;
use siaga_core::wire::{Show, Target, View};
use siaga_core::wording::notification;
use tokio::time::Instant;

use super::outbox::{DAMAGED, Row, note_key, unread_key};
use super::{Event, Telling, Trouble, Watch};
use crate::output::notification::{Button, Heard, Kind, Note, Press, ShowError, Shown, Urgency};
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

/// How many working alternatives a notification names.
const NAMED: usize = 2;

/// What came of an attempt to show something.
#[derive(Debug)]
pub(super) struct ShowDone {
    id: i64,
    /// Of [`Note::outage`].
    key: String,
    telling: Telling,
    outcome: Result<Option<Shown>, ShowError>,
}

impl Watch {
    /// Shows whatever may be shown now.
    pub(super) fn deliver(&mut self) {
        while let Some((id, content, made_at)) = self.take_due() {
            if self.is_stale(&content, made_at) {
                self.finish(id, "expired");
                continue;
            }
            let (note, alternative) = self.note(&content);
            if let Some(row) = self.outbox.rows.iter_mut().find(|row| row.id == id) {
                row.alternative = alternative;
            }
            let telling = Telling::of(&content, &note);
            let Some(desktop) = self.voice.clone().filter(|_| self.settings.notify.enabled) else {
                self.take_shown(ShowDone { id, key: note.outage, telling, outcome: Ok(None) });
                continue;
            };
            self.outbox.handed.entry(note.outage.clone()).or_insert(id);
            let events = self.events.clone();
            self.tasks.spawn(async move {
                let outcome = desktop.show(&note).await.map(Some);
                // The loop is gone only when the engine ends.
                let _ = events.send(Event::Shown(ShowDone { id, key: note.outage, telling, outcome })).await;
            });
        }
    }

    /// The next that is due. A beginning is due while it is true: not before its feed was tried after a start, nor in
    /// the moment between the first read without trouble and the second, which will say that it is over.
    fn take_due(&mut self) -> Option<(i64, Outgoing, Timestamp)> {
        let (feeds, state) = (&self.feeds, &self.state);
        let ready = |content: &Outgoing| match content {
            Outgoing::Alert(alert) if alert.until.is_none() => {
                let tried = feeds.get(&alert.provider).is_none_or(|feed| feed.tried);
                let outage = state.product(&alert.product).and_then(|known| known.outage.as_ref());
                tried && outage.is_none_or(|outage| outage.id != alert.outage || outage.clear_reads == 0)
            }
            Outgoing::Alert(_) | Outgoing::Damaged { .. } | Outgoing::Unread { .. } => true,
        };
        let row = self.outbox.take(Instant::now(), ready)?;
        Some((row.id, row.content.clone(), row.made_at))
    }

    fn is_stale(&self, content: &Outgoing, made_at: Timestamp) -> bool {
        match content {
            Outgoing::Alert(alert) => alert.until.is_some() && self.clock.now().duration_since(made_at) > STALE_END,
            // It can be read again, or is no longer wanted: there is nothing to tell.
            Outgoing::Unread { provider, since, .. } => {
                self.feeds.get(provider).is_none_or(|feed| feed.health.failing_since != Some(*since))
            }
            Outgoing::Damaged { .. } => false,
        }
    }

    /// Takes in what came of an attempt: marks it as told, or plans the next.
    pub(super) fn take_shown(&mut self, done: ShowDone) {
        let ShowDone { id, key, telling, outcome } = done;
        if outcome != Err(ShowError::Hung) {
            self.outbox.handed.remove(&key);
        }
        match outcome {
            Ok(shown) => {
                self.set_problem("problem-no-notifications", None);
                self.told_now(id, shown);
                let _ = self.tellings.send(telling);
            }
            Err(error) => {
                tracing::warn!("a notification could not be shown: {error}");
                self.set_problem("problem-no-notifications", Some(error.to_string()));
                self.not_shown(id);
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
                self.told.delivered(&alert.product, &alert.outage);
                self.outbox.heard(&alert.product, &alert.outage);
                self.stands(&alert.product, &alert.outage, shown, alternative, done);
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
        let entry = self.told.of(product, outage).cloned();
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

    fn note(&self, content: &Outgoing) -> (Note, Option<String>) {
        match content {
            Outgoing::Alert(alert) => self.alert_note(alert),
            Outgoing::Damaged { file } => {
                let note = Note {
                    outage: DAMAGED.to_owned(),
                    title: self.words.text("notify-damaged-title"),
                    body: self.words.format("notify-damaged-body", &[("file", file.as_str().into())]),
                    buttons: Vec::new(),
                    urgency: Urgency::Normal,
                    silent: true,
                    replaces: None,
                    kind: Kind::Recovery,
                };
                (note, None)
            }
            Outgoing::Unread { provider, product, .. } => (self.unread_note(provider, product), None),
        }
    }

    /// The notice that a feed could not be read for a day, as things are now.
    fn unread_note(&self, provider: &str, product: &str) -> Note {
        let name = self.catalogue.product(product).map_or(product, |product| product.name.as_str());
        let snapshot = self.picture();
        let view = snapshot.provider(provider);
        let (maker, state) = view.map_or((provider, ""), |view| (view.name.as_str(), view.source.text.as_str()));
        let moved = view.is_some_and(|view| view.source.moved_to.is_some());
        let text = self.words.unread_notice(name, maker, state, moved, self.drill);
        Note {
            outage: note_key(product, &unread_key(provider)),
            title: text.title,
            body: text.body,
            buttons: vec![Button { press: Press::Details, label: self.words.text("notify-details") }],
            urgency: Urgency::Low,
            silent: true,
            replaces: None,
            kind: Kind::Trouble,
        }
    }

    fn alert_note(&self, alert: &Alert) -> (Note, Option<String>) {
        let now = self.clock.now();
        let snapshot = self.snapshots.borrow().clone();
        let ranked = rank(&self.catalogue, &snapshot, Some(&alert.product), None, now);
        let alternative = best(&ranked).cloned();
        let working: Vec<&str> = ranked.iter().filter(|other| other.works()).map(|other| other.name.as_str()).collect();
        let name = |id: &str| self.catalogue.product(id).map_or_else(|| id.to_owned(), |product| product.name.clone());
        let provider = self.catalogue.provider(&alert.provider).map_or(alert.provider.as_str(), |p| p.name.as_str());
        let named = &working[..working.len().min(NAMED)];
        let text = notification(&self.words, alert, &name, provider, named, self.drill, now);
        let mut buttons = Vec::new();
        let mut button = |press, label| buttons.push(Button { press, label });
        if alert.until.is_some() {
            button(Press::Open, self.words.format("notify-open", &[("product", name(&alert.product).into())]));
            button(Press::Details, self.words.text("notify-details"));
        } else {
            if let Some(other) = &alternative {
                let label = self.words.format("notify-switch", &[("product", other.name.as_str().into())]);
                button(Press::Switch, label);
            }
            button(Press::Details, self.words.text("notify-details"));
            button(Press::Snooze, self.words.text("notify-snooze"));
        }
        let standing = self.shown.iter().find(|row| row.product == alert.product && row.outage == alert.outage);
        let note = Note {
            outage: note_key(&alert.product, &alert.outage),
            title: text.title,
            body: text.body,
            buttons,
            urgency: Urgency::Normal,
            silent: alert.severity == Some(Severity::Degraded) || alert.reason == Reason::Recovered,
            replaces: standing.map(|row| row.shown.clone()),
            kind: if alert.until.is_some() { Kind::Recovery } else { Kind::Trouble },
        };
        (note, alternative.map(|other| other.product))
    }

    /// Takes what stands on the desktop of an outage away, where the desktop can.
    pub(super) fn withdraw(&mut self, product: &str, outage: &str) {
        let standing = self.shown.iter().find(|row| row.product == product && row.outage == outage);
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
            Some(row) if handed.is_none_or(|id| id == row.id) => {
                let id = row.id;
                self.told_now(id, Some(shown));
            }
            Some(row) => {
                (row.not_before, row.tries) = (None, 0);
                let Outgoing::Alert(alert) = row.content.clone() else { return };
                let alternative = row.alternative.clone();
                self.told.delivered(&alert.product, &alert.outage);
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
            Press::Details => drop(self.show(Show { view: View::Product { id: row.product }, activation_token })),
            Press::Snooze => {
                let until = self.clock.now().checked_add(SNOOZE).unwrap_or(Timestamp::MAX);
                self.snooze(Some(&row.product), Some(until));
            }
            Press::Open => self.open_or_report(&Target::Product { id: row.product }, activation_token.as_deref()),
            Press::Switch => {
                let snapshot = self.snapshots.borrow().clone();
                let still = |id: &String| snapshot.product(id).is_some_and(|view| view.status == Status::Operational);
                match row.alternative.filter(still) {
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
