use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::*;
use crate::alert::{Reason, Severity};
use crate::alternatives::{Alternative, PromptUse, Ranked, Room, Saying, Why};
use crate::history::{HistoryDay, HistoryIncident, HistoryOutage, IncidentSource, Share};
use crate::observation::{Impact, Status};
use crate::provider::Use;
use crate::sample::at;
use crate::settings::SilenceSettings;
use crate::snapshot::{SourceKind, Verdict, VerdictKind};
use crate::why::{Finding, Speaker};

/// The value is exactly this line, both ways.
fn crosses<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, line: Value) {
    assert_eq!(serde_json::to_value(value).unwrap(), line);
    let text = serde_json::to_string(value).unwrap();
    assert!(!text.contains('\n'), "one line: {text}");
    assert_eq!(serde_json::from_str::<T>(&text).unwrap(), *value);
    assert_eq!(serde_json::from_value::<T>(line).unwrap(), *value);
}

fn snapshot() -> Snapshot {
    Snapshot {
        schema: 1,
        at: at(0),
        drill: false,
        language: "en".into(),
        look: crate::settings::Look::default(),
        verdict: Verdict { kind: VerdictKind::NothingWatched, status: Status::Unknown, text: "Pick".into() },
        products: vec![],
        providers: vec![],
        snoozed_until: None,
        quiet_until: None,
        problems: vec![],
        instead: Vec::new(),
        rehearsal: None,
    }
}

fn silence() -> SilenceSettings {
    SilenceSettings {
        product: Some("claude".into()),
        provider: None,
        component: None,
        title: Some("login".into()),
        until: at(60),
        note: None,
    }
}

fn silence_line() -> Value {
    json!({
        "product": "claude", "provider": null, "component": null, "title": "login", "until": "2026-11-22T06:00:00Z",
        "note": null,
    })
}

fn snapshot_line() -> Value {
    json!({
        "schema": 1, "at": "2026-11-22T05:00:00Z", "drill": false, "language": "en",
        "look": { "theme": "auto", "text": "normal" },
        "verdict": { "kind": "nothing_watched", "status": "unknown", "text": "Pick" },
        "products": [], "providers": [], "snoozed_until": null, "quiet_until": null, "problems": [],
        "instead": [], "rehearsal": null,
    })
}

#[test]
fn the_agent_speaks_first() {
    crosses(
        &Hello { siaga: PROTOCOL, version: "0.1.0".into(), pid: 42 },
        json!({ "siaga": 1, "version": "0.1.0", "pid": 42 }),
    );
}

#[test]
fn every_request_is_the_line_agreed_on() {
    let chat = || Some("chatgpt".to_owned());
    let table = [
        (
            Command::Subscribe { window: true, decisions: false },
            json!({ "do": "subscribe", "window": true, "decisions": false }),
        ),
        (Command::Snapshot, json!({ "do": "snapshot" })),
        (Command::Check { products: vec!["chatgpt".into()] }, json!({ "do": "check", "products": ["chatgpt"] })),
        (
            Command::Snooze { product: chat(), seconds: 3600 },
            json!({ "do": "snooze", "product": "chatgpt", "seconds": 3600 }),
        ),
        (Command::Snooze { product: None, seconds: 0 }, json!({ "do": "snooze", "product": null, "seconds": 0 })),
        (
            Command::TellMe { product: "chatgpt".into(), wanted: false },
            json!({ "do": "tell_me", "product": "chatgpt", "wanted": false }),
        ),
        (
            Command::Alternatives { product: chat(), r#use: Some(Use::DataAnalysis), look: false },
            json!({ "do": "alternatives", "product": "chatgpt", "use": "data-analysis", "look": false }),
        ),
        (
            Command::Why { product: "chatgpt".into(), probe: Some(true) },
            json!({ "do": "why", "product": "chatgpt", "probe": true }),
        ),
        (
            Command::Why { product: "chatgpt".into(), probe: None },
            json!({ "do": "why", "product": "chatgpt", "probe": null }),
        ),
        (
            Command::Open { target: Target::Product { id: "claude".into() } },
            json!({ "do": "open", "target": { "kind": "product", "id": "claude" } }),
        ),
        (
            Command::Open { target: Target::StatusPage { provider: "openai".into() } },
            json!({ "do": "open", "target": { "kind": "status_page", "provider": "openai" } }),
        ),
        (Command::Show { view: View::Overview }, json!({ "do": "show", "view": { "view": "overview" } })),
        (
            Command::Show { view: View::Product { id: "chatgpt".into() } },
            json!({ "do": "show", "view": { "view": "product", "id": "chatgpt" } }),
        ),
        (
            Command::Show { view: View::SwitchTo { product: chat(), r#use: None } },
            json!({ "do": "show", "view": { "view": "switch_to", "product": "chatgpt", "use": null } }),
        ),
        (Command::Show { view: View::Settings }, json!({ "do": "show", "view": { "view": "settings" } })),
        (
            Command::Detect { url: "status.example.com".into(), internal: false },
            json!({ "do": "detect", "url": "status.example.com", "internal": false }),
        ),
        (
            Command::AddProvider { url: "http://kuma:3001/".into(), internal: true },
            json!({ "do": "add_provider", "url": "http://kuma:3001/", "internal": true }),
        ),
        (
            Command::RemoveProvider { provider: "example".into() },
            json!({ "do": "remove_provider", "provider": "example" }),
        ),
        (
            Command::Watch { product: "claude".into(), watched: false },
            json!({ "do": "watch", "product": "claude", "watched": false }),
        ),
        (Command::Settings, json!({ "do": "settings" })),
        (
            Command::Set { key: "quiet.hours".into(), value: Some(json!(["22:00-07:00"])) },
            json!({ "do": "set", "key": "quiet.hours", "value": ["22:00-07:00"] }),
        ),
        (
            Command::Set { key: "notify.ceiling".into(), value: None },
            json!({ "do": "set", "key": "notify.ceiling", "value": null }),
        ),
        (Command::AddSilence { silence: silence() }, json!({ "do": "add_silence", "silence": silence_line() })),
        (Command::RemoveSilence { silence: silence() }, json!({ "do": "remove_silence", "silence": silence_line() })),
        (Command::Decisions { product: None, limit: 50 }, json!({ "do": "decisions", "product": null, "limit": 50 })),
        (
            Command::History { product: "claude".into(), days: 90 },
            json!({ "do": "history", "product": "claude", "days": 90 }),
        ),
        (Command::Touched, json!({ "do": "touched" })),
        (Command::Stop { why: Bye::Upgrade }, json!({ "do": "stop", "why": "upgrade" })),
        (Command::Diagnose, json!({ "do": "diagnose" })),
        (Command::WouldHave { days: 30 }, json!({ "do": "would_have", "days": 30 })),
    ];
    for (command, mut line) in table {
        crosses(&command, line.clone());
        line["id"] = json!(7);
        crosses(&Request { id: 7, command }, line);
    }
}

#[test]
fn what_may_be_left_out_of_a_request_means_the_usual() {
    let read = |line: &str| serde_json::from_str::<Request>(line).map(|request| request.command);
    let table = [
        (r#"{"id":1,"do":"subscribe"}"#, Command::Subscribe { window: false, decisions: false }),
        (r#"{"id":1,"do":"check"}"#, Command::Check { products: vec![] }),
        (r#"{"id":1,"do":"snooze","seconds":60}"#, Command::Snooze { product: None, seconds: 60 }),
        (r#"{"id":1,"do":"tell_me","product":"claude"}"#, Command::TellMe { product: "claude".into(), wanted: true }),
        (r#"{"id":1,"do":"alternatives"}"#, Command::Alternatives { product: None, r#use: None, look: false }),
        (r#"{"id":1,"do":"show"}"#, Command::Show { view: View::Overview }),
        (r#"{"do":"snapshot","id":1,"from":"a later version"}"#, Command::Snapshot),
    ];
    for (line, expected) in table {
        assert_eq!(read(line).unwrap(), expected, "{line}");
    }
    for line in [
        "",
        "{}",
        "[]",
        r#"{"id":1}"#,
        r#"{"do":"snapshot"}"#,
        r#"{"id":1,"do":"fly"}"#,
        r#"{"id":-1,"do":"snapshot"}"#,
        r#"{"id":1,"do":"snooze"}"#,
        r#"{"id":1,"do":"snooze","seconds":-1}"#,
        r#"{"id":1,"do":"stop","why":"bored"}"#,
        r#"{"id":1,"do":"open","target":{"kind":"url","url":"https://example.com"}}"#,
        r#"{"id":1,"do":"open","target":"https://example.com"}"#,
    ] {
        assert!(read(line).is_err(), "{line}");
    }
}

fn a_history() -> History {
    let day = HistoryDay {
        reported_s: 0,
        date: jiff::civil::date(2026, 11, 22),
        watched_s: 60,
        major_s: 15,
        partial_s: 0,
        degraded_s: 0,
        incidents: 1,
    };
    let outage = HistoryOutage {
        id: "i".into(),
        incident: Some("i".into()),
        title: None,
        severity: Severity::MajorOutage,
        began_at: at(0),
        ended_at: None,
        told: false,
        held: Some(Reason::Snoozed),
    };
    let incident = HistoryIncident {
        id: "i".into(),
        title: "Errors".into(),
        impact: Impact::Critical,
        source: IncidentSource::Theirs,
        started_at: None,
        ended_at: None,
    };
    History {
        schema: 1,
        product: "claude".into(),
        days: vec![day],
        outages: vec![outage],
        incidents: vec![incident],
        left_out: 0,
        uptime: Share::of(45, 60),
        watched_s: 60,
        window_s: 3600,
    }
}

#[test]
fn every_answer_is_the_line_agreed_on() {
    let alternative = Alternative {
        product: "claude".into(),
        name: "Claude".into(),
        status: Status::Operational,
        age_s: Some(30),
        reasons: vec![Why::Working, Why::DependsOn("azure".into())],
        prompt: PromptUse::Prefill,
        links: vec![Room { prompt: PromptUse::Prefill, limit: 1776 }],
        url: Some("https://claude.ai/".into()),
        text: "working".into(),
        prompt_text: "prompt filled in".into(),
    };
    let ranked = Ranked {
        r#use: Some(Use::Coding),
        alternatives: vec![alternative],
        says: vec![Saying::NothingWorks],
        text: String::new(),
    };
    let alternative_line = json!({
        "product": "claude", "name": "Claude", "status": "operational", "age_s": 30,
        "reasons": ["working", { "depends_on": "azure" }], "prompt": "prefill",
        "links": [{ "prompt": "prefill", "limit": 1776 }], "url": "https://claude.ai/",
        "text": "working", "prompt_text": "prompt filled in",
    });
    let replies = [
        (Reply::Done, json!("done")),
        (Reply::Said("You will be told.".into()), json!({ "said": "You will be told." })),
        (Reply::Snapshot(Box::new(snapshot())), json!({ "snapshot": snapshot_line() })),
        (
            Reply::Alternatives(Box::new(ranked)),
            json!({ "alternatives": { "use": "coding", "alternatives": [alternative_line], "says": ["nothing_works"], "text": "" } }),
        ),
        (Reply::Report(vec!["line".into()]), json!({ "report": ["line"] })),
        (
            Reply::History(Box::new(a_history())),
            json!({ "history": {
                "schema": 1, "product": "claude", "outages": [{
                    "id": "i", "incident": "i", "title": null, "severity": "major_outage",
                    "began_at": "2026-11-22T05:00:00Z", "ended_at": null, "told": false, "held": "Snoozed",
                }],
                "days": [{ "date": "2026-11-22", "watched_s": 60, "major_s": 15, "partial_s": 0, "degraded_s": 0,
                    "incidents": 1, "reported_s": 0 }],
                "incidents": [{ "id": "i", "title": "Errors", "impact": "critical", "source": "theirs",
                    "started_at": null, "ended_at": null }],
                "left_out": 0, "uptime": 0.75, "watched_s": 60, "window_s": 3600,
            } }),
        ),
        (
            Reply::WouldHave(crate::replay::WouldHave { days: 90, told: 3, ..Default::default() }),
            json!({ "would_have": {
                "days": 90, "since": null, "incidents": 0, "told": 3, "notifications": 0, "unknown": [],
            } }),
        ),
        (
            Reply::Found(Found {
                name: Some("Example".into()),
                format: "Statuspage".into(),
                url: "https://status.example.com/api/v2/summary.json".into(),
                parts: 12,
                status: Status::Operational,
                elsewhere: None,
                there: None,
            }),
            json!({ "found": {
                "name": "Example", "format": "Statuspage", "url": "https://status.example.com/api/v2/summary.json",
                "parts": 12, "status": "operational", "elsewhere": null, "there": null,
            } }),
        ),
        (
            Reply::Changed(Changed { said: "Done.".into(), before: Some(json!(12)) }),
            json!({ "changed": { "said": "Done.", "before": 12 } }),
        ),
        (
            Reply::Changed(Changed { said: "Done.".into(), before: None }),
            json!({ "changed": { "said": "Done.", "before": null } }),
        ),
        (
            Reply::Why(Box::new(Explanation {
                schema: 1,
                product: "chatgpt".into(),
                answer: Finding::PartlyDown,
                text: "OpenAI says so.".into(),
                lines: vec!["It was read just now".into()],
                source: Speaker {
                    host: Some("status.example.com".into()),
                    feed: SourceKind::Readable,
                    read_at: Some(at(0)),
                    age_s: Some(5),
                    failing_since: None,
                },
                probe: None,
            })),
            json!({ "why": {
                "schema": 1, "product": "chatgpt", "answer": "partly_down", "text": "OpenAI says so.",
                "lines": ["It was read just now"],
                "source": {
                    "host": "status.example.com", "feed": "readable", "read_at": "2026-11-22T05:00:00Z", "age_s": 5,
                    "failing_since": null,
                },
                "probe": null,
            } }),
        ),
    ];
    for (reply, line) in replies {
        crosses(&reply, line.clone());
        crosses(&Answer { id: 7, outcome: Outcome::Ok(reply) }, json!({ "id": 7, "ok": line }));
    }
    let codes = [
        (ErrorCode::UnknownProduct, "unknown_product"),
        (ErrorCode::WindowExists, "window_exists"),
        (ErrorCode::BadRequest, "bad_request"),
        (ErrorCode::Failed, "failed"),
    ];
    for (code, word) in codes {
        let error = WireError { code, message: "why".into() };
        crosses(
            &Answer { id: 7, outcome: Outcome::Error(error) },
            json!({ "id": 7, "error": { "code": word, "message": "why" } }),
        );
    }
}

#[test]
fn every_push_is_the_line_agreed_on() {
    let decision = Decision {
        schema: 1,
        kind: "decision".into(),
        at: at(0),
        product: "chatgpt".into(),
        incident: Some("x".into()),
        incident_group: Some("openai/x".into()),
        told: true,
        reason: Reason::Began,
        severity: Some(Severity::MajorOutage),
        title: None,
        hold: None,
    };
    let table = [
        (Push::Snapshot(Box::new(snapshot())), json!({ "snapshot": snapshot_line() })),
        (
            Push::Decision(decision),
            json!({ "decision": {
                "schema": 1, "kind": "decision", "at": "2026-11-22T05:00:00Z", "product": "chatgpt", "incident": "x",
                "incident_group": "openai/x", "told": true, "reason": "Began", "severity": "major_outage", "title": null,
            } }),
        ),
        (
            Push::Show(Show { view: View::Product { id: "chatgpt".into() }, activation_token: Some("token".into()) }),
            json!({ "show": { "view": "product", "id": "chatgpt", "activation_token": "token" } }),
        ),
        (
            Push::Show(Show { view: View::Overview, activation_token: None }),
            json!({ "show": { "view": "overview", "activation_token": null } }),
        ),
        (Push::Bye(Bye::Quit), json!({ "bye": "quit" })),
        (Push::Bye(Bye::Upgrade), json!({ "bye": "upgrade" })),
    ];
    for (push, line) in table {
        crosses(&push, line);
    }
}

#[test]
fn an_answer_is_never_mistaken_for_a_push() {
    let answer = serde_json::to_string(&Answer { id: 7, outcome: Outcome::Ok(Reply::Snapshot(Box::new(snapshot()))) });
    assert!(serde_json::from_str::<Push>(&answer.unwrap()).is_err());
    let push = serde_json::to_string(&Push::Snapshot(Box::new(snapshot()))).unwrap();
    assert!(serde_json::from_str::<Answer>(&push).is_err());
}
