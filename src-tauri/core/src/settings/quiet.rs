//! Quiet hours: weekdays and times of day in the person's zone, and whether a moment lies in them. Which zone that is, and
//! what the time is, are arguments.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::de::{Deserialize, Deserializer, Error};

/// Hours in which nothing is told but what is must-know.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuietSettings {
    /// When. Overlapping ones count as one.
    pub hours: Vec<QuietHours>,
    /// `system`, or the name of a time zone. Whether it exists is for those to say who have the list of zones.
    pub zone: String,
    /// What happened in them is told together afterwards.
    pub summary: bool,
}

/// One stretch of quiet hours, on some days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// The days on which it begins, Monday first.
    days: [bool; 7],
    from: Time,
    /// Absent: midnight at the end of the day.
    until: Option<Time>,
}

const ALLOWED: &str =
    "times such as \"22:00-07:00\", with days before them if need be: \"sat-sun 00:00-24:00\", \"mon,wed 12:00-13:00\"";

const NAMES: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

/// Longest chain of stretches that is followed: after a week of quiet without a gap, it is quiet for good.
const CHAIN: usize = 15;

impl QuietSettings {
    /// Until when it is quiet at this moment; absent where it is not. Never ends: a week ahead.
    #[must_use]
    pub fn until(&self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let mut end = None;
        let mut at = now;
        for _ in 0..CHAIN {
            let next = self.hours.iter().filter_map(|hours| hours.until(at, zone)).max();
            match next {
                Some(next) => {
                    at = next;
                    end = Some(next);
                }
                None => break,
            }
        }
        end
    }
}

impl QuietHours {
    /// The days on which it begins, Monday first, and its times as they are written.
    #[must_use]
    pub fn parts(&self) -> ([bool; 7], String, String) {
        let until = self.until.map_or_else(|| "24:00".to_owned(), clock);
        (self.days, clock(self.from), until)
    }

    /// The end of the stretch in which this moment lies.
    fn until(&self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let today = now.to_zoned(zone.clone()).date();
        // One that began yesterday may go on over midnight.
        [today.yesterday().ok(), Some(today)].into_iter().flatten().find_map(|day| {
            let (from, until) = self.on(day)?;
            let moment = |civil: DateTime| zone.to_ambiguous_timestamp(civil).compatible().ok();
            let (from, until) = (moment(from)?, moment(until)?);
            (from <= now && now < until).then_some(until)
        })
    }

    /// The stretch that begins on this day.
    fn on(&self, day: Date) -> Option<(DateTime, DateTime)> {
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).ok()?;
        if !self.days[weekday] {
            return None;
        }
        let next = || day.checked_add(1.day()).ok();
        let until = match self.until {
            None => next()?.to_datetime(Time::midnight()),
            Some(until) if until <= self.from => next()?.to_datetime(until),
            Some(until) => day.to_datetime(until),
        };
        Some((day.to_datetime(self.from), until))
    }
}

impl FromStr for QuietHours {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (days, times) = match text.trim().rsplit_once(char::is_whitespace) {
            Some((days, times)) => (read_days(days).ok_or(ALLOWED)?, times),
            None => ([true; 7], text.trim()),
        };
        let (from, until) = times.split_once('-').ok_or(ALLOWED)?;
        let from = read_time(from).ok_or(ALLOWED)?;
        let until = if until.trim() == "24:00" { None } else { Some(read_time(until).ok_or(ALLOWED)?) };
        if until == Some(from) {
            return Err("a time that ends when it begins is no time: for whole days write \"00:00-24:00\"");
        }
        Ok(Self { days, from, until })
    }
}

impl fmt::Display for QuietHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.days != [true; 7] {
            let names: Vec<&str> =
                NAMES.iter().zip(self.days).filter(|(_, on)| *on).map(|((name, _), _)| *name).collect();
            write!(f, "{} ", names.join(","))?;
        }
        let (_, from, until) = self.parts();
        write!(f, "{from}-{until}")
    }
}

impl<'de> Deserialize<'de> for QuietHours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

fn read_days(text: &str) -> Option<[bool; 7]> {
    let mut days = [false; 7];
    for part in text.split([',', ' ']).filter(|part| !part.is_empty()) {
        match part.split_once('-') {
            Some((first, last)) => {
                let (first, last) = (day(first)?, day(last)?);
                let mut at = first;
                loop {
                    days[at] = true;
                    if at == last {
                        break;
                    }
                    at = (at + 1) % 7;
                }
            }
            None => days[day(part)?] = true,
        }
    }
    days.contains(&true).then_some(days)
}

fn day(name: &str) -> Option<usize> {
    NAMES.iter().position(|(short, _)| name.trim().eq_ignore_ascii_case(short))
}

fn read_time(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    let plain =
        |digits: &str| (digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok());
    Time::new(plain(hour)??, plain(minute)??, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiet(hours: &[&str]) -> QuietSettings {
        let hours = hours.iter().map(|text| text.parse().unwrap()).collect();
        QuietSettings { hours, zone: "system".into(), summary: true }
    }

    fn jakarta() -> TimeZone {
        TimeZone::fixed(jiff::tz::offset(7))
    }

    /// A moment in Jakarta. 2026-11-22 is a Sunday.
    fn at(text: &str) -> Timestamp {
        format!("2026-11-{text}:00+07:00").parse().unwrap()
    }

    #[test]
    fn quiet_hours_begin_on_their_minute_and_end_on_theirs() {
        let table: &[(&[&str], &str, Option<&str>)] = &[
            (&["22:00-07:00"], "22T21:59", None),
            (&["22:00-07:00"], "22T22:00", Some("23T07:00")),
            (&["22:00-07:00"], "23T06:59", Some("23T07:00")),
            (&["22:00-07:00"], "23T07:00", None),
            (&["12:00-13:30"], "22T13:29", Some("22T13:30")),
            (&["sat-sun 00:00-24:00"], "20T23:59", None),
            (&["sat-sun 00:00-24:00"], "21T00:00", Some("23T00:00")),
            (&["sat-sun 00:00-24:00"], "23T00:00", None),
            (&["sun 22:00-07:00"], "23T03:00", Some("23T07:00")),
            (&["mon 22:00-07:00"], "23T03:00", None),
            (&["fri-mon 08:00-09:00"], "24T08:30", None),
            (&["fri-mon 08:00-09:00"], "23T08:30", Some("23T09:00")),
            (&["20:00-23:00", "22:00-06:00"], "22T21:00", Some("23T06:00")),
            (&[], "22T22:00", None),
        ];
        for (hours, now, expected) in table {
            let until = quiet(hours).until(at(now), &jakarta());
            assert_eq!(until, expected.map(at), "{hours:?} at {now}");
        }
    }

    #[test]
    fn quiet_all_week_long_ends_a_week_ahead_and_is_not_followed_for_ever() {
        let until = quiet(&["00:00-24:00"]).until(at("22T12:00"), &jakarta()).unwrap();
        assert!(until > at("29T00:00"), "{until}");
    }

    #[test]
    fn hours_are_written_as_they_are_read() {
        for text in ["22:00-07:00", "sat,sun 00:00-24:00", "mon,wed 12:00-13:00"] {
            assert_eq!(text.parse::<QuietHours>().unwrap().to_string(), text);
        }
        assert_eq!("Fri - mon 8:05-9:00".parse::<QuietHours>(), Err(ALLOWED), "a range is written without spaces");
        assert_eq!("Fri-mon 8:05-9:00".parse::<QuietHours>().unwrap().to_string(), "mon,fri,sat,sun 08:05-09:00");
    }

    #[test]
    fn what_is_no_time_is_refused_with_what_is_allowed() {
        for text in ["", "22", "22-7", "22:00", "25:00-07:00", "22:60-07:00", "someday 22:00-07:00", "+2:00-07:00", "-"]
        {
            assert_eq!(text.parse::<QuietHours>(), Err(ALLOWED), "{text:?}");
        }
        assert!("07:00-07:00".parse::<QuietHours>().unwrap_err().contains("00:00-24:00"));
    }
}
