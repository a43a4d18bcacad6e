use super::*;
use crate::observation::Impact;
use crate::observation::Status;
use crate::sample::{at, incident};
use crate::told::Entry;

mod hush;

const DOWN: Status = Status::MajorOutage;
const HALF: Status = Status::PartialOutage;
const SLOW: Status = Status::Degraded;

/// One change and all that stands around it when it is decided, an hour into the story.
struct Case {
    change: Change,
    rules: Rules,
    told: Told,
    owed: Owed,
    snoozes: Snoozes,
    silences: Vec<SilenceSettings>,
    quiet_until: Option<Timestamp>,
    summary: bool,
    full: bool,
    doubt: Option<Reason>,
    now: Timestamp,
}

/// An outage of one product, first seen and read once at minute 60.
fn outage(status: Status) -> Outage {
    Outage {
        id: "x".into(),
        incident: Some("x".into()),
        title: Some("Trouble".into()),
        began_at: at(55),
        first_seen: at(60),
        status,
        worst: status,
        reads: 1,
        core_hit: false,
        origin: Origin::News,
        causes: vec!["x".into()],
        stood: vec![],
        parts: vec![],
        worked_since: None,
        unstable_since: None,
        clear_reads: 0,
        clear_since: None,
    }
}

fn case(kind: ChangeKind) -> Case {
    let change = Change { product: "chat".into(), provider: "example".into(), kind, at: at(60) };
    Case {
        change,
        rules: Rules::default(),
        told: Told::default(),
        owed: Owed::default(),
        snoozes: Snoozes::default(),
        silences: Vec::new(),
        quiet_until: None,
        summary: true,
        full: false,
        doubt: None,
        now: at(60),
    }
}

fn began(status: Status) -> Case {
    case(ChangeKind::Began(outage(status)))
}

fn ended(status: Status) -> Case {
    case(ChangeKind::Ended { outage: outage(status), at: at(60), no_longer_listed: false })
}

/// Planned work that has begun.
fn work() -> Case {
    let planned = Planned { title: "Moving".into(), starts_at: Some(at(60)), ends_at: Some(at(90)), overran: false };
    case(ChangeKind::Maintenance { id: "w".into(), planned })
}

fn entry(product: &str, outage: &str, severity: Severity, delivered: bool) -> Entry {
    Entry {
        product: product.into(),
        provider: "example".into(),
        outage: outage.into(),
        incident: Some("x".into()),
        severity,
        at: at(50),
        delivered,
    }
}

impl Case {
    fn outage(&mut self) -> &mut Outage {
        match &mut self.change.kind {
            ChangeKind::Began(outage)
            | ChangeKind::Persists(outage)
            | ChangeKind::Worsened(outage)
            | ChangeKind::Joined { outage, .. }
            | ChangeKind::Clearing(outage)
            | ChangeKind::Ended { outage, .. } => outage,
            ChangeKind::Maintenance { .. } | ChangeKind::Notice(_) | ChangeKind::BornResolved(_) => panic!("no outage"),
        }
    }

    fn told(mut self, severity: Severity) -> Self {
        self.told.record(entry("chat", "x", severity, true));
        self
    }

    fn waiting(mut self, severity: Severity) -> Self {
        self.told.record(entry("chat", "x", severity, false));
        self
    }

    fn elsewhere(mut self, severity: Severity) -> Self {
        self.told.record(entry("api", "x", severity, true));
        self
    }

    fn origin(mut self, origin: Origin) -> Self {
        self.outage().origin = origin;
        self
    }

    fn reads(mut self, reads: u32) -> Self {
        self.outage().reads = reads;
        self
    }

    fn core(mut self) -> Self {
        self.outage().core_hit = true;
        self
    }

    /// This long after it was first seen.
    fn after(mut self, seconds: i64) -> Self {
        self.now = at(60) + SignedDuration::from_secs(seconds);
        self
    }

    fn threshold(mut self, threshold: Severity) -> Self {
        self.rules.threshold = threshold;
        self
    }

    fn snoozed(mut self) -> Self {
        self.snoozes.products.insert("chat".into(), at(600));
        self
    }

    /// Another incident has come to stand for the outage.
    fn succeeded_by(mut self, incident: &str) -> Self {
        let outage = self.outage();
        let former = outage.incident.replace(incident.into());
        outage.stood.extend(former);
        self
    }

    fn asked(mut self) -> Self {
        self.snoozes.asked.insert("chat".into());
        self
    }

    fn answer(&self) -> Answer {
        let hush = Hush {
            snoozes: &self.snoozes,
            silences: &self.silences,
            quiet_until: self.quiet_until,
            summary: self.summary,
            full: self.full,
            doubt: self.doubt,
        };
        decide(&self.change, &self.rules, &self.told, &self.owed, &hush, self.now)
    }

    fn reason(&self) -> Reason {
        self.answer().reason
    }
}

fn check(table: Vec<(&str, Case, Reason)>) {
    for (name, case, expected) in table {
        assert_eq!(case.reason(), expected, "{name}");
    }
}

#[test]
fn what_begins_is_told_or_held_for_one_reason() {
    use Severity::{Degraded, MajorOutage, PartialOutage};
    check(vec![
        ("down", began(DOWN), Reason::Began),
        ("broken in part", began(HALF), Reason::Began),
        ("degraded, one read", began(SLOW), Reason::Unconfirmed),
        ("there before", began(DOWN).origin(Origin::Baseline(DOWN)), Reason::Baseline),
        ("there before, milder now", began(HALF).origin(Origin::Baseline(DOWN)), Reason::Baseline),
        ("there before, worse now", began(DOWN).origin(Origin::Baseline(HALF)), Reason::Began),
        ("being watched already", began(HALF).origin(Origin::RetroPosted(HALF)), Reason::RetroPosted),
        ("being watched already, worse now", began(DOWN).origin(Origin::RetroPosted(HALF)), Reason::Began),
        ("reopened", began(HALF).origin(Origin::Reopened), Reason::Reopened),
        ("at the threshold", began(HALF).threshold(PartialOutage), Reason::Began),
        ("below the threshold", began(HALF).threshold(MajorOutage), Reason::BelowThreshold),
        ("snoozed", began(DOWN).snoozed(), Reason::Snoozed),
        ("told for another product", began(HALF).elsewhere(PartialOutage), Reason::Grouped),
        ("told for another product as worse", began(HALF).elsewhere(MajorOutage), Reason::Grouped),
        (
            "told for another product, under the incident before",
            began(HALF).elsewhere(PartialOutage).succeeded_by("y"),
            Reason::Grouped,
        ),
        ("told for another product as milder", began(DOWN).elsewhere(PartialOutage), Reason::Began),
        ("told already", began(HALF).told(PartialOutage), Reason::AlreadyTold),
        ("told as worse already", began(HALF).told(MajorOutage), Reason::AlreadyTold),
        ("told as milder", began(DOWN).told(PartialOutage), Reason::Worsened),
        ("waiting to be shown", began(HALF).waiting(PartialOutage), Reason::AlreadyTold),
        ("waiting to be shown as milder", began(DOWN).waiting(Degraded), Reason::Worsened),
    ]);
}

#[test]
fn where_several_reasons_hold_the_first_in_order_is_given() {
    use Severity::{Degraded, MajorOutage, PartialOutage};
    let baseline = Origin::Baseline(SLOW);
    check(vec![
        ("told, there before", began(SLOW).told(Degraded).origin(baseline), Reason::AlreadyTold),
        ("told, below", began(SLOW).told(Degraded).threshold(MajorOutage), Reason::AlreadyTold),
        ("told, snoozed", began(DOWN).told(MajorOutage).snoozed(), Reason::AlreadyTold),
        ("told, told elsewhere", began(DOWN).told(MajorOutage).elsewhere(MajorOutage), Reason::AlreadyTold),
        ("there before, below", began(SLOW).origin(baseline).threshold(MajorOutage), Reason::Baseline),
        ("there before, unconfirmed, snoozed", began(SLOW).origin(baseline).snoozed(), Reason::Baseline),
        ("there before, told elsewhere", began(SLOW).origin(baseline).elsewhere(MajorOutage), Reason::Baseline),
        (
            "watched already, below",
            began(SLOW).origin(Origin::RetroPosted(SLOW)).threshold(MajorOutage),
            Reason::RetroPosted,
        ),
        ("below, unconfirmed", began(SLOW).threshold(PartialOutage), Reason::BelowThreshold),
        ("below, snoozed", began(HALF).threshold(MajorOutage).snoozed(), Reason::BelowThreshold),
        ("below, reopened", began(HALF).threshold(MajorOutage).origin(Origin::Reopened), Reason::BelowThreshold),
        ("below, told elsewhere", began(HALF).threshold(MajorOutage).elsewhere(MajorOutage), Reason::BelowThreshold),
        ("unconfirmed, snoozed", began(SLOW).snoozed(), Reason::Unconfirmed),
        ("unconfirmed, told elsewhere", began(SLOW).elsewhere(MajorOutage), Reason::Unconfirmed),
        ("unconfirmed, reopened", began(SLOW).origin(Origin::Reopened), Reason::Unconfirmed),
        ("snoozed, worse than told", began(DOWN).told(PartialOutage).snoozed(), Reason::Snoozed),
        ("snoozed, told elsewhere", began(HALF).elsewhere(MajorOutage).snoozed(), Reason::Snoozed),
        ("snoozed, reopened", began(HALF).origin(Origin::Reopened).snoozed(), Reason::Snoozed),
        ("worse than told, told elsewhere", began(DOWN).told(PartialOutage).elsewhere(MajorOutage), Reason::Worsened),
        ("worse than told, reopened", began(DOWN).told(PartialOutage).origin(Origin::Reopened), Reason::Worsened),
        ("told elsewhere, reopened", began(HALF).origin(Origin::Reopened).elsewhere(PartialOutage), Reason::Grouped),
        ("asked for, begins", began(DOWN).asked(), Reason::Began),
        ("asked for, begins, snoozed", began(DOWN).asked().snoozed(), Reason::Snoozed),
    ]);
}

#[test]
fn degraded_is_told_when_it_is_read_twice_and_lasts_or_hits_the_core() {
    const QUARTER: i64 = 15 * 60;
    let wait = |seconds: i64, reads: u32| began(SLOW).after(seconds).reads(reads);
    check(vec![
        ("2 reads, 14:59", wait(QUARTER - 1, 2), Reason::Unconfirmed),
        ("2 reads, 15:00", wait(QUARTER, 2), Reason::Began),
        ("2 reads, 15:01", wait(QUARTER + 1, 2), Reason::Began),
        ("1 read, 14:59", wait(QUARTER - 1, 1), Reason::Unconfirmed),
        ("1 read, 15:00", wait(QUARTER, 1), Reason::Unconfirmed),
        ("1 read, 15:01", wait(QUARTER + 1, 1), Reason::Unconfirmed),
        ("3 reads, at once", wait(0, 3), Reason::Unconfirmed),
        ("core, 1 read", wait(0, 1).core(), Reason::Unconfirmed),
        ("core, 2 reads", wait(0, 2).core(), Reason::Began),
        ("core, 1 read, 15:01", wait(QUARTER + 1, 1).core(), Reason::Unconfirmed),
        ("broken in part needs neither", began(HALF), Reason::Began),
    ]);
    let impatient = |reads| {
        let mut case = wait(0, reads);
        case.rules.degraded_after = SignedDuration::ZERO;
        case
    };
    check(vec![
        ("no patience, 1 read", impatient(1), Reason::Unconfirmed),
        ("no patience, 2 reads", impatient(2), Reason::Began),
    ]);
}

#[test]
fn every_kind_of_trouble_is_judged_alike() {
    type Kind = fn(Outage) -> ChangeKind;
    let kinds: [Kind; 4] = [ChangeKind::Began, ChangeKind::Persists, ChangeKind::Worsened, |outage| {
        ChangeKind::Joined { outage, incident: "y".into() }
    }];
    for kind in kinds {
        assert_eq!(case(kind(outage(DOWN))).reason(), Reason::Began);
        assert_eq!(case(kind(outage(DOWN))).told(Severity::MajorOutage).reason(), Reason::AlreadyTold);
        assert_eq!(case(kind(outage(DOWN))).told(Severity::Degraded).reason(), Reason::Worsened);
        assert_eq!(case(kind(outage(SLOW))).reason(), Reason::Unconfirmed);
        assert_eq!(case(kind(outage(DOWN))).snoozed().reason(), Reason::Snoozed);
    }
}

#[test]
fn every_threshold_holds_what_is_milder_and_nothing_else() {
    use Severity::{Degraded, MajorOutage, PartialOutage};
    for threshold in [Degraded, PartialOutage, MajorOutage] {
        for status in [SLOW, HALF, DOWN] {
            let told = began(status).reads(2).core().threshold(threshold).reason() == Reason::Began;
            assert_eq!(told, Severity::of(status) >= Some(threshold), "{status:?} at {threshold:?}");
        }
    }
}

#[test]
fn what_ends_is_told_only_if_its_beginning_was() {
    use Severity::MajorOutage;
    check(vec![
        ("told", ended(DOWN).told(MajorOutage), Reason::Recovered),
        ("never told", ended(DOWN), Reason::NeverTold),
        ("told for another product", ended(DOWN).elsewhere(MajorOutage), Reason::NeverTold),
        ("its beginning still waits", ended(DOWN).waiting(MajorOutage), Reason::NeverTold),
        ("told, snoozed", ended(DOWN).told(MajorOutage).snoozed(), Reason::Snoozed),
        ("never told, snoozed", ended(DOWN).snoozed(), Reason::NeverTold),
        ("asked", ended(DOWN).asked(), Reason::Back),
        ("asked, told", ended(DOWN).told(MajorOutage).asked(), Reason::Back),
        ("asked, snoozed", ended(DOWN).asked().snoozed(), Reason::Back),
        ("asked, told, snoozed", ended(DOWN).told(MajorOutage).asked().snoozed(), Reason::Back),
        ("asked, there before", ended(DOWN).origin(Origin::Baseline(DOWN)).asked(), Reason::Back),
        ("there before", ended(DOWN).origin(Origin::Baseline(DOWN)), Reason::NeverTold),
    ]);
    let clearing = || case(ChangeKind::Clearing(outage(DOWN)));
    check(vec![
        ("one calm read, told", clearing().told(MajorOutage), Reason::Unconfirmed),
        ("one calm read, never told", clearing(), Reason::NeverTold),
        ("one calm read, asked", clearing().told(MajorOutage).asked(), Reason::Unconfirmed),
    ]);
}

#[test]
fn work_notices_and_what_was_over_before_are_held() {
    let over = || ChangeKind::BornResolved(Box::new(incident("x", "Trouble", Impact::Critical)));
    let notice = || ChangeKind::Notice(Box::new(incident("x", "Moving", Impact::None)));
    check(vec![
        ("planned work", work(), Reason::Maintenance),
        ("planned work, asked, snoozed", work().asked().snoozed(), Reason::Maintenance),
        ("a notice", case(notice()), Reason::BelowThreshold),
        ("over before", case(over()), Reason::RetroPosted),
        ("over before, asked", case(over()).asked(), Reason::RetroPosted),
    ]);
}

#[test]
fn a_snooze_that_is_over_lets_the_same_trouble_be_told() {
    let until = at(90);
    for (now, expected) in [
        (until - SignedDuration::from_secs(1), Reason::Snoozed),
        (until, Reason::Began),
        (until + SignedDuration::from_secs(1), Reason::Began),
    ] {
        let mut one = case(ChangeKind::Persists(outage(DOWN)));
        one.snoozes.products.insert("chat".into(), until);
        one.now = now;
        assert_eq!(one.reason(), expected, "{now}");
        let mut all = case(ChangeKind::Persists(outage(DOWN)));
        all.snoozes.all = Some(until);
        all.now = now;
        assert_eq!(all.reason(), expected, "{now}, all");
        let mut worse = case(ChangeKind::Persists(outage(DOWN))).told(Severity::Degraded);
        worse.snoozes.products.insert("chat".into(), until);
        worse.now = now;
        assert_eq!(worse.reason(), if now < until { Reason::Snoozed } else { Reason::Worsened }, "{now}, worse");
        let mut other = case(ChangeKind::Persists(outage(DOWN)));
        other.snoozes.products.insert("api".into(), until);
        other.now = now;
        assert_eq!(other.reason(), Reason::Began, "another product's snooze");
    }
}

#[test]
fn a_decision_says_what_was_decided_about_what() {
    let made = began(DOWN);
    let line = serde_json::to_value(decision(&made.change, Reason::Began)).unwrap();
    let expected = serde_json::json!({
        "schema": 1, "kind": "decision", "at": "2026-11-22T06:00:00Z", "product": "chat", "incident": "x",
        "incident_group": "example/x", "told": true, "reason": "Began", "severity": "major_outage", "title": "Trouble",
    });
    assert_eq!(line, expected);

    let mut parts_only = outage(HALF);
    parts_only.id = "2026-11-22T06:00:00Z".into();
    parts_only.incident = None;
    parts_only.title = None;
    let line = decision(&case(ChangeKind::Persists(parts_only)).change, Reason::AlreadyTold);
    assert_eq!(line.incident_group.as_deref(), Some("example/2026-11-22T06:00:00Z"));
    assert_eq!((line.told, line.title), (false, None));

    let line = decision(&work().change, Reason::Maintenance);
    assert_eq!((line.incident.as_deref(), line.incident_group, line.severity), (Some("w"), None, None));
    assert_eq!(line.title.as_deref(), Some("Moving"));
}

#[test]
fn only_what_is_told_becomes_an_alert() {
    let of = |case: &Case, reason| alert(&case.change, reason, &Rules::default(), None);
    let made = began(DOWN);
    let told = of(&made, Reason::Began).unwrap();
    assert_eq!((told.severity, told.since, told.until), (Some(Severity::MajorOutage), at(55), None));
    for held in [Reason::Baseline, Reason::Snoozed, Reason::Grouped, Reason::AlreadyTold, Reason::Unconfirmed] {
        assert_eq!(of(&made, held), None, "{held:?}");
    }
    let over = of(&ended(DOWN), Reason::Recovered).unwrap();
    assert_eq!((over.severity, over.until), (None, Some(at(60))));
    let notice = case(ChangeKind::Notice(Box::new(incident("x", "Moving", Impact::None))));
    assert_eq!(of(&notice, Reason::Began), None, "there is no outage to name");
}
