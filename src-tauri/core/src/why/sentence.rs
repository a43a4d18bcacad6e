//! How an answer reads: its sentence or two, and the lines behind it.

use super::{Account, Finding, Probing, Reach, Support};
use crate::observation::Status;
use crate::snapshot::SourceKind;
use crate::wording::FluentValue;

/// Most names in the line about what a product runs on.
const MOST_SUPPORTS: usize = 4;

impl Account<'_> {
    /// The answer, and what else must be known at once: a dependency that is down too, what was found from here, and
    /// how late status pages are where calm is all that they say.
    pub(super) fn text(&self, answer: Finding) -> String {
        let sentences = match answer {
            Finding::Offline => vec![self.say("answer-offline")],
            Finding::SignIn => vec![self.say("answer-sign-in")],
            Finding::Down => self.said("answer-down"),
            Finding::PartlyDown => self.said("answer-partial"),
            Finding::Degraded => self.said("answer-degraded"),
            Finding::Maintenance => self.said("answer-maintenance"),
            Finding::Dependency => self.leaned_on(),
            Finding::Unreachable => vec![self.unreachable(), self.say("answer-lag")],
            Finding::CannotTell => self.cannot_tell(),
            Finding::Well => vec![self.well(), self.say("answer-lag")],
        };
        sentences.join(" ")
    }

    /// At most three: the feed and its age, the probe, what the product runs on.
    pub(super) fn lines(&self, answer: Finding) -> Vec<String> {
        [self.feed_line(answer), self.probe_line(), self.supports_line()].into_iter().flatten().collect()
    }

    fn say(&self, key: &str) -> String {
        self.fill(key, &[])
    }

    /// With what every sentence may name.
    fn fill(&self, key: &str, more: &[(&str, &str)]) -> String {
        let calm = if self.view.nothing_reported { "quiet" } else { "said" };
        let mut args: Vec<(&str, FluentValue<'_>)> =
            vec![("product", self.view.name.as_str().into()), ("provider", self.maker().into()), ("calm", calm.into())];
        args.extend(more.iter().map(|(name, value)| (*name, (*value).into())));
        self.question.words.format(key, &args)
    }

    fn maker(&self) -> &str {
        self.provider.map_or(self.view.provider.as_str(), |provider| &provider.name)
    }

    /// What the provider says, and beside it what the product runs on, where that is down too.
    fn said(&self, key: &str) -> Vec<String> {
        let since = self.view.since.or(self.view.read_at).unwrap_or(self.question.now);
        let since = self.question.words.moment(since, self.question.now);
        let first = self.fill(key, &[("since", &since)]);
        let beside = self.worst_support().map(|support| {
            let key =
                if support.view.status == Status::MajorOutage { "answer-also-down" } else { "answer-also-partial" };
            self.support(key, support)
        });
        std::iter::once(first).chain(beside).collect()
    }

    fn leaned_on(&self) -> Vec<String> {
        let Some(support) = self.worst_support() else { return self.cannot_tell() };
        let down = support.view.status == Status::MajorOutage;
        let first = self.support(if down { "answer-dependency-down" } else { "answer-dependency-partial" }, support);
        let itself = match self.view.status {
            Status::Operational => self.say("answer-itself"),
            Status::Maintenance | Status::Unknown | Status::Degraded | Status::PartialOutage | Status::MajorOutage => {
                format!("{}.", self.unknown_because())
            }
        };
        vec![first, itself]
    }

    fn support(&self, key: &str, support: &Support<'_>) -> String {
        self.fill(key, &[("dependency", &support.view.name), ("maker", support.maker)])
    }

    fn worst_support(&self) -> Option<&Support<'_>> {
        let counting = self.supports.iter().filter(|support| support.counts());
        counting.reduce(|worst, next| if next.view.status.rank() > worst.view.status.rank() { next } else { worst })
    }

    fn unreachable(&self) -> String {
        let host = self.probe().map_or("", |probe| probe.host.as_str());
        match self.probe().map(|probe| probe.reach) {
            Some(Reach::Errs(status)) => self.fill("answer-errs", &[("host", host), ("status", &status.to_string())]),
            Some(Reach::Not(obstacle)) => {
                let why = obstacle.text(self.question.words);
                self.fill("answer-unreachable", &[("host", host), ("why", &why)])
            }
            Some(Reach::Answers(_) | Reach::NoNetwork) | None => self.say("answer-well"),
        }
    }

    fn well(&self) -> String {
        match self.probe() {
            Some(probe) => self.fill("answer-well-reached", &[("host", &probe.host)]),
            None => self.say("answer-well"),
        }
    }

    fn cannot_tell(&self) -> Vec<String> {
        if self.view.local {
            return vec![self.say("answer-local")];
        }
        let first = self.fill("answer-cannot-tell", &[("state", &self.unknown_because())]);
        let from_here = self.probe().map(|probe| match probe.reach {
            Reach::Answers(_) | Reach::NoNetwork => self.fill("answer-from-here", &[("host", &probe.host)]),
            Reach::Errs(status) => {
                self.fill("answer-from-here-errs", &[("host", &probe.host), ("status", &status.to_string())])
            }
            Reach::Not(obstacle) => {
                let why = obstacle.text(self.question.words);
                self.fill("answer-from-here-not", &[("host", &probe.host), ("why", &why)])
            }
        });
        std::iter::once(first).chain(from_here).collect()
    }

    /// Why nothing is known of the product, as a sentence without its full stop.
    fn unknown_because(&self) -> String {
        let host = self.provider.and_then(|provider| provider.host.as_deref()).unwrap_or_else(|| self.maker());
        let Some(provider) = self.provider else { return self.fill("source-none", &[]) };
        match provider.source.kind {
            SourceKind::Readable if self.view.read_at.is_some() => self.fill("answer-too-old", &[("host", host)]),
            SourceKind::Readable => self.fill("answer-says-nothing", &[("host", host)]),
            SourceKind::Waiting
            | SourceKind::RateLimited
            | SourceKind::Unreadable
            | SourceKind::Gone
            | SourceKind::Moved
            | SourceKind::Blocked
            | SourceKind::None => provider.source.text.clone(),
        }
    }

    /// Who says so and how old that is, and how the feed is doing where the answer has not said so.
    fn feed_line(&self, answer: Finding) -> Option<String> {
        let words = self.question.words;
        let provider = self.provider.filter(|provider| provider.host.is_some() && !self.view.local)?;
        let host = provider.host.as_deref().unwrap_or_default();
        let mut parts = Vec::new();
        if let Some(at) = self.view.read_at {
            parts.push(self.fill("answer-line-read", &[("host", host), ("ago", &words.ago(at, self.question.now))]));
            if self.view.status == Status::Unknown && self.view.last_known != Status::Unknown {
                parts.push(self.fill("answer-line-last", &[("status", &words.status(self.view.last_known))]));
            }
        }
        let unsaid =
            answer != Finding::CannotTell && !(answer == Finding::Dependency && self.view.status == Status::Unknown);
        if unsaid && provider.source.kind != SourceKind::Readable {
            parts.push(provider.source.text.clone());
        }
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    fn probe_line(&self) -> Option<String> {
        match self.question.probing {
            Probing::No => None,
            Probing::Unasked(why) => Some(why.line(&self.view.name, self.question.words)),
            Probing::Done(probe) => Some(probe.line(self.question.words, self.question.now)),
        }
    }

    /// What it runs on, how that is doing, and how that is known where it matters.
    fn supports_line(&self) -> Option<String> {
        let (words, now) = (self.question.words, self.question.now);
        let one = |support: &Support<'_>| {
            let name = support.view.name.as_str();
            let state = words.state(support.view);
            if !support.view.status.is_trouble() {
                return self.fill("answer-support", &[("name", name), ("state", &state)]);
            }
            let since = words.moment(support.view.since.unwrap_or(now), now);
            let evidence = support.fact.evidence.as_str();
            self.fill(
                "answer-support-trouble",
                &[("name", name), ("state", &state), ("since", &since), ("evidence", evidence)],
            )
        };
        let mut supports: Vec<&Support<'_>> = self.supports.iter().collect();
        supports.sort_by_key(|support| std::cmp::Reverse(support.view.status.rank()));
        let named: Vec<String> = supports.into_iter().take(MOST_SUPPORTS).map(one).collect();
        (!named.is_empty()).then(|| self.fill("answer-line-runs-on", &[("dependencies", &named.join("; "))]))
    }
}
