//! Moments and durations, as each language writes them.

use jiff::{SignedDuration, Timestamp};

use super::{Language, Words};

impl Words {
    /// A moment for a reader now: the time of day, with the date where it was another day.
    #[must_use]
    pub fn moment(&self, at: Timestamp, now: Timestamp) -> String {
        let at = at.to_zoned(self.zone.clone());
        let now = now.to_zoned(self.zone.clone());
        let clock = match self.language {
            Language::English => at.strftime("%H:%M").to_string(),
            Language::Indonesian => at.strftime("%H.%M").to_string(),
        };
        let clock = match (self.language, at.strftime("%Z").to_string()) {
            // Indonesia's three zones are always named; elsewhere the reader's own zone goes without saying.
            (Language::Indonesian, zone) if ["WIB", "WITA", "WIT"].contains(&zone.as_str()) => {
                format!("{clock} {zone}")
            }
            (Language::English | Language::Indonesian, _) => clock,
        };
        if at.date() == now.date() {
            return clock;
        }
        let month = self.text(MONTHS[usize::try_from(at.month() - 1).unwrap_or(0) % MONTHS.len()]);
        self.format("moment-other-day", &[("day", at.day().into()), ("month", month.into()), ("time", clock.into())])
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
