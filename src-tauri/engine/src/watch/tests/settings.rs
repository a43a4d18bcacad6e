//! Settings that change, and settings that are wrong, while everything goes on.

use siaga_core::alert::Reason;
use siaga_core::observation::{Impact, Status};
use siaga_core::wire::{Command, Reply};

use super::desk::*;

const DOWN: &[(&str, Status)] = &[("chat", Status::MajorOutage)];
const ONLY_RAVEN: &str = "language = \"en\"\nwatch = [\"raven\"]\n";
const BOTH: &str = "language = \"en\"\nwatch = [\"raven\", \"quill\"]\n";

#[tokio::test(start_paused = true)]
async fn broken_settings_keep_the_last_good_ones_and_say_the_line() {
    let desk = Desk::open().await;
    desk.at(1).await;
    desk.settings("language = \"en\"\nwatch = [\"quill\"]\nwatching = true\n");
    desk.at(2).await;
    let problems = desk.snapshot().problems.clone();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].contains("settings.toml:3") && problems[0].contains("watching"), "{problems:?}");
    assert!(desk.product("raven").watched, "the last good settings watch it");
    desk.settings("language = \"en\"\nwatch = \"quill\"\n");
    desk.at(3).await;
    assert!(desk.snapshot().problems[0].contains("settings.toml:2: watch"), "{:?}", desk.snapshot().problems);
    desk.feeds.says(RAVEN, Default::default());
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(10).await;
    desk.want(between(3.0, 5.3), "Quill is down");
    desk.settings("language = \"en\"\nwatch = [\"quill\"]\n");
    desk.at(11).await;
    assert_eq!(desk.snapshot().problems, Vec::<String>::new());
    assert!(!desk.product("raven").watched);
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_product_that_does_not_exist_is_said_and_the_others_are_watched() {
    let desk = Desk::open().await;
    desk.at(1).await;
    desk.settings("language = \"en\"\nwatch = [\n  \"quill\",\n  \"ravn\",\n]\n");
    desk.at(2).await;
    let problems = desk.snapshot().problems.clone();
    assert!(problems.len() == 1 && problems[0].contains("settings.toml:4"), "{problems:?}");
    assert!(problems[0].contains("raven"), "the nearest is named: {problems:?}");
    assert!(desk.product("quill").watched && !desk.product("raven").watched);
}

#[tokio::test(start_paused = true)]
async fn a_broken_provider_file_is_said_and_the_rest_goes_on() {
    let desk = Desk::open().await;
    desk.at(1).await;
    desk.overlay(HERON, "id = \"heron\"\nname = 3\n");
    desk.at(2).await;
    let problems = desk.snapshot().problems.clone();
    assert!(problems.iter().any(|problem| problem.contains("heron.toml:2")), "{problems:?}");
    assert_eq!(desk.product("quill").status, Status::Operational);
}

#[tokio::test(start_paused = true)]
async fn settings_are_broken_from_the_start_and_the_defaults_hold_until_they_are_mended() {
    let mut desk = Desk::closed();
    desk.settings("watch = [");
    desk.start();
    desk.at(1).await;
    assert!(desk.snapshot().problems[0].contains("settings.toml:1"), "{:?}", desk.snapshot().problems);
    assert!(desk.product("chatgpt").watched);
    desk.settings(BOTH);
    desk.at(2).await;
    assert_eq!(desk.snapshot().problems, Vec::<String>::new());
    assert!(desk.product("quill").watched && !desk.product("chatgpt").watched);
}

#[tokio::test(start_paused = true)]
async fn another_language_changes_the_words() {
    let desk = Desk::open().await;
    assert_eq!(desk.snapshot().verdict.text, "Everything you use is working.");
    desk.at(1).await;
    desk.settings("language = \"id\"\nwatch = [\"quill\", \"raven\"]\n");
    desk.at(2).await;
    assert_eq!(desk.snapshot().language, "id");
    assert_ne!(desk.snapshot().verdict.text, "Everything you use is working.");
    assert_eq!(desk.engine.as_ref().unwrap().words.borrow().language().code(), "id");
    desk.feeds.says(QUILL, quill(DOWN));
    let said = desk.engine.as_ref().unwrap().words.borrow().format("notify-title-down", &[("product", "Quill".into())]);
    assert_ne!(said, "Quill is down");
    desk.at(10).await;
    desk.want(between(2.0, 4.3), &said);
}

#[tokio::test(start_paused = true)]
async fn a_product_newly_watched_in_the_middle_of_its_outage_is_told_once_as_what_is_there_already() {
    let mut desk = Desk::closed();
    desk.settings(ONLY_RAVEN);
    desk.start();
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(20).await;
    assert_eq!(desk.product("quill").status, Status::MajorOutage, "it is read, since it can stand in for the other");
    desk.settings(BOTH);
    desk.at(40).await;
    assert!(desk.product("quill").watched);
    assert!(desk.decided("quill", Reason::Baseline) > 0);
    desk.want(between(20.0, 23.0), "Quill already has problems");
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(60).await;
    desk.want(between(40.0, 42.0), "Quill is working again");
    desk.none_otherwise();
    desk.at(110).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(120).await;
    desk.want(between(110.0, 112.3), "Quill is down");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_product_whose_feed_was_not_read_for_a_while_is_looked_at_anew() {
    let desk = Desk::open().await;
    desk.at(1).await;
    desk.settings("language = \"en\"\nwatch = [\"heron\"]\n");
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(30).await;
    desk.settings(BOTH);
    desk.at(50).await;
    assert_eq!(desk.product("quill").status, Status::MajorOutage);
    desk.want(between(30.0, 31.5), "Quill already has problems");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_product_newly_watched_while_the_agent_was_down_is_there_already_too() {
    let mut desk = Desk::closed();
    desk.settings(ONLY_RAVEN);
    desk.start();
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(20).await;
    desk.quit().await;
    desk.settings(BOTH);
    desk.start();
    desk.at(40).await;
    assert!(desk.product("quill").watched);
    desk.want(between(20.0, 21.1), "Quill already has problems");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn an_outage_of_a_product_that_is_no_longer_watched_ends_in_silence_and_the_next_is_news() {
    let desk = Desk::open().await;
    let down = || reporting(quill(DOWN), incident("same", Impact::Major, &["chat"]));
    desk.at(10).await;
    desk.feeds.says(QUILL, down());
    desk.at(20).await;
    desk.want(between(10.0, 12.3), "Quill is down");
    desk.settings(ONLY_RAVEN);
    desk.at(30).await;
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(50).await;
    desk.none_otherwise();
    desk.settings(BOTH);
    desk.at(100).await;
    desk.feeds.says(QUILL, down());
    desk.at(110).await;
    desk.want(between(100.0, 102.3), "Quill is down again");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_threshold_holds_what_is_milder() {
    let mut desk = Desk::closed();
    desk.settings("language = \"en\"\nwatch = [\"quill\"]\n[product.quill]\nthreshold = \"major_outage\"\n");
    desk.start();
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(&[("chat", Status::PartialOutage)]));
    desk.at(30).await;
    desk.none_otherwise();
    assert_eq!(desk.product("quill").held.as_deref(), Some("BelowThreshold"));
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(40).await;
    desk.want(between(30.0, 31.0), "Quill is down");
}

#[tokio::test(start_paused = true)]
async fn a_report_names_what_is_wrong() {
    let desk = Desk::open().await;
    desk.at(1).await;
    desk.settings("nonsense = 1\n");
    desk.feeds.answers(QUILL, unreadable());
    desk.at(5).await;
    let Ok(Reply::Report(lines)) = desk.ask(Command::Diagnose).await else { panic!("no report") };
    for part in ["problem: ", "settings.toml:1", "feed quill: https://quill.example", "failing: this is an HTML page"] {
        assert!(lines.iter().any(|line| line.contains(part)), "{part}: {lines:#?}");
    }
}
