//! What waits for further outputs, and how each output is doing. What is sent when, and what comes of it, is
//! [`super`]'s.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use siaga_core::alert::Alert;
use siaga_core::settings::OutputSettings;

use crate::output::carrier::Carrier;
use crate::store::{ForwardRow, Handed, Write};
use crate::watch::Trouble;

/// First pause after a message did not get through; it doubles.
const FIRST_PAUSE: Duration = Duration::from_secs(10);

/// Longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(60 * 60);

/// All that waits, and how each output is doing.
pub(in crate::watch) struct Forwards {
    pub(super) carrier: Option<Arc<dyn Carrier>>,
    /// Oldest first.
    pub(super) rows: Vec<ForwardRow>,
    last_id: i64,
    pub(super) lines: BTreeMap<String, Line>,
}

/// One output.
pub(super) struct Line {
    /// As it was when it was last looked at.
    pub(super) settings: OutputSettings,
    pub(super) in_flight: Option<i64>,
    /// Failures in a row.
    pub(super) failures: u32,
    pub(super) not_before: Option<Timestamp>,
    pub(super) trouble: Option<Trouble>,
}

/// What is to be written with a decision.
#[derive(Debug, Default)]
pub(in crate::watch) struct HandedOn {
    pub(super) rows: Vec<ForwardRow>,
    pub(super) withdrawn: Vec<(i64, Timestamp)>,
}

impl HandedOn {
    pub(in crate::watch) fn writes<'a>(&'a self, writes: &mut Vec<Write<'a>>) {
        writes.extend(self.withdrawn.iter().map(|(id, at)| Write::Forwarded(*id, "withdrawn", *at)));
        writes.extend(self.rows.iter().map(Write::Forward));
    }
}

impl Forwards {
    pub(in crate::watch) fn restored(carrier: Option<Arc<dyn Carrier>>, rows: Vec<ForwardRow>, last_id: i64) -> Self {
        Self { carrier, rows, last_id, lines: BTreeMap::new() }
    }

    /// What waits, as it is stored.
    pub(in crate::watch) fn writes(&self) -> impl Iterator<Item = Write<'_>> {
        self.rows.iter().map(Write::Forward)
    }

    /// Whether outputs are contacted at all.
    pub(in crate::watch) const fn reaches_out(&self) -> bool {
        self.carrier.is_some()
    }

    pub(in crate::watch) const fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn add(&mut self, output: &str, content: Handed, made_at: Timestamp) -> ForwardRow {
        self.last_id += 1;
        let row =
            ForwardRow { id: self.last_id, output: output.to_owned(), content, made_at, tries: 0, not_before: None };
        self.rows.push(row.clone());
        row
    }

    pub(super) fn is_in_flight(&self, row: &ForwardRow) -> bool {
        self.lines.get(&row.output).is_some_and(|line| line.in_flight == Some(row.id))
    }

    /// What waits for an output about an outage and is not being sent right now.
    pub(super) fn waiting_for(&self, output: &str, alert: &Alert) -> Vec<(i64, bool)> {
        let waits = self.rows.iter().filter(|row| row.output == output && !self.is_in_flight(row));
        waits.filter_map(|row| Some((row.id, first_of(row, alert)?))).collect()
    }

    /// Follows the settings: an output that was changed is tried at once, one that was taken away is forgotten.
    pub(super) fn follow(&mut self, outputs: &BTreeMap<String, OutputSettings>) {
        self.lines.retain(|name, line| outputs.contains_key(name) || line.in_flight.is_some());
        for (name, settings) in outputs {
            let fresh =
                || Line { settings: settings.clone(), in_flight: None, failures: 0, not_before: None, trouble: None };
            let line = self.lines.entry(name.clone()).or_insert_with(fresh);
            if line.settings != *settings {
                *line = Line { in_flight: line.in_flight, ..fresh() };
                for row in self.rows.iter_mut().filter(|row| row.output == *name) {
                    row.not_before = None;
                }
            }
        }
    }
}

/// Whether a row is the first that its output hears of the alert's outage; none where it is about another.
pub(super) fn first_of(row: &ForwardRow, alert: &Alert) -> Option<bool> {
    match &row.content {
        Handed::Alert { alert: waiting, first, .. } => {
            ((&waiting.product, &waiting.outage) == (&alert.product, &alert.outage)).then_some(*first)
        }
        Handed::Digest { .. } => None,
    }
}

/// The pause after so many failures.
pub(super) fn pause(tries: u32) -> Duration {
    FIRST_PAUSE.saturating_mul(2_u32.saturating_pow(tries.saturating_sub(1).min(16))).min(LONGEST_PAUSE)
}
