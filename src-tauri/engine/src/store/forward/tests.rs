use siaga_core::alert::{Alert, Loudness, Reason, Severity};

use super::*;
use crate::store::{Store, Write};

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(in crate::store) fn row(id: i64) -> ForwardRow {
    let now = time("2026-03-12T09:00:00Z");
    let alert = Alert {
        outage: "i-1".to_owned(),
        reason: Reason::Began,
        product: "quill".to_owned(),
        also: Vec::new(),
        provider: "quill".to_owned(),
        incident: None,
        title: Some("“Trouble” \u{1f310}".to_owned()),
        severity: Some(Severity::MajorOutage),
        since: now,
        until: None,
        at: now,
        loudness: Loudness::Normal,
        unstable: false,
        worked_since: None,
        no_longer_listed: false,
        planned: None,
        quote: None,
    };
    ForwardRow {
        id,
        output: "team".to_owned(),
        content: Handed::Alert { alert: Box::new(alert), first: true, tracked: true },
        made_at: now,
        tries: 2,
        not_before: Some(time("2026-03-12T10:00:00Z")),
    }
}

#[test]
fn what_waits_is_read_back_as_it_was_and_what_is_done_is_not() {
    let mut store = Store::memory().unwrap();
    let (one, two, three) = (row(1), ForwardRow { not_before: None, ..row(2) }, row(3));
    store.write(&[Write::Forward(&one), Write::Forward(&two), Write::Forward(&three)]).unwrap();
    let again = ForwardRow { tries: 3, ..one };
    store.write(&[Write::Forward(&again), Write::Forwarded(3, "sent", again.made_at)]).unwrap();
    let loaded = store.load().unwrap();
    assert_eq!((loaded.forwards, loaded.last_forward), (vec![again, two], 3));
    store.write(&[Write::Afresh]).unwrap();
    let loaded = store.load().unwrap();
    assert_eq!((loaded.forwards, loaded.last_forward), (vec![], 3), "a number is never given twice");
}

#[test]
fn only_the_newest_of_what_is_done_is_kept() {
    let mut store = Store::memory().unwrap();
    for id in 1..=300 {
        store.write(&[Write::Forward(&row(id)), Write::Forwarded(id, "sent", row(id).made_at)]).unwrap();
    }
    let count: i64 = store.connection.query_row("SELECT count(*) FROM forward", [], |row| row.get(0)).unwrap();
    assert_eq!(count, FINISHED);
}
