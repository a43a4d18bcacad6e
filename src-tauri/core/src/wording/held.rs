//! Why something was told or held, as a person reads it: one explanation for the window, `siaga status` and
//! `siaga watch --explain`.

use jiff::{SignedDuration, Timestamp};

use super::Words;
use crate::alert::Reason;
use crate::decide::Decision;

/// A moment that is nearer than this goes by its time of day alone, also over midnight.
const NEAR: SignedDuration = SignedDuration::from_hours(12);

impl Words {
    /// Why this was told or held, as a phrase: "quiet hours until 07:00". It takes a lead such as "Not announced:" and no
    /// full stop. `name` gives a product's name by its id; `now` is the reader's time.
    #[must_use]
    pub fn explain(&self, decision: &Decision, name: &dyn Fn(&str) -> String, now: Timestamp) -> String {
        let hold = decision.hold.as_ref();
        // What has passed is no promise any more.
        let until = hold.and_then(|hold| hold.until).filter(|until| *until > now);
        let timed = |key: &str, until: Timestamp| self.format(key, &[("time", self.coming(until, now).into())]);
        match (decision.reason, until) {
            (Reason::QuietHours, Some(until)) => timed("hold-quiet-until", until),
            (Reason::QuietHours, None) => self.text("hold-quiet-over"),
            (Reason::Snoozed, Some(until)) => timed("hold-snoozed", until),
            (Reason::Silenced, Some(until)) => timed("hold-silenced", until),
            (Reason::Silenced, None) if hold.is_none() => {
                self.format("hold-off", &[("product", name(&decision.product).into())])
            }
            (Reason::Unconfirmed, Some(until)) => timed("hold-unconfirmed-until", until),
            (Reason::Unconfirmed, None) => self.text("hold-unconfirmed"),
            (Reason::Flapping, Some(until)) => timed("hold-flapping", until),
            (Reason::Grouped, _) => match hold.map(|hold| (hold.ceiling, hold.with.as_deref())) {
                Some((Some(most), _)) => self.format("hold-ceiling", &[("count", most.into())]),
                Some((None, Some(other))) => self.format("hold-grouped", &[("product", name(other).into())]),
                Some((None, None)) | None => self.text("reason-grouped"),
            },
            (reason, _) => self.text(reason_key(reason)),
        }
    }

    /// A moment to come: its time of day, with the date where that is not soon.
    fn coming(&self, at: Timestamp, now: Timestamp) -> String {
        if at.duration_since(now) < NEAR { self.moment(at, at) } else { self.moment(at, now) }
    }
}

/// The key of a reason's own words, without what holds it back.
#[must_use]
pub const fn reason_key(reason: Reason) -> &'static str {
    match reason {
        Reason::Began => "reason-began",
        Reason::Worsened => "reason-worsened",
        Reason::Recovered => "reason-recovered",
        Reason::Reopened => "reason-reopened",
        Reason::Back => "reason-back",
        Reason::Reminder => "reason-reminder",
        Reason::Digest => "reason-digest",
        Reason::Silenced => "reason-silenced",
        Reason::QuietHours => "reason-quiet-hours",
        Reason::Flapping => "reason-flapping",
        Reason::Offline => "reason-offline",
        Reason::PlatformDoubt => "reason-platform-doubt",
        Reason::Baseline => "reason-baseline",
        Reason::Unconfirmed => "reason-unconfirmed",
        Reason::AlreadyTold => "reason-already-told",
        Reason::NeverTold => "reason-never-told",
        Reason::BelowThreshold => "reason-below-threshold",
        Reason::Maintenance => "reason-maintenance",
        Reason::RetroPosted => "reason-retro-posted",
        Reason::Snoozed => "reason-snoozed",
        Reason::Grouped => "reason-grouped",
    }
}

#[cfg(test)]
mod tests;
