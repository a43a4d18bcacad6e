//! What holds for a time: silences, doubt, quiet hours, the ceiling, coming and going; and reminders and planned work.

use super::*;

const HOUR: i64 = 3_600;

fn silence(product: Option<&str>, provider: Option<&str>, title: Option<&str>, until: Timestamp) -> SilenceSettings {
    let own = |text: Option<&str>| text.map(str::to_owned);
    SilenceSettings {
        product: own(product),
        provider: own(provider),
        component: None,
        title: own(title),
        until,
        note: None,
    }
}

impl Case {
    fn quiet(mut self) -> Self {
        self.quiet_until = Some(at(600));
        self
    }

    fn without_summary(mut self) -> Self {
        self.summary = false;
        self
    }

    fn full(mut self) -> Self {
        self.full = true;
        self
    }

    fn doubted(mut self, doubt: Reason) -> Self {
        self.doubt = Some(doubt);
        self
    }

    fn loud(mut self, loudness: Loudness) -> Self {
        self.rules.loudness = loudness;
        self
    }

    fn silenced(mut self) -> Self {
        self.silences.push(silence(Some("chat"), None, None, at(600)));
        self
    }

    fn owing(mut self, why: Reason, heard: bool) -> Self {
        self.owed.record(crate::owed::Debt {
            product: "chat".into(),
            provider: "example".into(),
            outage: "x".into(),
            incident: None,
            title: None,
            severity: Severity::Degraded,
            since: at(55),
            until: None,
            no_longer_listed: false,
            why,
            heard,
            asked: false,
            at: at(58),
        });
        self
    }

    /// Its product became unstable with an outage before this one, this many seconds before now.
    fn unstable(mut self, seconds: i64) -> Self {
        let since = self.now - SignedDuration::from_secs(seconds);
        self.outage().unstable_since = Some(since);
        self
    }

    /// Its product became unstable with this very outage.
    fn made_unstable(mut self) -> Self {
        self.outage().unstable_since = Some(at(60));
        self
    }

    fn reminded(mut self, hours: i64) -> Self {
        self.rules.reminder = Some(SignedDuration::from_hours(hours));
        self
    }

    fn with_work(mut self) -> Self {
        self.rules.maintenance = true;
        self
    }

    fn overrun(mut self) -> Self {
        if let ChangeKind::Maintenance { planned, .. } = &mut self.change.kind {
            planned.overran = true;
        }
        self
    }
}

/// Reason, and whether it is told later.
fn check_owed(table: Vec<(&str, Case, Reason, bool)>) {
    for (name, case, reason, owed) in table {
        assert_eq!(case.answer(), Answer { reason, owed }, "{name}");
    }
}

#[test]
fn what_begins_in_a_time_that_passes_is_owed_where_that_is_wanted() {
    use Reason::{Baseline, Began, Grouped, Offline, PlatformDoubt, QuietHours, Silenced, Snoozed, Unconfirmed};
    let baseline = || began(DOWN).origin(Origin::Baseline(DOWN));
    check_owed(vec![
        ("quiet", began(DOWN).quiet(), QuietHours, true),
        ("quiet, without summary", began(DOWN).quiet().without_summary(), QuietHours, false),
        ("quiet, must-know", began(DOWN).quiet().loud(Loudness::MustKnow), Began, false),
        ("quiet, a quiet product", began(DOWN).quiet().loud(Loudness::Quiet), QuietHours, true),
        ("quiet, unconfirmed", began(SLOW).quiet(), Unconfirmed, false),
        ("offline", began(DOWN).doubted(Offline), Offline, true),
        ("platform", began(DOWN).doubted(PlatformDoubt), PlatformDoubt, false),
        ("offline, must-know", began(DOWN).doubted(Offline).loud(Loudness::MustKnow), Offline, true),
        ("full", began(DOWN).full(), Grouped, true),
        ("full, must-know", began(DOWN).full().loud(Loudness::MustKnow), Began, false),
        ("full, reopened", began(DOWN).full().origin(Origin::Reopened), Grouped, true),
        ("full, worse than told", began(DOWN).full().told(Severity::Degraded), Reason::Worsened, false),
        ("full, told for another product", began(DOWN).full().elsewhere(Severity::MajorOutage), Grouped, false),
        ("snoozed", began(DOWN).snoozed(), Snoozed, false),
        ("silenced", began(DOWN).silenced(), Silenced, false),
        ("off", began(DOWN).loud(Loudness::Off), Silenced, false),
        ("there before", baseline(), Baseline, true),
        ("there before, silenced", baseline().silenced(), Baseline, false),
        ("there before, quiet", baseline().quiet(), Baseline, true),
        ("there before, below", baseline().threshold(Severity::MajorOutage), Baseline, true),
        ("there before, off", baseline().loud(Loudness::Off), Silenced, false),
    ]);
}

#[test]
fn what_was_there_before_and_is_mild_is_owed_when_it_hits_the_core_or_has_lasted() {
    const QUARTER: i64 = 15 * 60;
    // It began five minutes before it was first seen.
    let mild = |seconds| began(SLOW).origin(Origin::Baseline(SLOW)).after(seconds);
    check_owed(vec![
        ("14:59", mild(QUARTER - 301), Reason::Baseline, false),
        ("15:00", mild(QUARTER - 300), Reason::Baseline, true),
        ("15:01", mild(QUARTER - 299), Reason::Baseline, true),
        ("core", mild(0).core(), Reason::Baseline, true),
        ("core, below", mild(0).core().threshold(Severity::PartialOutage), Reason::Baseline, false),
    ]);
}

#[test]
fn where_several_things_hold_the_first_in_order_is_given() {
    use Reason::{Baseline, BelowThreshold, Offline, QuietHours, Silenced, Snoozed};
    check_owed(vec![
        ("off, told", began(DOWN).loud(Loudness::Off).told(Severity::MajorOutage), Silenced, false),
        ("below, silenced", began(SLOW).threshold(Severity::MajorOutage).silenced(), BelowThreshold, false),
        ("silenced, unconfirmed", began(SLOW).silenced(), Silenced, false),
        ("silenced, offline", began(DOWN).silenced().doubted(Offline), Silenced, false),
        ("silenced, must-know", began(DOWN).silenced().loud(Loudness::MustKnow), Silenced, false),
        ("silenced, worse than told", began(DOWN).silenced().told(Severity::Degraded), Silenced, false),
        ("offline, snoozed", began(DOWN).doubted(Offline).snoozed(), Offline, true),
        ("offline, quiet", began(DOWN).doubted(Offline).quiet(), Offline, true),
        ("snoozed, quiet", began(DOWN).snoozed().quiet(), Snoozed, false),
        ("snoozed, full", began(DOWN).snoozed().full(), Snoozed, false),
        ("quiet, full", began(DOWN).quiet().full(), QuietHours, true),
        ("quiet, unstable, told", began(DOWN).quiet().unstable(60).told(Severity::Degraded), QuietHours, true),
        ("quiet, told elsewhere", began(DOWN).quiet().elsewhere(Severity::MajorOutage), QuietHours, true),
        ("owed, now snoozed", began(DOWN).owing(QuietHours, false).snoozed(), QuietHours, true),
        ("owed, now nothing holds", began(DOWN).owing(QuietHours, false), QuietHours, true),
        ("owed, now offline", began(DOWN).owing(QuietHours, false).doubted(Offline), QuietHours, true),
        ("owed, silenced since", began(DOWN).owing(QuietHours, false).silenced(), Silenced, false),
        ("owed, off since", began(DOWN).owing(QuietHours, false).loud(Loudness::Off), Silenced, false),
        ("there before and worse, quiet", began(DOWN).origin(Origin::Baseline(HALF)).quiet(), QuietHours, true),
        ("there before, snoozed", began(DOWN).origin(Origin::Baseline(DOWN)).snoozed(), Baseline, true),
    ]);
}

#[test]
fn what_ends_in_a_time_that_passes_is_owed_where_its_beginning_was_told_or_is_owed() {
    use Reason::{Back, Flapping, NeverTold, Offline, QuietHours, Recovered, Silenced, Snoozed};
    let told = || ended(DOWN).told(Severity::MajorOutage);
    check_owed(vec![
        ("quiet", told().quiet(), QuietHours, true),
        ("quiet, without summary", told().quiet().without_summary(), QuietHours, true),
        ("quiet, must-know", told().quiet().loud(Loudness::MustKnow), Recovered, false),
        ("quiet, never told", ended(DOWN).quiet(), NeverTold, false),
        ("quiet, owed", ended(DOWN).quiet().owing(QuietHours, false), QuietHours, true),
        ("owed, nothing holds any more", ended(DOWN).owing(Reason::Offline, false), Offline, true),
        ("offline", told().doubted(Offline), Offline, true),
        ("offline, snoozed", told().doubted(Offline).snoozed(), Offline, true),
        ("full", told().full(), Recovered, false),
        ("silenced", told().silenced(), Recovered, false),
        ("off", told().loud(Loudness::Off), Silenced, false),
        ("off, asked", told().loud(Loudness::Off).asked(), Back, false),
        ("asked, quiet", ended(DOWN).asked().quiet(), QuietHours, true),
        ("asked, offline", ended(DOWN).asked().doubted(Offline), Offline, true),
        ("asked, unstable", told().asked().unstable(60), Back, false),
        ("snoozed, quiet", told().snoozed().quiet(), Snoozed, false),
        ("unstable", told().made_unstable(), Flapping, true),
        ("unstable, quiet", told().made_unstable().quiet(), QuietHours, true),
        ("unstable, never told", ended(DOWN).made_unstable(), NeverTold, false),
        ("waiting to be shown, quiet", ended(DOWN).waiting(Severity::MajorOutage).quiet(), NeverTold, false),
    ]);
}

#[test]
fn what_comes_and_goes_is_told_once_and_then_not_for_half_an_hour() {
    use Reason::{AlreadyTold, Began, Flapping, Recovered, Worsened};
    const HALF_HOUR: i64 = 30 * 60;
    let carried = |seconds| began(DOWN).told(Severity::Degraded).unstable(seconds);
    check(vec![
        ("the outage that made it so", began(DOWN).made_unstable(), Began),
        ("that outage, worse", began(DOWN).made_unstable().told(Severity::Degraded), Worsened),
        ("a later one, not heard of", began(DOWN).unstable(60), Began),
        ("a later one, carried on", began(DOWN).told(Severity::MajorOutage).unstable(60), AlreadyTold),
        ("worse, 29:59", carried(HALF_HOUR - 1), Flapping),
        ("worse, 30:00", carried(HALF_HOUR), Worsened),
        ("worse, 30:01", carried(HALF_HOUR + 1), Worsened),
        ("noted by a clock that was set back", carried(-60), Worsened),
        ("its end, 29:59", ended(DOWN).told(Severity::MajorOutage).unstable(HALF_HOUR - 1), Flapping),
        ("its end, 30:00", ended(DOWN).told(Severity::MajorOutage).unstable(HALF_HOUR), Recovered),
        ("unstable, full", began(DOWN).made_unstable().full(), Reason::Grouped),
        ("unstable, unconfirmed", began(SLOW).made_unstable(), Reason::Unconfirmed),
    ]);
    let made = began(DOWN).made_unstable();
    let told = alert(&made.change, Began, &made.rules, None).unwrap();
    assert!(told.unstable);
}

#[test]
fn a_reminder_is_due_once_its_time_has_passed_and_nothing_speaks_against_it() {
    use Reason::{AlreadyTold, Offline, Reminder, Silenced};
    // It was told ten minutes before it is decided here.
    let wait = |seconds: i64| began(DOWN).told(Severity::MajorOutage).after(HOUR - 600 + seconds).reminded(1);
    let due = || wait(0);
    check(vec![
        ("59:59", wait(-1), AlreadyTold),
        ("1:00:00", due(), Reminder),
        ("1:00:01", wait(1), Reminder),
        ("not wanted", began(DOWN).told(Severity::MajorOutage).after(100 * HOUR), AlreadyTold),
        ("milder than told", began(SLOW).told(Severity::MajorOutage).after(HOUR).reminded(1), Reminder),
        (
            "below",
            began(SLOW).told(Severity::MajorOutage).after(HOUR).reminded(1).threshold(Severity::PartialOutage),
            AlreadyTold,
        ),
        ("not shown yet", began(DOWN).waiting(Severity::MajorOutage).after(HOUR).reminded(1), AlreadyTold),
        ("worse than told", began(DOWN).told(Severity::Degraded).after(HOUR).reminded(1), Reason::Worsened),
        ("snoozed", due().snoozed(), AlreadyTold),
        ("quiet", due().quiet(), AlreadyTold),
        ("quiet, must-know", due().quiet().loud(Loudness::MustKnow), Reminder),
        ("full", due().full(), AlreadyTold),
        ("full, must-know", due().full().loud(Loudness::MustKnow), Reminder),
        ("offline", due().doubted(Offline), AlreadyTold),
        ("silenced", due().silenced(), AlreadyTold),
        ("off", due().loud(Loudness::Off), Silenced),
        ("unstable", due().unstable(60), AlreadyTold),
    ]);
}

#[test]
fn planned_work_is_told_once_where_the_person_wants_that() {
    use Reason::{AlreadyTold, Began, Maintenance, Offline, Silenced, Snoozed};
    let told = |mut case: Case, key: &str| {
        case.told.record(entry("chat", key, Severity::Degraded, true));
        case
    };
    check(vec![
        ("not wanted", work(), Maintenance),
        ("not wanted, overran", work().overrun(), Maintenance),
        ("wanted", work().with_work(), Began),
        ("told already", told(work().with_work(), "work w"), AlreadyTold),
        ("overran, begin told", told(work().with_work().overrun(), "work w"), Began),
        ("overran, told already", told(work().with_work().overrun(), "work w overran"), AlreadyTold),
        ("quiet", work().with_work().quiet(), Maintenance),
        ("full", work().with_work().full(), Maintenance),
        ("offline", work().with_work().doubted(Offline), Maintenance),
        ("snoozed", work().with_work().snoozed(), Snoozed),
        ("off", work().with_work().loud(Loudness::Off), Silenced),
    ]);
    let made = alert(&work().change, Began, &Rules::default(), None).unwrap();
    assert_eq!((made.outage.as_str(), made.since, made.severity), ("work w", at(60), None));
    assert_eq!(made.title.as_deref(), Some("Moving"));
}
