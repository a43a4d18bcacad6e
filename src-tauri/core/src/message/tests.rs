use std::fmt::Write as _;

use jiff::SignedDuration;

use super::*;
use crate::golden;
use crate::wording::Language;

fn noon() -> Timestamp {
    "2026-11-22T05:00:00Z".parse().unwrap()
}

fn facts(state: MessageState) -> Facts {
    Facts {
        product: "ChatGPT".into(),
        provider: "OpenAI".into(),
        page: Some("https://status.openai.com/".into()),
        state,
        parts: vec!["Login".into(), "Conversations".into()],
        title: Some("Elevated errors in conversations".into()),
        newest: Some(Quote { text: "We are rolling out a fix.\n\nMore soon.".into(), at: Some(noon()) }),
        working: vec!["Claude".into(), "Gemini".into()],
        next_look: Some(noon() + SignedDuration::from_mins(2)),
        drill: false,
    }
}

fn down() -> MessageState {
    MessageState::Trouble(Status::MajorOutage, noon() - SignedDuration::from_mins(102))
}

fn cases() -> Vec<(&'static str, Facts)> {
    let ago = |minutes| noon() - SignedDuration::from_mins(minutes);
    vec![
        ("down", facts(down())),
        (
            "partly down, nothing works",
            Facts { working: vec![], ..facts(MessageState::Trouble(Status::PartialOutage, ago(5))) },
        ),
        (
            "degraded, nothing written",
            Facts {
                newest: None,
                title: None,
                parts: vec![],
                ..facts(MessageState::Trouble(Status::Degraded, ago(50)))
            },
        ),
        ("over", facts(MessageState::Over(ago(102), ago(1)))),
        ("working", facts(MessageState::Working)),
        ("unknown", facts(MessageState::Unknown)),
        ("drill", Facts { drill: true, ..facts(down()) }),
    ]
}

#[test]
fn messages_read_as_the_golden_file_says() {
    let mut made = String::new();
    for language in Language::ALL {
        let words = Words::new(language).in_zone(jiff::tz::TimeZone::fixed(jiff::tz::offset(7)));
        for (case, facts) in cases() {
            for form in [(false, false), (true, false), (false, true), (true, true)] {
                let form = Form { long: form.0, markdown: form.1 };
                let text = message(&words, &facts, form, noon());
                writeln!(made, "# {} · {case} · {form:?}\n{text}\n", language.code()).unwrap();
            }
        }
    }
    golden::check("src-tauri/core/src/message/messages.golden.txt", &made);
}

#[test]
fn what_a_provider_writes_is_shown_as_it_is_and_does_nothing() {
    let words = Words::new(Language::English);
    let hostile = "# Heading\n[link](https://evil.example) ![x](http://evil.example/x.png) <script>alert(1)</script> `code` **bold** | @here";
    let facts = Facts {
        newest: Some(Quote { text: hostile.into(), at: None }),
        title: Some("![x](http://evil.example/y.png)".into()),
        ..facts(down())
    };
    let made = message(&words, &facts, Form { long: true, markdown: true }, noon());
    for open in ["x](http", "link](http", " <script", "\n# ", "https://evil", "http://evil", " **bold", " `code"] {
        assert!(!made.contains(open), "{open}: {made}");
    }
    let plain = message(&words, &facts, Form { long: true, markdown: false }, noon());
    assert!(plain.contains("“# Heading [link](https://evil.example)"), "{plain}");
    assert_eq!(plain.lines().filter(|line| line.contains("evil")).count(), 2, "a quotation is one line: {plain}");
}

#[test]
fn a_long_quotation_is_cut_and_says_so() {
    let words = Words::new(Language::English);
    let long = Facts { newest: Some(Quote { text: "word ".repeat(400), at: None }), ..facts(down()) };
    let made = message(&words, &long, Form { long: true, markdown: false }, noon());
    assert!(made.contains("word…”") && made.len() < 1000, "{made}");
}
