//! What waits to be shown, oldest first, one at a time for each outage. Wording, showing and what comes of it are
//! [`super::deliver`]'s.

use std::collections::BTreeMap;

use jiff::Timestamp;
use siaga_core::alert::Reason;
use siaga_core::told::Told;
use tokio::time::Instant;

use crate::store::Outgoing;

/// Key under which the notice of a damaged database is shown.
pub(super) const DAMAGED: &str = "damaged";

/// What waits to be shown, oldest first.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    pub(super) rows: Vec<Row>,
    last_id: i64,
    /// What the desktop has in hand, by key: a server that hangs may show it long after it was given up, or withdrawn.
    pub(super) handed: BTreeMap<String, i64>,
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
        self.rows.iter().any(|row| row.in_flight && row.is_about(product, outage))
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

    /// The next that may be shown and is `ready`: one at a time for each outage, in order.
    pub(super) fn take(&mut self, now: Instant, ready: impl Fn(&Outgoing) -> bool) -> Option<&mut Row> {
        let due = |row: &Row| row.not_before.is_none_or(|moment| moment <= now);
        // What is due and not ready waits for a read, not for a moment: no moment must wake the loop for it.
        for row in self.rows.iter_mut().filter(|row| due(row) && !ready(&row.content)) {
            row.not_before = None;
        }
        let free = |row: &Row| !row.in_flight && due(row) && ready(&row.content);
        let blocked = |rows: &[Row], at: usize| {
            rows[..at].iter().any(|earlier| earlier.in_flight && earlier.key() == rows[at].key())
        };
        let at = (0..self.rows.len()).find(|at| free(&self.rows[*at]) && !blocked(&self.rows, *at))?;
        let row = &mut self.rows[at];
        row.in_flight = true;
        row.not_before = None;
        Some(row)
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
            Outgoing::Damaged { .. } => DAMAGED.to_owned(),
            Outgoing::Unread { provider, product, .. } => note_key(product, &unread_key(provider)),
        }
    }

    fn is_about(&self, product: &str, outage: &str) -> bool {
        matches!(&self.content, Outgoing::Alert(alert) if alert.product == product && alert.outage == outage)
    }

    pub(super) fn is_end(&self) -> bool {
        matches!(&self.content, Outgoing::Alert(alert) if alert.reason == Reason::Recovered)
    }
}

/// What stands for the outage in the notice that a provider's feed cannot be read: it is about none.
pub(super) fn unread_key(provider: &str) -> String {
    format!("unread {provider}")
}

pub(super) fn note_key(product: &str, outage: &str) -> String {
    format!("{product}/{outage}")
}
