//! Whether a plan would hold, in sentences: the same words in window and command line.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Words;
use crate::plan::{Plan, PlanReport, PlanVerdict, Shared, SharedKind, Step};
use crate::provider::Catalogue;

impl Words {
    /// Puts its sentences beside each plan and each of its steps.
    #[must_use]
    pub fn planned(&self, mut report: PlanReport, catalogue: &Catalogue, now: Timestamp) -> PlanReport {
        for plan in &mut report.plans {
            let today = now.to_zoned(self.zone.clone()).date();
            for at in 0..plan.steps.len() {
                plan.steps[at].text = self.step(&plan.steps[at], at, catalogue, today);
            }
            plan.text = self.verdict_of(plan, today);
        }
        report
    }

    fn step(&self, step: &Step, place: usize, catalogue: &Catalogue, today: Date) -> String {
        let mut said = vec![self.standing(&step.standing, step.status, catalogue)];
        if !step.fits {
            said.push(self.text("plan-does-not-fit"));
        }
        match step.account {
            Some(day) if step.account_due => {
                said.push(self.format("plan-account-old", &[("day", self.day(day, today).into())]));
            }
            Some(day) => said.push(self.format("plan-account", &[("day", self.day(day, today).into())])),
            None if step.account_due => said.push(self.text("plan-account-none")),
            None => {}
        }
        said.extend(step.shared.as_ref().map(|shared| self.shared(shared, place, catalogue)));
        said.join(" · ")
    }

    fn shared(&self, shared: &Shared, place: usize, catalogue: &Catalogue) -> String {
        let with = catalogue.product(&shared.with).map_or(shared.with.as_str(), |product| product.name.as_str());
        let key = match shared.kind {
            SharedKind::Provider => "plan-shares-provider",
            SharedKind::Built => "plan-shares-built",
            SharedKind::Ground => "plan-shares-ground",
        };
        let args = [
            ("place", (place + 1).into()),
            ("before", place.into()),
            ("with", with.into()),
            ("name", shared.name.as_str().into()),
            ("evidence", shared.evidence.as_str().into()),
        ];
        self.format(key, &args)
    }

    fn verdict_of(&self, plan: &Plan, today: Date) -> String {
        let verdict = self.text(match plan.verdict {
            PlanVerdict::Holds => "plan-holds",
            PlanVerdict::OnlyOne => "plan-only-one",
            PlanVerdict::AllTied => "plan-all-tied",
            PlanVerdict::NoneReady => "plan-none-ready",
        });
        let rehearsed = match plan.rehearsed {
            Some(last) => {
                let day = self.day(last.at.to_zoned(self.zone.clone()).date(), today);
                self.format("plan-rehearsed", &[("day", day.into()), ("time", self.took(last.seconds).into())])
            }
            None => self.text("plan-not-rehearsed"),
        };
        format!("{verdict} {rehearsed}")
    }
}

#[cfg(test)]
mod tests;
