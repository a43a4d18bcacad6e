//! How long: times as people write them on the command line.

/// Seconds in `30m`, `1h 30m`, `90s` or `2d`; `None` for what is no such time. A day has 24 hours.
pub(super) fn seconds(text: &str) -> Option<i64> {
    let span: jiff::Span = text.parse().ok()?;
    Some(span.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).ok()?.as_secs())
}
