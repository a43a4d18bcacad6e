use super::*;
use crate::alternatives::Why;
use crate::observation::Status;
use crate::plan::Rehearsal;
use crate::provider::{Confidence, Use};
use crate::wording::Language;

fn step(product: &str, standing: Why) -> Step {
    Step {
        product: product.into(),
        name: product.into(),
        status: Status::Operational,
        age_s: Some(60),
        standing,
        fits: true,
        ready: true,
        account: None,
        account_due: false,
        shared: None,
        text: String::new(),
    }
}

fn shared(kind: SharedKind) -> Option<Shared> {
    Some(Shared {
        with: "claude".into(),
        on: "claude-api".into(),
        name: "Claude API".into(),
        kind,
        evidence: "its own documents".into(),
        confidence: Confidence::High,
    })
}

fn report() -> PlanReport {
    let day = |text: &str| text.parse::<Date>().ok();
    let steps = vec![
        Step { account: day("2026-03-12"), ..step("claude", Why::Working) },
        Step { account_due: true, shared: shared(SharedKind::Built), ..step("cursor", Why::Unreadable) },
        Step {
            account: day("2025-03-12"),
            account_due: true,
            shared: shared(SharedKind::Provider),
            ..step("x", Why::Working)
        },
        Step { fits: false, shared: shared(SharedKind::Ground), ..step("ollama", Why::NotRunning) },
        step("ollama", Why::Running(vec!["llama3.2:3b".into()])),
    ];
    let rehearsed = |seconds| Some(Rehearsal { at: "2026-03-12T03:00:00Z".parse().unwrap(), seconds });
    let plan =
        |verdict, rehearsed| Plan { r#use: Use::Coding, steps: steps.clone(), verdict, rehearsed, text: String::new() };
    let plans = vec![
        plan(PlanVerdict::Holds, rehearsed(48)),
        plan(PlanVerdict::OnlyOne, None),
        plan(PlanVerdict::AllTied, rehearsed(200)),
        plan(PlanVerdict::NoneReady, None),
    ];
    PlanReport { schema: 1, plans }
}

#[test]
fn every_step_and_every_verdict_is_a_sentence_in_both_languages() {
    let mut made = String::new();
    for language in Language::ALL {
        let words = Words::new(language);
        let report = words.planned(report(), &Catalogue::shipped(), "2026-11-22T05:00:00Z".parse().unwrap());
        for step in &report.plans[0].steps {
            made += &format!("{} {}: {}\n", language.code(), step.product, step.text);
        }
        for plan in &report.plans {
            made += &format!("{} {:?}: {}\n", language.code(), plan.verdict, plan.text);
        }
    }
    crate::golden::check("src-tauri/core/src/wording/plan/plans.golden.txt", &made);
}
