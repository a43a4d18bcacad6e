//! The agent ends and starts again, in an orderly way or killed, with the same records.

use std::time::Duration;

use jiff::Timestamp;
use siaga_core::alert::{Alert, Loudness, Reason, Severity};
use siaga_core::observation::Status;
use siaga_core::told::Entry;
use siaga_core::wire::Command;

use super::desk::*;
use crate::store::{Outgoing, Write};

const DOWN: &[(&str, Status)] = &[("chat", Status::MajorOutage)];

/// The beginning of an outage of Quill's, as it waits to be shown.
fn began(outage: String, severity: Severity, now: Timestamp) -> Alert {
    Alert {
        outage,
        reason: Reason::Began,
        product: "quill".to_owned(),
        also: Vec::new(),
        provider: QUILL.to_owned(),
        incident: None,
        title: None,
        severity: Some(severity),
        since: now,
        until: None,
        at: now,
        loudness: Loudness::Normal,
        unstable: false,
        worked_since: None,
        no_longer_listed: false,
        planned: None,
        quote: None,
    }
}

#[tokio::test(start_paused = true)]
async fn a_restart_during_an_outage_does_not_tell_it_again() {
    let mut desk = Desk::open().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(20).await;
    desk.want(between(10.0, 12.3), "Quill is down");
    desk.restart().await;
    assert!(desk.product("quill").told);
    desk.at(30).await;
    desk.kill().await;
    desk.start();
    desk.at(40).await;
    desk.none_otherwise();
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(50).await;
    desk.want(between(40.0, 42.0), "Quill is working again");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn how_old_a_calm_state_is_outlives_an_orderly_end() {
    let mut desk = Desk::open().await;
    desk.at(30).await;
    let known = desk.product("quill").read_at;
    desk.feeds.answers(QUILL, unreadable());
    desk.restart().await;
    let product = desk.product("quill");
    assert_eq!((product.last_known, product.read_at), (Status::Operational, known));
}

#[tokio::test(start_paused = true)]
async fn an_outage_that_ended_while_the_agent_was_down_is_told_as_over_once() {
    let mut desk = Desk::open().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(20).await;
    desk.want(between(10.0, 12.3), "Quill is down");
    desk.kill().await;
    desk.at(60).await;
    desk.feeds.says(QUILL, quill(&[]));
    desk.start();
    desk.at(70).await;
    desk.want(between(60.0, 61.0), "Quill is working again");
    desk.restart().await;
    desk.at(90).await;
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn an_outage_that_began_while_the_agent_was_down_is_news() {
    let mut desk = Desk::open().await;
    desk.at(10).await;
    desk.quit().await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(60).await;
    desk.start();
    desk.at(70).await;
    desk.want(between(60.0, 60.1), "Quill is down");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_restart_between_two_good_reads_still_tells_the_end() {
    let mut desk = Desk::open().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(20).await;
    desk.want(between(10.0, 12.3), "Quill is down");
    let before = desk.feeds.asked(QUILL).len();
    desk.feeds.says(QUILL, quill(&[]));
    let mut second = 20 * 60;
    while desk.feeds.asked(QUILL).len() == before {
        second += 1;
        desk.at_second(second).await;
    }
    desk.kill().await;
    desk.start();
    desk.at(25).await;
    desk.want(between(20.0, 22.0), "Quill is working again");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_waited_to_be_shown_is_shown_once_after_a_restart() {
    let mut desk = Desk::open().await;
    desk.at(1).await;
    desk.kill().await;
    let (mut store, now) = (desk.store(), desk.clock.now());
    let alert = began("o-1".to_owned(), Severity::PartialOutage, now);
    store.write(&[Write::Outbox(7, &Outgoing::Alert(Box::new(alert)), now)]).unwrap();
    drop(store);
    desk.start();
    desk.at(3).await;
    desk.want(between(1.0, 1.1), "Quill is partly down");
    desk.kill().await;
    desk.start();
    desk.at(5).await;
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_a_provider_asked_for_is_kept_over_a_restart() {
    let mut desk = Desk::open().await;
    desk.feeds.then(QUILL, [asks_to_wait(Duration::from_secs(3600))]);
    desk.at(3).await;
    let asked = desk.feeds.asked(QUILL).len();
    desk.kill().await;
    desk.start();
    desk.at(10).await;
    desk.restart().await;
    let ask = Command::Check { products: vec!["quill".to_owned()] };
    desk.ask(ask).await.unwrap();
    desk.at(60).await;
    assert_eq!(desk.feeds.asked(QUILL).len(), asked);
    desk.at(70).await;
    assert!(desk.feeds.pauses(QUILL, asked - 1)[0] >= 3600.0);
    assert!(desk.feeds.asked(RAVEN).len() > 20, "others are read all the time");
}

#[tokio::test(start_paused = true)]
async fn snoozes_and_wishes_are_kept_over_a_restart() {
    let mut desk = Desk::open().await;
    desk.at(5).await;
    desk.ask(Command::Snooze { product: Some("quill".to_owned()), seconds: 3600 }).await.unwrap();
    desk.feeds.says(QUILL, quill(&[("chat", Status::MajorOutage), ("api", Status::MajorOutage)]));
    desk.at(10).await;
    desk.want(between(5.0, 7.3), "Quill API is down");
    desk.ask(Command::TellMe { product: "quill".to_owned(), wanted: true }).await.unwrap();
    desk.kill().await;
    desk.start();
    desk.at(20).await;
    assert!(desk.product("quill").asked && desk.product("quill").snoozed_until.is_some());
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(30).await;
    desk.want(between(20.0, 22.0), "Quill is back");
    desk.want(between(20.0, 22.0), "Quill API is working again");
    desk.restart().await;
    desk.at(40).await;
    assert!(!desk.product("quill").asked);
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn after_a_restart_the_last_known_state_is_shown_as_unknown_until_it_is_read_again() {
    let mut desk = Desk::open().await;
    desk.at(5).await;
    desk.kill().await;
    desk.at(120).await;
    desk.feeds.answers(QUILL, unreadable());
    desk.start();
    desk.at(125).await;
    let seen = desk.product("quill");
    assert_eq!((seen.status, seen.last_known), (Status::Unknown, Status::Operational));
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_beginning_that_waited_is_not_shown_once_its_outage_is_over() {
    let mut desk = Desk::open().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(20).await;
    let told = desk.want(between(10.0, 12.3), "Quill is down");
    desk.kill().await;
    // As if the agent had been killed before the desktop answered: decided, waiting, not told.
    let (mut store, now) = (desk.store(), desk.clock.now());
    let loaded = store.load().unwrap();
    let entry = Entry { delivered: false, ..loaded.memory.told.entries().next().unwrap().clone() };
    let alert = began(entry.outage.clone(), Severity::MajorOutage, now);
    let id = loaded.last_outbox + 1;
    store.write(&[Write::Told(&entry), Write::Outbox(id, &Outgoing::Alert(Box::new(alert)), now)]).unwrap();
    drop((store, told));
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(60).await;
    desk.start();
    desk.at(90).await;
    desk.none_otherwise();
    assert!(desk.store().load().unwrap().waiting.is_empty(), "it is withdrawn");
}
