//! The local truth in the loop: what the latest reads and this computer's own signs say about us rather than about a
//! provider, and the one spread round of reads after it was away. It decides about no product: whoever decides asks
//! [`Watch::doubt_about`].

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use siaga_core::doubt::{Cause, Doubt, Doubts, Failing, Outcome, ROUND_LIMIT, Round, Signals};
use siaga_core::schedule::Why;
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::Watch;
use super::owed::LEAST_WAIT;
use crate::clock::{Clock, Reading};
use crate::local::{Gap, Hint, Hints, gap};
use crate::poll::Done;
use crate::scheduler::Turn;

/// How long the reads of one round are spread over.
const SPAN: Duration = Duration::from_secs(10);

/// Hints begin no further round for this long. A sleep does.
const PATIENCE: Duration = Duration::from_secs(15);

/// How often the battery is asked about.
const POWER_EVERY: Duration = Duration::from_secs(60);

/// What is known of this computer.
#[derive(Debug)]
pub(super) struct Local {
    hints: Hints,
    /// The clocks when they were last looked at.
    seen: Reading,
    /// The latest read of each feed since the latest round began, by provider id.
    latest: BTreeMap<String, Latest>,
    doubts: Doubts,
    round: Option<Begun>,
    /// What was doubted before the read that is being taken in.
    until_now: Option<Doubt>,
    /// Reads that were in flight when this computer went away: where they fail, they say nothing.
    interrupted: BTreeSet<String>,
    /// Since when it was away, the last time that it was.
    away: Option<Timestamp>,
    no_network: bool,
    /// The network may be back.
    network_news: bool,
    on_battery: bool,
    power_asked: Option<Instant>,
    /// Time for which a failing feed is not to blame, by provider id.
    excuses: BTreeMap<String, Excuse>,
}

#[derive(Debug)]
struct Latest {
    at: Instant,
    /// How it failed, and since when it fails like this.
    failing: Option<(Cause, Instant)>,
}

#[derive(Debug, Clone, Copy)]
struct Begun {
    after: Doubt,
    at: Instant,
}

#[derive(Debug)]
struct Excuse {
    /// When the feed last failed.
    last: Timestamp,
    /// That was while this computer was in doubt.
    doubted: bool,
    /// How long this computer was in doubt while the feed failed.
    whole: SignedDuration,
}

impl Local {
    pub(super) fn new(clock: &Clock, hints: Hints) -> Self {
        Self {
            hints,
            seen: clock.read(),
            latest: BTreeMap::new(),
            doubts: Doubts::default(),
            round: None,
            until_now: None,
            interrupted: BTreeSet::new(),
            away: None,
            no_network: false,
            network_news: false,
            on_battery: false,
            power_asked: None,
            excuses: BTreeMap::new(),
        }
    }

    /// The way that news come, to be listened to by the loop.
    pub(super) const fn take_news(&mut self) -> Option<mpsc::Receiver<Hint>> {
        self.hints.news.take()
    }

    /// What is doubted about this computer itself.
    pub(super) const fn doubt(&self) -> Option<Doubt> {
        self.doubts.local
    }

    /// Nothing can be read for a reason of this computer's.
    pub(super) const fn is_cut_off(&self) -> bool {
        matches!(self.doubts.local, Some(Doubt::Offline | Doubt::SignIn))
    }

    /// This computer ran on battery when it was last asked.
    pub(super) const fn on_battery(&self) -> bool {
        self.on_battery
    }
}

/// What of this the decisions ask.
impl Watch {
    /// What is doubted about what this provider's feed says, or fails to say: nothing is told of it meanwhile.
    pub(super) fn doubt_about(&self, provider: &str) -> Option<Doubt> {
        let platform = self.feeds.get(provider).and_then(|feed| feed.format.platform());
        self.local.doubts.for_provider(platform)
    }

    /// What was doubted about this computer until the very read that is being taken in: with the last of a round the
    /// doubt is over, and what that one says belongs to the rest.
    pub(super) const fn doubt_until_now(&self) -> Option<Doubt> {
        self.local.until_now
    }

    /// Whether all that can be known after this computer was away is known: it is online, and the round of reads is
    /// over. True as well where it never was away.
    pub(super) const fn round_over(&self) -> bool {
        self.local.doubts.local.is_none()
    }

    /// Since when this computer was away, the last time that it slept, was offline or could not trust its clock: kept
    /// until it is away again. None where it never was.
    pub(super) const fn away_since(&self) -> Option<Timestamp> {
        self.local.away
    }
}

impl Watch {
    /// How this computer is doing, for the report about it.
    pub(super) fn shown_local(&self) -> String {
        let state = match (self.round_over(), self.local.doubts.local) {
            (false, Some(doubt)) => format!("in doubt ({doubt:?})"),
            (_, _) => "online, as far as feeds tell".to_owned(),
        };
        let power = if self.local.on_battery { ", on battery" } else { "" };
        let away = self.away_since().map(|since| format!(", last away since {since}")).unwrap_or_default();
        let doubted = self.feeds.keys().filter(|id| self.doubt_about(id).is_some()).count();
        format!("this computer: {state}{power}{away}, {doubted} feeds doubted")
    }

    /// Looks at the clocks, the network's news and the battery, and begins a round of reads where one is due. Called
    /// before anything is read and before what was read is taken in. Answers whether what is shown changed.
    pub(super) fn look_around(&mut self) -> bool {
        let now = self.clock.read();
        let before = std::mem::replace(&mut self.local.seen, now);
        let doubted = self.local.doubts.clone();
        match gap(&self.clock, before, now) {
            Some(Gap::Slept(slept)) => {
                tracing::info!(seconds = slept.as_secs(), "this computer slept");
                self.went_away(before.wall);
                self.begin_round(Doubt::Awake, None);
            }
            Some(Gap::Set(by)) => {
                tracing::info!(seconds = by.as_secs(), "the clock was set");
                self.went_away(now.wall);
                self.begin_round(Doubt::ClockJumped, None);
            }
            None => {}
        }
        if self.local.network_news && self.may_begin_round(PATIENCE) {
            self.local.network_news = false;
            tracing::info!("the network is back, says the system");
            self.went_away(now.wall);
            self.begin_round(Doubt::Awake, None);
        }
        self.ask_power();
        self.judge();
        self.local.doubts != doubted
    }

    /// Takes in what this computer says of itself.
    pub(super) fn take_hint(&mut self, hint: Hint) {
        match hint {
            Hint::Network { usable } => {
                let was_gone = std::mem::replace(&mut self.local.no_network, !usable);
                let fails = self.local.latest.values().any(|latest| latest.failing.is_some());
                self.local.network_news |= usable && (self.local.is_cut_off() || (was_gone && fails));
            }
            Hint::Sleeps => {
                self.went_away(self.clock.now());
                self.local.interrupted = self.reads_in_flight();
            }
            Hint::Woke if self.may_begin_round(PATIENCE) => {
                self.went_away(self.clock.now());
                self.begin_round(Doubt::Awake, None);
            }
            Hint::Woke => {}
        }
    }

    /// Whether a read that has ended is to be forgotten: it failed because this computer went away in the middle of it.
    pub(super) fn is_interrupted(&mut self, done: &Done) -> bool {
        self.local.interrupted.remove(&done.provider) && done.outcome.is_err()
    }

    /// The read is taken in. Where it is the first without trouble of what the person has heard of, the round waits for
    /// the one that confirms it: an end is news of the same absence.
    pub(super) fn settle_doubt(&mut self, id: &str, good: bool) {
        let in_round = self.local.until_now.take().is_some()
            && self.local.round.is_some_and(|round| self.clock.since(round.at) < ROUND_LIMIT);
        let is_clearing = |product: &String| {
            let outage = self.memory.state.product(product).and_then(|known| known.outage.as_ref());
            let clearing = outage.filter(|outage| outage.clear_reads > 0);
            clearing.is_some_and(|outage| self.memory.told.of(product, &outage.id).is_some())
        };
        let provider = self.catalogue.provider(id);
        let awaited = provider.is_some_and(|found| found.products.iter().any(|product| is_clearing(&product.id)));
        if good && in_round && awaited {
            self.local.latest.remove(id);
            self.judge();
        }
    }

    /// Has a feed whose read was interrupted read again within the round.
    pub(super) fn read_again(&mut self, id: &str) {
        let now = self.clock.now();
        let Some(feed) = self.feeds.get(id) else { return };
        let turn =
            Turn { feed: id.to_owned(), host: feed.host.clone(), not_before: self.floor(feed.asked_until(), now) };
        self.scheduler.spread(&[turn], Instant::now(), self.clock.real(SPAN), Self::jitter);
    }

    /// Notes what came of a read, and judges anew. The first good one after this computer was cut off begins a round.
    pub(super) fn note_outcome(&mut self, id: &str, failed: Option<Cause>) {
        let at = Instant::now();
        let since = |cause: &Cause| match self.local.latest.get(id).and_then(|latest| latest.failing.as_ref()) {
            Some((known, since)) if known == cause => *since,
            Some(_) | None => at,
        };
        let failing = failed.map(|cause| {
            let since = since(&cause);
            (cause, since)
        });
        let good = failing.is_none();
        let was_cut_off = self.local.is_cut_off();
        self.local.until_now = self.local.doubts.local;
        self.local.latest.insert(id.to_owned(), Latest { at, failing });
        self.judge();
        if good && was_cut_off && !self.local.is_cut_off() && self.may_begin_round(ROUND_LIMIT) {
            tracing::info!("feeds can be read again");
            self.begin_round(Doubt::Awake, Some(id));
        }
    }

    /// How long this feed has been failing at this moment without a reason of this computer's, as the moment at which it
    /// would have begun to.
    pub(super) fn excused(&mut self, id: &str, since: Timestamp, now: Timestamp) -> Timestamp {
        let doubted = self.local.doubts.local.is_some();
        let fresh = Excuse { last: now, doubted, whole: SignedDuration::ZERO };
        let excuse = self.local.excuses.entry(id.to_owned()).or_insert(fresh);
        if excuse.doubted || doubted {
            excuse.whole += now.duration_since(excuse.last).max(SignedDuration::ZERO);
        }
        (excuse.last, excuse.doubted) = (now, doubted);
        since.checked_add(excuse.whole).map_or(now, |moved| moved.min(now))
    }

    /// Nothing that failed before counts against this feed any more.
    pub(super) fn drop_excuse(&mut self, id: &str) {
        self.local.excuses.remove(id);
    }

    /// When the wait for a round of reads is over, while there is one.
    pub(super) fn round_limit(&self) -> Option<Instant> {
        let waits = matches!(self.local.doubts.local, Some(Doubt::Awake | Doubt::ClockJumped));
        let begun = self.local.round.filter(|_| waits)?;
        Some(begun.at + self.clock.real(ROUND_LIMIT) + LEAST_WAIT)
    }

    fn went_away(&mut self, since: Timestamp) {
        // Who sleeps while offline has been away since before.
        if self.local.doubts.local.is_none() {
            self.local.away = Some(since);
        }
    }

    fn may_begin_round(&self, patience: Duration) -> bool {
        self.local.round.is_none_or(|round| self.clock.since(round.at) >= patience)
    }

    fn reads_in_flight(&self) -> BTreeSet<String> {
        self.feeds.keys().filter(|id| self.scheduler.in_flight(id)).cloned().collect()
    }

    /// Forgets what was read before, and has every feed read once, spread, what the person uses first. `just_read` was.
    fn begin_round(&mut self, after: Doubt, just_read: Option<&str>) {
        self.local.round = Some(Begun { after, at: Instant::now() });
        self.local.latest.retain(|id, _| just_read == Some(id.as_str()));
        self.local.power_asked = None;
        let in_flight = self.reads_in_flight();
        if just_read.is_none() {
            self.local.interrupted.extend(in_flight.iter().cloned());
        }
        let (now, moment) = (self.clock.now(), Instant::now());
        let mut ids: Vec<String> = self
            .feeds
            .keys()
            .filter(|id| just_read != Some(id.as_str()) && !in_flight.contains(*id))
            .cloned()
            .collect();
        ids.sort_by_key(|id| self.first_use(id));
        let turns: Vec<Turn> = ids
            .iter()
            .filter_map(|id| {
                let feed = self.feeds.get(id)?;
                let not_before = self.floor(feed.asked_until(), now);
                Some(Turn { feed: id.clone(), host: feed.host.clone(), not_before })
            })
            .collect();
        let moments = self.scheduler.spread(&turns, moment, self.clock.real(SPAN), Self::jitter);
        for (turn, at) in turns.iter().zip(moments) {
            let wait = self.clock.shown(at.saturating_duration_since(moment));
            let Some(feed) = self.feeds.get_mut(&turn.feed) else { continue };
            feed.health.next_at = now.checked_add(wait).ok();
            feed.health.next_why = Some(match feed.asked_until().filter(|_| turn.not_before.is_some()) {
                Some(until) => Why::Asked { until },
                None => Why::Round,
            });
        }
        self.judge();
    }

    /// The moment before which a provider asked not to be read, where it lies ahead.
    fn floor(&self, asked_until: Option<Timestamp>, now: Timestamp) -> Option<Instant> {
        let wait = Duration::try_from(asked_until?.duration_since(now)).ok().filter(|wait| !wait.is_zero())?;
        Some(self.clock.after(wait.min(crate::fetch::LONGEST_RETRY)))
    }

    /// Where in the person's list the first product of a provider stands.
    fn first_use(&self, provider: &str) -> usize {
        let of_it = |id: &String| self.catalogue.provider_of(id).is_some_and(|found| found.id == provider);
        self.settings.watch.iter().position(of_it).unwrap_or(usize::MAX)
    }

    fn judge(&mut self) {
        let now = self.clock.now();
        let latest = &self.local.latest;
        let outcomes: Vec<Outcome<'_>> = self
            .feeds
            .iter()
            .filter_map(|(id, feed)| {
                let latest = latest.get(id)?;
                let internal = self
                    .catalogue
                    .provider(id)
                    .and_then(|provider| provider.feed.as_ref())
                    .is_some_and(|feed| feed.internal);
                let failing = latest
                    .failing
                    .as_ref()
                    .map(|(cause, since)| Failing { cause: cause.clone(), lasting: self.clock.since(*since) });
                Some(Outcome {
                    provider: id,
                    host: &feed.host,
                    platform: feed.format.platform(),
                    internal,
                    ago: self.clock.since(latest.at),
                    failing,
                })
            })
            .collect();
        let is_untried =
            |(id, feed): &(&String, &super::reads::Feed)| !latest.contains_key(*id) && feed.may_be_asked(now);
        let signals = Signals {
            round: self.local.round.map(|begun| Round { after: begun.after, ago: self.clock.since(begun.at) }),
            untried: self.feeds.iter().filter(is_untried).count(),
            no_network: self.local.no_network,
        };
        let doubts = Doubts::judge(&outcomes, signals);
        if doubts == self.local.doubts {
            return;
        }
        tracing::info!(local = ?doubts.local, platforms = ?doubts.platforms, "what is doubted");
        if matches!(doubts.local, Some(Doubt::Offline | Doubt::SignIn)) {
            self.went_away(now);
        }
        self.local.doubts = doubts;
        // What the doubt held may be free.
        self.due = Some(Instant::now());
    }

    /// Asks about the battery now and then; pauses that it stretched are shortened once there is mains again.
    fn ask_power(&mut self) {
        if self.local.power_asked.is_some_and(|at| at.elapsed() < POWER_EVERY) {
            return;
        }
        self.local.power_asked = Some(Instant::now());
        let on_battery = self.local.hints.power.on_battery();
        if std::mem::replace(&mut self.local.on_battery, on_battery) != on_battery {
            tracing::info!(on_battery, "power");
            self.replan();
        }
    }
}
