use std::time::Duration;

use super::*;
use crate::alert::Reason;
use crate::hold::Hold;
use crate::observation::{Component, Impact, Incident, Maintenance, Stage, Update};
use crate::sample::{at, catalogue, incident, page, with};
use crate::snapshot::Failing;
use crate::told::Entry;
use crate::wire::{Answer, MAX_LINE, Outcome, Push, Reply};
use crate::wording::Language;

/// A desk before anything was read, put together at minute 60.
struct Desk {
    catalogue: Catalogue,
    watch: Vec<String>,
    memory: Memory,
    health: BTreeMap<String, FeedHealth>,
    observations: BTreeMap<String, Observation>,
    held: BTreeMap<String, Decision>,
    words: Words,
}

impl Desk {
    fn new(catalogue: Catalogue, watch: &[&str]) -> Self {
        Self {
            catalogue,
            watch: watch.iter().map(|&id| id.into()).collect(),
            memory: Memory::default(),
            health: BTreeMap::new(),
            observations: BTreeMap::new(),
            held: BTreeMap::new(),
            words: Words::new(Language::English),
        }
    }

    /// A good read of a provider's feed at this minute; the feed is read every two minutes.
    fn read(&mut self, provider: &str, minute: i64, observation: Observation) {
        let found = self.catalogue.provider(provider).unwrap();
        self.memory.state.apply(found, self.observations.get(provider), &observation, at(minute));
        self.observations.insert(provider.into(), observation);
        let health = self.health.entry(provider.into()).or_default();
        health.read_at = Some(at(minute));
        health.interval = Duration::from_secs(120);
        health.failing_since = None;
    }

    fn shown(&self, now: Timestamp) -> Snapshot {
        let parts = Parts {
            catalogue: &self.catalogue,
            watch: &self.watch,
            memory: &self.memory,
            health: &self.health,
            observations: &self.observations,
            held: &self.held,
            look: crate::settings::Look::default(),
            quiet_until: None,
            doubt: None,
            words: &self.words,
            drill: false,
            problems: vec![],
        };
        assemble(parts, now)
    }
}

/// A decision to hold what is wrong with a product, until this minute.
fn held(product: &str, reason: Reason, until: Option<i64>) -> Decision {
    Decision {
        schema: 1,
        kind: "decision".into(),
        at: at(0),
        product: product.into(),
        incident: None,
        incident_group: None,
        told: false,
        reason,
        severity: None,
        title: None,
        hold: until.map(|minute| Hold { until: Some(at(minute)), ..Hold::default() }),
    }
}

fn desk() -> Desk {
    Desk::new(catalogue(), &["chat", "api"])
}

#[test]
fn the_last_known_state_stands_for_three_pauses_and_a_minute_at_least() {
    for (interval, limit) in [(120, 360), (300, 900), (45, 135), (20, 60), (10, 60), (0, 60)] {
        let mut desk = desk();
        desk.read("example", 0, page(&[("c-talk", Status::MajorOutage)], vec![]));
        desk.read("example", 0, page(&[("c-talk", Status::MajorOutage)], vec![]));
        desk.health.get_mut("example").unwrap().interval = Duration::from_secs(interval);
        for (age, fresh) in [(limit - 1, true), (limit, true), (limit + 1, false)] {
            let shown = desk.shown(at(0) + SignedDuration::from_secs(age));
            let (chat, api) = (shown.product("chat").unwrap(), shown.product("api").unwrap());
            let expected =
                if fresh { (Status::MajorOutage, Status::Operational) } else { (Status::Unknown, Status::Unknown) };
            assert_eq!((chat.status, api.status), expected, "{age} s at a pause of {interval} s");
            assert_eq!((chat.last_known, api.last_known), (Status::MajorOutage, Status::Operational));
            assert_eq!((chat.since, chat.read_at), (Some(at(0)), Some(at(0))));
        }
    }
}

#[test]
fn what_only_is_not_reported_about_is_shown_as_that_while_it_is_fresh() {
    let mut desk = desk();
    let silent = Observation { reports_all: true, complete: true, ..Observation::default() };
    desk.read("example", 0, silent);
    let chat = |desk: &Desk, minute| desk.shown(at(minute)).product("chat").unwrap().clone();
    let fresh = chat(&desk, 1);
    assert_eq!((fresh.status, fresh.nothing_reported), (Status::Operational, true));
    assert_eq!(desk.words.state(&fresh), "No incident reported");
    let old = chat(&desk, 60);
    assert_eq!((old.status, old.nothing_reported), (Status::Unknown, false));
    desk.read("example", 61, page(&[], vec![]));
    let said = chat(&desk, 62);
    assert_eq!((said.status, said.nothing_reported), (Status::Operational, false));
    assert_eq!(desk.words.state(&said), "Working");
}

#[test]
fn a_feed_that_fails_ages_and_does_not_change() {
    let mut desk = desk();
    desk.read("example", 0, page(&[], vec![]));
    let health = desk.health.get_mut("example").unwrap();
    health.failing_since = Some(at(2));
    health.why = Some("timed out".into());
    let soon = desk.shown(at(3));
    assert_eq!(soon.product("chat").unwrap().status, Status::Operational);
    let source = &soon.provider("example").unwrap().source;
    assert_eq!((source.kind, source.why.as_deref()), (SourceKind::Unreadable, Some("timed out")));
    let later = desk.shown(at(30));
    let chat = later.product("chat").unwrap();
    assert_eq!((chat.status, chat.last_known, chat.since), (Status::Unknown, Status::Operational, Some(at(0))));
}

#[test]
fn the_source_is_what_the_feed_last_did() {
    let read =
        |failing_since, failing| FeedHealth { read_at: Some(at(0)), failing_since, failing, ..FeedHealth::default() };
    let never = |failing| FeedHealth { failing_since: failing, ..FeedHealth::default() };
    for (health, expected) in [
        (None, SourceKind::Waiting),
        (Some(never(None)), SourceKind::Waiting),
        (Some(never(Some(at(0)))), SourceKind::Unreadable),
        (Some(read(None, Failing::Unreadable)), SourceKind::Readable),
        (Some(read(Some(at(1)), Failing::Unreadable)), SourceKind::Unreadable),
        (Some(read(Some(at(1)), Failing::RateLimited)), SourceKind::RateLimited),
        (Some(read(Some(at(1)), Failing::Gone)), SourceKind::Gone),
        (Some(read(Some(at(1)), Failing::Moved)), SourceKind::Moved),
        (Some(read(Some(at(1)), Failing::Blocked)), SourceKind::Blocked),
        (Some(read(None, Failing::RateLimited)), SourceKind::Readable),
    ] {
        let mut desk = desk();
        desk.health = health.clone().map(|health| ("example".to_owned(), health)).into_iter().collect();
        assert_eq!(desk.shown(at(1)).provider("example").unwrap().source.kind, expected, "{health:?}");
    }
}

#[test]
fn a_provider_that_was_not_read_is_never_shown_as_working() {
    let mut desk = desk();
    for provider in desk.catalogue.providers() {
        let health = FeedHealth { interval: Duration::from_secs(120), ..FeedHealth::default() };
        desk.health.insert(provider.id.clone(), health);
    }
    let shown = desk.shown(at(0));
    let mut not_read = 0;
    for product in &shown.products {
        let kind = shown.provider(&product.provider).unwrap().source.kind;
        assert_eq!(product.status, Status::Unknown, "{}", product.id);
        not_read += usize::from(kind == SourceKind::None);
    }
    assert!(not_read > 0, "the shipped catalogue has some");
    assert_eq!(shown.provider("ollama").unwrap().source.kind, SourceKind::None);
    assert_eq!(shown.provider("google").unwrap().source.kind, SourceKind::Waiting);
}

#[test]
fn what_the_person_uses_comes_first_and_in_their_order() {
    let shown = Desk::new(catalogue(), &["api", "unheard-of", "chat"]).shown(at(0));
    let ids: Vec<&str> = shown.products.iter().map(|product| product.id.as_str()).collect();
    assert_eq!(ids[..2], ["api", "chat"]);
    assert_eq!(ids.len(), catalogue().products().count(), "each once");
    assert!(shown.products.iter().all(|product| product.watched == ["api", "chat"].contains(&product.id.as_str())));
    assert_eq!(shown.providers.len(), catalogue().providers().len());
}

#[test]
fn whether_an_outage_was_told_and_why_not_is_shown_while_it_is_open() {
    let mut desk = desk();
    desk.held.insert("chat".into(), held("chat", Reason::Unconfirmed, Some(15)));
    desk.read("example", 0, page(&[], vec![]));
    assert_eq!(desk.shown(at(0)).product("chat").unwrap().held, None, "nothing is open");
    desk.read("example", 1, page(&[("c-talk", Status::Degraded)], vec![]));
    let shown = desk.shown(at(1));
    let chat = shown.product("chat").unwrap();
    assert_eq!((chat.told, chat.held.as_deref()), (false, Some("Unconfirmed")));
    assert_eq!(chat.held_text.as_deref(), Some("not confirmed yet; announced at 05:15 if it lasts"));
    let outage = desk.memory.state.product("chat").unwrap().outage.as_ref().unwrap().id.clone();
    let severity = crate::alert::Severity::Degraded;
    let entry = Entry {
        product: "chat".into(),
        provider: "example".into(),
        outage,
        incident: None,
        severity,
        at: at(1),
        delivered: true,
    };
    desk.memory.told.record(entry);
    let shown = desk.shown(at(1));
    let chat = shown.product("chat").unwrap();
    assert_eq!((chat.told, chat.held.as_deref()), (true, None));
}

#[test]
fn what_was_read_by_a_clock_that_was_set_back_since_is_not_believed() {
    let mut desk = desk();
    desk.read("example", 60, page(&[("c-login", Status::Operational), ("c-talk", Status::Operational)], vec![]));
    for (minute, expected) in [(53, Status::Unknown), (54, Status::Operational), (66, Status::Operational)] {
        assert_eq!(desk.shown(at(minute)).product("chat").unwrap().status, expected, "minute {minute}");
    }
}

#[test]
fn a_snooze_is_shown_until_its_moment() {
    let mut desk = desk();
    desk.memory.snoozes.all = Some(at(60));
    desk.memory.snoozes.products.insert("chat".into(), at(60));
    desk.memory.snoozes.asked.insert("api".into());
    for (minute, expected) in [(59, Some(at(60))), (60, None), (61, None)] {
        let shown = desk.shown(at(minute));
        assert_eq!((shown.snoozed_until, shown.product("chat").unwrap().snoozed_until), (expected, expected));
        assert!(shown.product("api").unwrap().asked && !shown.product("chat").unwrap().asked);
    }
}

#[test]
fn open_incidents_are_shown_with_a_bounded_timeline() {
    let long = "x".repeat(601);
    let texts: Vec<&str> = std::iter::once(long.as_str()).chain(std::iter::repeat_n("Still so.", 12)).collect();
    let mut over = incident("over", "Chat", Impact::Major);
    over.open = false;
    let just = incident("just", "Chat", Impact::Minor).saying(&[&long[..600]]);
    let incidents = vec![over, incident("open", "Chat", Impact::Major).saying(&texts), just];
    let mut desk = desk();
    desk.read("example", 0, page(&[], incidents));
    let shown = desk.shown(at(0));
    let shown = &shown.provider("example").unwrap().incidents;
    let ids: Vec<&str> = shown.iter().map(|incident| incident.id.as_str()).collect();
    assert_eq!(ids, ["open", "just"]);
    assert_eq!(shown[0].updates.len(), 12);
    assert_eq!(shown[0].updates[0].text.chars().count(), 600);
    assert!(shown[0].updates[0].text.ends_with("x…"));
    assert_eq!(shown[1].updates[0].text, long[..600]);
}

/// An incident with all that a feed may put into it, in letters of several bytes.
fn huge(id: &str, text: usize) -> Incident {
    let update = Update { at: Some(at(0)), stage: Stage::Identified, text: "障".repeat(text) };
    let mut incident = incident(id, &"害".repeat(256), Impact::Critical).started(at(0));
    incident.components = (0..25).map(|part| format!("{part:0>60}")).collect();
    incident.updates = vec![update; 13];
    incident
}

#[test]
fn a_snapshot_fits_on_a_line_however_much_providers_write() {
    let providers: Vec<(String, String)> = (0..150)
        .map(|n| {
            let text = format!(
                "name = \"Provider {n}\"\nfeed = {{ format = \"statuspage\", url = \"https://status{n}.example.com/s.json\" }}\n\
                 [[product]]\nid = \"product-{n}\"\nname = \"Product {n}\"\nuses = [\"writing\"]\n"
            );
            (format!("provider-{n}"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> = providers.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let work = Maintenance { id: "w".into(), title: "業".repeat(256), starts_at: None, ends_at: None, active: false };
    let part = |n: usize| Component { id: format!("{n:0>60}"), name: "部".repeat(256), status: Status::PartialOutage };
    let observation = |text| Observation {
        components: (0..101).map(part).collect(),
        complete: true,
        incidents: (0..20).map(|n| huge(&format!("{n:0>100}"), text)).collect(),
        maintenances: vec![work.clone(); 20],
        ..Observation::default()
    };
    let mut desk = Desk::new(with(&files), &["product-0", "product-1"]);
    for (id, _) in &providers {
        desk.read(id, 0, observation(if id == "provider-0" { 2_000 } else { 40 }));
    }
    let shown = desk.shown(at(0));
    let push = serde_json::to_vec(&Push::Snapshot(Box::new(shown.clone()))).unwrap();
    let answer = Answer { id: u64::MAX, outcome: Outcome::Ok(Reply::Snapshot(Box::new(shown.clone()))) };
    let answer = serde_json::to_vec(&answer).unwrap();
    assert!(push.len().max(answer.len()) < MAX_LINE, "{} and {} bytes", push.len(), answer.len());
    for snapshot in [&shown, &Desk::new(catalogue(), &["chat"]).shown(at(0))] {
        let long = serde_json::to_vec(snapshot).unwrap().len();
        assert!(crate::snapshot::bound::at_most(snapshot) >= long, "{long} bytes are more than was reckoned");
    }
    assert_eq!(shown.products.iter().filter(|product| product.id.starts_with("product-")).count(), 150);
    for provider in shown.providers.iter().filter(|provider| provider.id.starts_with("provider-")) {
        assert!(!provider.incidents.is_empty(), "{} has trouble, and it is seen", provider.id);
    }
    let updates = |id: &str| shown.provider(id).unwrap().incidents[0].updates.len();
    assert!(updates("provider-0") > updates("provider-99"), "what the person uses is shortened last");
}

#[test]
fn of_many_parts_those_in_trouble_are_kept() {
    let part = |n: usize| {
        let status = if n == 149 { Status::MajorOutage } else { Status::Operational };
        crate::sample::part(&format!("c{n}"), "Part", status)
    };
    let mut desk = Desk::new(catalogue(), &["whole-chat"]);
    let components = (0..150).map(part).collect();
    desk.read("whole", 0, Observation { components, complete: true, ..Observation::default() });
    let shown = desk.shown(at(0));
    let parts: Vec<&str> =
        shown.product("whole-chat").unwrap().components.iter().map(|part| part.id.as_str()).collect();
    assert_eq!((parts.len(), parts[0], parts[1], parts[99]), (100, "c149", "c0", "c98"));
}
