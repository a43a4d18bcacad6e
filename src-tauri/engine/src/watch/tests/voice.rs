//! A desktop that shows nothing for now: what is told waits, and what became of it meanwhile decides what is shown.

use std::sync::Arc;

use siaga_core::alert::Reason;
use siaga_core::observation::{Impact, Status};
use tokio::sync::mpsc;

use super::desk::*;
use crate::output::notification::{Desktop, Heard, Shown};
use crate::store::{Outgoing, Store};
use crate::watch::Voice;

const PARTLY: &[(&str, Status)] = &[("chat", Status::PartialOutage)];
const DOWN: &[(&str, Status)] = &[("chat", Status::MajorOutage)];

async fn speechless() -> (Desk, mpsc::Sender<Heard>) {
    let (heard, news) = mpsc::channel(8);
    let (own, _) = mpsc::channel(8);
    let desktop = Desktop::offline("Siaga".to_owned(), own);
    let mut desk = Desk::closed();
    desk.start_with(desk.store(), Voice::Desktop(Arc::new(desktop), news));
    desk.settle().await;
    (desk, heard)
}

/// What waits to be shown, as it stands in the records: product and reason.
fn waiting(desk: &Desk) -> Vec<(String, Reason)> {
    let store = Store::open(&desk.path("siaga.db"), desk.clock.now()).unwrap();
    let waiting = store.load().unwrap().waiting.into_iter();
    waiting
        .filter_map(|(_, content, _)| match content {
            Outgoing::Alert(alert) => Some((alert.product, alert.reason)),
            Outgoing::Digest(_) | Outgoing::Damaged { .. } | Outgoing::Unread { .. } => None,
        })
        .collect()
}

#[tokio::test(start_paused = true)]
async fn without_a_server_an_alert_waits_and_that_is_said() {
    let (desk, _heard) = speechless().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(20).await;
    desk.none_otherwise();
    assert_eq!(waiting(&desk), [("quill".to_owned(), Reason::Began)]);
    let said = desk.snapshot().problems.join("\n");
    assert!(said.contains("no notification server is running"), "{said}");
}

#[tokio::test(start_paused = true)]
async fn an_outage_that_ends_before_it_could_be_shown_is_never_shown() {
    let (desk, _heard) = speechless().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(PARTLY));
    desk.at(20).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(30).await;
    assert_eq!(waiting(&desk), [("quill".to_owned(), Reason::Worsened)]);
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(40).await;
    assert_eq!(waiting(&desk), []);
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn an_outage_whose_beginning_was_shown_is_told_as_over_though_its_worsening_never_was() {
    let (desk, heard) = speechless().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, reporting(quill(PARTLY), incident("i-1", Impact::Major, &["chat"])));
    desk.at(20).await;
    assert_eq!(waiting(&desk), [("quill".to_owned(), Reason::Began)]);
    let shown = Shown { server: ":1.9".to_owned(), id: 4 };
    heard.send(Heard::ShownLate { outage: "quill/i-1".to_owned(), shown }).await.unwrap();
    desk.at(21).await;
    assert_eq!(waiting(&desk), []);
    desk.feeds.says(QUILL, reporting(quill(DOWN), incident("i-1", Impact::Critical, &["chat"])));
    desk.at(30).await;
    assert_eq!(waiting(&desk), [("quill".to_owned(), Reason::Worsened)]);
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(40).await;
    assert_eq!(waiting(&desk), [("quill".to_owned(), Reason::Recovered)]);
}
