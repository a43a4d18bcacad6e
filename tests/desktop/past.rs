//! Ninety days that went by before a test: what a person's Siaga would have kept of them, put into the database that the
//! agent opens. For those who look at pictures; no provider ever reported any of it.

use jiff::{SignedDuration, Timestamp};
use siaga_core::alert::{Reason, Severity};
use siaga_core::decide::Decision;
use siaga_core::history::{IncidentSource, PastIncident, Stretch};
use siaga_core::observation::{Impact, Incident, Stage, Status};
use siaga_core::provider::Catalogue;
use siaga_core::state::{Origin, Outage};
use siaga_engine::places::Places;
use siaga_engine::store::{Kept, Store, Write};

/// Days for which Siaga was there, as days ago: from, until. In between the computer was off.
const WATCHED: [(i64, i64); 2] = [(61, 33), (29, 0)];

/// Product, days ago, the hour (UTC), minutes, how bad, and what the provider called it.
const OUTAGES: [(&str, i64, i64, i64, Status, &str); 14] = [
    ("chatgpt", 58, 8, 46, Status::PartialOutage, "Elevated error rates in conversations"),
    ("ms-copilot", 58, 8, 64, Status::Degraded, "Some answers are delayed"),
    ("claude", 52, 14, 25, Status::Degraded, "Slow responses on claude.ai"),
    ("chatgpt", 47, 3, 190, Status::MajorOutage, "ChatGPT is unavailable for most people"),
    ("ms-copilot", 47, 3, 205, Status::PartialOutage, "Copilot fails to answer"),
    ("gemini", 40, 10, 55, Status::PartialOutage, "Gemini apps return errors"),
    ("claude", 36, 13, 80, Status::PartialOutage, "Elevated errors on several models"),
    ("chatgpt", 26, 8, 38, Status::Degraded, "File uploads fail for some"),
    ("claude", 24, 14, 110, Status::MajorOutage, "claude.ai is unavailable"),
    ("chatgpt", 19, 9, 72, Status::PartialOutage, "Log-in problems"),
    ("gemini", 12, 11, 30, Status::Degraded, "Slow answers in Gemini apps"),
    ("claude", 9, 8, 41, Status::PartialOutage, "Elevated errors on several models"),
    ("chatgpt", 5, 9, 21, Status::Degraded, "Voice mode is slow to start"),
    ("claude", 2, 8, 12, Status::Degraded, "Slow responses on claude.ai"),
];

/// What providers report of the time before: product, days ago, the hour, minutes, and what they called it.
const THEIRS: [(&str, i64, i64, i64, &str); 6] = [
    ("chatgpt", 84, 12, 95, "Elevated error rates across ChatGPT"),
    ("claude", 81, 15, 60, "Elevated errors on claude.ai"),
    ("chatgpt", 76, 7, 150, "Conversations do not load"),
    ("gemini", 71, 9, 40, "Gemini apps return errors"),
    ("claude", 68, 10, 130, "claude.ai is unavailable"),
    ("chatgpt", 64, 13, 35, "Search is degraded"),
];

/// What is watched in these days.
const PRODUCTS: [&str; 4] = ["chatgpt", "claude", "gemini", "ms-copilot"];

/// Writes it, as the agent would have.
pub(crate) fn keep(places: &Places) {
    let now = Timestamp::now();
    let midnight = Timestamp::from_second(now.as_second() / 86_400 * 86_400).unwrap();
    let at = |days: i64, hour: i64| midnight - SignedDuration::from_hours(24 * days) + SignedDuration::from_hours(hour);
    let mut store = Store::open(&places.database(), now).unwrap();
    for product in PRODUCTS {
        for (from, until) in WATCHED {
            let until = if until == 0 { now - SignedDuration::from_mins(20) } else { at(until, 16) };
            store.write(&[Write::Kept(Kept::Watched(product, Stretch { from: at(from, 1), until }))]).unwrap();
        }
    }
    for (number, (product, days, hour, minutes, status, title)) in OUTAGES.into_iter().enumerate() {
        let began = at(days, hour);
        let over = began + SignedDuration::from_mins(minutes);
        let outage = outage(&format!("kept{number:08}"), title, began, status);
        let told = |at, reason| decision(product, &outage, at, reason);
        let began_told = told(began + SignedDuration::from_mins(2), Reason::Began);
        let over_told = told(over + SignedDuration::from_mins(2), Reason::Recovered);
        let held = told(began + SignedDuration::from_mins(2), Reason::BelowThreshold);
        let (first, last) = if status == Status::Degraded { (&held, None) } else { (&began_told, Some(&over_told)) };
        let mut writes = vec![
            Write::Outage(product, &outage, Some(over)),
            Write::Kept(Kept::Step(product, &outage.id, status, began)),
            Write::Kept(Kept::Step(product, &outage.id, Status::Operational, over)),
            Write::Decision(first),
        ];
        writes.extend(last.map(Write::Decision));
        store.write(&writes).unwrap();
    }
    let catalogue = Catalogue::shipped();
    for (number, (product, days, hour, minutes, title)) in THEIRS.into_iter().enumerate() {
        let provider = catalogue.provider_of(product).unwrap();
        let (began, over) = (at(days, hour), at(days, hour) + SignedDuration::from_mins(minutes));
        let incident = Incident {
            id: format!("theirs{number:06}"),
            title: title.to_owned(),
            impact: Impact::Major,
            stage: Stage::Resolved,
            open: false,
            started_at: Some(began),
            updated_at: Some(over),
            resolved_at: Some(over),
            components: catalogue.product(product).unwrap().components.clone(),
            updates: Vec::new(),
        };
        let past = PastIncident { incident, source: IncidentSource::Theirs, gone_at: None };
        store.write(&[Write::Kept(Kept::Incident(&provider.id, &past, over))]).unwrap();
    }
}

fn outage(id: &str, title: &str, began_at: Timestamp, status: Status) -> Outage {
    Outage {
        id: id.to_owned(),
        incident: Some(id.to_owned()),
        title: Some(title.to_owned()),
        began_at,
        first_seen: began_at,
        status: Status::Operational,
        worst: status,
        reads: 3,
        core_hit: true,
        origin: Origin::News,
        causes: vec![id.to_owned()],
        stood: Vec::new(),
        parts: Vec::new(),
        worked_since: None,
        unstable_since: None,
        clear_reads: 0,
        clear_since: None,
    }
}

fn decision(product: &str, outage: &Outage, at: Timestamp, reason: Reason) -> Decision {
    let severity = match outage.worst {
        Status::MajorOutage => Severity::MajorOutage,
        Status::PartialOutage => Severity::PartialOutage,
        _ => Severity::Degraded,
    };
    Decision {
        schema: 1,
        kind: "decision".to_owned(),
        at,
        product: product.to_owned(),
        incident: Some(outage.id.clone()),
        incident_group: None,
        told: reason.is_told(),
        reason,
        severity: Some(severity),
        title: outage.title.clone(),
        hold: None,
    }
}
