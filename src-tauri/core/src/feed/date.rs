//! Times as status authors write them. A time that nobody can tell is none: it is never guessed from a clock.

use std::borrow::Cow;

use jiff::civil::DateTime;
use jiff::fmt::{rfc2822, strtime};
use jiff::{Timestamp, tz::TimeZone};

/// Zones that providers name, with what stands for them in RFC 2822. `Z` and `UT` are the same as `GMT`.
const ZONES: [(&str, &str); 14] = [
    ("GMT", "+0000"),
    ("UTC", "+0000"),
    ("UT", "+0000"),
    ("Z", "+0000"),
    ("EST", "-0500"),
    ("EDT", "-0400"),
    ("CST", "-0600"),
    ("CDT", "-0500"),
    ("MST", "-0700"),
    ("MDT", "-0600"),
    ("PST", "-0800"),
    ("PDT", "-0700"),
    ("CET", "+0100"),
    ("CEST", "+0200"),
];

/// Longest text looked at, in bytes; JavaScript's long form with its zone's name has about 70.
const LONGEST: usize = 120;

/// The moment that a text names: RFC 3339, RFC 2822 with a zone's name too, JavaScript's and Go's long forms, seconds
/// or milliseconds since 1970. A time without a zone is taken as UTC, as its providers document.
pub(super) fn moment(written: &str) -> Option<Timestamp> {
    let written = written.trim();
    if written.is_empty() || written.len() > LONGEST || !written.is_ascii() {
        return None;
    }
    if written.bytes().all(|byte| byte.is_ascii_digit()) {
        return written.parse().ok().and_then(since_1970);
    }
    // A day of the week begins letters and scripts alone; the others begin with the year.
    if written.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return letter(written).or_else(|| script(written));
    }
    written.parse().ok().or_else(|| without_zone(written)).or_else(|| go(written)).or_else(|| letter(written))
}

/// Seconds since 1970, or milliseconds where it is too much for seconds.
pub(super) fn since_1970(number: i64) -> Option<Timestamp> {
    /// March 1973: no feed speaks of anything earlier.
    const LEAST_SECONDS: i64 = 100_000_000;
    /// In seconds the year 5138, in milliseconds March 1973 again.
    const MOST_SECONDS: i64 = 99_999_999_999;
    match number {
        ..LEAST_SECONDS => None,
        LEAST_SECONDS..=MOST_SECONDS => Timestamp::from_second(number).ok(),
        _ => Timestamp::from_millisecond(number).ok(),
    }
}

/// `2026-07-22 14:48:46`, with a `T` or a fraction too.
fn without_zone(written: &str) -> Option<Timestamp> {
    let civil: DateTime = written.parse().ok()?;
    TimeZone::UTC.to_timestamp(civil).ok()
}

/// `2018-05-25 12:00:00 +0000 UTC`.
fn go(written: &str) -> Option<Timestamp> {
    let offset = written.rsplit_once(' ').map_or(written, |(before, _)| before);
    strtime::parse("%Y-%m-%d %H:%M:%S%.f %z", offset).ok()?.to_timestamp().ok()
}

/// `Sat Jun 11 2022 18:55:50 GMT+0000 (Coordinated Universal Time)`.
fn script(written: &str) -> Option<Timestamp> {
    let date = written.split_once('(').map_or(written, |(before, _)| before).trim_end();
    strtime::parse("%a %b %d %Y %H:%M:%S GMT%z", date).ok()?.to_timestamp().ok()
}

/// `Wed, 22 Jul 2026 07:48:46 PDT`, and with an offset, `Z` or no seconds. A zone that is none of [`ZONES`] says
/// nothing; one in brackets behind an offset repeats it.
fn letter(written: &str) -> Option<Timestamp> {
    let (before, zone) = written.rsplit_once(' ')?;
    let bare = zone.trim_start_matches('(').trim_end_matches(')');
    let is_offset = |zone: &str| zone.len() == 5 && zone.starts_with(['+', '-']);
    let spelled = match ZONES.iter().find(|(name, _)| name.eq_ignore_ascii_case(bare)) {
        _ if is_offset(zone) => Cow::Borrowed(written),
        _ if zone.starts_with('(') && before.rsplit(' ').next().is_some_and(is_offset) => Cow::Borrowed(before),
        Some((_, offset)) => Cow::Owned(format!("{before} {offset}")),
        None => return None,
    };
    // The day of the week is written by hand in some feeds, and wrong.
    let parser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    parser.parse_timestamp(spelled.as_ref()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_their_authors_meant_them() {
        let table = [
            ("2026-07-22T14:48:46Z", "2026-07-22T14:48:46Z"),
            ("2026-07-22T07:48:46.000-07:00", "2026-07-22T14:48:46Z"),
            ("2026-07-22T14:48:46+00:00", "2026-07-22T14:48:46Z"),
            ("2026-07-22 14:48:46", "2026-07-22T14:48:46Z"),
            ("2026-07-22T14:48:46.123", "2026-07-22T14:48:46.123Z"),
            ("2026-07-22 14:48:46.123", "2026-07-22T14:48:46.123Z"),
            ("2018-05-25 12:00:00 +0000 UTC", "2018-05-25T12:00:00Z"),
            ("2018-05-25 12:00:00 +0200 CEST", "2018-05-25T10:00:00Z"),
            ("Sat Jun 11 2022 18:55:50 GMT+0000 (Coordinated Universal Time)", "2022-06-11T18:55:50Z"),
            ("Sat Jun 11 2022 18:55:50 GMT+0200 (CEST)", "2022-06-11T16:55:50Z"),
            ("Wed, 22 Jul 2026 07:48:46 PDT", "2026-07-22T14:48:46Z"),
            ("Wed, 04 Nov 2015 13:19:13 PST", "2015-11-04T21:19:13Z"),
            ("Sat, 01 Aug 2026 23:02:00 Z", "2026-08-01T23:02:00Z"),
            ("Tue, 15 Apr 2026 10:00:00 +0200", "2026-04-15T08:00:00Z"),
            ("Mon, 18 May 2026 01:58:00 GMT", "2026-05-18T01:58:00Z"),
            ("18 May 2026 01:58 UTC", "2026-05-18T01:58:00Z"),
            ("Fri, 25 Sep 2026 18:00:00 +0800", "2026-09-25T10:00:00Z"),
            ("Fri, 25 Sep 2026 19:00:00 +0900 (JST)", "2026-09-25T10:00:00Z"),
            ("Fri, 25 Sep 2026 12:00:00 +0200 (CEST)", "2026-09-25T10:00:00Z"),
            ("Fri, 25 Sep 2026 03:00:00 (PDT)", "2026-09-25T10:00:00Z"),
            ("1784731726", "2026-07-22T14:48:46Z"),
            ("1784731726000", "2026-07-22T14:48:46Z"),
            ("2147483648", "2038-01-19T03:14:08Z"),
            ("2038-01-19T03:14:08Z", "2038-01-19T03:14:08Z"),
            ("Tue, 19 Jan 2038 03:14:08 GMT", "2038-01-19T03:14:08Z"),
            ("  2026-07-22T14:48:46Z\n", "2026-07-22T14:48:46Z"),
        ];
        for (written, expected) in table {
            assert_eq!(moment(written), expected.parse().ok(), "{written}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        let long = "2".repeat(500);
        for written in
            ["", "yesterday", "0", "-5", "7", "2026-13-40", "Wed", "12:00", "July", "PDT", "9999999999999999", &long]
        {
            assert_eq!(moment(written), None, "{written}");
        }
        for zone in ["", "JST", "(JST)", "A", "BST", "Europe/Berlin", "+9", "-"] {
            let written = format!("Wed, 22 Jul 2026 14:48:46 {zone}");
            assert_eq!(moment(&written), None, "{written}");
        }
        assert_eq!(since_1970(i64::MAX), None);
        assert_eq!(since_1970(0), None);
    }
}
