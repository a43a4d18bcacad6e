use super::*;
use crate::decide::Decision;
use crate::observation::{Impact, Status};
use crate::round::{Around, Memory};
use crate::sample::{at, incident, page, provider};
use crate::settings::SilenceSettings;

/// What surrounds one person's reads.
struct Desk {
    memory: Memory,
    rules: Rules,
    silences: Vec<SilenceSettings>,
    quiet_until: Option<Timestamp>,
    ceiling: Option<(Timestamp, usize)>,
}

impl Desk {
    fn new() -> Self {
        Self {
            memory: Memory::default(),
            rules: Rules::default(),
            silences: Vec::new(),
            quiet_until: None,
            ceiling: None,
        }
    }

    /// Calm at minute 0, then this state of one part and an incident at minute 2: what is decided about `product`.
    fn decided(&mut self, product: &str, part: &str, status: Status) -> Decision {
        self.read(0, &[], vec![]);
        let report = vec![incident("inc", "Login fails", Impact::Unknown)];
        self.read(2, &[(part, status)], report).into_iter().find(|one| one.product == product).unwrap()
    }

    fn read(
        &mut self,
        minute: i64,
        parts: &[(&str, Status)],
        incidents: Vec<crate::observation::Incident>,
    ) -> Vec<Decision> {
        let rules = self.rules;
        let around = Around {
            rules: &|_| rules,
            place: &|product| ["chat", "api", "code"].iter().position(|id| *id == product),
            showing: &|_, _| false,
            silences: &self.silences,
            quiet_until: self.quiet_until,
            summary: true,
            ceiling: self.ceiling,
            doubt: None,
            away: None,
        };
        let before = (minute > 0).then(|| page(&[], vec![]));
        let seen = page(parts, incidents);
        let outcomes = self.memory.take(&provider(), before.as_ref(), &seen, &around, at(minute));
        outcomes.into_iter().map(|outcome| outcome.decision).collect()
    }
}

fn silence(until: i64) -> SilenceSettings {
    SilenceSettings {
        product: Some("chat".into()),
        provider: None,
        component: None,
        title: None,
        until: at(until),
        note: None,
    }
}

#[test]
fn what_holds_something_is_kept_with_its_end() {
    let until = |minute: i64| Some(Hold::until(at(minute)));
    type Make = fn(&mut Desk);
    let table: &[(&str, Make, Status, Reason, Option<Hold>)] = &[
        ("told", |_| {}, Status::MajorOutage, Reason::Began, None),
        ("quiet", |desk| desk.quiet_until = Some(at(60)), Status::MajorOutage, Reason::QuietHours, until(60)),
        ("snoozed", |desk| desk.memory.snoozes.all = Some(at(30)), Status::MajorOutage, Reason::Snoozed, until(30)),
        (
            "silenced by the later of two",
            |desk| desk.silences = vec![silence(20), silence(40), silence(1)],
            Status::MajorOutage,
            Reason::Silenced,
            until(40),
        ),
        ("off", |desk| desk.rules.loudness = Loudness::Off, Status::MajorOutage, Reason::Silenced, None),
        (
            "the day's ceiling",
            |desk| {
                desk.memory.told.spoke(at(0));
                desk.ceiling = Some((at(-60), 1));
            },
            Status::MajorOutage,
            Reason::Grouped,
            Some(Hold { ceiling: Some(1), ..Hold::default() }),
        ),
    ];
    for (name, make, status, reason, hold) in table {
        let mut desk = Desk::new();
        make(&mut desk);
        let decision = desk.decided("chat", "c-talk", *status);
        assert_eq!((decision.reason, decision.hold.as_ref()), (*reason, hold.as_ref()), "{name}");
    }
}

#[test]
fn what_is_not_confirmed_says_when_it_will_be_if_it_lasts() {
    let decision = Desk::new().decided("chat", "c-talk", Status::Degraded);
    assert_eq!((decision.reason, decision.hold), (Reason::Unconfirmed, Some(Hold::until(at(17)))));
    let core = Desk::new().decided("chat", "c-login", Status::Degraded);
    assert_eq!((core.reason, core.hold), (Reason::Unconfirmed, None), "only another read is awaited");
}

#[test]
fn a_product_that_another_stands_for_names_it() {
    let mut desk = Desk::new();
    desk.read(0, &[], vec![]);
    let both = incident("inc", "All of it fails", Impact::Critical).naming(&["c-talk", "c-api"]);
    let decisions = desk.read(2, &[], vec![both]);
    let grouped = decisions.iter().find(|one| one.reason == Reason::Grouped).unwrap();
    let hold = grouped.hold.clone().unwrap();
    assert_eq!((grouped.product.as_str(), hold.with.as_deref()), ("api", Some("chat")));
}

#[test]
fn a_decision_that_was_stored_without_it_is_still_read() {
    let decision = Desk::new().decided("chat", "c-talk", Status::MajorOutage);
    let mut stored = serde_json::to_value(&decision).unwrap();
    stored.as_object_mut().unwrap().remove("hold");
    assert_eq!(serde_json::from_value::<Decision>(stored).unwrap(), decision);
}
