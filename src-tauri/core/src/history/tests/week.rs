//! The hours of the week, and that they are of the same seconds as the days.

use super::super::week::week;
use super::*;

/// Which hour of the week, from Monday's first.
const fn hour(day: usize, hour: usize) -> usize {
    day * 24 + hour
}

const THURSDAY: usize = 3;
const SUNDAY: usize = 6;

#[test]
fn an_hour_of_the_week_is_the_sum_of_that_hour_over_all_weeks() {
    let past = Past {
        watched: vec![watched("2026-03-01T00:00:00Z", "12:00")],
        outages: vec![
            outage("08:30", Some("09:10"), DOWN),
            outage("2026-03-05T08:50:00Z", Some("2026-03-05T09:00:00Z"), PARTIAL),
            outage("2026-03-05T08:40:00Z", Some("2026-03-05T08:55:00Z"), SLOW),
        ],
        incidents: vec![incident("a", "08:15", Some("09:05"))],
    };
    let week = week("chat", &past, 8, &TimeZone::UTC, at(NOW));
    assert_eq!((week.hours.len(), week.days, week.product.as_str()), (168, 8, "chat"));
    let eight = week.hours[hour(THURSDAY, 8)];
    assert_eq!((eight.watched_s / 60, eight.down_s / 60, eight.degraded_s / 60), (120, 40, 10));
    assert_eq!(eight.reported_s / 60, 45);
    let nine = week.hours[hour(THURSDAY, 9)];
    assert_eq!((nine.down_s / 60, nine.degraded_s, nine.reported_s / 60), (10, 0, 5));
    // Today has come as far as noon.
    assert_eq!(week.hours[hour(THURSDAY, 12)].watched_s / 3600, 1);
    assert_eq!(week.hours[hour(SUNDAY, 12)].watched_s / 3600, 1);
}

#[test]
fn hours_are_those_of_the_persons_own_clock() {
    let past = Past {
        watched: vec![watched("2026-03-11T00:00:00Z", "12:00")],
        outages: vec![outage("2026-03-11T20:00:00Z", Some("2026-03-11T20:30:00Z"), DOWN)],
        incidents: vec![],
    };
    let down = |zone: &str| {
        let week = week("chat", &past, 2, &TimeZone::posix(zone).unwrap(), at(NOW));
        let hours = week.hours.iter().enumerate().filter(|(_, hour)| hour.down_s > 0);
        hours.map(|(at, hour)| (at, hour.down_s / 60)).collect::<Vec<_>>()
    };
    assert_eq!(down("WIB-7"), [(hour(THURSDAY, 3), 30)]);
    assert_eq!(down("EST5"), [(hour(2, 15), 30)]);
    assert_eq!(down("NPT-5:45"), [(hour(THURSDAY, 1), 15), (hour(THURSDAY, 2), 15)]);
}

#[test]
fn an_hour_that_the_clocks_skip_is_not_there_and_one_that_they_repeat_is_there_twice() {
    let of = |zone: &str, now: &str| {
        let now = at(now);
        let from = now.checked_sub(SignedDuration::from_hours(200)).unwrap();
        let past = Past { watched: vec![Stretch { from, until: now }], ..Past::default() };
        week("chat", &past, 7, &TimeZone::posix(zone).unwrap(), now)
    };
    let minutes = |week: &Week, at: usize| week.hours[at].watched_s / 60;
    let europe = "CET-1CEST,M3.5.0,M10.5.0/3";
    let spring = of(europe, "2026-03-30T10:00:00Z");
    assert_eq!([1, 2, 3].map(|at| minutes(&spring, hour(SUNDAY, at))), [60, 0, 60]);
    let autumn = of(europe, "2026-10-26T10:00:00Z");
    assert_eq!([1, 2, 3].map(|at| minutes(&autumn, hour(SUNDAY, at))), [60, 120, 60]);
    // Lord Howe's clocks change by half an hour: from 02:00 back to 01:30, and from 02:00 on to 02:30.
    let island = "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0";
    let back = of(island, "2026-04-05T20:00:00Z");
    assert_eq!([0, 1, 2].map(|at| minutes(&back, hour(SUNDAY, at))), [60, 90, 60]);
    let on = of(island, "2026-10-04T20:00:00Z");
    assert_eq!([0, 1, 2].map(|at| minutes(&on, hour(SUNDAY, at))), [60, 60, 30]);
}

/// Draws numbers below a limit, the same each time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: u32) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from((self.0 >> 20) % u64::from(limit)).unwrap()
    }

    /// A moment of the forty days before now, or a little after it.
    fn moment(&mut self) -> Timestamp {
        let second = at(NOW).as_second() - self.below(40 * 86_400) + self.below(7200);
        Timestamp::from_second(second).unwrap()
    }

    fn past(&mut self) -> Past {
        let mut past = Past::default();
        for number in 0..self.below(12) {
            let from = self.moment();
            let until = from.checked_add(SignedDuration::from_secs(self.below(9 * 86_400))).unwrap();
            past.watched.push(Stretch { from, until });
            let worst = [DOWN, PARTIAL, SLOW][usize::try_from(self.below(3)).unwrap()];
            let (began_at, ended_at) = (self.moment(), Some(self.moment()).filter(|_| number > 0));
            past.outages.push(PastOutage { began_at, ended_at, ..outage("08:00", None, worst) });
            let mut reported = incident("i", "08:00", Some("09:00"));
            reported.incident.started_at = Some(self.moment());
            reported.incident.resolved_at = Some(self.moment());
            past.incidents.push(reported);
        }
        past
    }
}

#[test]
fn the_hours_of_a_week_come_to_exactly_what_the_days_come_to() {
    let mut draw = Draw(0x2545_F491_4F6C_DD1D);
    let zones = ["UTC0", "WIB-7", "NPT-5:45", "CET-1CEST,M3.2.0,M10.5.0/3", "<+1030>-10:30<+11>-11,M10.1.0,M3.1.0"];
    for case in 0..120 {
        let past = draw.past();
        let zone = TimeZone::posix(zones[case % zones.len()]).unwrap();
        let days = u16::try_from(draw.below(45)).unwrap();
        let (week, history) = (week("chat", &past, days, &zone, at(NOW)), history("chat", &past, days, &zone, at(NOW)));
        let hours = |of: fn(&WeekHour) -> u32| week.hours.iter().map(of).sum::<u32>();
        let all = |of: fn(&HistoryDay) -> u32| history.days.iter().map(of).sum::<u32>();
        assert_eq!(usize::from(week.days), history.days.len());
        assert_eq!(hours(|hour| hour.watched_s), all(|day| day.watched_s), "{case}");
        assert_eq!(hours(|hour| hour.down_s), all(|day| day.major_s + day.partial_s), "{case}");
        assert_eq!(hours(|hour| hour.degraded_s), all(|day| day.degraded_s), "{case}");
        assert_eq!(hours(|hour| hour.reported_s), all(|day| day.reported_s), "{case}");
        for day in &history.days {
            assert!(day.reported_s == 0 || day.incidents > 0, "{case}: {day:?}");
            assert!(day.major_s + day.partial_s + day.degraded_s <= day.watched_s, "{case}: {day:?}");
        }
    }
}
