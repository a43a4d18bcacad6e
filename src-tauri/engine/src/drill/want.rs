//! What a story wants of Siaga, and how what happened differs from it. It listens to nothing and prints nothing.

use std::time::Duration;

use serde::Deserialize;
use siaga_core::alert::Reason;

use super::story::{Story, moment};

/// Something that is to be told, or held for a reason, within a span of the story.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Want {
    /// From and to, from the start, in story time.
    #[serde(deserialize_with = "moment::span")]
    pub between: (Duration, Duration),
    /// About this product; absent: about any.
    pub product: Option<String>,
    /// For this reason; absent: for any for which something is told.
    pub reason: Option<Reason>,
    /// With this in its title.
    pub title: Option<String>,
    /// With this in its body.
    pub body: Option<String>,
}

/// Something that Siaga told, or held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// When, from the start, in story time.
    pub at: Duration,
    /// The product, where it is about one.
    pub product: Option<String>,
    /// Why.
    pub reason: Option<Reason>,
    /// What was told; absent where it was held.
    pub text: Option<(String, String)>,
}

/// A way in which what happened differs from what is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A want that nothing met.
    Unmet {
        /// Its line in the story.
        line: usize,
        /// The want.
        want: Want,
        /// When the like of it happened, where it did at another time.
        instead: Option<Duration>,
    },
    /// Told, and not wanted.
    Unwanted(Seen),
}

impl Want {
    /// Whether it can be met at all.
    ///
    /// # Errors
    /// A sentence that says what is allowed.
    pub(super) fn check(&self) -> Result<(), &'static str> {
        let worded = self.title.is_some() || self.body.is_some();
        if self.is_held() && worded {
            return Err("what is held has neither title nor body: give its product and reason alone");
        }
        if self.product.is_none() && self.reason.is_none() && !worded {
            return Err("a want needs at least one of: product, reason, title, body");
        }
        Ok(())
    }

    fn is_held(&self) -> bool {
        self.reason.is_some_and(|reason| !reason.is_told())
    }

    fn is_like(&self, seen: &Seen) -> bool {
        if self.is_held() != seen.text.is_none() {
            return false;
        }
        let (title, body) = seen.text.as_ref().map_or(("", ""), |(title, body)| (title.as_str(), body.as_str()));
        self.product.as_ref().is_none_or(|product| seen.product.as_ref() == Some(product))
            && self.reason.is_none_or(|reason| seen.reason == Some(reason))
            && self.title.as_ref().is_none_or(|part| title.contains(part.as_str()))
            && self.body.as_ref().is_none_or(|part| body.contains(part.as_str()))
    }

    fn is_within(&self, at: Duration) -> bool {
        self.between.0 <= at && at <= self.between.1
    }
}

/// Compares what happened, oldest first, with what the story wants. What is told meets one want; what is held meets any
/// number of them.
#[must_use]
pub fn compare(story: &Story, seen: &[Seen]) -> Vec<Difference> {
    let mut wants: Vec<(usize, &Want)> = story.wants().collect();
    // Whichever must be met first takes the first that meets it, so that no want takes what only another could use.
    wants.sort_by_key(|(_, want)| want.between.1);
    let mut free: Vec<&Seen> = seen.iter().collect();
    let mut differences = Vec::new();
    let mut unmet = Vec::new();
    for (line, want) in wants {
        match free.iter().position(|seen| want.is_like(seen) && want.is_within(seen.at)) {
            Some(_) if want.is_held() => {}
            Some(at) => drop(free.remove(at)),
            None => unmet.push((line, want)),
        }
    }
    unmet.sort_by_key(|(line, _)| *line);
    for (line, want) in unmet {
        let instead = free.iter().find(|seen| want.is_like(seen)).map(|seen| seen.at);
        differences.push(Difference::Unmet { line, want: want.clone(), instead });
    }
    if story.none_otherwise {
        let told = free.into_iter().filter(|seen| seen.text.is_some());
        differences.extend(told.cloned().map(Difference::Unwanted));
    }
    differences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(wants: &str) -> Story {
        let text = format!(
            "title = \"x\"\nrest = \"1h\"\nnone_otherwise = true\n[[step]]\nat = \"0s\"\nparts = {{ core = \"degraded\" }}\n{wants}"
        );
        Story::parse("story.toml", &text).unwrap()
    }

    fn told(minute: u64, product: &str, reason: Reason, title: &str) -> Seen {
        Seen {
            at: Duration::from_secs(minute * 60),
            product: Some(product.to_owned()),
            reason: Some(reason),
            text: Some((title.to_owned(), "body".to_owned())),
        }
    }

    const BEGAN: &str =
        "[[want]]\nbetween = [\"2m\", \"6m\"]\nproduct = \"claude\"\nreason = \"Began\"\ntitle = \"down\"\n";

    #[test]
    fn what_is_told_in_time_is_met_and_what_is_early_late_or_other_is_not() {
        let story = story(BEGAN);
        let table = [
            (told(2, "claude", Reason::Began, "Claude is down"), true),
            (told(6, "claude", Reason::Began, "Claude is down"), true),
            (told(1, "claude", Reason::Began, "Claude is down"), false),
            (told(7, "claude", Reason::Began, "Claude is down"), false),
            (told(3, "chatgpt", Reason::Began, "Claude is down"), false),
            (told(3, "claude", Reason::Reopened, "Claude is down"), false),
            (told(3, "claude", Reason::Began, "Claude is fine"), false),
        ];
        for (seen, met) in table {
            let differences = compare(&story, std::slice::from_ref(&seen));
            assert_eq!(differences.is_empty(), met, "{seen:?}: {differences:?}");
            let instead = differences.iter().find_map(|difference| match difference {
                Difference::Unmet { instead, line, .. } => Some((*line, *instead)),
                Difference::Unwanted(_) => None,
            });
            let like = seen.product.as_deref() == Some("claude")
                && seen.reason == Some(Reason::Began)
                && seen.text.as_ref().is_some_and(|text| text.0.contains("down"));
            assert_eq!(instead, (!met).then_some((7, like.then_some(seen.at))), "{seen:?}");
        }
    }

    #[test]
    fn one_notification_meets_one_want_and_the_rest_is_named() {
        let twice = story(&BEGAN.repeat(2));
        let seen = told(3, "claude", Reason::Began, "Claude is down");
        assert_eq!(compare(&twice, std::slice::from_ref(&seen)).len(), 1);
        assert_eq!(compare(&twice, &[seen.clone(), seen.clone()]), []);
        assert_eq!(compare(&story(BEGAN), &[seen.clone(), seen.clone()]), [Difference::Unwanted(seen)]);
    }

    #[test]
    fn a_want_that_ends_sooner_takes_what_both_could_have() {
        let wide = "[[want]]\nbetween = [\"0s\", \"9m\"]\nreason = \"Began\"\n";
        let both = story(&format!("{wide}{BEGAN}"));
        let (first, second) = (told(3, "claude", Reason::Began, "Claude is down"), told(8, "x", Reason::Began, "y"));
        assert_eq!(compare(&both, &[first, second]), []);
    }

    #[test]
    fn what_is_held_is_wanted_by_its_reason_and_never_counts_as_told() {
        let quiet = story("[[want]]\nbetween = [\"2m\", \"6m\"]\nproduct = \"claude\"\nreason = \"QuietHours\"\n");
        let held = Seen { text: None, ..told(3, "claude", Reason::QuietHours, "") };
        assert_eq!(compare(&quiet, &[held.clone(), held]), []);
        assert_eq!(compare(&quiet, &[]).len(), 1);
        let other = Seen { text: None, ..told(3, "claude", Reason::Snoozed, "") };
        assert_eq!(compare(&quiet, &[other]).len(), 1, "held for another reason");
    }
}
