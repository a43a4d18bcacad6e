//! Moments and durations, as each language writes them.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, Zoned};

use super::{Language, Words};

impl Words {
    /// A moment for a reader now: the time of day, with the date where it was another day.
    #[must_use]
    pub fn moment(&self, at: Timestamp, now: Timestamp) -> String {
        let at = at.to_zoned(self.zone.clone());
        let clock = match self.named_zone(&at) {
            Some(zone) => format!("{} {zone}", self.clock(&at)),
            None => self.clock(&at),
        };
        self.dated(&at, clock, now)
    }

    /// The beginning and the end of a span for a reader now. The zone is named once.
    #[must_use]
    pub fn span(&self, from: Timestamp, until: Timestamp, now: Timestamp) -> (String, String) {
        let at = from.to_zoned(self.zone.clone());
        (self.dated(&at, self.clock(&at), now), self.moment(until, now))
    }

    fn clock(&self, at: &Zoned) -> String {
        match self.language {
            Language::English => at.strftime("%H:%M").to_string(),
            Language::Indonesian => at.strftime("%H.%M").to_string(),
        }
    }

    /// Indonesia's three zones are always named; elsewhere the reader's own zone goes without saying.
    fn named_zone(&self, at: &Zoned) -> Option<String> {
        let zone = at.strftime("%Z").to_string();
        (self.language == Language::Indonesian && ["WIB", "WITA", "WIT"].contains(&zone.as_str())).then_some(zone)
    }

    fn dated(&self, at: &Zoned, clock: String, now: Timestamp) -> String {
        if at.date() == now.to_zoned(self.zone.clone()).date() {
            return clock;
        }
        let month = self.text(MONTHS[usize::try_from(at.month() - 1).unwrap_or(0) % MONTHS.len()]);
        self.format("moment-other-day", &[("day", at.day().into()), ("month", month.into()), ("time", clock.into())])
    }

    /// A day for a reader on `today`: with its year where that is another.
    #[must_use]
    pub fn day(&self, day: Date, today: Date) -> String {
        let month = self.text(MONTHS[usize::try_from(day.month() - 1).unwrap_or(0) % MONTHS.len()]);
        let written = format!("{} {month}", day.day());
        if day.year() == today.year() { written } else { format!("{written} {}", day.year()) }
    }

    /// How long something took that is counted in seconds.
    #[must_use]
    pub fn took(&self, seconds: u32) -> String {
        if seconds < 120 {
            return self.format("duration-seconds", &[("count", seconds.into())]);
        }
        self.duration(SignedDuration::from_secs(i64::from(seconds)))
    }

    /// A duration in its two largest units; never negative.
    #[must_use]
    pub fn duration(&self, duration: SignedDuration) -> String {
        let minutes = duration.as_secs().max(0) / 60;
        let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        let unit = |key: &str, count: i64| self.format(key, &[("count", count.into())]);
        match (days, hours, rest) {
            (0, 0, 0) => self.text("duration-moment"),
            (0, 0, minutes) => unit("duration-minutes", minutes),
            (0, hours, 0) => unit("duration-hours", hours),
            (0, hours, minutes) => format!("{} {}", unit("duration-hours", hours), unit("duration-minutes", minutes)),
            (days, 0, _) => unit("duration-days", days),
            (days, hours, _) => format!("{} {}", unit("duration-days", days), unit("duration-hours", hours)),
        }
    }

    /// How long ago.
    #[must_use]
    pub fn ago(&self, at: Timestamp, now: Timestamp) -> String {
        let age = now.duration_since(at);
        if age.as_secs() < 60 {
            return self.text("ago-moment");
        }
        self.format("ago", &[("duration", self.duration(age).into())])
    }
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9", "month-10",
    "month-11", "month-12",
];
