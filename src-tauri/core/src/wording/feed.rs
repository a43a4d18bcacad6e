//! How a feed is doing, in one sentence; why it is read next when it is; the notice that one could not be read for a day.

use std::time::Duration;

use jiff::Timestamp;

use super::{Text, Words};
use crate::schedule::{Ground, Why};
use crate::snapshot::{FeedHealth, SourceKind};

impl Words {
    /// The state of a feed as one sentence, without its full stop.
    #[must_use]
    pub fn feed(&self, kind: SourceKind, host: &str, provider: &str, health: &FeedHealth, now: Timestamp) -> String {
        let moment = |at: Option<Timestamp>| at.map(|at| self.moment(at, now)).unwrap_or_default();
        let say = |key: &str, more: &[(&str, &str)]| {
            let mut args = vec![("host", host.into()), ("provider", provider.into())];
            args.extend(more.iter().map(|(name, value)| (*name, (*value).into())));
            self.format(key, &args)
        };
        let since = moment(health.failing_since);
        let since = ("since", since.as_str());
        let why = ("why", health.why.as_deref().unwrap_or_default());
        match kind {
            SourceKind::Readable => match &health.read_as {
                None => say("source-readable", &[]),
                Some(found) => {
                    let at = self.moment(found.since, now);
                    let args = [("format", found.format.as_str()), ("since", at.as_str())];
                    if found.renamed.is_empty() {
                        return say("source-found-again", &args);
                    }
                    let renamed: Vec<&str> = found.renamed.iter().map(String::as_str).collect();
                    say("source-renamed", &[args[0], args[1], ("products", self.list(&renamed).as_str())])
                }
            },
            SourceKind::Waiting => say("source-waiting", &[]),
            SourceKind::RateLimited => match health.until {
                Some(_) => say("source-rate-limited", &[("until", moment(health.until).as_str())]),
                None => say("source-rate-limited-for-now", &[]),
            },
            SourceKind::Unreadable if why.1.is_empty() => say("source-unreadable-somehow", &[since]),
            SourceKind::Unreadable => say("source-unreadable", &[since, why]),
            SourceKind::Gone => say("source-gone", &[since]),
            SourceKind::Moved => match &health.moved_to {
                Some(place) => say("source-moved", &[since, ("place", place.as_str())]),
                None => say("source-moved-somewhere", &[since]),
            },
            SourceKind::Blocked => say("source-blocked", &[since]),
            SourceKind::None => say("source-none", &[]),
        }
    }

    /// Why a feed is read next when it is: a phrase without a full stop, which holds for as long as nothing changes.
    #[must_use]
    pub fn next_read(&self, why: Why, now: Timestamp) -> String {
        match why {
            Why::Every { pause, ground } => {
                let key = match ground {
                    Ground::Calm => "next-calm",
                    Ground::Favourite => "next-favourite",
                    Ground::Open => "next-open",
                    Ground::Battery => "next-battery",
                    Ground::Offline => "next-offline",
                };
                self.format(key, &[("pause", self.pause(pause).into())])
            }
            Why::Failing { times } => self.format("next-failing", &[("count", times.into())]),
            Why::Asked { until } => self.format("next-asked", &[("time", self.moment(until, now).into())]),
            Why::Round => self.text("next-round"),
        }
    }

    /// A wait, to the second where it is short.
    #[must_use]
    pub fn pause(&self, pause: Duration) -> String {
        let seconds = pause.as_secs();
        if seconds < 120 && !(seconds > 0 && seconds.is_multiple_of(60)) {
            return self.format("duration-seconds", &[("count", seconds.into())]);
        }
        self.duration(jiff::SignedDuration::try_from(pause).unwrap_or(jiff::SignedDuration::MAX))
    }

    /// The notice that the feed of this product could not be read for a day: what, since when, why, what to do. `state`
    /// is the feed's sentence.
    #[must_use]
    pub fn unread_notice(&self, product: &str, provider: &str, state: &str, moved: bool, drill: bool) -> Text {
        let args = [("product", product.into()), ("provider", provider.into())];
        let title = self.format("notify-unread-title", &args);
        let title = if drill { self.format("drill-title", &[("title", title.into())]) } else { title };
        let todo = self.format(if moved { "notify-unread-confirm" } else { "notify-unread-look" }, &args);
        let said = self.format("notify-unread-state", &[("state", state.into())]);
        let mut sentences = vec![said, self.format("notify-unread-means", &args), todo];
        if drill {
            sentences.push(self.text("notify-drill"));
        }
        Text { title, body: sentences.join(" ") }
    }
}
