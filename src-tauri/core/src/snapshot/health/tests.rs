use super::*;
use crate::sample::{at, catalogue};
use crate::snapshot::Source;
use crate::wording::Language;

const HOST: &str = "status.example.com";

fn shown(health: Option<&FeedHealth>, language: Language) -> Source {
    let catalogue = catalogue();
    source(catalogue.provider("example").unwrap(), health, &Words::new(language), at(60))
}

fn failing(failing: Failing) -> FeedHealth {
    FeedHealth {
        read_at: Some(at(0)),
        failing_since: Some(at(3)),
        why: Some("this is an HTML page".to_owned()),
        failing,
        until: Some(at(140)),
        moved_to: Some("https://status.other.example/".to_owned()),
        ..FeedHealth::default()
    }
}

fn found(renamed: &[&str]) -> FeedHealth {
    let renamed = renamed.iter().map(|&name| name.to_owned()).collect();
    let read_as = ReadAs { format: "incident.io".to_owned(), since: at(10), renamed };
    FeedHealth { read_at: Some(at(0)), read_as: Some(read_as), ..FeedHealth::default() }
}

#[test]
fn every_state_has_one_sentence_in_both_languages() {
    let read = FeedHealth { read_at: Some(at(0)), ..FeedHealth::default() };
    let hidden = |health: FeedHealth| FeedHealth { until: None, moved_to: None, why: None, ..health };
    let table: Vec<(Option<FeedHealth>, SourceKind, &str, &str)> = vec![
        (Some(read), SourceKind::Readable, "can be read", "terbaca"),
        (None, SourceKind::Waiting, "has not been read yet", "belum dibaca"),
        (
            Some(failing(Failing::RateLimited)),
            SourceKind::RateLimited,
            "asked to wait until 07:20",
            "meminta menunggu sampai 07.20",
        ),
        (Some(hidden(failing(Failing::RateLimited))), SourceKind::RateLimited, "asked to wait", "meminta menunggu"),
        (
            Some(failing(Failing::Unreadable)),
            SourceKind::Unreadable,
            "can't be read since 05:03: this is an HTML page",
            "tidak terbaca sejak 05.03: this is an HTML page",
        ),
        (
            Some(hidden(failing(Failing::Unreadable))),
            SourceKind::Unreadable,
            "can't be read since 05:03",
            "tidak terbaca sejak 05.03",
        ),
        (Some(failing(Failing::Gone)), SourceKind::Gone, "is gone since 05:03", "sudah tidak ada sejak 05.03"),
        (
            Some(failing(Failing::Moved)),
            SourceKind::Moved,
            "moved to https://status.other.example/: confirm before it is read there",
            "pindah ke https://status.other.example/: konfirmasikan sebelum dibaca di sana",
        ),
        (Some(hidden(failing(Failing::Moved))), SourceKind::Moved, "moved to another address", "pindah ke alamat lain"),
        (Some(failing(Failing::Blocked)), SourceKind::Blocked, "refuses us since 05:03", "menolak kami sejak 05.03"),
        (
            Some(found(&[])),
            SourceKind::Readable,
            "is read as incident.io since 05:10",
            "dibaca sebagai incident.io sejak 05.10",
        ),
        (
            Some(found(&["Chat", "Code"])),
            SourceKind::Readable,
            "is read as incident.io since 05:10, and the parts of Chat and Code have new names there",
            "dibaca sebagai incident.io sejak 05.10, dan di sana bagian-bagian Chat dan Code berganti nama",
        ),
    ];
    for (health, kind, english, indonesian) in &table {
        for (language, text) in [(Language::English, english), (Language::Indonesian, indonesian)] {
            let shown = shown(health.as_ref(), language);
            assert_eq!(shown.kind, *kind);
            assert!(shown.text.contains(HOST) && shown.text.ends_with(text), "{:?}: {}", kind, shown.text);
        }
    }
    let mut kinds: Vec<SourceKind> = table.iter().map(|row| row.1).collect();
    kinds.push(SourceKind::None);
    assert!(SourceKind::ALL.iter().all(|kind| kinds.contains(kind)));
    let catalogue = catalogue();
    for (language, text) in [(Language::English, "publishes no status"), (Language::Indonesian, "tidak menerbitkan")] {
        let shown = source(catalogue.provider("ollama").unwrap(), None, &Words::new(language), at(0));
        assert!(shown.kind == SourceKind::None && shown.text.contains(text), "{}", shown.text);
    }
}

#[test]
fn what_belongs_to_one_state_is_shown_with_no_other() {
    for kind in [Failing::RateLimited, Failing::Unreadable, Failing::Gone, Failing::Moved, Failing::Blocked] {
        let shown = shown(Some(&failing(kind)), Language::English);
        assert_eq!(shown.until.is_some(), kind == Failing::RateLimited);
        assert_eq!(shown.moved_to.is_some(), kind == Failing::Moved);
        assert!(shown.kind.is_failing());
    }
}

#[test]
fn a_feed_is_long_unread_after_a_day_whatever_the_kind() {
    let since = at(3);
    for kind in [Failing::RateLimited, Failing::Unreadable, Failing::Gone, Failing::Moved, Failing::Blocked] {
        let health = failing(kind);
        for (seconds, long) in [(24 * 3600 - 1, false), (24 * 3600, true), (24 * 3600 + 1, true)] {
            assert_eq!(health.is_long_unread(since + SignedDuration::from_secs(seconds)), long, "{seconds}");
        }
    }
    assert!(!FeedHealth { read_at: Some(since), ..FeedHealth::default() }.is_long_unread(at(100_000)));
}
