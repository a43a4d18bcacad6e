//! The one line that the tray says: what is wrong, how much works, how old that is.

use jiff::{Timestamp, Zoned};

use super::{is_not_read, watched};
use crate::observation::Status;
use crate::snapshot::{ProductView, Snapshot, VerdictKind};
use crate::wording::Words;

/// Products named in one line; the others are counted.
const NAMED: usize = 3;

/// Longest name taken into a line, in characters. Overlays of the catalogue may carry longer ones.
const NAME: usize = 40;

/// What is wrong and how much works, without an age.
pub(super) fn state(snapshot: &Snapshot, words: &Words, now: &Zoned) -> String {
    let mut parts = Vec::new();
    if let Some(until) = snapshot.snoozed_until.filter(|until| *until > now.timestamp()) {
        parts.push(words.format("tray-snoozed-until", &[("time", time(until, words, now).into())]));
    }
    let wrong = wrong(snapshot);
    if !wrong.is_empty() {
        parts.push(named(&wrong, words));
    }
    let counts = Counts::of(snapshot);
    match snapshot.verdict.kind {
        VerdictKind::NothingWatched => parts.push(words.text("tray-nothing-watched")),
        VerdictKind::Checking if counts.working == 0 && wrong.is_empty() => parts.push(words.text("tray-checking")),
        VerdictKind::Working | VerdictKind::Trouble | VerdictKind::CannotTell | VerdictKind::Checking => {
            parts.extend(counts.lines(words, wrong.is_empty()));
        }
    }
    parts.join(" · ")
}

/// The state with its age.
pub(super) fn tooltip(snapshot: &Snapshot, words: &Words, now: Timestamp, state: String) -> String {
    let state =
        if snapshot.drill { words.format("tray-drill-line", &[("state", state.as_str().into())]) } else { state };
    // The oldest of the reads that the line rests on: the line is no fresher than that.
    let read = watched(snapshot)
        .filter(|product| product.status != Status::Unknown)
        .filter_map(|product| product.read_at)
        .min();
    match read {
        Some(read) => format!("{state} · {}", age(read, words, now)),
        None => state,
    }
}

/// A product and its state, as a phrase.
pub(super) fn phrase(product: &ProductView, words: &Words) -> String {
    words.format(&format!("tray-product-{}", key(product.status)), &[("name", name(product).into())])
}

/// A product, its state and since when, as a phrase.
pub(super) fn phrase_since(product: &ProductView, words: &Words, now: &Zoned) -> String {
    let Some(since) = product.since else { return phrase(product, words) };
    words.format(
        &format!("tray-since-{}", key(product.status)),
        &[("name", name(product).into()), ("time", time(since, words, now).into())],
    )
}

/// A product's name, bounded.
pub(super) fn name(product: &ProductView) -> String {
    clip(&product.name, NAME)
}

/// At most so many characters.
pub(super) fn clip(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut clipped: String = text.chars().take(most.saturating_sub(1)).collect();
    clipped.push('…');
    clipped
}

/// The time of day; with its date where it is a day or more away.
pub(super) fn time(at: Timestamp, words: &Words, now: &Zoned) -> String {
    let local = at.to_zoned(now.time_zone().clone());
    let clock = words.format(
        "tray-clock",
        &[("hour", local.strftime("%H").to_string().into()), ("minute", local.strftime("%M").to_string().into())],
    );
    if at.duration_since(now.timestamp()).as_hours().abs() < 24 {
        return clock;
    }
    format!("{} {clock}", local.date())
}

/// How much works and how much cannot be told, as counts.
pub(super) struct Counts {
    working: usize,
    unknown: usize,
    not_read: usize,
}

impl Counts {
    /// Counts the watched products.
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let mut counts = Self { working: 0, unknown: 0, not_read: 0 };
        for product in watched(snapshot) {
            match product.status {
                Status::Operational => counts.working += 1,
                Status::Unknown if is_not_read(snapshot, product) => counts.not_read += 1,
                Status::Unknown => counts.unknown += 1,
                Status::Maintenance | Status::Degraded | Status::PartialOutage | Status::MajorOutage => {}
            }
        }
        counts
    }

    /// The counts in words. `calm`: nothing is known to be wrong.
    pub(super) fn lines(&self, words: &Words, calm: bool) -> Vec<String> {
        let count = |key: &str, n: usize| words.format(key, &[("count", n.into())]);
        if calm && self.working > 0 && self.unknown == 0 && self.not_read == 0 {
            return vec![words.text("tray-all-working")];
        }
        if calm && self.working == 0 {
            return vec![words.text("tray-cannot-tell")];
        }
        let mut lines = Vec::new();
        for (key, n) in
            [("tray-working", self.working), ("tray-unknown", self.unknown), ("tray-not-read", self.not_read)]
        {
            if n > 0 {
                lines.push(count(key, n));
            }
        }
        lines
    }
}

/// What is in trouble, worst first, then what is under maintenance.
fn wrong(snapshot: &Snapshot) -> Vec<&ProductView> {
    let mut wrong = snapshot.troubled();
    wrong.extend(watched(snapshot).filter(|product| product.status == Status::Maintenance));
    wrong
}

fn named(wrong: &[&ProductView], words: &Words) -> String {
    let mut list: Vec<_> = wrong.iter().take(NAMED).map(|product| phrase(product, words)).collect();
    if wrong.len() > NAMED {
        list.push(words.format("tray-more", &[("count", (wrong.len() - NAMED).into())]));
    }
    list.join(", ")
}

const fn key(status: Status) -> &'static str {
    match status {
        Status::Operational => "working",
        Status::Maintenance => "maintenance",
        Status::Unknown => "unknown",
        Status::Degraded => "degraded",
        Status::PartialOutage => "partial",
        Status::MajorOutage => "down",
    }
}

fn age(at: Timestamp, words: &Words, now: Timestamp) -> String {
    let minutes = now.duration_since(at).as_mins();
    let (key, count) = match minutes {
        ..1 => return words.text("tray-age-now"),
        1..60 => ("tray-age-minutes", minutes),
        60..1440 => ("tray-age-hours", minutes / 60),
        _ => ("tray-age-days", minutes / 1440),
    };
    words.format(key, &[("count", count.into())])
}
