//! The words that status authors use for how far they have come. Formats with words of their own read them themselves.

use crate::observation::Stage;

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
