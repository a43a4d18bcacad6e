//! The words that status authors use for how far they have come. Formats with words of their own read them themselves.

use crate::observation::{Impact, Stage, Status};

/// The stage that a word of an enumeration names, in any case: the words that most formats share.
pub(super) fn stage(word: &str) -> Option<Stage> {
    let word = word.trim().to_ascii_lowercase();
    match word.as_str() {
        "investigating" | "reported" | "detected" => Some(Stage::Investigating),
        "identified" => Some(Stage::Identified),
        "monitoring" | "watching" => Some(Stage::Monitoring),
        "resolved" | "postmortem" | "fixed" | "closed" | "completed" | "cancelled" | "canceled" => {
            Some(Stage::Resolved)
        }
        _ => None,
    }
}

/// The harm that a report claims by the states it gives to components. Without trouble among them it claims none that
/// we know: that the parts work again does not say that nothing happened.
pub(super) fn harm(states: impl IntoIterator<Item = Status>) -> Impact {
    match states.into_iter().fold(Status::Operational, Status::worst) {
        Status::Degraded => Impact::Minor,
        Status::PartialOutage => Impact::Major,
        Status::MajorOutage => Impact::Critical,
        Status::Operational | Status::Maintenance | Status::Unknown => Impact::Unknown,
    }
}
