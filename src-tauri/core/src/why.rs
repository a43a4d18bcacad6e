//! "Is it them or me?" for one product: from what is shown, what is known of this computer's own network, what the
//! product runs on, and a probe where the person wanted one, exactly one answer and a few lines that stand behind it.
//!
//! It repeats what providers say and what was tried from here; it never claims to know of an outage before its
//! provider does. Not here: asking anything (the engine's), and the answer about all that is watched ([`crate::verdict`]).

mod probe;
mod sentence;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::observation::Status;
use crate::provider::{Confidence, Dependency, Product};
use crate::snapshot::{ProductView, ProviderView, Snapshot, SourceKind, VerdictKind};
use crate::wording::Words;

pub use probe::{Obstacle, Probe, ProbeReport, Probing, Reach, Unasked};

/// What is known of this computer's own way to the net.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Local {
    /// Something was reached of late.
    Online,
    /// Nothing can be reached, because there is no network.
    Offline,
    /// The network shows its own page until somebody signs in.
    SignIn,
    /// Nobody has looked.
    #[default]
    Unknown,
}

impl Local {
    /// As the picture shows it: the verdict says when nothing can be read for a reason of this computer's.
    #[must_use]
    pub fn of(snapshot: &Snapshot) -> Self {
        match snapshot.verdict.kind {
            VerdictKind::Offline => Self::Offline,
            VerdictKind::SignIn => Self::SignIn,
            VerdictKind::Working | VerdictKind::Trouble => Self::Online,
            VerdictKind::CannotTell | VerdictKind::Checking | VerdictKind::NothingWatched => Self::Unknown,
        }
    }
}

/// What an answer is made from.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The product, as the catalogue has it.
    pub product: &'a Product,
    /// What is shown now.
    pub snapshot: &'a Snapshot,
    /// How this computer is doing.
    pub local: Local,
    /// Whether the product's own address was asked, and what came of it.
    pub probing: &'a Probing,
    /// The person's words.
    pub words: &'a Words,
    /// The time that ages are counted to.
    pub now: Timestamp,
}

/// Which of the answers it is. They are listed by precedence: the first that holds is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// This computer has no network.
    Offline,
    /// The network asks the person to sign in.
    SignIn,
    /// The provider says that it is down.
    Down,
    /// The provider says that it is broken in part.
    PartlyDown,
    /// The provider says that it is degraded.
    Degraded,
    /// The provider says that it is being worked on, as planned.
    Maintenance,
    /// Something that it runs on is down or broken in part, as that one's provider says.
    Dependency,
    /// The provider says that all is well, and it cannot be reached from here or answers with an error.
    Unreachable,
    /// The feed cannot be read, says nothing about it, or there is none.
    CannotTell,
    /// Nothing is known to be wrong.
    Well,
}

/// `siaga why --json`, and what the window gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Explanation {
    /// 1.
    pub schema: u32,
    /// The product's id.
    pub product: String,
    /// Which answer.
    pub answer: Finding,
    /// The answer in the person's language: one sentence, and a second where something else must be known.
    pub text: String,
    /// What stands behind it: the feed and its age, the probe, what the product runs on. At most three.
    pub lines: Vec<String>,
    /// Who speaks about the product, and how old that is.
    pub source: Speaker,
    /// What asking the product's own address gave; null where it was not asked.
    pub probe: Option<ProbeReport>,
}

/// The feed behind an [`Explanation`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Speaker {
    /// The feed's host; null where there is none.
    pub host: Option<String>,
    /// How it is doing.
    pub feed: SourceKind,
    /// When it was last read, with evidence about this product.
    pub read_at: Option<Timestamp>,
    /// Seconds since then.
    pub age_s: Option<u32>,
    /// Since when it cannot be read.
    pub failing_since: Option<Timestamp>,
}

/// What decides between the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Facts {
    /// Its feed speaks of nothing here: it runs on this computer.
    on_this_computer: bool,
    local: Local,
    /// The product's status as shown: unknown where the last read is too old.
    status: Status,
    /// Something that it runs on is down or broken in part.
    leaned_on: bool,
    reach: Option<Reach>,
}

/// The first answer that holds.
const fn finding(facts: Facts) -> Finding {
    if facts.on_this_computer {
        // It needs no network to work, and nobody reports on it.
        return Finding::CannotTell;
    }
    match (facts.local, facts.reach) {
        (Local::Offline, _) | (_, Some(Reach::NoNetwork)) => return Finding::Offline,
        (Local::SignIn, _) => return Finding::SignIn,
        (Local::Online | Local::Unknown, _) => {}
    }
    match (facts.status, facts.reach) {
        (Status::MajorOutage, _) => Finding::Down,
        (Status::PartialOutage, _) => Finding::PartlyDown,
        (Status::Degraded, _) => Finding::Degraded,
        (Status::Maintenance, _) => Finding::Maintenance,
        (Status::Operational | Status::Unknown, _) if facts.leaned_on => Finding::Dependency,
        (Status::Operational, Some(Reach::Not(_) | Reach::Errs(_))) => Finding::Unreachable,
        (Status::Operational, _) => Finding::Well,
        (Status::Unknown, _) => Finding::CannotTell,
    }
}

/// Something that the product runs on, as it is doing.
#[derive(Debug, Clone, Copy)]
struct Support<'a> {
    fact: &'a Dependency,
    view: &'a ProductView,
    /// Who speaks about it.
    maker: &'a str,
}

impl Support<'_> {
    /// Bad enough, and known well enough, to stand in a sentence of its own. That a platform is degraded somewhere is
    /// true on most days.
    fn counts(&self) -> bool {
        let hit = matches!(self.view.status, Status::MajorOutage | Status::PartialOutage);
        hit && self.fact.confidence != Confidence::Low
    }
}

/// Everything that sentences are made of.
struct Account<'a> {
    question: Question<'a>,
    view: &'a ProductView,
    provider: Option<&'a ProviderView>,
    supports: Vec<Support<'a>>,
}

impl<'a> Account<'a> {
    fn of(question: Question<'a>, view: &'a ProductView) -> Self {
        let snapshot = question.snapshot;
        let support = |fact: &'a Dependency| {
            let view = snapshot.product(&fact.id).filter(|found| found.id != question.product.id)?;
            let maker = snapshot.provider(&view.provider).map_or(view.name.as_str(), |provider| &provider.name);
            Some(Support { fact, view, maker })
        };
        let supports = question.product.depends_on.iter().filter_map(support).collect();
        Self { question, view, provider: snapshot.provider(&view.provider), supports }
    }

    fn facts(&self) -> Facts {
        Facts {
            on_this_computer: self.view.local,
            local: self.question.local,
            status: self.view.status,
            leaned_on: self.supports.iter().any(Support::counts),
            reach: self.probe().map(|probe| probe.reach),
        }
    }

    const fn probe(&self) -> Option<&'a Probe> {
        match self.question.probing {
            Probing::Done(probe) => Some(probe),
            Probing::No | Probing::Unasked(_) => None,
        }
    }

    fn speaker(&self) -> Speaker {
        let now = self.question.now;
        Speaker {
            host: self.provider.and_then(|provider| provider.host.clone()),
            feed: self.provider.map_or(SourceKind::None, |provider| provider.source.kind),
            read_at: self.view.read_at,
            age_s: self.view.read_at.map(|at| u32::try_from(now.duration_since(at).as_secs()).unwrap_or(0)),
            failing_since: self.provider.and_then(|provider| provider.source.failing_since),
        }
    }
}

/// Answers. `None` only for a product that is not shown.
#[must_use]
pub fn explain(question: Question<'_>) -> Option<Explanation> {
    let view = question.snapshot.product(&question.product.id)?;
    let account = Account::of(question, view);
    let answer = finding(account.facts());
    Some(Explanation {
        schema: 1,
        product: view.id.clone(),
        answer,
        text: account.text(answer),
        lines: account.lines(answer),
        source: account.speaker(),
        probe: account.probe().map(|probe| probe.report(question.words, question.now)),
    })
}

/// The products whose feeds an answer about this one draws on: itself, and what it runs on.
#[must_use]
pub fn drawn_on(product: &Product) -> Vec<String> {
    let supports = product.depends_on.iter().map(|dependency| dependency.id.clone());
    std::iter::once(product.id.clone()).chain(supports).collect()
}

#[cfg(test)]
mod tests;
