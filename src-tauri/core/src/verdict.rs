//! The one-line answer to "is it them or me?", from what is shown and from what is doubted about this computer.

use jiff::Timestamp;

use crate::doubt::Doubt;
use crate::observation::Status;
use crate::snapshot::{ProductView, SourceKind, Verdict, VerdictKind};
use crate::wording::Words;

/// Answers from the products as shown. `kind_of` gives the state of a product's feed, `doubt` is about this computer.
#[must_use]
pub fn verdict(
    products: &[ProductView],
    kind_of: impl Fn(&ProductView) -> SourceKind,
    doubt: Option<Doubt>,
    words: &Words,
    now: Timestamp,
) -> Verdict {
    let watched: Vec<&ProductView> = products.iter().filter(|product| product.watched).collect();
    if let Some(verdict) = doubt.filter(|_| !watched.is_empty()).and_then(|doubt| about_us(doubt, &watched, words, now))
    {
        return verdict;
    }
    let just_back = matches!(doubt, Some(Doubt::Awake | Doubt::ClockJumped));
    let status = overall(&watched);
    let mut troubled: Vec<&ProductView> = watched.iter().copied().filter(|view| view.status.is_trouble()).collect();
    troubled.sort_by_key(|view| std::cmp::Reverse(view.status.rank()));
    let in_state = |status: Status| -> Vec<&str> {
        watched.iter().filter(|view| view.status == status).map(|view| view.name.as_str()).collect()
    };
    let (unread, at_work) = (in_state(Status::Unknown), in_state(Status::Maintenance));
    let (kind, text) = match troubled.as_slice() {
        _ if watched.is_empty() => (VerdictKind::NothingWatched, words.text("verdict-nothing-watched")),
        [one] => {
            let key = match one.status {
                Status::MajorOutage => "verdict-one-major",
                Status::PartialOutage => "verdict-one-partial",
                Status::Degraded | Status::Operational | Status::Maintenance | Status::Unknown => {
                    "verdict-one-degraded"
                }
            };
            (VerdictKind::Trouble, words.format(key, &[("product", one.name.as_str().into())]))
        }
        [_, _, ..] => {
            let names: Vec<&str> = troubled.iter().map(|view| view.name.as_str()).collect();
            let args = [("count", names.len().into()), ("products", words.list(&names).into())];
            (VerdictKind::Trouble, words.format("verdict-many", &args))
        }
        [] if !at_work.is_empty() => {
            (VerdictKind::Working, words.format("verdict-maintenance", &[("products", words.list(&at_work).into())]))
        }
        [] if unread.is_empty() => (VerdictKind::Working, words.text("verdict-working")),
        [] if unread.len() < watched.len() => {
            (VerdictKind::Working, words.format("verdict-working-but", &[("products", words.list(&unread).into())]))
        }
        [] if just_back || watched.iter().any(|view| kind_of(view) == SourceKind::Waiting) => {
            (VerdictKind::Checking, words.text("verdict-checking"))
        }
        [] => (VerdictKind::CannotTell, words.text("verdict-cannot-tell")),
    };
    Verdict { kind, status, text }
}

/// The answer where it is about this computer. What was last known is shown beside it, while it is fresh.
fn about_us(doubt: Doubt, watched: &[&ProductView], words: &Words, now: Timestamp) -> Option<Verdict> {
    let (kind, text) = match doubt {
        Doubt::Offline => {
            let text = match watched.iter().filter_map(|view| view.read_at).max() {
                Some(read) => words.format("verdict-offline", &[("time", words.moment(read, now).into())]),
                None => words.text("verdict-offline-never"),
            };
            (VerdictKind::Offline, text)
        }
        Doubt::SignIn => (VerdictKind::SignIn, words.text("verdict-sign-in")),
        Doubt::Awake | Doubt::ClockJumped | Doubt::Platform => return None,
    };
    Some(Verdict { kind, status: Status::Unknown, text })
}

/// The worst of what is watched. What cannot be told counts only where nothing can: a provider that publishes no
/// readable status must not turn everything grey for ever.
fn overall(watched: &[&ProductView]) -> Status {
    let known = watched.iter().map(|view| view.status).filter(|status| *status != Status::Unknown);
    known.reduce(Status::worst).unwrap_or(Status::Unknown)
}

#[cfg(test)]
mod tests;
