//! What waits for further outputs, one message at a time for each. A message is written down with the decision that it
//! tells of and stays until its output has taken it, has refused it, or it is no longer true; meanwhile it is tried again
//! after growing pauses. An output in trouble holds up nothing but its own messages. Not in a drill: it contacts nobody.

mod line;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use siaga_core::alert::{Alert, Digest, Reason};
use siaga_core::forward::Forward;
use siaga_core::settings::OutputSettings;
use siaga_core::wire::{Reply, WireError};
use siaga_core::wording::{Text, notification};
use tokio::sync::oneshot;

use super::own::refuse;
use super::{Event, Trouble, Watch};
use crate::output::carrier::{NotSent, Parcel, said};
use crate::store::{ForwardRow, Handed, Write};

pub(super) use line::{Forwards, HandedOn};
use line::{first_of, pause};

/// News that does not depend on an outage that still stands is no news after that.
const STALE: SignedDuration = SignedDuration::from_hours(24);

/// Failures in a row after which the person is told that an output is not reached: one is no news.
const NOTICED: u32 = 3;

/// Most messages that wait for one output.
const WAITING: usize = 100;

/// How many working alternatives a message names.
const NAMED: usize = 2;

/// Keys of the sentences about outputs.
const NOT_REACHED: &str = "problem-output-waiting";
const REFUSED: &str = "problem-output-refused";

/// What came of a message.
#[derive(Debug)]
pub(super) struct Forwarded {
    id: i64,
    output: String,
    outcome: Result<(), NotSent>,
}

/// Whether a message is still worth sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    True,
    /// Its feed has not been read since the start, or shows no trouble and is read once more.
    Unclear,
    Over,
}

impl Watch {
    /// Hands alerts on to every output that wants them. To be called where they are decided, and what it gives back to be
    /// written with the decision.
    pub(super) fn forward_alerts<'a>(&mut self, alerts: impl IntoIterator<Item = &'a Alert>) -> HandedOn {
        let mut handed = HandedOn::default();
        if self.forwards.carrier.is_none() || self.settings.output.is_empty() {
            return handed;
        }
        let now = self.clock.now();
        for alert in alerts {
            let about = || std::iter::once(&alert.product).chain(&alert.also).map(String::as_str);
            let wanting = self.settings.output.iter().filter(|(_, output)| output.wants(alert.reason, about()));
            for name in wanting.map(|(name, _)| name.clone()).collect::<Vec<_>>() {
                self.hand_on(&name, alert, now, &mut handed);
            }
        }
        handed
    }

    /// As [`Watch::forward_alerts`], for several that are told together, with the text of their notification.
    pub(super) fn forward_digest(&mut self, digest: &Digest, text: &Text) -> HandedOn {
        let mut handed = HandedOn::default();
        if self.forwards.carrier.is_none() {
            return handed;
        }
        let about = || digest.items.iter().map(|item| item.product.as_str());
        let wanting = self.settings.output.iter().filter(|(_, output)| output.wants(Reason::Digest, about()));
        for name in wanting.map(|(name, _)| name.clone()).collect::<Vec<_>>() {
            let content =
                Handed::Digest { digest: Box::new(digest.clone()), title: text.title.clone(), body: text.body.clone() };
            let row = self.forwards.add(&name, content, self.clock.now());
            handed.rows.push(row);
        }
        handed
    }

    /// One alert for one output. It stands for what waits there about the same outage; an end of what never got through
    /// is no news.
    fn hand_on(&mut self, output: &str, alert: &Alert, now: Timestamp, handed: &mut HandedOn) {
        let before = self.forwards.waiting_for(output, alert);
        for (id, _) in &before {
            self.forwards.rows.retain(|row| row.id != *id);
            handed.rows.retain(|row| row.id != *id);
            handed.withdrawn.push((*id, now));
        }
        let unheard = before.iter().any(|(_, first)| *first);
        if unheard && alert.reason == Reason::Recovered {
            return;
        }
        let waiting = self.forwards.rows.iter().filter(|row| row.output == output && !self.forwards.is_in_flight(row));
        let waiting: Vec<i64> = waiting.map(|row| row.id).collect();
        if waiting.len() >= WAITING {
            self.forwards.rows.retain(|row| row.id != waiting[0]);
            handed.withdrawn.push((waiting[0], now));
        }
        let first = unheard || matches!(alert.reason, Reason::Began | Reason::Reopened);
        let tracked = alert.until.is_none() && alert.planned.is_none() && self.stands_now(alert).is_some();
        let content = Handed::Alert { alert: Box::new(alert.clone()), first, tracked };
        handed.rows.push(self.forwards.add(output, content, now));
    }

    /// Good reads since its outage last showed trouble; none where that is not what is true of its product.
    fn stands_now(&self, alert: &Alert) -> Option<u32> {
        let outage = self.memory.state.product(&alert.product).and_then(|known| known.outage.as_ref());
        outage.filter(|outage| outage.id == alert.outage).map(|outage| outage.clear_reads)
    }

    fn standing(&self, row: &ForwardRow, now: Timestamp) -> Standing {
        let fresh = now.duration_since(row.made_at) <= STALE;
        match &row.content {
            Handed::Alert { alert, tracked: true, .. } => {
                if self.feeds.get(&alert.provider).is_some_and(|feed| !feed.tried) {
                    return Standing::Unclear;
                }
                match self.stands_now(alert) {
                    Some(0) => Standing::True,
                    Some(_) => Standing::Unclear,
                    None => Standing::Over,
                }
            }
            Handed::Alert { .. } | Handed::Digest { .. } if fresh => Standing::True,
            Handed::Alert { .. } | Handed::Digest { .. } => Standing::Over,
        }
    }

    /// Sends whatever may be sent now.
    pub(super) fn forward(&mut self) {
        let Some(carrier) = self.forwards.carrier.clone() else { return };
        self.forwards.follow(&self.settings.output);
        self.show_output_troubles();
        if self.forwards.rows.is_empty() {
            return;
        }
        let now = self.clock.now();
        self.drop_stale(now);
        for name in self.forwards.lines.keys().cloned().collect::<Vec<_>>() {
            let Some(row) = self.next_for(&name, now) else { continue };
            let (id, forward) = (row.id, self.worded(&row.content, now));
            let (Some(forward), Some(line)) = (forward, self.forwards.lines.get_mut(&name)) else { continue };
            line.in_flight = Some(id);
            let carrying = carrier.carry(Parcel { name: name.clone(), settings: line.settings.clone(), forward, now });
            let events = self.events.clone();
            self.tasks.spawn(async move {
                let outcome = carrying.await;
                // The loop is gone only when the engine ends: the row is still there then.
                let _ = events.send(Event::Forwarded(Box::new(Forwarded { id, output: name, outcome }))).await;
            });
        }
    }

    /// The next for an output: the one that failed least often, then the oldest, so that one which its output cannot take
    /// does not stand in the way of the rest.
    fn next_for(&self, output: &str, now: Timestamp) -> Option<&ForwardRow> {
        let due = |moment: Option<Timestamp>| moment.is_none_or(|moment| moment <= now);
        let line = self.forwards.lines.get(output).filter(|line| line.in_flight.is_none() && due(line.not_before))?;
        let wanted = self.settings.output.get(output) == Some(&line.settings);
        let rows = self.forwards.rows.iter().filter(|row| wanted && row.output == output && due(row.not_before));
        rows.filter(|row| self.standing(row, now) == Standing::True).min_by_key(|row| (row.tries, row.id))
    }

    fn drop_stale(&mut self, now: Timestamp) {
        let known = |row: &ForwardRow| self.settings.output.contains_key(&row.output);
        let forgotten = |row: &ForwardRow| !known(row) && now.duration_since(row.made_at) > STALE;
        let stale = self.forwards.rows.iter().filter(|row| {
            !self.forwards.is_in_flight(row) && (forgotten(row) || self.standing(row, now) == Standing::Over)
        });
        let stale: Vec<i64> = stale.map(|row| row.id).collect();
        if !stale.is_empty() {
            self.forwards.rows.retain(|row| !stale.contains(&row.id));
            self.write(&stale.iter().map(|id| Write::Forwarded(*id, "expired", now)).collect::<Vec<_>>());
        }
    }

    /// A message as it would be notified now.
    fn worded(&self, content: &Handed, now: Timestamp) -> Option<Forward> {
        let alert = match content {
            Handed::Alert { alert, .. } => alert,
            Handed::Digest { digest, title, body } => {
                let text = Text { title: title.clone(), body: body.clone() };
                return Some(Forward::of_digest(digest, &text, self.drill));
            }
        };
        let snapshot = self.snapshots.borrow().clone();
        let ranked = self.ranked(&snapshot, Some(&alert.product), None, now).alternatives;
        let working = ranked.iter().filter(|other| other.works()).map(|other| other.name.as_str());
        let working: Vec<&str> = working.take(NAMED).collect();
        let name = |id: &str| self.catalogue.product(id).map_or_else(|| id.to_owned(), |product| product.name.clone());
        let provider = self.catalogue.provider(&alert.provider);
        let maker = provider.map_or(alert.provider.as_str(), |provider| provider.name.as_str());
        let text = notification(&self.words, alert, &name, maker, &working, self.drill, now);
        let page = provider.and_then(|provider| provider.status_page.as_ref());
        Forward::of_alert(alert, &text, &name(&alert.product), page, self.drill)
    }

    /// Takes in what came of a message.
    pub(super) fn take_forwarded(&mut self, done: Forwarded) {
        let Forwarded { id, output, outcome } = done;
        let now = self.clock.now();
        let Some(line) = self.forwards.lines.get_mut(&output) else { return };
        line.in_flight = None;
        match outcome {
            Ok(()) => {
                (line.failures, line.not_before, line.trouble) = (0, None, None);
                self.finish_forward(id, "sent", now);
            }
            Err(failure) if failure.refused => {
                tracing::warn!(output, "an output refuses a message: {failure}");
                let detail = format!("{output}: {failure}");
                (line.failures, line.not_before) = (0, None);
                line.trouble = Some(Trouble { key: REFUSED, detail });
                self.finish_forward(id, "refused", now);
            }
            Err(failure) => {
                line.failures = line.failures.saturating_add(1);
                if line.failures == 1 || line.failures == NOTICED {
                    tracing::warn!(output, "an output does not take a message: {failure}");
                }
                if line.failures >= NOTICED {
                    line.trouble = Some(Trouble { key: NOT_REACHED, detail: format!("{output}: {failure}") });
                }
                let least = failure.wait.unwrap_or_default();
                line.not_before = now.checked_add(pause(line.failures).max(least)).ok();
                self.try_again(id, now, least);
            }
        }
        self.show_output_troubles();
        self.publish();
    }

    /// Plans the next try, unless something newer about the same outage stands for it by now.
    fn try_again(&mut self, id: i64, now: Timestamp, least: Duration) {
        let Some(at) = self.forwards.rows.iter().position(|row| row.id == id) else { return };
        let row = &mut self.forwards.rows[at];
        row.tries = row.tries.saturating_add(1);
        row.not_before = now.checked_add(pause(row.tries).max(least)).ok();
        let row = row.clone();
        let Handed::Alert { alert, first, .. } = &row.content else {
            self.write(&[Write::Forward(&row)]);
            return;
        };
        let same =
            |other: &&mut ForwardRow| other.id > id && other.output == row.output && first_of(other, alert).is_some();
        let Some(newer) = self.forwards.rows.iter_mut().find(same) else {
            self.write(&[Write::Forward(&row)]);
            return;
        };
        let is_end = matches!(&newer.content, Handed::Alert { alert, .. } if alert.reason == Reason::Recovered);
        if let (true, Handed::Alert { first: newer, .. }) = (*first, &mut newer.content) {
            *newer = true;
        }
        let newer = newer.clone();
        if *first && is_end {
            self.forwards.rows.retain(|row| row.id != newer.id);
            self.forwards.rows.retain(|row| row.id != id);
            self.write(&[Write::Forwarded(id, "withdrawn", now), Write::Forwarded(newer.id, "withdrawn", now)]);
        } else {
            self.forwards.rows.retain(|row| row.id != id);
            self.write(&[Write::Forwarded(id, "withdrawn", now), Write::Forward(&newer)]);
        }
    }

    fn finish_forward(&mut self, id: i64, outcome: &'static str, now: Timestamp) {
        self.forwards.rows.retain(|row| row.id != id);
        self.write(&[Write::Forwarded(id, outcome, now)]);
    }

    fn show_output_troubles(&mut self) {
        self.problems.retain(|trouble| trouble.key != NOT_REACHED && trouble.key != REFUSED);
        self.problems.extend(self.forwards.lines.values().filter_map(|line| line.trouble.clone()));
    }

    /// Sends one marked message, and answers in a sentence what came of it.
    pub(super) fn test_output(&mut self, name: String, answer: oneshot::Sender<Result<Reply, WireError>>) {
        let words = Arc::clone(&self.words);
        let Some(carrier) = self.forwards.carrier.clone() else {
            return refuse(answer, words.text("said-output-drill"));
        };
        let Some(settings) = self.settings.output.get(&name).cloned() else {
            return refuse(answer, unknown(&words, &name, &self.settings.output));
        };
        let now = self.clock.now();
        let parcel = Parcel { name: name.clone(), settings, forward: Forward::test(&words, &name, now), now };
        let carrying = carrier.carry(parcel);
        self.tasks.spawn(async move {
            let outcome = carrying.await;
            let sentence = said(&words, &name, &outcome);
            // Whoever asked may have hung up.
            let _ =
                answer.send(if outcome.is_ok() { Ok(Reply::Said(sentence)) } else { Err(WireError::failed(sentence)) });
        });
    }
}

/// Says that there is no output of this name, and which there are.
pub(crate) fn unknown(
    words: &siaga_core::wording::Words,
    name: &str,
    outputs: &BTreeMap<String, OutputSettings>,
) -> String {
    if outputs.is_empty() {
        return words.text("said-output-none");
    }
    let names: Vec<&str> = outputs.keys().map(String::as_str).collect();
    let args = [("output", name.to_owned().into()), ("outputs", names.join(", ").into())];
    words.format("said-output-unknown", &args)
}
