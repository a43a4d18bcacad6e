use std::fmt::Write as _;

use super::*;
use crate::hold::Hold;
use crate::sample::at;
use crate::wording::Language;

fn decision(reason: Reason, hold: Option<Hold>) -> Decision {
    Decision {
        schema: 1,
        kind: "decision".into(),
        at: at(0),
        product: "chatgpt".into(),
        incident: Some("inc-1".into()),
        incident_group: None,
        told: reason.is_told(),
        reason,
        severity: None,
        title: None,
        hold,
    }
}

fn until(minutes: i64) -> Option<Hold> {
    Some(Hold { until: Some(at(minutes)), ..Hold::default() })
}

#[test]
fn every_reason_has_its_sentence_in_both_languages() {
    // Reader's time: 12:00 in Jakarta on a Sunday.
    let cases: Vec<(Reason, Option<Hold>)> = vec![
        (Reason::QuietHours, until(120)),
        (Reason::QuietHours, until(11 * 60)),
        (Reason::QuietHours, until(48 * 60)),
        (Reason::QuietHours, None),
        (Reason::QuietHours, until(-1)),
        (Reason::Snoozed, until(150)),
        (Reason::Snoozed, None),
        (Reason::Silenced, until(70 * 24 * 60)),
        (Reason::Silenced, until(-1)),
        (Reason::Silenced, None),
        (Reason::Unconfirmed, until(15)),
        (Reason::Unconfirmed, None),
        (Reason::Flapping, until(30)),
        (Reason::Flapping, None),
        (Reason::Grouped, Some(Hold { ceiling: Some(12), ..Hold::default() })),
        (Reason::Grouped, Some(Hold { with: Some("codex".into()), ..Hold::default() })),
        (Reason::Grouped, None),
        (Reason::Baseline, None),
        (Reason::AlreadyTold, None),
        (Reason::NeverTold, None),
        (Reason::BelowThreshold, None),
        (Reason::Maintenance, None),
        (Reason::RetroPosted, None),
        (Reason::Offline, None),
        (Reason::PlatformDoubt, None),
        (Reason::Began, None),
        (Reason::Worsened, None),
        (Reason::Recovered, None),
        (Reason::Reopened, None),
        (Reason::Back, None),
        (Reason::Reminder, None),
        (Reason::Digest, None),
    ];
    let name = |id: &str| if id == "codex" { "Codex".to_owned() } else { "ChatGPT".to_owned() };
    let mut said = String::new();
    for language in Language::ALL {
        let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(7));
        let words = Words::new(language).in_zone(zone);
        for (reason, hold) in &cases {
            let text = words.explain(&decision(*reason, hold.clone()), &name, at(0));
            assert!(!text.contains("hold-") && !text.contains("reason-"), "{reason:?}: {text}");
            assert!(!text.ends_with('.'), "{reason:?}: {text}");
            let _ = writeln!(said, "{} {reason:?}: {text}", language.code());
        }
    }
    crate::golden::check("src-tauri/core/src/wording/held/held.txt", &said);
}
