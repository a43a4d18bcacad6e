//! What becomes of what is owed, and of rounds that lead to it.

use jiff::SignedDuration;

use super::*;
use crate::alert::{After, Loudness};
use crate::observation::{Impact, Maintenance};
use crate::sample::{at, incident, page, provider};
use crate::state::Origin;

mod paying;

const DOWN: Status = Status::MajorOutage;
const HALF: Status = Status::PartialOutage;
const SLOW: Status = Status::Degraded;

/// A person who uses all three products of one provider.
struct Desk {
    memory: Memory,
    before: Option<Observation>,
    rules: Rules,
    quiet: bool,
    doubt: Option<Reason>,
    ceiling: usize,
    used: Vec<&'static str>,
}

impl Desk {
    /// Everything works, and was looked at before.
    fn calm() -> Self {
        let mut desk = Self {
            memory: Memory::default(),
            before: None,
            rules: Rules::default(),
            quiet: false,
            doubt: None,
            ceiling: 0,
            used: vec!["chat", "api", "code"],
        };
        assert_eq!(desk.read(-1, page(&[], vec![])), []);
        desk
    }

    fn day(minute: i64) -> Timestamp {
        at(minute).to_zoned(jiff::tz::TimeZone::UTC).start_of_day().unwrap().timestamp()
    }

    /// What is told of a read: product and reason. All of it is delivered at once.
    fn read(&mut self, minute: i64, observation: Observation) -> Vec<(String, Reason)> {
        let (rules, used) = (self.rules, self.used.clone());
        let around = Around {
            rules: &|_| rules,
            place: &|product| used.iter().position(|id| *id == product),
            showing: &|_, _| false,
            silences: &[],
            quiet_until: self.quiet.then(|| at(minute + 60)),
            summary: true,
            ceiling: Some((Self::day(minute), self.ceiling)),
            doubt: self.doubt,
            away: None,
        };
        let outcomes = self.memory.take(&provider(), self.before.as_ref(), &observation, &around, at(minute));
        self.before = Some(observation);
        let alerts: Vec<Alert> = outcomes.into_iter().filter_map(|outcome| outcome.alert).collect();
        for alert in &alerts {
            self.memory.told.delivered(&alert.product, &alert.outage);
        }
        alerts.into_iter().map(|alert| (alert.product, alert.reason)).collect()
    }

    /// What is paid, delivered at once.
    fn pay(&mut self, minute: i64) -> Payment {
        let rules = self.rules;
        let doubt = self.doubt.is_some();
        let hold = Hold {
            rules: &|_| rules,
            in_doubt: &|_| doubt,
            looking: false,
            quiet_until: self.quiet.then(|| at(minute + 60)),
            ceiling: Some((Self::day(minute), self.ceiling)),
            tomorrow: None,
        };
        let held: Vec<Debt> =
            self.memory.owed.debts().filter(|debt| self.memory.holds(debt, &hold, at(minute))).cloned().collect();
        let payment = pay(&mut self.memory, &|_| rules, &|debt| held.contains(debt), at(minute));
        for item in payment.digest.iter().flat_map(|digest| &digest.items) {
            self.memory.told.delivered(&item.product, &item.outage);
        }
        payment
    }

    fn owes(&self) -> usize {
        self.memory.owed.debts().count()
    }
}

fn talk(status: Status) -> Observation {
    page(&[("c-talk", status)], vec![])
}

fn calm() -> Observation {
    page(&[], vec![])
}

fn told(product: &str, reason: Reason) -> (String, Reason) {
    (product.to_owned(), reason)
}

/// Products, and which of them are over.
fn items(payment: &Payment) -> Vec<(&str, bool)> {
    let items = payment.digest.iter().flat_map(|digest| &digest.items);
    items.map(|item| (item.product.as_str(), item.until.is_some())).collect()
}

fn alone(payment: &Payment) -> Vec<(&str, Reason)> {
    payment.alerts.iter().map(|alert| (alert.product.as_str(), alert.reason)).collect()
}

#[test]
fn one_incident_is_one_alert_that_names_every_product() {
    let mut desk = Desk::calm();
    let report = incident("x", "Trouble", Impact::Critical).naming(&["c-talk", "c-api"]);
    let (rules, used) = (desk.rules, desk.used.clone());
    let around = Around {
        rules: &|_| rules,
        place: &|product| used.iter().position(|id| *id == product),
        showing: &|_, _| false,
        silences: &[],
        quiet_until: None,
        summary: true,
        ceiling: None,
        doubt: None,
        away: None,
    };
    let outcomes = desk.memory.take(&provider(), Some(&calm()), &page(&[], vec![report]), &around, at(0));
    let alerts: Vec<&Alert> = outcomes.iter().filter_map(|outcome| outcome.alert.as_ref()).collect();
    assert_eq!((alerts.len(), alerts[0].product.as_str(), &alerts[0].also), (1, "chat", &vec!["api".to_owned()]));
}

#[test]
fn what_ends_while_it_is_being_shown_is_told_as_over() {
    let mut desk = Desk::calm();
    assert_eq!(desk.read(0, talk(DOWN)), [told("chat", Reason::Began)]);
    // As if the desktop had not answered yet.
    let entry = desk.memory.told.entries().next().unwrap().clone();
    desk.memory.told.record(Entry { delivered: false, ..entry });
    assert_eq!(desk.read(1, calm()), []);
    let rules = desk.rules;
    let around = Around {
        rules: &|_| rules,
        place: &|_| Some(0),
        showing: &|product, _| product == "chat",
        silences: &[],
        quiet_until: None,
        summary: true,
        ceiling: None,
        doubt: None,
        away: None,
    };
    let outcomes = desk.memory.take(&provider(), Some(&calm()), &calm(), &around, at(2));
    assert_eq!(outcomes.iter().map(|outcome| outcome.reason).collect::<Vec<_>>(), [Reason::Recovered]);
}

#[test]
fn a_reminder_of_something_milder_does_not_make_the_same_worse_news() {
    let mut desk = Desk::calm();
    desk.rules.reminder = Some(SignedDuration::from_hours(1));
    assert_eq!(desk.read(0, talk(DOWN)), [told("chat", Reason::Began)]);
    assert_eq!(desk.read(60, talk(SLOW)), [told("chat", Reason::Reminder)]);
    assert_eq!(desk.read(61, talk(DOWN)), [], "that it is down was told");
    assert_eq!(desk.read(120, talk(DOWN)), [told("chat", Reason::Reminder)]);
}

#[test]
fn work_that_is_over_is_forgotten_so_that_the_next_is_told_too() {
    let mut desk = Desk::calm();
    desk.rules.maintenance = true;
    let work = |id: &str, end: i64| {
        let mut page = page(&[("c-talk", Status::Maintenance)], vec![]);
        if !id.is_empty() {
            page.maintenances.push(Maintenance {
                id: id.into(),
                title: "Moving".into(),
                starts_at: Some(at(0)),
                ends_at: Some(at(end)),
                active: true,
            });
        }
        page
    };
    for turn in 0..3 {
        let start = turn * 100;
        for id in ["", "w"] {
            assert_eq!(desk.read(start, work(id, start + 10)), [told("chat", Reason::Began)], "{id}, {turn}");
            assert_eq!(desk.read(start + 1, work(id, start + 10)), []);
            if id == "w" {
                assert_eq!(desk.read(start + 11, work(id, start + 10)), [told("chat", Reason::Began)], "it overran");
                assert_eq!(desk.read(start + 12, work(id, start + 10)), []);
            }
            assert_eq!(desk.read(start + 13, calm()), []);
            assert_eq!(desk.memory.told.entries().count(), 0);
        }
    }
}

#[test]
fn the_days_ceiling_lets_so_many_through_and_the_rest_is_told_the_next_day() {
    let mut desk = Desk::calm();
    desk.ceiling = 1;
    // 05:00 in the story's zone.
    assert_eq!(desk.read(0, talk(DOWN)), [told("chat", Reason::Began)]);
    let both = || page(&[("c-talk", DOWN), ("c-api", HALF)], vec![]);
    assert_eq!(desk.read(1, both()), []);
    let midnight = 19 * 60;
    desk.read(midnight - 1, both());
    assert_eq!(desk.pay(midnight - 1), Payment::default());
    let payment = desk.pay(midnight);
    assert_eq!((items(&payment), payment.digest.as_ref().unwrap().after), (vec![("api", false)], After::Ceiling));
    assert_eq!(desk.read(midnight + 1, both()), []);
}

#[test]
fn a_ceiling_that_is_raised_lets_go_what_it_held() {
    for raised in [0, 2] {
        let mut desk = Desk::calm();
        desk.ceiling = 1;
        desk.read(0, talk(DOWN));
        desk.read(1, page(&[("c-talk", DOWN), ("c-api", HALF)], vec![]));
        assert_eq!(desk.pay(2), Payment::default());
        desk.ceiling = raised;
        assert_eq!(items(&desk.pay(3)), [("api", false)], "{raised}");
    }
}

#[test]
fn a_clock_that_is_set_back_holds_nothing_for_ever() {
    let mut desk = Desk::calm();
    desk.ceiling = 1;
    let years = 60 * 24 * 365 * 10;
    desk.read(years, talk(DOWN));
    desk.read(years + 1, page(&[("c-talk", DOWN), ("c-api", HALF)], vec![]));
    assert_eq!(desk.owes(), 1);
    assert_eq!(items(&desk.pay(5)), [("api", false)]);
    desk.ceiling = 2;
    assert_eq!(
        desk.read(6, page(&[("c-talk", DOWN), ("c-api", HALF), ("c-code", HALF)], vec![])),
        [told("code", Reason::Began)],
        "what was told in years to come does not count for today"
    );
}
