//! The one line that the tray says: what is wrong, how much works, how old that is.

use jiff::Timestamp;

use super::{is_not_read, watched};
use crate::observation::Status;
use crate::snapshot::{ProductView, Snapshot, VerdictKind};
use crate::wording::Words;

/// Products named in one line; the others are counted.
const NAMED: usize = 3;

/// Longest name taken into a line, in characters. Overlays of the catalogue may carry longer ones.
const NAME: usize = 40;

/// What is wrong and how much works, without an age.
pub(super) fn state(snapshot: &Snapshot, words: &Words, now: Timestamp) -> String {
    let mut parts = Vec::new();
    if let Some(until) = snapshot.snoozed_until.filter(|until| *until > now) {
        parts.push(words.format("tray-snoozed-until", &[("time", words.moment(until, now).into())]));
    }
    let wrong = wrong(snapshot);
    if !wrong.is_empty() {
        parts.push(named(&wrong, words));
    }
    let counts = Counts::of(snapshot);
    match snapshot.verdict.kind {
        // The whole answer: what is known of the products is no news while it cannot be looked after.
        VerdictKind::Offline | VerdictKind::SignIn => return snapshot.verdict.text.clone(),
        VerdictKind::NothingWatched => parts.push(words.text("tray-nothing-watched")),
        VerdictKind::Checking if counts.working == 0 && wrong.is_empty() => parts.push(words.text("tray-checking")),
        VerdictKind::Working | VerdictKind::Trouble | VerdictKind::CannotTell | VerdictKind::Checking => {
            parts.extend(counts.lines(words, wrong.is_empty()));
        }
    }
    parts.join(" · ")
}

/// Whether the answer is about this computer rather than about what the person uses.
pub(super) const fn is_about_us(snapshot: &Snapshot) -> bool {
    matches!(snapshot.verdict.kind, VerdictKind::Offline | VerdictKind::SignIn)
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
    // Who is offline is told so with the time of the last read.
    match read.filter(|_| !is_about_us(snapshot)) {
        Some(read) => format!("{state} · {}", words.ago(read, now)),
        None => state,
    }
}

/// A product and what is wrong with it, as a phrase.
pub(super) fn phrase(product: &ProductView, words: &Words) -> String {
    let key = match product.status {
        Status::Operational | Status::Unknown => return name(product),
        Status::Maintenance => "tray-product-maintenance",
        Status::Degraded => "tray-product-degraded",
        Status::PartialOutage => "tray-product-partial",
        Status::MajorOutage => "tray-product-down",
    };
    words.format(key, &[("name", name(product).into())])
}

/// A product, its state and since when, as a phrase.
pub(super) fn phrase_since(product: &ProductView, words: &Words, now: Timestamp) -> String {
    let (name, state) = (name(product), words.status(product.status));
    match product.since {
        Some(since) => words.format(
            "tray-state-since",
            &[("name", name.into()), ("state", state.into()), ("time", words.moment(since, now).into())],
        ),
        None => words.format("tray-state", &[("name", name.into()), ("state", state.into())]),
    }
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
