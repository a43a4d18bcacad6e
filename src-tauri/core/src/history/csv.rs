//! Outages as a table that spreadsheets open: quoted where need be, and never taken for a formula.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::days::window;
use super::{History, HistoryOutage, Past, ROOM, length, outages};
use crate::alert::Severity;

/// First characters that make a spreadsheet calculate what it should show. The wide ones are what some of them take for
/// the same.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The outages of a history as comma-separated values with a line of names, newest first. Each line ends in a newline.
#[must_use]
pub fn csv(history: &History) -> String {
    lines(&history.outages)
}

/// The same of a past, of the last `days` days as they are in `zone`, with nothing left out. None where that is too much
/// for one answer.
#[must_use]
pub fn table(past: &Past, days: u16, zone: &TimeZone, now: Timestamp) -> Option<String> {
    let days = window(days, zone, now);
    let table = lines(&outages(past, days.first().map_or(now.as_second(), |day| day.from)));
    (length(&table) <= ROOM).then_some(table)
}

fn lines(outages: &[HistoryOutage]) -> String {
    let mut table = String::from("id,incident,title,severity,began_at,ended_at,duration_s,told,held\n");
    for outage in outages {
        let cells = row(outage).map(|text| cell(&text));
        table.push_str(&cells.join(","));
        table.push('\n');
    }
    table
}

fn row(outage: &HistoryOutage) -> [String; 9] {
    let severity = match outage.severity {
        Severity::Degraded => "degraded",
        Severity::PartialOutage => "partial_outage",
        Severity::MajorOutage => "major_outage",
    };
    let lasted = outage.ended_at.map(|ended| ended.duration_since(outage.began_at).as_secs().max(0));
    [
        outage.id.clone(),
        outage.incident.clone().unwrap_or_default(),
        outage.title.clone().unwrap_or_default(),
        severity.to_owned(),
        outage.began_at.to_string(),
        outage.ended_at.map(|ended| ended.to_string()).unwrap_or_default(),
        lasted.map(|seconds| seconds.to_string()).unwrap_or_default(),
        outage.told.to_string(),
        outage.held.map(|reason| format!("{reason:?}")).unwrap_or_default(),
    ]
}

/// Text of a provider can begin like a formula: an apostrophe before it makes it text.
fn cell(text: &str) -> String {
    let safe = if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() };
    let plain = !safe.contains([',', ';', '"', '\n', '\r', '\t']) && safe.trim() == safe;
    if plain { safe } else { format!("\"{}\"", safe.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_where_it_must_be_and_never_a_formula() {
        let table = [
            ("", ""),
            ("Errors", "Errors"),
            ("Errors, slow", "\"Errors, slow\""),
            ("He said \"down\"", "\"He said \"\"down\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            (" padded", "\" padded\""),
            ("=1+1", "'=1+1"),
            ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@sum", "'@sum"),
            ("\t=1", "\"'\t=1\""),
            ("＝1", "'＝1"),
            ("1-1", "1-1"),
        ];
        for (text, expected) in table {
            assert_eq!(cell(text), expected, "{text:?}");
        }
    }
}
