//! How long a server asks us to stay away: the `Retry-After` header (RFC 9110 section 10.2.3), clamped.
//!
//! Not here: what is done with the wait. Whoever schedules reads obeys it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp, civil::DateTime, fmt::rfc2822, tz::TimeZone};
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// A shorter wait than this is no wait: a server that says 0 wants fewer requests, not more.
pub(super) const SHORTEST: Duration = Duration::from_secs(30);
/// A longer wait would leave a person without news for a day because of a mistyped number.
pub const LONGEST: Duration = Duration::from_secs(6 * 60 * 60);

/// The wait a server asks for, within 30 s .. 6 h; `None` if it asks for none or what it says cannot be read.
///
/// A date is compared with the server's own `Date` where it sends one, so that a wrong clock here does no harm;
/// else with `now`.
pub(crate) fn read(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // So many digits that they do not fit is still a number, and a long one.
        value.parse().map_or(LONGEST, Duration::from_secs)
    } else {
        let until = http_date(value)?;
        let sent = headers.get(DATE).and_then(|date| date.to_str().ok()).and_then(http_date).unwrap_or(now);
        until.duration_since(sent).max(SignedDuration::ZERO).unsigned_abs()
    };
    Some(wait.clamp(SHORTEST, LONGEST))
}

/// A date in any of the three forms that HTTP asks a reader to know (RFC 9110 section 5.6.7); always UTC.
fn http_date(value: &str) -> Option<Timestamp> {
    static PREFERRED: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new();
    if let Ok(at) = PREFERRED.parse_timestamp(value) {
        return Some(at);
    }
    ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"].iter().find_map(|form| {
        let at = DateTime::strptime(form, value).ok()?;
        at.to_zoned(TimeZone::UTC).ok().map(|at| at.timestamp())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-22T08:00:00Z";

    fn wait(retry_after: &str, date: Option<&str>) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, retry_after.parse().unwrap());
        if let Some(date) = date {
            headers.insert(DATE, date.parse().unwrap());
        }
        read(&headers, NOW.parse().unwrap()).map(|wait| wait.as_secs())
    }

    #[test]
    fn seconds_are_obeyed_between_half_a_minute_and_six_hours() {
        for (value, seconds) in [
            ("0", 30),
            ("29", 30),
            ("30", 30),
            ("31", 31),
            (" 120 ", 120),
            ("21600", 21_600),
            ("21601", 21_600),
            ("99999999999999999999999999", 21_600),
        ] {
            assert_eq!(wait(value, None), Some(seconds), "{value}");
        }
    }

    #[test]
    fn a_date_is_obeyed_in_all_three_forms() {
        for value in ["Sun, 22 Nov 2026 08:05:00 GMT", "Sunday, 22-Nov-26 08:05:00 GMT", "Sun Nov 22 08:05:00 2026"] {
            assert_eq!(wait(value, None), Some(300), "{value}");
        }
        assert_eq!(wait("Sun, 22 Nov 2026 07:00:00 GMT", None), Some(30), "a date gone by");
        assert_eq!(wait("Mon, 22 Nov 2027 08:00:00 GMT", None), Some(21_600), "a year ahead");
    }

    #[test]
    fn a_date_is_measured_by_the_servers_own_clock() {
        let server = Some("Sun, 22 Nov 2026 10:00:00 GMT");
        assert_eq!(wait("Sun, 22 Nov 2026 10:10:00 GMT", server), Some(600));
        assert_eq!(wait("Sun, 22 Nov 2026 08:10:00 GMT", Some("yesterday")), Some(600));
    }

    #[test]
    fn what_is_neither_seconds_nor_a_date_is_ignored() {
        for value in
            ["", "-5", "1.5", "1e9", "soon", "12 minutes", "2026-11-22T09:00:00Z", "Sun, 99 Nov 2026 08:05:00 GMT"]
        {
            assert_eq!(wait(value, None), None, "{value}");
        }
        assert_eq!(read(&HeaderMap::new(), NOW.parse().unwrap()), None);
    }
}
