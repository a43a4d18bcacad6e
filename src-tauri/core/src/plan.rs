//! A plan made on a calm day: per task the person's own choices in order, and whether it would hold today. Pure; what was
//! rehearsed and what runs on this computer are arguments.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::alternatives::{Alternative, Ranking, Why, ground, rank};
use crate::observation::Status;
use crate::provider::{Catalogue, Confidence, Product, Use};

/// An account confirmed longer ago than this many days is worth a look.
pub const ACCOUNT_AGES_AFTER: i32 = 180;

/// `siaga plan check --json`, and what the window shows of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PlanReport {
    /// 1.
    pub schema: u32,
    /// One for each task that has a plan, in the order of tasks.
    pub plans: Vec<Plan>,
}

/// `siaga plan show --json`: what the person has written, unchecked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlanList {
    /// 1.
    pub schema: u32,
    /// One for each task that has a plan, in the order of tasks.
    pub plans: Vec<Choices>,
}

/// A person's choices for a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Choices {
    /// The task.
    pub r#use: Use,
    /// Product ids, the first choice first.
    pub order: Vec<String>,
}

/// The plan for one task, as things are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Plan {
    /// The task.
    pub r#use: Use,
    /// The person's choices, the first first.
    pub steps: Vec<Step>,
    /// Whether it would hold: a second choice, and one that works and shares nothing with the first.
    pub verdict: PlanVerdict,
    /// When it was last rehearsed.
    pub rehearsed: Option<Rehearsal>,
    /// The verdict and the rehearsal as a person reads them; empty until [`crate::wording::Words::planned`].
    #[serde(default)]
    pub text: String,
}

/// Whether a plan would hold today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanVerdict {
    /// The first choice may fail: another works, and does not fail with it as far as is known.
    Holds,
    /// Only one choice.
    OnlyOne,
    /// Every further choice shares something with the first.
    AllTied,
    /// No further choice that is not tied to the first works, as far as can be told now.
    NoneReady,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Step {
    /// The catalogue's id.
    pub product: String,
    /// What people call it.
    pub name: String,
    /// As shown.
    pub status: Status,
    /// How old that is, in seconds; absent where it was never read.
    pub age_s: Option<u32>,
    /// How it stands: the first of the reasons that a list of alternatives gives for it.
    pub standing: Why,
    /// It does the task at all.
    pub fits: bool,
    /// It could be used now: it works, or runs on this computer.
    pub ready: bool,
    /// When the person last made sure that their account works; absent where they never said. Tools on this computer
    /// need none.
    #[cfg_attr(test, ts(type = "string | null"), schemars(with = "Option<String>"))]
    pub account: Option<Date>,
    /// That was long ago, or never said where one is needed.
    pub account_due: bool,
    /// What it shares with the step before.
    pub shared: Option<Shared>,
    /// How it stands, its account and what it shares, as a person reads them; empty until then.
    #[serde(default)]
    pub text: String,
}

/// What two choices share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Shared {
    /// The step before.
    pub with: String,
    /// What they share: a provider's, product's or platform's id.
    pub on: String,
    /// What people call that, where the catalogue knows it.
    pub name: String,
    /// How they are tied.
    pub kind: SharedKind,
    /// How it is known.
    pub evidence: String,
    /// How sure it is.
    pub confidence: Confidence,
}

/// How two choices are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SharedKind {
    /// Made by the same provider.
    Provider,
    /// One is built on the other, or on something of its maker.
    Built,
    /// Both stand on the same third.
    Ground,
}

/// A rehearsal of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Rehearsal {
    /// When.
    pub at: Timestamp,
    /// How long it took from the outage to the alternative, in seconds.
    pub seconds: u32,
}

/// A rehearsal of a plan that is under way: what the drill's window shows of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Walk {
    /// The task.
    pub r#use: Use,
    /// The first choice, which fails, by id.
    pub product: String,
    /// How far it is.
    pub stage: WalkStage,
    /// What the person is to do, or what came of it, in their language.
    pub text: String,
}

/// How far a rehearsal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WalkStage {
    /// Nothing fails as yet.
    Calm,
    /// The first choice has failed: the person is to go to the next.
    Go,
    /// They have gone there.
    Gone,
}

/// Checks the plans of a person against what is shown. `accounts` says when they confirmed which, `today` is their day.
#[must_use]
pub fn check(
    ranking: &Ranking<'_>,
    accounts: &BTreeMap<String, Date>,
    rehearsed: &BTreeMap<Use, Rehearsal>,
    today: Date,
) -> PlanReport {
    let plans = ranking
        .preferences
        .plan
        .iter()
        .filter(|(_, order)| !order.is_empty())
        .map(|(task, order)| plan(ranking, *task, order, accounts, rehearsed.get(task).copied(), today))
        .collect();
    PlanReport { schema: 1, plans }
}

fn plan(
    ranking: &Ranking<'_>,
    task: Use,
    order: &[String],
    accounts: &BTreeMap<String, Date>,
    rehearsed: Option<Rehearsal>,
    today: Date,
) -> Plan {
    let catalogue = ranking.catalogue;
    // Nothing fails: every choice is looked at by itself, for this task or, where it does not do it, for any.
    let able = rank(ranking, None, Some(task)).alternatives;
    let any = rank(ranking, None, None).alternatives;
    let products: Vec<&Product> = order.iter().filter_map(|id| catalogue.product(id)).collect();
    let steps: Vec<Step> = products
        .iter()
        .enumerate()
        .filter_map(|(at, product)| {
            let fits = product.uses.contains(&task);
            let found = |other: &&Alternative| other.product == product.id;
            let other = able.iter().find(found).or_else(|| any.iter().find(found))?;
            let before = at.checked_sub(1).map(|before| products[before]);
            let account = accounts.get(&product.id).copied();
            let old = |day: Date| (today - day).get_days() > ACCOUNT_AGES_AFTER;
            Some(Step {
                product: product.id.clone(),
                name: product.name.clone(),
                status: other.status,
                age_s: other.age_s,
                standing: other.reasons.first().cloned().unwrap_or(Why::StatusNotRead),
                fits,
                ready: other.works() || other.reasons.contains(&Why::NothingReported),
                account,
                account_due: !product.local && account.is_none_or(old),
                shared: before.and_then(|before| shared(catalogue, before, product)),
                text: String::new(),
            })
        })
        .collect();
    let verdict = verdict(catalogue, &products, &steps);
    Plan { r#use: task, steps, verdict, rehearsed, text: String::new() }
}

fn verdict(catalogue: &Catalogue, products: &[&Product], steps: &[Step]) -> PlanVerdict {
    let Some((first, rest)) = products.split_first() else { return PlanVerdict::OnlyOne };
    if rest.is_empty() {
        return PlanVerdict::OnlyOne;
    }
    let free: Vec<&&Product> = rest.iter().filter(|other| shared(catalogue, first, other).is_none()).collect();
    if free.is_empty() {
        return PlanVerdict::AllTied;
    }
    let ready = |product: &Product| steps.iter().any(|step| step.product == product.id && step.ready && step.fits);
    if free.iter().any(|product| ready(product)) { PlanVerdict::Holds } else { PlanVerdict::NoneReady }
}

/// What two products share, the heaviest tie.
#[must_use]
pub fn shared(catalogue: &Catalogue, before: &Product, product: &Product) -> Option<Shared> {
    let named = |id: &str| catalogue.product(id).map_or_else(|| id.to_owned(), |known| known.name.clone());
    let with = before.id.clone();
    if before.provider == product.provider && !(before.local && product.local) {
        let maker = catalogue.provider_of(&product.id).map_or_else(String::new, |provider| provider.name.clone());
        return Some(Shared {
            with,
            on: product.provider.clone(),
            name: maker.clone(),
            kind: SharedKind::Provider,
            evidence: maker,
            confidence: Confidence::High,
        });
    }
    let made_by = |id: &str, other: &Product| {
        id == other.id || catalogue.provider_of(id).is_some_and(|provider| provider.id == other.provider)
    };
    let (below, above) = (ground(catalogue, before), ground(catalogue, product));
    let built =
        above.iter().find(|on| made_by(&on.id, before)).or_else(|| below.iter().find(|on| made_by(&on.id, product)));
    if let Some(on) = built {
        return Some(Shared {
            with,
            on: on.id.clone(),
            name: named(&on.id),
            kind: SharedKind::Built,
            evidence: on.evidence.clone(),
            confidence: on.confidence,
        });
    }
    let both = above.iter().find(|on| below.iter().any(|other| other.id == on.id))?;
    Some(Shared {
        with,
        on: both.id.clone(),
        name: named(&both.id),
        kind: SharedKind::Ground,
        evidence: both.evidence.clone(),
        confidence: both.confidence,
    })
}

#[cfg(test)]
mod tests;
