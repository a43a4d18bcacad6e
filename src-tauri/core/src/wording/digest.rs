//! The text of a digest: what was held for a time, told together.

use jiff::Timestamp;

use super::notification::others;
use super::{Text, Words};
use crate::alert::{After, Digest, DigestItem, Severity};

/// Most outages that are named one by one; of the rest, how many there are.
const NAMED: usize = 4;

/// Words a digest. `working` are names of alternatives that work at this moment, best first.
#[must_use]
pub fn digest(
    words: &Words,
    digest: &Digest,
    name: &dyn Fn(&str) -> String,
    working: &[&str],
    drill: bool,
    now: Timestamp,
) -> Text {
    let title = match (digest.after, digest.items.as_slice()) {
        (After::FirstLook, [one]) => {
            words.format("digest-title-already-one", &[("product", name(&one.product).into())])
        }
        (After::FirstLook, items) => words.format("digest-title-already", &[("count", items.len().into())]),
        (After::Away, _) => words.text("digest-title-away"),
        (After::QuietHours, _) => words.text("digest-title-quiet"),
        (After::Ceiling, _) => words.text("digest-title-ceiling"),
    };
    let mut sentences: Vec<String> =
        digest.items.iter().take(NAMED).map(|item| sentence(words, item, name, now)).collect();
    let rest = digest.items.len().saturating_sub(NAMED);
    if rest > 0 {
        sentences.push(words.format("digest-rest", &[("count", rest.into())]));
    }
    if digest.items.iter().any(|item| item.until.is_none()) {
        sentences.extend(others(words, working));
    }
    words.marked(title, sentences, drill)
}

fn sentence(words: &Words, item: &DigestItem, name: &dyn Fn(&str) -> String, now: Timestamp) -> String {
    let product = ("product", name(&item.product).into());
    let Some(until) = item.until else {
        let key = match item.severity {
            Severity::MajorOutage => "digest-still-down",
            Severity::PartialOutage => "digest-still-partial",
            Severity::Degraded => "digest-still-degraded",
        };
        return words.format(key, &[product, ("since", words.moment(item.since, now).into())]);
    };
    let (from, until) = words.span(item.since, until, now);
    let key = match item.severity {
        Severity::MajorOutage => "digest-was-down",
        Severity::PartialOutage => "digest-was-partial",
        Severity::Degraded => "digest-was-degraded",
    };
    words.format(key, &[product, ("from", from.into()), ("until", until.into())])
}
