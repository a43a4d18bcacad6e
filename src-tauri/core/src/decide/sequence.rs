//! What a person hears over long lives that nobody wrote down: random reads of three products, decided and told as the
//! engine does it.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::observation::{Impact, Incident, Observation, Stage, Status};
use crate::provider::Provider;
use crate::sample::{incident, page, provider};
use crate::state::State;
use crate::told::Entry;

const STORIES: u64 = 300;
const READS: usize = 120;

/// A small generator of its own: the same stories on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
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
}

/// State, memory and the person, as the engine keeps them together.
struct Desk {
    provider: Provider,
    state: State,
    before: Option<Observation>,
    told: Told,
    snoozes: Snoozes,
    rules: Rules,
    heard: Heard,
}

/// What the person has heard of each outage, and nothing else.
#[derive(Default)]
struct Heard {
    /// The worst told of each outage that is open.
    open: BTreeMap<(String, String), Severity>,
    /// Outages whose beginning was told once, ever.
    began: BTreeSet<(String, String)>,
    told: usize,
}

impl Heard {
    fn hear(&mut self, decision: &Decision, story: u64) {
        let outage = (decision.product.clone(), decision.incident.clone().unwrap());
        self.told += 1;
        match decision.reason {
            Reason::Began => {
                assert!(self.began.insert(outage.clone()), "story {story}: begun twice: {decision:?}");
                assert_eq!(self.open.insert(outage, decision.severity.unwrap()), None, "story {story}: {decision:?}");
            }
            Reason::Reopened => {
                assert_eq!(self.open.insert(outage, decision.severity.unwrap()), None, "story {story}: {decision:?}");
            }
            Reason::Worsened => {
                let before = self.open.insert(outage, decision.severity.unwrap());
                assert!(before < decision.severity && before.is_some(), "story {story}: {before:?} then {decision:?}");
            }
            Reason::Recovered => {
                assert!(self.open.remove(&outage).is_some(), "story {story}: end of what was never told: {decision:?}");
            }
            Reason::Back => drop(self.open.remove(&outage)),
            held => panic!("story {story}: told as {held:?}"),
        }
    }
}

impl Desk {
    fn new(provider: &Provider) -> Self {
        Self {
            provider: provider.clone(),
            state: State::default(),
            before: None,
            told: Told::default(),
            snoozes: Snoozes::default(),
            rules: Rules::default(),
            heard: Heard::default(),
        }
    }

    /// One read; answers how much was told of it.
    fn read(&mut self, observation: &Observation, now: Timestamp, story: u64) -> usize {
        let so_far = self.heard.told;
        let mut changes = self.state.apply(&self.provider, self.before.as_ref(), observation, now);
        self.before = Some(observation.clone());
        changes.sort_by_key(|change| std::cmp::Reverse(change.outage().map_or(0, |outage| outage.status.rank())));
        for change in &changes {
            let reason = decide(change, &self.rules, &self.told, &self.snoozes, now);
            let decision = decision(change, reason);
            if reason.is_told() {
                self.heard.hear(&decision, story);
            }
            if let Some(alert) = alert(change, reason)
                && let Some(severity) = alert.severity
            {
                self.told.record(Entry {
                    product: change.product.clone(),
                    provider: alert.provider,
                    outage: alert.outage,
                    incident: alert.incident,
                    severity,
                    at: now,
                    delivered: true,
                });
            }
            if let ChangeKind::Ended { outage, .. } = &change.kind {
                if reason == Reason::Back {
                    self.snoozes.asked.remove(&change.product);
                }
                self.told.forget(&change.product, &outage.id);
                self.heard.open.remove(&(change.product.clone(), outage.id.clone()));
            }
        }
        self.heard.told - so_far
    }
}

#[test]
fn nothing_is_told_twice_and_no_end_without_its_beginning() {
    let provider = provider();
    let mut told = 0;
    for story in 1..=STORIES {
        let mut chance = Chance(story.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut desk = Desk::new(&provider);
        let mut now = crate::sample::at(0);
        for _ in 0..READS {
            now += SignedDuration::from_mins(chance.of(&[1, 1, 2, 5, 14, 16, 600, 1_439, 1_441, 3_000]));
            match chance.below(12) {
                0 => desk.snoozes.all = Some(now + SignedDuration::from_mins(30)),
                1 => drop(desk.snoozes.products.insert("chat".into(), now + SignedDuration::from_mins(30))),
                2 => drop(desk.snoozes.asked.insert("api".into())),
                3 => desk.rules.threshold = chance.of(&[Severity::Degraded, Severity::PartialOutage]),
                _ => desk.snoozes.expire(now),
            }
            let observation = chance.observation();
            // Two reads settle what needs a second; a third what had stood under another product's telling.
            for _ in 0..=chance.below(4) {
                desk.read(&observation, now, story);
            }
        }
        told += desk.heard.told;
    }
    assert!(told > 3_000, "the stories tell enough to prove something: {told}");
}

#[test]
fn the_same_observation_again_and_again_tells_nothing_more() {
    let provider = provider();
    for story in 1..=STORIES {
        let mut chance = Chance(story.wrapping_mul(0xD134_2543_DE82_EF95));
        let mut desk = Desk::new(&provider);
        let mut now = crate::sample::at(0);
        for _ in 0..READS / 4 {
            now += SignedDuration::from_mins(chance.of(&[1, 5, 20, 1_441]));
            let observation = chance.observation();
            for _ in 0..3 {
                desk.read(&observation, now, story);
            }
            for again in 0..3 {
                assert_eq!(desk.read(&observation, now, story), 0, "story {story}, repetition {again}");
            }
        }
    }
}
