//! One read after another: what the agent would have decided at each.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::tally::Tally;
use super::{ReplayReport, Timeline};
use crate::decide::Decision;
use crate::observation::Observation;
use crate::owed::Debt;
use crate::provider::Provider;
use crate::round::{Around, Hold, Memory, pay};
use crate::settings::Settings;

/// Between two reads.
pub const EVERY: SignedDuration = SignedDuration::from_secs(120);

/// How long it goes on after the last that is recorded, beyond what the rules wait for.
const TAIL: SignedDuration = SignedDuration::from_hours(1);

/// What one provider's feed said, over time.
#[derive(Debug, Clone)]
pub struct Track {
    /// Who.
    pub provider: Provider,
    /// When what.
    pub timeline: Timeline,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Replayed {
    /// Every decision, the same about the same once.
    pub decisions: Vec<Decision>,
    /// Incidents that broke a product in part or wholly and were never told, by provider and id, with what held each last.
    pub missed: BTreeMap<String, String>,
    /// All of it, summed up.
    pub report: ReplayReport,
}

/// Replays these providers' feeds side by side for somebody who uses these products, in this order, with these settings.
/// The zone is where the person's days and quiet hours are.
#[must_use]
pub fn replay(tracks: &[Track], products: &[String], settings: &Settings, zone: &TimeZone) -> Replayed {
    let mut desk = Desk::new(tracks, products, settings, zone);
    desk.run(true);
    desk.finish()
}

/// The person's desk, as far as deciding needs it.
pub(super) struct Desk<'a> {
    tracks: &'a [Track],
    products: &'a [String],
    settings: &'a Settings,
    zone: &'a TimeZone,
    memory: Memory,
    /// The last observation of each track, and the first moment after it at which another is to be made.
    seen: Vec<Option<(Arc<Observation>, Option<Timestamp>)>>,
    said: BTreeMap<String, Decision>,
    decisions: Vec<Decision>,
    tally: Tally,
    /// Reads made; every track's counts.
    pub(super) reads: usize,
}

impl<'a> Desk<'a> {
    pub(super) fn new(tracks: &'a [Track], products: &'a [String], settings: &'a Settings, zone: &'a TimeZone) -> Self {
        Self {
            tracks,
            products,
            settings,
            zone,
            memory: Memory::default(),
            seen: vec![None; tracks.len()],
            said: BTreeMap::new(),
            decisions: Vec::new(),
            tally: Tally::default(),
            reads: 0,
        }
    }

    /// Steps through everything. While nothing of the person's is wrong or still to be told, reads that see the same as
    /// the one before are left out where `skips`: they decide nothing.
    pub(super) fn run(&mut self, skips: bool) {
        let moments: Vec<Timestamp> = self
            .tracks
            .iter()
            .flat_map(|track| track.timeline.moments())
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect();
        let (Some(&first), Some(&last)) = (moments.first(), moments.last()) else { return };
        self.tally.spans(first, last);
        let patience = SignedDuration::try_from(self.settings.notify.degraded_after).unwrap_or_default();
        let end = last.saturating_add(TAIL + patience).unwrap_or(Timestamp::MAX);
        let mut now = before(first);
        let mut next = 0;
        while now <= end {
            while moments.get(next).is_some_and(|moment| *moment <= now) {
                next += 1;
            }
            let rests = self.step(now);
            let Some(following) = now.checked_add(EVERY).ok() else { return };
            now = following;
            if rests && skips {
                match moments.get(next) {
                    Some(moment) => now = now.max(at_or_after(*moment)),
                    None => return,
                }
            }
        }
    }

    /// One read of every feed; says whether nothing is under way.
    fn step(&mut self, now: Timestamp) -> bool {
        let mut rests = true;
        for index in 0..self.tracks.len() {
            rests &= self.read(index, now);
        }
        self.pay_owed(now);
        rests && self.memory.owed.debts().next().is_none()
    }

    fn read(&mut self, index: usize, now: Timestamp) -> bool {
        let track = &self.tracks[index];
        let provider = &track.provider;
        let before = self.seen[index].take();
        let changes_at = before.as_ref().and_then(|(_, changes_at)| *changes_at);
        let same = before.is_some() && changes_at.is_none_or(|moment| now < moment);
        let observation = match &before {
            Some((observation, _)) if same => observation.clone(),
            _ => match track.timeline.at(now) {
                Some(observation) => Arc::new(observation),
                None => return true,
            },
        };
        let changes_at = if same { changes_at } else { track.timeline.changes_after(now) };
        let before = before.map(|(observation, _)| observation);
        if !self.memory.state.accepts(&provider.id, before.as_deref(), &observation) {
            self.seen[index] = before.map(|before| (before, Some(now)));
            return false;
        }
        self.reads += 1;
        if !same {
            self.tally.meet(track, self.products, &observation);
        }
        let (settings, products) = (self.settings, self.products);
        let around = Around {
            rules: &|product| settings.rules_for(product),
            place: &|product| products.iter().position(|id| id == product),
            showing: &|_, _| false,
            silences: &settings.silence,
            quiet_until: settings.quiet.until(now, self.zone),
            summary: settings.quiet.summary,
            ceiling: Some((self.day(now), usize::from(settings.notify.ceiling))),
            doubt: None,
            away: None,
        };
        let outcomes = self.memory.take(provider, before.as_deref(), &observation, &around, now);
        self.tally.round(&outcomes, &observation, now);
        for outcome in outcomes.into_iter().filter(|outcome| outcome.concerns) {
            if let Some(alert) = &outcome.alert {
                self.memory.told.delivered(&alert.product, &alert.outage);
            }
            self.say(outcome.decision);
        }
        self.seen[index] = Some((observation, changes_at));
        let state = &self.memory.state;
        let mine = provider.products.iter().filter(|product| products.contains(&product.id));
        mine.filter_map(|product| state.product(&product.id)).all(|known| known.outage.is_none())
    }

    /// Tells what was held for a time, once nothing holds it any more.
    fn pay_owed(&mut self, now: Timestamp) {
        if self.memory.owed.debts().next().is_none() {
            return;
        }
        let settings = self.settings;
        let rules = |product: &str| settings.rules_for(product);
        let hold = Hold {
            rules: &rules,
            in_doubt: &|_| false,
            looking: false,
            quiet_until: settings.quiet.until(now, self.zone),
            ceiling: Some((self.day(now), usize::from(settings.notify.ceiling))),
            // Reads are stepped: nobody is to be woken.
            tomorrow: None,
        };
        let held: Vec<Debt> =
            self.memory.owed.debts().filter(|debt| self.memory.holds(debt, &hold, now)).cloned().collect();
        let payment = pay(&mut self.memory, &rules, &|debt| held.contains(debt), now);
        for item in payment.digest.iter().flat_map(|digest| &digest.items) {
            self.memory.told.delivered(&item.product, &item.outage);
        }
        self.tally.payment(&payment, now);
        for decision in payment.decisions {
            self.say(decision);
        }
    }

    /// The same answer about the same thing is given on every read and said once.
    fn say(&mut self, decision: Decision) {
        let key = |decision: &Decision| (decision.incident.clone(), decision.reason, decision.severity);
        let said = self.said.get(&decision.product);
        if decision.told || said.is_none_or(|said| key(said) != key(&decision)) {
            self.said.insert(decision.product.clone(), decision.clone());
            self.decisions.push(decision);
        }
    }

    fn day(&self, now: Timestamp) -> Timestamp {
        let today = now.to_zoned(self.zone.clone()).start_of_day();
        today.map_or(now, |midnight| midnight.timestamp())
    }

    pub(super) fn finish(self) -> Replayed {
        let missed = self.tally.missed();
        let report = self.tally.report(self.tracks);
        Replayed { decisions: self.decisions, missed, report }
    }
}

/// The last read before this moment: reads lie on even minutes, so that the same history is always read alike.
fn before(moment: Timestamp) -> Timestamp {
    on_grid(moment.as_second().saturating_sub(1).div_euclid(EVERY.as_secs())).unwrap_or(moment)
}

/// The first read that sees what was published at this moment.
fn at_or_after(moment: Timestamp) -> Timestamp {
    let whole = moment.as_second() + i64::from(moment.subsec_nanosecond() > 0);
    on_grid((whole - 1).div_euclid(EVERY.as_secs()) + 1).unwrap_or(moment)
}

fn on_grid(step: i64) -> Option<Timestamp> {
    Timestamp::from_second(step.checked_mul(EVERY.as_secs())?).ok()
}
