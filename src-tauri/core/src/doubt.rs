//! The local truth: whether what the feeds say, or fail to say, may be about this computer, its network or a shared
//! platform rather than about a provider. Pure: a judgement from the outcomes of the latest reads and from what this
//! computer says of itself; ages are arguments.
//!
//! It changes no product and no feed. A feed that cannot be read stays unreadable, whatever is doubted beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::alert::Reason;

/// A read older than this says nothing about the present: longer than the longest pause that failing reads lead to.
pub const OF_LATE: Duration = Duration::from_secs(20 * 60);

/// Longest time in which a round of reads after waking is waited for.
pub const ROUND_LIMIT: Duration = Duration::from_secs(60);

/// Providers of one platform that must have been tried before it is doubted.
const PLATFORM_LEAST: usize = 3;

/// Part of a platform's providers, in hundredths, whose failing together is the platform's.
const PLATFORM_PART: usize = 70;

/// What is doubted, for as long as nothing is told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// This computer has no network.
    Offline,
    /// This network wants somebody to sign in first.
    SignIn,
    /// This computer has just woken, or its network has just come back: what is known is old.
    Awake,
    /// The computer's clock was set: what is known is of an unknown age.
    ClockJumped,
    /// The feeds of one hosted status platform fail together.
    Platform,
}

impl Doubt {
    /// The reason for which news is held meanwhile.
    #[must_use]
    pub const fn reason(self) -> Reason {
        match self {
            Self::Offline | Self::SignIn | Self::Awake | Self::ClockJumped => Reason::Offline,
            Self::Platform => Reason::PlatformDoubt,
        }
    }
}

/// How a read failed, as far as it tells whose fault it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// Nobody was reached: no name, no way, refused, or silence.
    Network,
    /// A page for people stood where the feed should be.
    Page {
        /// The host that a redirect led to, where one did and it is known.
        led_to: Option<String>,
    },
    /// Anything else: the provider's own trouble, or a document that is not understood.
    Other,
}

/// What came of the latest read of one feed, since this computer was last away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// The provider's id.
    pub provider: &'a str,
    /// Host and port of the feed. Feeds of one host stand and fall together, and count once.
    pub host: &'a str,
    /// The hosted platform that it is made with, where it is: [`crate::feed::Format::platform`].
    pub platform: Option<&'a str>,
    /// It is in the person's own network: whether it can be read says nothing about the way out.
    pub internal: bool,
    /// How long ago it was tried.
    pub ago: Duration,
    /// How it failed and for how long it has; none where it was read.
    pub failing: Option<Failing>,
}

/// A feed that fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failing {
    /// How it failed last.
    pub cause: Cause,
    /// For how long it has failed like this.
    pub lasting: Duration,
}

/// One round of reads of all feeds, after this computer was away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// After what: [`Doubt::Awake`] or [`Doubt::ClockJumped`].
    pub after: Doubt,
    /// How long ago it began.
    pub ago: Duration,
}

/// What this computer says of itself. Hints: none of them is proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signals {
    /// The latest round of reads.
    pub round: Option<Round>,
    /// Feeds that may be asked and have not been tried since the round, or the program, began.
    pub untried: usize,
    /// The system says that it has no network.
    pub no_network: bool,
}

impl Signals {
    /// The round that is under way: not all that may be asked was, and the wait is not long enough.
    fn open_round(&self) -> Option<Round> {
        self.round.filter(|round| self.untried > 0 && round.ago < ROUND_LIMIT)
    }
}

/// All that is doubted at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Doubts {
    /// About this computer, and so about everything that is read from it.
    pub local: Option<Doubt>,
    /// Platforms whose feeds fail together.
    pub platforms: BTreeSet<String>,
}

impl Doubts {
    /// Judges. Order does not matter.
    #[must_use]
    pub fn judge(outcomes: &[Outcome<'_>], signals: Signals) -> Self {
        let late: Vec<&Outcome<'_>> = outcomes.iter().filter(|outcome| outcome.ago <= OF_LATE).collect();
        // What is read inside one's own network proves no way out of it, unless there is nothing else to judge by.
        let mut outward: Vec<&Outcome<'_>> = late.iter().copied().filter(|outcome| !outcome.internal).collect();
        if outward.is_empty() {
            outward.clone_from(&late);
        }
        let hosts = by_host(&outward);
        let local = if is_offline(&hosts, signals) {
            Some(Doubt::Offline)
        } else if asks_to_sign_in(&hosts, signals.untried) {
            Some(Doubt::SignIn)
        } else {
            signals.open_round().map(|round| round.after)
        };
        let platforms = if local.is_some() { BTreeSet::new() } else { doubted_platforms(&late) };
        Self { local, platforms }
    }

    /// What is doubted about a provider whose feed is made with this platform; none for a feed of its provider's own.
    #[must_use]
    pub fn for_provider(&self, platform: Option<&str>) -> Option<Doubt> {
        let doubted = platform.is_some_and(|platform| self.platforms.contains(platform));
        self.local.or(doubted.then_some(Doubt::Platform))
    }
}

/// The newest word of each host: one feed of it that was read speaks for it.
fn by_host<'a>(outcomes: &[&'a Outcome<'a>]) -> Vec<&'a Outcome<'a>> {
    let mut hosts: BTreeMap<&str, &'a Outcome<'a>> = BTreeMap::new();
    for outcome in outcomes {
        hosts
            .entry(outcome.host)
            .and_modify(|known| {
                let rank = |one: &Outcome<'_>| (one.failing.is_some(), one.ago);
                if rank(outcome) < rank(known) {
                    *known = outcome;
                }
            })
            .or_insert(outcome);
    }
    hosts.into_values().collect()
}

/// Whether a host was read since the newest of these began to fail: then the way there is open.
fn read_since(hosts: &[&Outcome<'_>], failing: &[&Failing]) -> bool {
    let newest = failing.iter().map(|failing| failing.lasting).min().unwrap_or_default();
    hosts.iter().any(|host| host.failing.is_none() && host.ago < newest)
}

/// Most hosts, and two at least, cannot be reached at once; those that are still to be tried might be. One alone is no
/// proof, unless the system says as well that it has no network.
fn is_offline(hosts: &[&Outcome<'_>], signals: Signals) -> bool {
    let unreached: Vec<&Failing> = hosts
        .iter()
        .filter_map(|host| host.failing.as_ref())
        .filter(|failing| failing.cause == Cause::Network)
        .collect();
    let most = unreached.len() >= 2 && unreached.len() * 2 > hosts.len() + signals.untried;
    let outward = |host: &&Outcome<'_>| {
        !host.internal && host.failing.as_ref().is_some_and(|failing| failing.cause == Cause::Network)
    };
    (most || (signals.no_network && hosts.iter().any(outward))) && !read_since(hosts, &unreached)
}

/// Two hosts or more answer with a page, or lead to one place. While others are still to be tried, they must be most.
fn asks_to_sign_in(hosts: &[&Outcome<'_>], untried: usize) -> bool {
    let mut places: BTreeMap<Option<&str>, Vec<&Failing>> = BTreeMap::new();
    for failing in hosts.iter().filter_map(|host| host.failing.as_ref()) {
        if let Cause::Page { led_to } = &failing.cause {
            places.entry(led_to.as_deref()).or_default().push(failing);
        }
    }
    // A page that came without a redirect may be the one that the others are led to.
    let nowhere = places.remove(&None).unwrap_or_default();
    let most = places.into_values().max_by_key(Vec::len).unwrap_or_default();
    let pages: Vec<&Failing> = nowhere.into_iter().chain(most).collect();
    let enough = untried == 0 || pages.len() * 2 > hosts.len() + untried;
    pages.len() >= 2 && enough && !read_since(hosts, &pages)
}

fn doubted_platforms(outcomes: &[&Outcome<'_>]) -> BTreeSet<String> {
    let mut platforms: BTreeMap<&str, (BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
    for outcome in outcomes {
        let Some(platform) = outcome.platform else { continue };
        let (all, failing) = platforms.entry(platform).or_default();
        all.insert(outcome.provider);
        if outcome.failing.is_some() {
            failing.insert(outcome.provider);
        }
    }
    let doubted = |(all, failing): &(BTreeSet<&str>, BTreeSet<&str>)| {
        all.len() >= PLATFORM_LEAST && failing.len() * 100 >= all.len() * PLATFORM_PART
    };
    platforms.into_iter().filter(|(_, counts)| doubted(counts)).map(|(name, _)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests;
