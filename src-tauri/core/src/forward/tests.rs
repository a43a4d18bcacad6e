use super::*;
use crate::alert::After;
use crate::wording::Language;

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn alert() -> Alert {
    Alert {
        outage: "inc-1".into(),
        reason: Reason::Began,
        product: "chat".into(),
        also: Vec::new(),
        provider: "example".into(),
        incident: Some("inc-1".into()),
        title: Some("R&D: <errors>".into()),
        severity: Some(Severity::MajorOutage),
        since: time("2026-03-12T09:00:00Z"),
        until: None,
        at: time("2026-03-12T09:02:00Z"),
        loudness: Loudness::Normal,
        unstable: false,
        worked_since: None,
        no_longer_listed: false,
        planned: None,
        quote: None,
    }
}

fn text() -> Text {
    Text { title: "Chat is down".into(), body: "Since 09:00, says Example: “R&D: <errors>”.".into() }
}

fn page() -> Url {
    Url::parse("https://status.example.com/").unwrap()
}

fn forward(alert: &Alert) -> Forward {
    Forward::of_alert(alert, &text(), "Chat", Some(&page()), false).unwrap()
}

#[test]
fn the_generic_body_has_every_key_and_null_for_what_is_absent() {
    assert_eq!(
        forward(&alert()).json(),
        r#"{"schema":1,"event":"began","at":"2026-03-12T09:02:00Z","product":"chat","name":"Chat","provider":"example","incident":"inc-1","title":"R&D: <errors>","severity":"major_outage","since":"2026-03-12T09:00:00Z","until":null,"text":"Chat is down\nSince 09:00, says Example: “R&D: <errors>”.","items":[],"drill":false}"#
    );
    let over = Alert {
        reason: Reason::Recovered,
        severity: None,
        incident: None,
        title: None,
        until: Some(time("2026-03-12T10:00:00Z")),
        ..alert()
    };
    assert_eq!(
        forward(&over).json(),
        r#"{"schema":1,"event":"recovered","at":"2026-03-12T09:02:00Z","product":"chat","name":"Chat","provider":"example","incident":null,"title":null,"severity":null,"since":"2026-03-12T09:00:00Z","until":"2026-03-12T10:00:00Z","text":"Chat is down\nSince 09:00, says Example: “R&D: <errors>”.","items":[],"drill":false}"#
    );
}

#[test]
fn a_chat_servers_body_is_one_escaped_text_with_the_status_page() {
    assert_eq!(
        forward(&alert()).slack(),
        r#"{"text":"Chat is down\nSince 09:00, says Example: “R&amp;D: &lt;errors&gt;”.\nhttps://status.example.com/"}"#
    );
}

#[test]
fn a_push_services_body_has_topic_title_message_priority_tags_and_click() {
    assert_eq!(
        forward(&alert()).ntfy("my-topic"),
        r#"{"topic":"my-topic","title":"Chat is down","message":"Since 09:00, says Example: “R&D: <errors>”.","priority":4,"tags":["siaga","began","chat"],"click":"https://status.example.com/"}"#
    );
    let nowhere = Forward::of_alert(&alert(), &text(), "Chat", None, false).unwrap();
    assert!(!nowhere.ntfy("t").contains("click"));
}

#[test]
fn priority_follows_loudness_and_severity() {
    let (down, slow) = (Some(Severity::MajorOutage), Some(Severity::Degraded));
    for (loudness, severity, priority) in [
        (Loudness::MustKnow, slow, 5),
        (Loudness::MustKnow, None, 4),
        (Loudness::Normal, down, 4),
        (Loudness::Normal, Some(Severity::PartialOutage), 4),
        (Loudness::Normal, slow, 3),
        (Loudness::Normal, None, 3),
        (Loudness::Quiet, down, 2),
    ] {
        let alert = Alert { loudness, severity, ..alert() };
        assert_eq!(forward(&alert).priority(), priority, "{loudness:?} {severity:?}");
    }
}

#[test]
fn a_script_finds_every_variable_set() {
    let expected = [
        ("SIAGA_EVENT", "began"),
        ("SIAGA_AT", "2026-03-12T09:02:00Z"),
        ("SIAGA_PRODUCT", "chat"),
        ("SIAGA_NAME", "Chat"),
        ("SIAGA_PROVIDER", "example"),
        ("SIAGA_INCIDENT", "inc-1"),
        ("SIAGA_TITLE", "R&D: <errors>"),
        ("SIAGA_SEVERITY", "major_outage"),
        ("SIAGA_SINCE", "2026-03-12T09:00:00Z"),
        ("SIAGA_UNTIL", ""),
        ("SIAGA_TEXT", "Chat is down\nSince 09:00, says Example: “R&D: <errors>”."),
        ("SIAGA_JSON", &forward(&alert()).json()),
    ];
    let found = forward(&alert()).environment();
    let found: Vec<(&str, &str)> = found.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(found, expected);
    let odd = Alert { title: Some("a\0b".into()), ..alert() };
    let found = forward(&odd).environment();
    assert!(found.iter().all(|(_, value)| !value.contains('\0')), "{found:?}");
}

#[test]
fn a_digest_lists_its_outages_and_a_test_says_that_it_is_one() {
    let item = DigestItem {
        product: "chat".into(),
        provider: "example".into(),
        outage: "inc-1".into(),
        title: None,
        severity: Severity::PartialOutage,
        since: time("2026-03-12T01:00:00Z"),
        until: None,
    };
    let digest = Digest { after: After::QuietHours, items: vec![item; 25], at: time("2026-03-12T07:00:00Z") };
    let forward = Forward::of_digest(&digest, &text(), false);
    let json: serde_json::Value = serde_json::from_str(&forward.json()).unwrap();
    assert_eq!((&json["event"], &json["product"]), (&"digest".into(), &serde_json::Value::Null));
    assert_eq!(json["items"].as_array().map(Vec::len), Some(ITEMS));
    assert_eq!(
        json["items"][0].to_string(),
        r#"{"product":"chat","provider":"example","severity":"partial_outage","since":"2026-03-12T01:00:00Z","title":null,"until":null}"#
    );
    let test = Forward::test(&Words::new(Language::English), "team", digest.at);
    assert_eq!(test.event(), Event::Test);
    assert!(test.json().contains(r#""event":"test""#) && test.json().contains("team"), "{}", test.json());
}

#[test]
fn a_long_text_is_cut_so_that_every_service_takes_it() {
    let long = Text { title: "ä".repeat(5000), body: "ö".repeat(5000) };
    let forward = Forward::of_alert(&alert(), &long, "Chat", Some(&page()), false).unwrap();
    assert!(forward.ntfy("topic").len() < 4096, "{}", forward.ntfy("topic").len());
    assert!(forward.json().contains('…'));
}

#[test]
fn every_told_reason_has_an_event_with_one_word_and_no_held_one_has() {
    for event in Event::TOLD {
        assert_eq!(serde_json::to_string(&event).unwrap(), format!("\"{}\"", event.word()));
    }
    assert_eq!(Event::of(Reason::Digest), Some(Event::Digest));
    assert_eq!(Event::of(Reason::Snoozed), None);
    let held = Alert { reason: Reason::Grouped, ..alert() };
    assert_eq!(Forward::of_alert(&held, &text(), "Chat", None, false), None);
}
