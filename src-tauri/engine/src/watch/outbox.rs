//! What waits to be shown, oldest first, one at a time for each outage. Wording, showing and what comes of it are
//! [`super::deliver`]'s.

use std::collections::BTreeMap;

use jiff::Timestamp;
use siaga_core::alert::{Alert, Digest, DigestItem, Reason};
use siaga_core::told::Told;
use tokio::time::Instant;

use crate::store::Outgoing;

/// Key under which the notice of a damaged database is shown.
pub(super) const DAMAGED: &str = "damaged";

/// What stands for the outage in a digest: it is about several.
pub(super) const DIGEST: &str = "digest";

/// What waits to be shown, oldest first.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    pub(super) rows: Vec<Row>,
    last_id: i64,
    /// What the desktop has in hand, by key: a server that hangs may show it long after it was given up, or withdrawn.
    pub(super) handed: BTreeMap<String, Vec<i64>>,
}

/// One thing that waits.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) id: i64,
    pub(super) content: Outgoing,
    pub(super) made_at: Timestamp,
    pub(super) in_flight: bool,
    /// The person has heard of this outage before: its end is news even if this one never reaches them.
    pub(super) follows: bool,
    pub(super) tries: u32,
    pub(super) not_before: Option<Instant>,
    pub(super) alternative: Option<String>,
}

impl Outbox {
    pub(super) fn restored(waiting: Vec<(i64, Outgoing, Timestamp)>, last_id: i64, told: &Told) -> Self {
        let mut outbox = Self { last_id, ..Self::default() };
        for (id, content, made_at) in waiting {
            let follows = matches!(&content, Outgoing::Alert(alert)
                if told.of(&alert.product, &alert.outage).is_some_and(|entry| entry.delivered));
            outbox.add(id, content, made_at, follows);
        }
        outbox
    }

    pub(super) const fn next_id(&mut self) -> i64 {
        self.last_id += 1;
        self.last_id
    }

    pub(super) fn add(&mut self, id: i64, content: Outgoing, made_at: Timestamp, follows: bool) {
        let row =
            Row { id, content, made_at, in_flight: false, follows, tries: 0, not_before: None, alternative: None };
        self.rows.push(row);
    }

    /// What waits, as it is stored.
    pub(super) fn waiting(&self) -> impl Iterator<Item = (i64, &Outgoing, Timestamp)> {
        self.rows.iter().map(|row| (row.id, &row.content, row.made_at))
    }

    pub(super) fn remove(&mut self, id: i64) {
        self.rows.retain(|row| row.id != id);
    }

    /// Numbers of what waits for this outage and is not being shown right now.
    pub(super) fn waiting_for(&self, product: &str, outage: &str) -> Vec<i64> {
        self.rows.iter().filter(|row| !row.in_flight && row.is_about(product, outage)).map(|row| row.id).collect()
    }

    /// Whether something about this outage is being shown right now.
    pub(super) fn showing(&self, product: &str, outage: &str) -> bool {
        self.rows.iter().any(|row| row.in_flight && (row.is_about(product, outage) || row.names(product, outage)))
    }

    /// The person has heard of this outage: what waits of it follows that.
    pub(super) fn heard(&mut self, product: &str, outage: &str) {
        for row in self.rows.iter_mut().filter(|row| row.is_about(product, outage)) {
            row.follows = true;
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn in_flight(&self) -> bool {
        self.rows.iter().any(|row| row.in_flight)
    }

    /// When the next try is due.
    pub(super) fn next_try(&self) -> Option<Instant> {
        self.rows.iter().filter(|row| !row.in_flight).filter_map(|row| row.not_before).min()
    }

    /// Numbers of the next that may be shown and are `ready`: one at a time for each outage, in order; beginnings of
    /// several together. While one is being shown, other beginnings wait, so that they can join it.
    pub(super) fn take(&mut self, now: Instant, ready: impl Fn(&Outgoing) -> bool) -> Vec<i64> {
        let due = |row: &Row| row.not_before.is_none_or(|moment| moment <= now);
        // What is due and not ready waits for a read, not for a moment: no moment must wake the loop for it.
        for row in self.rows.iter_mut().filter(|row| due(row) && !ready(&row.content)) {
            row.not_before = None;
        }
        let beginning_shown = self.rows.iter().any(|row| row.in_flight && row.is_beginning());
        let free = |at: usize| {
            let row = &self.rows[at];
            let before = |earlier: &Row| earlier.in_flight && earlier.key() == row.key();
            !row.in_flight
                && due(row)
                && ready(&row.content)
                && !(beginning_shown && row.is_beginning())
                && !self.rows[..at].iter().any(before)
        };
        let Some(first) = (0..self.rows.len()).find(|at| free(*at)) else { return Vec::new() };
        let mut together = vec![first];
        if self.rows[first].is_beginning() {
            let mut keys = vec![self.rows[first].key()];
            for at in first + 1..self.rows.len() {
                let key = self.rows[at].key();
                if self.rows[at].is_beginning() && free(at) && !keys.contains(&key) {
                    keys.push(key);
                    together.push(at);
                }
            }
        }
        for at in &together {
            let row = &mut self.rows[*at];
            row.in_flight = true;
            row.not_before = None;
        }
        together.into_iter().map(|at| self.rows[at].id).collect()
    }

    /// A server has appeared: what waited may be tried at once.
    pub(super) fn wake(&mut self) {
        for row in &mut self.rows {
            row.not_before = None;
            row.tries = 0;
        }
    }
}

impl Row {
    pub(super) fn key(&self) -> String {
        match &self.content {
            Outgoing::Alert(alert) => note_key(&alert.product, &alert.outage),
            Outgoing::Digest(digest) => digest_key(digest),
            Outgoing::Damaged { .. } => DAMAGED.to_owned(),
            Outgoing::Unread { provider, product, .. } => note_key(product, &unread_key(provider)),
        }
    }

    fn is_about(&self, product: &str, outage: &str) -> bool {
        matches!(&self.content, Outgoing::Alert(alert) if alert.product == product && alert.outage == outage)
    }

    /// A digest that says of this outage that it goes on.
    fn names(&self, product: &str, outage: &str) -> bool {
        let names = |item: &DigestItem| item.until.is_none() && item.product == product && item.outage == outage;
        matches!(&self.content, Outgoing::Digest(digest) if digest.items.iter().any(names))
    }

    /// News of an outage that has begun.
    fn is_beginning(&self) -> bool {
        matches!(&self.content, Outgoing::Alert(alert) if is_beginning(alert))
    }

    pub(super) fn is_end(&self) -> bool {
        matches!(&self.content, Outgoing::Alert(alert) if alert.reason == Reason::Recovered)
    }
}

/// What stands for the outage in the notice that a provider's feed cannot be read: it is about none.
pub(super) fn unread_key(provider: &str) -> String {
    format!("unread {provider}")
}

/// News of an outage that has begun, which may be told together with others.
pub(super) const fn is_beginning(alert: &Alert) -> bool {
    matches!(alert.reason, Reason::Began | Reason::Reopened) && alert.planned.is_none()
}

/// Each digest stands for itself: a later one does not replace what an earlier one was to tell.
pub(super) fn digest_key(digest: &Digest) -> String {
    let first = digest.items.first().map_or("", |item| item.product.as_str());
    note_key(first, &format!("{DIGEST} {}", digest.at))
}

pub(super) fn note_key(product: &str, outage: &str) -> String {
    format!("{product}/{outage}")
}
