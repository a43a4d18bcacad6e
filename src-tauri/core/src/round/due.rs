//! The next moment at which time alone may free something that is held: whoever pays looks again then.

use jiff::Timestamp;

use super::Memory;
use super::pay::{FIRST_LOOK, Hold};
use crate::alert::{Loudness, Reason};
use crate::owed::Debt;
use crate::state::UNSTABLE_FOR;

impl Memory {
    /// When something that is owed may come free, or a snooze ends, for no other reason than that time has passed. It
    /// may be held by something else even then; absent where nothing is owed or snoozed, or no moment is known.
    #[must_use]
    pub fn next_due(&self, hold: &Hold<'_>, now: Timestamp) -> Option<Timestamp> {
        let owed = self.owed.debts().flat_map(|debt| self.ends(debt, hold));
        let snoozed = self.snoozes.all.into_iter().chain(self.snoozes.products.values().copied());
        owed.chain(snoozed).filter(|moment| *moment > now).min()
    }

    /// The ends of what may hold this, passed or to come.
    fn ends(&self, debt: &Debt, hold: &Hold<'_>) -> impl Iterator<Item = Timestamp> {
        let rules = (hold.rules)(&debt.product);
        let quiet = hold.quiet_until.filter(|_| rules.loudness != Loudness::MustKnow);
        let own = match debt.why {
            Reason::Baseline if hold.looking => debt.at.checked_add(FIRST_LOOK).ok(),
            Reason::Flapping if rules.unstable => {
                let since = self.state.product(&debt.product).and_then(|known| known.flips.unstable_since());
                since.and_then(|since| since.checked_add(UNSTABLE_FOR).ok())
            }
            Reason::Grouped => hold.tomorrow,
            Reason::Baseline
            | Reason::Flapping
            | Reason::Began
            | Reason::Worsened
            | Reason::Recovered
            | Reason::Reopened
            | Reason::Back
            | Reason::Reminder
            | Reason::Digest
            | Reason::Unconfirmed
            | Reason::AlreadyTold
            | Reason::NeverTold
            | Reason::BelowThreshold
            | Reason::Maintenance
            | Reason::RetroPosted
            | Reason::Snoozed
            | Reason::Silenced
            | Reason::QuietHours
            | Reason::Offline
            | Reason::PlatformDoubt => None,
        };
        [quiet, own].into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;
    use crate::alert::Severity;
    use crate::decide::Rules;
    use crate::sample::at;

    fn debt(why: Reason) -> Debt {
        Debt {
            product: "chat".into(),
            provider: "example".into(),
            outage: "x".into(),
            incident: None,
            title: None,
            severity: Severity::MajorOutage,
            since: at(0),
            until: None,
            no_longer_listed: false,
            why,
            heard: false,
            asked: false,
            at: at(1),
        }
    }

    fn due(memory: &Memory, loudness: Loudness, now: i64) -> Option<Timestamp> {
        let hold = Hold {
            rules: &|_| Rules { loudness, ..Rules::default() },
            in_doubt: &|_| false,
            looking: true,
            quiet_until: Some(at(60)),
            ceiling: None,
            tomorrow: Some(at(900)),
        };
        memory.next_due(&hold, at(now))
    }

    #[test]
    fn nothing_is_due_where_nothing_is_owed_or_snoozed() {
        assert_eq!(due(&Memory::default(), Loudness::Normal, 0), None);
    }

    #[test]
    fn the_first_end_to_come_of_what_holds_it_is_when_it_is_looked_at_again() {
        let table = [
            (Reason::QuietHours, Loudness::Normal, 5, Some(60)),
            (Reason::QuietHours, Loudness::Normal, 59, Some(60)),
            (Reason::QuietHours, Loudness::Normal, 60, None),
            (Reason::QuietHours, Loudness::MustKnow, 5, None),
            (Reason::Grouped, Loudness::Normal, 5, Some(60)),
            (Reason::Grouped, Loudness::Normal, 60, Some(900)),
            (Reason::Grouped, Loudness::MustKnow, 5, Some(900)),
            (Reason::Baseline, Loudness::MustKnow, 1, Some(2)),
            (Reason::Baseline, Loudness::MustKnow, 2, None),
            (Reason::Offline, Loudness::MustKnow, 1, None),
        ];
        for (why, loudness, now, expected) in table {
            let mut memory = Memory::default();
            memory.owed.record(debt(why));
            assert_eq!(due(&memory, loudness, now), expected.map(at), "{why:?} {loudness:?} minute {now}");
        }
    }

    #[test]
    fn a_snooze_is_due_at_its_end_whether_or_not_anything_is_owed() {
        let mut memory = Memory::default();
        memory.snoozes.products = [("chat".into(), at(30)), ("api".into(), at(20))].into();
        for (now, expected) in [(19, Some(20)), (20, Some(30)), (30, None)] {
            assert_eq!(due(&memory, Loudness::Normal, now), expected.map(at), "minute {now}");
        }
        memory.snoozes.all = Some(at(40));
        assert_eq!(due(&memory, Loudness::Normal, 30), Some(at(40)));
    }

    #[test]
    fn what_comes_and_goes_is_due_when_its_half_hour_is_over() {
        let mut memory = Memory::default();
        let provider = crate::sample::provider();
        let mut before = None;
        for minute in 0..30 {
            let status = if (minute / 5) % 2 == 0 {
                crate::observation::Status::Operational
            } else {
                crate::observation::Status::MajorOutage
            };
            let seen = crate::sample::page(&[("c-talk", status)], vec![]);
            memory.state.apply(&provider, before.as_ref(), &seen, at(minute));
            before = Some(seen);
        }
        let since = memory.state.product("chat").unwrap().flips.unstable_since().unwrap();
        memory.owed.record(debt(Reason::Flapping));
        let calm = since.checked_add(30.minutes()).unwrap();
        assert_eq!(due(&memory, Loudness::MustKnow, 30), Some(calm));
    }
}
