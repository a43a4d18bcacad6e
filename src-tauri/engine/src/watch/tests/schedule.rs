//! When feeds are read: pauses, patience, one request at a time for each host, and reads that are asked for.

use std::time::Duration;

use siaga_core::observation::Status;
use siaga_core::snapshot::SourceKind;
use siaga_core::wire::{Command, ErrorCode, Reply};
use tokio::time::Instant;

use super::desk::*;

const DOWN: &[(&str, Status)] = &[("chat", Status::MajorOutage)];

#[track_caller]
fn all_about(pauses: &[f64], seconds: f64) {
    assert!(!pauses.is_empty());
    let about = (seconds * 0.9 - 0.01)..=(seconds * 1.1 + 0.01);
    assert!(pauses.iter().all(|pause| about.contains(pause)), "not about {seconds} s: {pauses:?}");
}

fn check(products: &[&str]) -> Command {
    Command::Check { products: products.iter().map(|id| (*id).to_owned()).collect() }
}

#[tokio::test(start_paused = true)]
async fn the_first_read_is_not_delayed() {
    let desk = Desk::open().await;
    for feed in [QUILL, RAVEN] {
        assert_eq!(desk.feeds.asked(feed), [desk.clock.now()], "{feed}");
    }
    assert_eq!(desk.feeds.asked(HERON), [], "nobody watches it, and it stands in for nothing");
    assert!(*desk.engine.as_ref().unwrap().tried.borrow());
}

#[tokio::test(start_paused = true)]
async fn favourites_are_read_every_two_minutes_alternatives_every_five_and_none_at_the_same_beat() {
    let mut desk = Desk::closed();
    desk.settings("language = \"en\"\nwatch = [\"quill\"]\n");
    desk.start();
    desk.at(240).await;
    let (favourite, calm) = (desk.feeds.pauses(QUILL, 0), desk.feeds.pauses(RAVEN, 0));
    all_about(&favourite, 120.0);
    all_about(&calm, 300.0);
    let spread = |pauses: &[f64]| {
        let (least, most) = pauses.iter().fold((f64::MAX, 0.0_f64), |(low, high), p| (low.min(*p), high.max(*p)));
        most - least
    };
    assert!(spread(&favourite) > 1.0, "no jitter: {favourite:?}");
}

#[tokio::test(start_paused = true)]
async fn a_feed_is_read_faster_while_an_outage_of_it_is_open_and_slower_again_after() {
    let desk = Desk::open().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(15).await;
    let open = desk.feeds.asked(QUILL).len();
    desk.at(40).await;
    all_about(&desk.feeds.pauses(QUILL, open), 45.0);
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(45).await;
    let calm = desk.feeds.asked(QUILL).len();
    desk.at(90).await;
    all_about(&desk.feeds.pauses(QUILL, calm), 120.0);
    all_about(&desk.feeds.pauses(RAVEN, 0), 120.0);
}

#[tokio::test(start_paused = true)]
async fn failures_double_the_pause_up_to_a_quarter_of_an_hour_and_one_good_read_ends_that() {
    let desk = Desk::open().await;
    desk.feeds.then(QUILL, std::iter::repeat_with(unreadable).take(6));
    desk.at(120).await;
    let pauses = desk.feeds.pauses(QUILL, 1);
    for (pause, expected) in pauses.iter().zip([120.0, 240.0, 480.0, 900.0, 900.0, 900.0, 120.0, 120.0]) {
        all_about(&[*pause], expected);
    }
    assert!(pauses.len() >= 8, "{pauses:?}");
}

#[tokio::test(start_paused = true)]
async fn why_a_feed_is_read_next_when_it_is_stands_beside_the_moment() {
    let mut desk = Desk::closed();
    desk.settings("language = \"en\"\nwatch = [\"quill\"]\n");
    desk.start();
    desk.at(3).await;
    let why = |desk: &Desk, feed: &str| desk.snapshot().provider(feed).unwrap().source.next_why.clone();
    assert_eq!(why(&desk, QUILL), "every 2 min: you use it");
    assert_eq!(why(&desk, RAVEN), "every 5 min: to know what else works");
    assert_eq!(why(&desk, HERON), "", "it is not read");
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(10).await;
    assert_eq!(why(&desk, QUILL), "every 45 s: an incident is open");
    desk.feeds.answers(QUILL, unreadable());
    desk.at(11).await;
    // Reads come every 45 s, give or take a tenth: one or two lie in this minute.
    let said = why(&desk, QUILL);
    assert!(["it failed once", "it failed 2 times in a row"].contains(&said.as_str()), "{said}");
    desk.at(18).await;
    let said = why(&desk, QUILL);
    assert!(["it failed 4 times in a row", "it failed 5 times in a row"].contains(&said.as_str()), "{said}");
    desk.feeds.answers(QUILL, asks_to_wait(Duration::from_secs(3600)));
    desk.at(40).await;
    let said = why(&desk, QUILL);
    assert!(said.starts_with("not before 10:") && said.ends_with(": the provider asked"), "{said}");
}

#[tokio::test(start_paused = true)]
async fn the_pace_of_the_settings_is_followed_without_waiting_for_the_old_one() {
    let desk = Desk::open().await;
    desk.at(1).await;
    desk.settings("language = \"en\"\nwatch = [\"quill\", \"raven\"]\n[poll]\nfavourite = 20\n");
    desk.at(10).await;
    all_about(&desk.feeds.pauses(QUILL, 1), 20.0);
    assert!(desk.feeds.pauses(QUILL, 0)[0] < 90.0);
}

#[tokio::test(start_paused = true)]
async fn what_a_provider_asks_for_is_kept_by_schedule_and_check_alike() {
    let desk = Desk::open().await;
    desk.feeds.then(QUILL, [asks_to_wait(Duration::from_secs(3600))]);
    desk.at(10).await;
    assert_eq!(desk.snapshot().provider(QUILL).unwrap().source.kind, SourceKind::RateLimited);
    let asked = desk.feeds.asked(QUILL).len();
    let began = Instant::now();
    assert!(matches!(desk.ask(check(&["quill"])).await, Ok(Reply::Snapshot(_))));
    assert_eq!(began.elapsed(), Duration::ZERO, "there is nothing to wait for");
    desk.at(60).await;
    assert_eq!(desk.feeds.asked(QUILL).len(), asked);
    desk.at(70).await;
    let pauses = desk.feeds.pauses(QUILL, asked - 1);
    assert!(pauses[0] >= 3600.0, "{pauses:?}");
    all_about(&pauses[1..], 120.0);
    assert_eq!(desk.snapshot().provider(QUILL).unwrap().source.kind, SourceKind::Readable);
}

#[tokio::test(start_paused = true)]
async fn one_request_is_in_flight_to_each_host() {
    let mut desk = Desk::closed();
    for id in ["one", "two", "three"] {
        desk.overlay(
            id,
            &format!(
                r#"
                    id = "{id}"
                    name = "{id}"
                    feed = {{ format = "statuspage", url = "https://shared.example/{id}/summary.json" }}
                    [[product]]
                    id = "{id}"
                    name = "{id}"
                    uses = ["meeting"]
                    components = ["part"]
                    core = ["part"]
                    title_words = ["{id}"]
                "#
            ),
        );
        desk.feeds.says(id, calm(&["part"]));
        desk.feeds.hold(id);
    }
    desk.settings("language = \"en\"\nwatch = [\"one\", \"two\", \"three\", \"quill\"]\n");
    desk.start();
    desk.at(1).await;
    let asked = |desk: &Desk| ["one", "two", "three"].map(|id| desk.feeds.asked(id).len());
    assert_eq!(asked(&desk).iter().sum::<usize>(), 1);
    assert_eq!(desk.feeds.asked(QUILL).len(), 1, "another host does not wait");
    for id in ["one", "two", "three"] {
        desk.feeds.let_go(id);
    }
    desk.settle().await;
    assert_eq!(asked(&desk), [1, 1, 1], "each goes as soon as the one before it is done");
    desk.at(60).await;
    assert_eq!(desk.feeds.most_at_once("shared.example"), 1);
    for id in ["one", "two", "three"] {
        all_about(&desk.feeds.pauses(id, 1), 120.0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_check_reads_now_and_is_answered_once_that_is_done() {
    let desk = Desk::open().await;
    desk.at(1).await;
    desk.feeds.says(QUILL, quill(DOWN));
    let began = Instant::now();
    let Ok(Reply::Snapshot(seen)) = desk.ask(check(&[])).await else { panic!("no snapshot") };
    assert_eq!(seen.product("quill").unwrap().status, Status::MajorOutage);
    assert_eq!(began.elapsed(), Duration::ZERO);
    desk.settle().await;
    desk.want(between(1.0, 1.0), "Quill is down");
    assert_eq!(desk.feeds.asked(RAVEN).len(), 2);
    assert!(matches!(desk.ask(check(&["raven"])).await, Ok(Reply::Snapshot(_))));
    assert_eq!((desk.feeds.asked(QUILL).len(), desk.feeds.asked(RAVEN).len()), (2, 3));
}

#[tokio::test(start_paused = true)]
async fn a_check_whose_read_hangs_is_answered_after_ten_seconds() {
    let desk = Desk::open().await;
    desk.at(1).await;
    desk.feeds.hold(QUILL);
    let began = Instant::now();
    assert!(matches!(desk.ask(check(&["quill"])).await, Ok(Reply::Snapshot(_))));
    assert_eq!(began.elapsed(), Duration::from_secs(10));
    let (first, second) = (desk.send(check(&["quill"])).await, desk.send(check(&["quill", "raven"])).await);
    desk.settle().await;
    desk.feeds.let_go(QUILL);
    assert!(first.await.unwrap().is_ok() && second.await.unwrap().is_ok());
    assert_eq!(began.elapsed(), Duration::from_secs(10), "who waits for a read in flight gets that one");
    assert_eq!(desk.feeds.asked(QUILL).len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_check_of_something_unknown_names_the_nearest() {
    let desk = Desk::open().await;
    let error = desk.ask(check(&["quil"])).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::UnknownProduct);
    assert!(error.message.contains("quill"), "{}", error.message);
}

#[tokio::test(start_paused = true)]
async fn a_provider_removed_while_it_is_read_is_forgotten_and_may_come_back() {
    let desk = Desk::open().await;
    desk.feeds.hold(RAVEN);
    desk.at(3).await;
    assert_eq!(desk.feeds.asked(RAVEN).len(), 2);
    let waiting = desk.send(check(&["raven"])).await;
    desk.settings("language = \"en\"\nwatch = [\"heron\"]\n");
    desk.at(4).await;
    waiting.await.unwrap().unwrap();
    desk.feeds.says(RAVEN, calm(&["raven"]));
    desk.feeds.let_go(RAVEN);
    desk.at(30).await;
    assert_eq!((desk.feeds.asked(RAVEN).len(), desk.feeds.asked(HERON).len() > 5), (2, true));
    desk.settings("language = \"en\"\nwatch = [\"raven\", \"heron\"]\n");
    desk.at(31).await;
    assert_eq!(desk.feeds.asked(RAVEN).len(), 3);
    assert_eq!(desk.product("raven").status, Status::Operational);
}

/// Heron's file, with its feed at this address.
fn heron_at(address: &str) -> String {
    format!(
        r#"
            id = "heron"
            name = "Heron"
            feed = {{ format = "statuspage", url = "{address}" }}
            [[product]]
            id = "heron"
            name = "Heron"
            uses = ["meeting"]
            components = ["heron"]
            core = ["heron"]
            title_words = ["heron"]
        "#
    )
}

#[tokio::test(start_paused = true)]
async fn a_feed_that_moves_is_read_at_its_new_address_at_once_and_the_old_answer_counts_no_more() {
    let mut desk = Desk::closed();
    desk.settings("language = \"en\"\nwatch = [\"heron\", \"raven\"]\n");
    desk.start();
    desk.at(1).await;
    desk.overlay(HERON, &heron_at("https://heron.example/other/summary.json"));
    desk.at(2).await;
    assert_eq!(desk.feeds.asked(HERON).len(), 2, "another path is another feed");
    desk.feeds.hold(HERON);
    desk.ask(check(&["heron"])).await.unwrap();
    assert_eq!(desk.feeds.asked(HERON).len(), 3);
    // What is in flight now will bring bad news from an address that is given up meanwhile.
    let mut bad = calm(&["heron"]);
    bad.components[0].status = Status::MajorOutage;
    desk.feeds.then(HERON, [Ok(bad)]);
    desk.overlay(HERON, &heron_at("https://raven.example/heron.json"));
    desk.at(4).await;
    assert_eq!(desk.feeds.asked(HERON).len(), 3);
    desk.feeds.let_go(HERON);
    desk.settle().await;
    assert_eq!(desk.feeds.asked(HERON).len(), 4);
    desk.at(60).await;
    desk.none_otherwise();
    assert_eq!(desk.product("heron").status, Status::Operational);
    assert_eq!(desk.feeds.most_at_once("raven.example"), 1);
    all_about(&desk.feeds.pauses(HERON, 3), 120.0);
}

#[tokio::test(start_paused = true)]
async fn a_read_in_flight_does_not_delay_the_end() {
    let mut desk = Desk::open().await;
    desk.feeds.hold(QUILL);
    desk.at(3).await;
    assert!(desk.quit().await < Duration::from_secs(2));
}

#[tokio::test(start_paused = true)]
async fn an_engine_that_nobody_holds_ends() {
    let mut desk = Desk::open().await;
    let task = {
        let running = desk.engine.take().unwrap();
        running.task
    };
    assert!(task.await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_product_that_nobody_uses_is_read_once_it_is_asked_about_by_name() {
    let desk = Desk::open().await;
    desk.at(10).await;
    assert!(desk.feeds.asked(HERON).is_empty());
    desk.feeds.says(HERON, calm(&["heron"]));
    desk.ask(Command::Check { products: vec!["heron".to_owned()] }).await.unwrap();
    assert_eq!(desk.product("heron").status, Status::Operational);
    assert_eq!(desk.feeds.asked(HERON).len(), 1);
}
