//! When a document was captured, from the name of its file.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

/// The moment in a file's name: a date such as `2026-05-01` or `20260501`, with a time of day behind it or not, as in
/// `2026-05-01T064113Z` or `2015-11-04-211913.170424`. In UTC; without a time, midnight. The last date of a name counts.
#[must_use]
pub fn captured_at(name: &str) -> Option<Timestamp> {
    let starts = (0..name.len()).rev().filter(|at| name.is_char_boundary(*at));
    starts.filter(|at| !ends_in_digit(&name[..*at])).find_map(|at| moment(&name[at..]))
}

fn moment(text: &str) -> Option<Timestamp> {
    let (year, rest) = number(text, 4)?;
    // With the same mark between both, or with none.
    let mark = rest.strip_prefix(['-', '_']).map_or("", |after| &rest[..rest.len() - after.len()]);
    let (month, rest) = number(rest.strip_prefix(mark)?, 2)?;
    let (day, rest) = number(rest.strip_prefix(mark)?, 2)?;
    if !(1990..2200).contains(&year) {
        return None;
    }
    let part = |number: u16| i8::try_from(number).ok();
    let date = Date::new(i16::try_from(year).ok()?, part(month)?, part(day)?).ok()?;
    let (time, rest) = match time(skip(rest, &['T', 't', '-', '_', ' '])) {
        Some(found) => found,
        None => (Time::midnight(), rest),
    };
    // A longer number is no date.
    if rest.starts_with(|next: char| next.is_ascii_digit()) {
        return None;
    }
    date.to_datetime(time).to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

fn time(text: &str) -> Option<(Time, &str)> {
    let (hour, rest) = number(text, 2)?;
    let (minute, rest) = number(skip(rest, &[':', '-', '_']), 2)?;
    let (second, rest) = number(skip(rest, &[':', '-', '_']), 2).unwrap_or((0, rest));
    let part = |number: u16| i8::try_from(number).ok();
    let time = Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok()?;
    Some((time, rest))
}

fn number(text: &str, digits: usize) -> Option<(u16, &str)> {
    let (head, rest) = text.split_at_checked(digits)?;
    if !head.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((head.parse().ok()?, rest))
}

fn skip<'a>(text: &'a str, marks: &[char]) -> &'a str {
    text.strip_prefix(marks).unwrap_or(text)
}

fn ends_in_digit(text: &str) -> bool {
    text.ends_with(|last: char| last.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_a_name_is_the_moment_of_its_capture() {
        let table = [
            ("aws-2015-11-04-211913.170424.xml", Some("2015-11-04T21:19:13Z")),
            ("github-2022-10-21T051624Z.atom", Some("2022-10-21T05:16:24Z")),
            ("claude-2026-07-29-major.json", Some("2026-07-29T00:00:00Z")),
            ("20260729T1205.json", Some("2026-07-29T12:05:00Z")),
            ("2026-07-29_12-05-09.json", Some("2026-07-29T12:05:09Z")),
            ("a-2026-07-01-b-2026-07-02.json", Some("2026-07-02T00:00:00Z")),
            ("summary.json", None),
            ("openai-202312_202402.csv", None),
            ("summary-2026.json", None),
            ("page-123456789012345.json", None),
            ("2026-13-40.json", None),
            ("ｆ2026-07-29.json", Some("2026-07-29T00:00:00Z")),
        ];
        for (name, expected) in table {
            assert_eq!(captured_at(name), expected.map(|at| at.parse().unwrap()), "{name}");
        }
    }
}
