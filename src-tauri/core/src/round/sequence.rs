//! What a person hears over long lives that nobody wrote down: random reads of three products, with quiet hours, doubt, a
//! ceiling, silences and reminders that come and go, decided, told and paid as the engine does it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;

use super::*;
use crate::alert::{Digest, Loudness};
use crate::observation::{Impact, Incident, Stage};
use crate::sample::{at, incident, page, provider};
use crate::settings::SilenceSettings;

const STORIES: u64 = 300;
const READS: usize = 120;

const PRODUCTS: [&str; 3] = ["chat", "api", "code"];

/// A small generator of its own: the same stories on every machine.
struct Chance(u64);

impl Chance {
    fn story(number: u64, salt: u64) -> Self {
        Self(number.wrapping_mul(salt))
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    fn status(&mut self) -> Status {
        let calm = Status::Operational;
        self.of(&[
            calm,
            calm,
            calm,
            calm,
            Status::Maintenance,
            Status::Unknown,
            Status::Degraded,
            Status::PartialOutage,
            Status::MajorOutage,
        ])
    }

    fn observation(&mut self) -> Observation {
        if self.below(12) == 0 {
            return Observation::default();
        }
        let parts: Vec<(&str, Status)> =
            ["c-login", "c-talk", "c-api", "c-code"].into_iter().map(|id| (id, self.status())).collect();
        let incidents = (0..self.below(3)).map(|_| self.incident()).collect::<Vec<_>>();
        let mut seen = BTreeSet::new();
        page(&parts, incidents.into_iter().filter(|incident| seen.insert(incident.id.clone())).collect())
    }

    fn incident(&mut self) -> Incident {
        let impact = self.of(&[Impact::None, Impact::Unknown, Impact::Minor, Impact::Major, Impact::Critical]);
        let stage = self.of(&[Stage::Investigating, Stage::Identified, Stage::Monitoring, Stage::Resolved]);
        let title = self.of(&["Trouble", "Chat", "The API", "Chat and API", "Code"]);
        let incident = incident(self.of(&["x", "y", "z"]), title, impact).at_stage(stage);
        if self.below(3) == 0 { incident.naming(&["c-talk", "c-api"]) } else { incident }
    }

    fn silence(&mut self, now: Timestamp) -> SilenceSettings {
        let mut silence = SilenceSettings {
            product: None,
            provider: None,
            component: None,
            title: None,
            until: now + SignedDuration::from_mins(self.of(&[5, 60, 3_000])),
            note: None,
        };
        match self.below(4) {
            0 => silence.product = Some(self.of(&PRODUCTS).to_owned()),
            1 => silence.provider = Some("example".to_owned()),
            2 => silence.component = Some("c-talk".to_owned()),
            _ => silence.title = Some("trouble".to_owned()),
        }
        silence
    }
}

/// What the person wants, and what is known of the world around.
struct Mood {
    rules: BTreeMap<&'static str, Rules>,
    silences: Vec<SilenceSettings>,
    quiet: bool,
    summary: bool,
    ceiling: usize,
    doubt: Option<Reason>,
    used: BTreeSet<&'static str>,
}

impl Mood {
    fn even() -> Self {
        Self {
            rules: PRODUCTS.into_iter().map(|product| (product, Rules::default())).collect(),
            silences: Vec::new(),
            quiet: false,
            summary: true,
            ceiling: 0,
            doubt: None,
            used: PRODUCTS.into(),
        }
    }

    /// One of the things that a person or the world changes.
    fn turn(&mut self, chance: &mut Chance, memory: &mut Memory, now: Timestamp) {
        let half_an_hour = now + SignedDuration::from_mins(30);
        let product = chance.of(&PRODUCTS);
        let rules = self.rules.get_mut(product).unwrap();
        match chance.below(24) {
            0 => memory.snoozes.all = Some(half_an_hour),
            1 => drop(memory.snoozes.products.insert(product.to_owned(), half_an_hour)),
            2 => drop(memory.snoozes.asked.insert(product.to_owned())),
            3 => rules.threshold = chance.of(&[Severity::Degraded, Severity::PartialOutage]),
            4 => rules.loudness = chance.of(&[Loudness::MustKnow, Loudness::Normal, Loudness::Quiet, Loudness::Off]),
            5 => rules.reminder = chance.of(&[None, Some(SignedDuration::from_hours(1))]),
            6 => rules.maintenance = !rules.maintenance,
            7 | 8 => self.quiet = !self.quiet,
            9 => self.summary = !self.summary,
            10 => self.ceiling = chance.of(&[0, 1, 3]),
            11 => self.doubt = chance.of(&[None, Some(Reason::Offline), Some(Reason::PlatformDoubt)]),
            12 => self.silences = vec![chance.silence(now)],
            13 => self.silences.clear(),
            14 => {
                if !self.used.remove(product) {
                    self.used.insert(product);
                    memory.state.rebase(product);
                }
                let used = self.used.clone();
                memory.keep_to(&|id| used.contains(id));
            }
            _ => memory.snoozes.expire(now),
        }
    }

    fn day(now: Timestamp) -> Timestamp {
        now.to_zoned(jiff::tz::TimeZone::UTC).start_of_day().unwrap().timestamp()
    }
}

/// State, memory and the person, as the engine keeps them together.
struct Desk {
    provider: Provider,
    memory: Memory,
    before: Option<Observation>,
    mood: Mood,
    heard: Heard,
    story: u64,
}

/// What the person has heard of each outage, and nothing else.
#[derive(Default)]
struct Heard {
    /// The worst told of each outage whose end is to come.
    open: BTreeMap<(String, String), Severity>,
    /// Outages whose beginning was told once, ever.
    began: BTreeSet<(String, String)>,
    told: usize,
    by_reason: BTreeMap<String, usize>,
}

impl Heard {
    fn count(&mut self, reason: Reason) {
        self.told += 1;
        *self.by_reason.entry(format!("{reason:?}")).or_default() += 1;
    }

    /// The worst that was told of an outage; where its product comes and goes, of the one that it carries on.
    fn known(&mut self, outage: &(String, String)) -> Option<Severity> {
        let former = self.open.keys().find(|(product, _)| *product == outage.0).cloned()?;
        let key = if self.open.contains_key(outage) { outage.clone() } else { former };
        let severity = self.open.remove(&key)?;
        self.open.insert(outage.clone(), severity);
        Some(severity)
    }

    fn hear(&mut self, alert: &Alert, story: u64) {
        self.count(alert.reason);
        let outage = (alert.product.clone(), alert.outage.clone());
        let severity = alert.severity;
        if alert.planned.is_some() {
            return;
        }
        match alert.reason {
            Reason::Began | Reason::Reopened => {
                if alert.reason == Reason::Began {
                    assert!(self.began.insert(outage.clone()), "story {story}: begun twice: {alert:?}");
                }
                assert_eq!(self.open.insert(outage, severity.unwrap()), None, "story {story}: {alert:?}");
            }
            Reason::Worsened => {
                let before = self.known(&outage);
                self.open.insert(outage, severity.unwrap());
                assert!(before < severity && before.is_some(), "story {story}: {before:?} then {alert:?}");
            }
            Reason::Reminder => {
                assert!(self.known(&outage).is_some(), "story {story}: reminds of what was never told: {alert:?}");
            }
            // One that comes and goes is told once, and its last end stands for all.
            Reason::Recovered => {
                let before = self.open.len();
                self.open.retain(|(product, _), _| *product != alert.product);
                assert!(self.open.len() < before, "story {story}: end of what was never told: {alert:?}");
            }
            Reason::Back => self.open.retain(|(product, _), _| *product != alert.product),
            held => panic!("story {story}: told as {held:?}"),
        }
    }

    fn hear_digest(&mut self, digest: &Digest, story: u64) {
        self.count(Reason::Digest);
        let mut named = BTreeSet::new();
        for item in &digest.items {
            let outage = (item.product.clone(), item.outage.clone());
            assert!(named.insert(outage.clone()), "story {story}: named twice: {digest:?}");
            if item.until.is_some() {
                self.open.remove(&outage);
                continue;
            }
            // It may have been told in an outage before, and have reopened; what goes on is named once.
            assert_eq!(self.open.insert(outage, item.severity), None, "story {story}: told already: {digest:?}");
        }
    }
}

impl Desk {
    fn new(provider: &Provider, story: u64) -> Self {
        Self {
            provider: provider.clone(),
            memory: Memory::default(),
            before: None,
            mood: Mood::even(),
            heard: Heard::default(),
            story,
        }
    }

    /// One read and what is due after it; answers how much was told.
    fn read(&mut self, observation: &Observation, now: Timestamp) -> usize {
        let so_far = self.heard.told;
        let (mood, told, owed) = (&self.mood, &self.memory.told, &self.memory.owed);
        // Of what they no longer use, the person hears no end.
        self.heard.open.retain(|(product, outage), _| {
            let awaited = owed.debts().any(|debt| debt.product == *product && debt.heard);
            mood.used.contains(product.as_str()) || awaited || told.of(product, outage).is_some()
        });
        let rules = |product: &str| mood.rules[product];
        let ceiling = Some((Mood::day(now), mood.ceiling));
        let around = Around {
            rules: &rules,
            place: &|product| {
                PRODUCTS.iter().filter(|used| mood.used.contains(*used)).position(|used| *used == product)
            },
            showing: &|_, _| false,
            silences: &mood.silences,
            quiet_until: mood.quiet.then(|| now + SignedDuration::from_hours(1)),
            summary: mood.summary,
            ceiling,
            doubt: mood.doubt,
            away: None,
        };
        for outcome in self.memory.take(&self.provider, self.before.as_ref(), observation, &around, now) {
            assert_eq!(outcome.decision.told, outcome.alert.is_some());
            if let Some(alert) = &outcome.alert {
                self.heard.hear(alert, self.story);
                self.memory.told.delivered(&alert.product, &alert.outage);
            } else if let ChangeKind::Ended { outage, .. } = &outcome.change.kind
                && !outcome.owed
            {
                self.heard.open.remove(&(outcome.change.product.clone(), outage.id.clone()));
            }
        }
        self.before = Some(observation.clone());
        let hold = Hold {
            rules: &rules,
            in_doubt: &|_| mood.doubt.is_some(),
            looking: false,
            quiet_until: mood.quiet.then(|| now + SignedDuration::from_hours(1)),
            ceiling,
            tomorrow: None,
        };
        let held: Vec<Debt> =
            self.memory.owed.debts().filter(|debt| self.memory.holds(debt, &hold, now)).cloned().collect();
        let payment = pay(&mut self.memory, &rules, &|debt| held.contains(debt), now);
        for alert in &payment.alerts {
            self.heard.hear(alert, self.story);
        }
        if let Some(digest) = &payment.digest {
            self.heard.hear_digest(digest, self.story);
            for item in &digest.items {
                self.memory.told.delivered(&item.product, &item.outage);
            }
        }
        for (product, outage) in &payment.over {
            self.heard.open.remove(&(product.clone(), outage.clone()));
        }
        self.heard.told - so_far
    }
}

#[test]
fn nothing_is_told_twice_and_no_end_without_its_beginning() {
    let provider = provider();
    let mut by_reason: BTreeMap<String, usize> = BTreeMap::new();
    for story in 1..=STORIES {
        let mut chance = Chance::story(story, 0x9E37_79B9_7F4A_7C15);
        let mut desk = Desk::new(&provider, story);
        let mut now = at(0);
        for _ in 0..READS {
            now += SignedDuration::from_mins(chance.of(&[1, 1, 2, 5, 14, 16, 600, 1_439, 1_441, 3_000]));
            desk.mood.turn(&mut chance, &mut desk.memory, now);
            let observation = chance.observation();
            // Two reads settle what needs a second; a third what had stood under another product's telling.
            for _ in 0..=chance.below(4) {
                desk.read(&observation, now);
            }
        }
        for (reason, count) in desk.heard.by_reason {
            *by_reason.entry(reason).or_default() += count;
        }
    }
    for reason in ["Began", "Worsened", "Recovered", "Reopened", "Reminder", "Back", "Digest"] {
        let count = by_reason.get(reason).copied().unwrap_or_default();
        assert!(count > 100, "the stories tell enough to prove something: {reason} {count}");
    }
}

#[test]
fn the_same_observation_again_and_again_tells_nothing_more() {
    let provider = provider();
    for story in 1..=STORIES {
        let mut chance = Chance::story(story, 0xD134_2543_DE82_EF95);
        let mut desk = Desk::new(&provider, story);
        let mut now = at(0);
        for _ in 0..READS / 4 {
            now += SignedDuration::from_mins(chance.of(&[1, 5, 20, 1_441]));
            desk.mood.turn(&mut chance, &mut desk.memory, now);
            let observation = chance.observation();
            for _ in 0..3 {
                desk.read(&observation, now);
            }
            for again in 0..3 {
                assert_eq!(desk.read(&observation, now), 0, "story {story}, repetition {again}");
            }
        }
    }
}
