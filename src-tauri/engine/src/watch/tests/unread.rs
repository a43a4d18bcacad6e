//! A feed that cannot be read for a day is told of once, quietly, and never as an outage.

use jiff::SignedDuration;
use siaga_core::observation::Status;
use siaga_core::provider::Catalogue;
use siaga_core::wire::Command;

use super::desk::*;
use crate::store::{StoredFeed, Write};

const TITLE: &str = "No status for Quill for a day";

/// A desk whose records say that these feeds could not be read for a day but ten minutes; they still cannot.
fn unread(feeds: &[&str]) -> Desk {
    let desk = Desk::closed();
    let mut store = desk.store();
    let since = desk.clock.now() - SignedDuration::from_hours(24) + SignedDuration::from_mins(10);
    for feed in feeds {
        desk.feeds.answers(feed, unreadable());
        let stored = StoredFeed { failing_since: Some(since), failures: 90, ..StoredFeed::default() };
        store.write(&[Write::Feed(feed, &stored)]).unwrap();
    }
    desk
}

#[tokio::test(start_paused = true)]
async fn a_day_without_a_feed_is_told_once_also_across_restarts() {
    let mut desk = unread(&[QUILL]);
    desk.start();
    desk.at(9).await;
    desk.none_otherwise();
    desk.at(40).await;
    let told = desk.want(between(10.0, 36.0), TITLE);
    let body = &told.telling.text.body;
    assert!(body.starts_with("quill.example can't be read since 11 March, 09:10: this is an HTML page."), "{body}");
    assert!(body.contains("This says nothing about Quill itself."), "{body}");
    assert!(body.contains("status page of Quill Labs"), "{body}");
    assert_eq!(told.telling.buttons, ["Details"]);
    assert_eq!(desk.product("quill").status, Status::Unknown);
    desk.restart().await;
    desk.at(80).await;
    desk.kill().await;
    desk.start();
    desk.at(120).await;
    desk.none_otherwise();
    assert!(desk.reasons().is_empty(), "it is no outage, and nothing is decided about one");

    // Another time is another episode.
    assert!(desk.store().load().unwrap().feeds[QUILL].told);
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(150).await;
    desk.quit().await;
    assert!(!desk.store().load().unwrap().feeds[QUILL].told);
}

#[tokio::test(start_paused = true)]
async fn who_is_offline_is_told_nothing_until_something_else_can_be_read() {
    let mut desk = unread(&[QUILL, RAVEN]);
    for provider in Catalogue::shipped().providers() {
        desk.feeds.answers(&provider.id, unreadable());
    }
    desk.start();
    desk.at(60).await;
    desk.none_otherwise();
    desk.feeds.says(RAVEN, calm(&["raven"]));
    desk.at(100).await;
    // Two pauses of a feed that fails, at their longest.
    desk.want(between(60.0, 95.0), TITLE);
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_nobody_uses_is_not_told() {
    let mut desk = unread(&[RAVEN]);
    desk.settings("language = \"en\"\nwatch = [\"quill\"]\n");
    desk.start();
    desk.at(60).await;
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_is_snoozed_is_told_after_that() {
    let mut desk = unread(&[QUILL]);
    desk.settings("language = \"id\"\nwatch = [\"raven\", \"quill\"]\n");
    desk.start();
    desk.ask(Command::Snooze { product: None, seconds: 3600 }).await.unwrap();
    desk.at(59).await;
    desk.none_otherwise();
    desk.at(80).await;
    let told = desk.want(between(60.0, 77.0), "Sehari tanpa status untuk Quill");
    assert!(told.telling.text.body.contains("tidak terbaca sejak"), "{}", told.telling.text.body);
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_feed_that_can_be_read_again_in_time_is_not_told() {
    let mut desk = unread(&[QUILL]);
    desk.feeds.then(QUILL, [unreadable()]);
    desk.feeds.says(QUILL, quill(&[]));
    desk.start();
    desk.at(60).await;
    desk.none_otherwise();
    assert_eq!(desk.product("quill").status, Status::Operational);
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_back_does_not_put_the_notice_off_for_ever() {
    let mut desk = unread(&[QUILL]);
    let ahead = desk.clock.now() + SignedDuration::from_hours(24 * 365);
    let stored = StoredFeed { failing_since: Some(ahead), failures: 90, ..StoredFeed::default() };
    desk.store().write(&[Write::Feed(QUILL, &stored)]).unwrap();
    desk.start();
    desk.at(20).await;
    let source = desk.snapshot().provider(QUILL).unwrap().source.clone();
    assert!(source.failing_since.is_some_and(|since| since <= desk.clock.now()), "{source:?}");
}

#[tokio::test(start_paused = true)]
async fn a_notice_is_remembered_when_its_feed_is_read_elsewhere_and_ends_once_it_can_be_read_there() {
    let mut desk = unread(&[QUILL]);
    desk.start();
    desk.at(40).await;
    desk.want(between(10.0, 36.0), TITLE);
    let file = std::fs::read_to_string(desk.path("catalogue/quill.toml")).unwrap();
    desk.overlay(QUILL, &file.replace("//quill.example", "//new.quill.example"));
    desk.at(41).await;
    desk.quit().await;
    assert!(desk.store().load().unwrap().feeds[QUILL].told, "what stands on the desktop is not forgotten");
    desk.start();
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(80).await;
    desk.quit().await;
    assert!(!desk.store().load().unwrap().feeds[QUILL].told);
}

#[tokio::test(start_paused = true)]
async fn one_read_that_fails_after_a_night_is_not_a_day_of_them() {
    let mut desk = unread(&[QUILL]);
    let since = desk.clock.now() - SignedDuration::from_hours(60);
    let stored = StoredFeed { failing_since: Some(since), failures: 1, ..StoredFeed::default() };
    desk.store().write(&[Write::Feed(QUILL, &stored)]).unwrap();
    desk.feeds.hold(QUILL);
    desk.feeds.then(QUILL, [unreadable()]);
    desk.feeds.says(QUILL, quill(&[]));
    desk.start();
    desk.at_second(5).await;
    assert_eq!(desk.product("raven").status, Status::Operational, "others can be read");
    desk.feeds.let_go(QUILL);
    desk.at(60).await;
    desk.none_otherwise();
    assert_eq!(desk.product("quill").status, Status::Operational);
}
