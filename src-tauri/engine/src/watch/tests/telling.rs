//! What a feed says, and what the person is told of it.

use siaga_core::alert::Reason;
use siaga_core::observation::{Impact, Stage, Status};
use siaga_core::wire::{Command, Reply};

use super::desk::*;

const DOWN: &[(&str, Status)] = &[("chat", Status::MajorOutage)];

#[tokio::test(start_paused = true)]
async fn an_outage_is_told_when_it_is_read_and_its_end_after_two_good_reads_with_its_duration() {
    let desk = Desk::open().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(30).await;
    let told = desk.want(between(10.0, 12.3), "Quill is down");
    assert!(told.telling.text.body.contains("Quill Labs"), "{}", told.telling.text.body);
    assert!(told.telling.text.body.ends_with("Raven and Quill API are working."), "{}", told.telling.text.body);
    assert_eq!(told.telling.buttons, ["Switch to Raven", "Details", "Snooze 1 h"]);
    assert!(desk.product("quill").told);
    desk.feeds.then(QUILL, [Ok(quill(&[])), Ok(quill(DOWN))]);
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(60).await;
    // One good read between two bad ones is not the end: the good reads that count come after three more.
    let over = desk.want(between(31.5, 34.0), "Quill is working again");
    let body = over.telling.text.body;
    let lasted: Option<u32> =
        body.strip_prefix("It lasted ").and_then(|rest| rest.split_once(" min")).and_then(|(n, _)| n.parse().ok());
    assert!(lasted.is_some_and(|minutes| (18..=24).contains(&minutes)), "{body}");
    assert_eq!(over.telling.buttons, ["Open Quill", "Details"]);
    desk.none_otherwise();
    assert_eq!(desk.decided("quill", Reason::Unconfirmed), 2, "{:?}", desk.reasons());
}

#[tokio::test(start_paused = true)]
async fn a_failed_read_never_clears_or_begins_an_outage() {
    let desk = Desk::open().await;
    desk.at(10).await;
    desk.feeds.answers(QUILL, unreadable());
    desk.at(40).await;
    let seen = desk.product("quill");
    assert_eq!((seen.status, seen.last_known), (Status::Unknown, Status::Operational));
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(60).await;
    desk.want(between(40.0, 57.0), "Quill is down");
    desk.feeds.answers(QUILL, unreadable());
    desk.at(120).await;
    let seen = desk.product("quill");
    assert_eq!((seen.status, seen.last_known), (Status::Unknown, Status::MajorOutage));
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(140).await;
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(160).await;
    desk.want(between(140.0, 142.0), "Quill is working again");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn operational_then_unreadable_then_an_outage_tells_once() {
    let desk = Desk::open().await;
    desk.feeds.then(QUILL, [Ok(quill(&[])), unreadable(), unreadable(), unreadable()]);
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(60).await;
    desk.want(between(9.0, 25.0), "Quill is down");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn degraded_is_told_when_it_has_lasted_fifteen_minutes() {
    let desk = Desk::open().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(&[("files", Status::Degraded)]));
    desk.at(24).await;
    desk.none_otherwise();
    assert_eq!(desk.product("quill").held.as_deref(), Some("Unconfirmed"));
    desk.at(40).await;
    desk.want(between(25.0, 28.2), "Quill has some problems");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn degraded_that_does_not_last_is_never_told_and_neither_is_its_end() {
    let desk = Desk::open().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(&[("files", Status::Degraded)]));
    desk.at(22).await;
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(60).await;
    desk.none_otherwise();
    assert!(desk.decided("quill", Reason::NeverTold) > 0);
}

#[tokio::test(start_paused = true)]
async fn a_degraded_core_part_is_told_at_the_second_read() {
    let desk = Desk::open().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(&[("chat", Status::Degraded)]));
    desk.at(40).await;
    desk.want(between(10.6, 13.2), "Quill has some problems");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn worse_is_told_once_and_milder_not_at_all() {
    let desk = Desk::open().await;
    let stages = [
        (10, Status::PartialOutage),
        (20, Status::MajorOutage),
        (30, Status::PartialOutage),
        (40, Status::MajorOutage),
        (50, Status::Degraded),
        (60, Status::Operational),
    ];
    for (minute, status) in stages {
        desk.at(minute).await;
        desk.feeds.says(QUILL, quill(&[("chat", status)]));
    }
    desk.at(90).await;
    desk.want(between(10.0, 12.3), "Quill is partly down");
    desk.want(between(20.0, 21.0), "Quill is down");
    desk.want(between(60.0, 62.0), "Quill is working again");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn one_incident_on_two_watched_products_is_one_telling_that_names_both() {
    let desk = Desk::open().await;
    desk.at(10).await;
    let page = quill(&[("chat", Status::MajorOutage), ("api", Status::MajorOutage)]);
    desk.feeds.says(QUILL, reporting(page, incident("both", Impact::Critical, &["chat", "api"])));
    desk.at(30).await;
    let told = desk.want(between(10.0, 12.3), "Quill is down");
    assert!(told.telling.text.body.contains(": Quill API."), "{}", told.telling.text.body);
    assert!(told.telling.text.body.contains("Trouble both"), "{}", told.telling.text.body);
    assert!(!told.telling.text.body.contains("Quill API is working"), "{}", told.telling.text.body);
    assert_eq!(desk.decided("quill-api", Reason::Grouped), 1);
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(60).await;
    desk.want(between(30.0, 32.0), "Quill is working again");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_was_wrong_at_the_first_look_is_told_once_together_and_its_end_is_told() {
    let mut desk = Desk::closed();
    desk.feeds.says(QUILL, quill(&[("chat", Status::MajorOutage), ("api", Status::PartialOutage)]));
    desk.start();
    desk.at(20).await;
    let told = desk.want(between(0.0, 1.1), "2 of your tools already have problems");
    let body = &told.telling.text.body;
    assert!(
        body.starts_with("Quill is still down (since ") && body.contains("Quill API is still partly down"),
        "{body}"
    );
    assert!(body.ends_with("Raven is working."), "{body}");
    assert_eq!(desk.product("quill").status, Status::MajorOutage);
    assert!(desk.product("quill").told);
    assert_eq!(desk.decided("quill", Reason::Baseline), 1, "said once, whatever is read again");
    desk.feeds.says(QUILL, quill(&[("api", Status::PartialOutage)]));
    desk.at(40).await;
    desk.want(between(20.0, 22.0), "Quill is working again");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_was_wrong_at_the_first_look_is_told_again_only_when_it_gets_worse() {
    let mut desk = Desk::closed();
    desk.feeds.says(QUILL, quill(&[("chat", Status::PartialOutage)]));
    desk.start();
    desk.at(20).await;
    desk.want(between(0.0, 1.1), "Quill already has problems");
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(30).await;
    desk.want(between(20.0, 21.0), "Quill is down");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_mild_thing_at_the_first_look_is_told_when_it_has_lasted() {
    let mut desk = Desk::closed();
    desk.feeds.says(QUILL, quill(&[("files", Status::Degraded)]));
    desk.start();
    desk.at(14).await;
    desk.none_otherwise();
    desk.at(30).await;
    desk.want(between(15.0, 17.5), "Quill already has problems");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn planned_work_and_history_are_not_news() {
    let desk = Desk::open().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(&[("chat", Status::Maintenance)]));
    desk.at(30).await;
    assert_eq!(desk.product("quill").status, Status::Maintenance);
    let mut late = incident("late", Impact::Major, &["files"]);
    late.stage = Stage::Monitoring;
    desk.feeds.says(QUILL, reporting(quill(&[]), late));
    desk.at(50).await;
    desk.feeds.says(QUILL, reporting(quill(&[]), incident("notice", Impact::None, &["chat"])));
    desk.at(70).await;
    desk.none_otherwise();
    for reason in [Reason::Maintenance, Reason::RetroPosted, Reason::BelowThreshold] {
        assert!(desk.decided("quill", reason) > 0, "{reason:?}: {:?}", desk.reasons());
    }
}

#[tokio::test(start_paused = true)]
async fn who_asked_is_told_that_it_is_back_even_of_what_was_there_before() {
    let mut desk = Desk::closed();
    desk.feeds.says(QUILL, quill(DOWN));
    desk.start();
    desk.at(5).await;
    desk.want(between(0.0, 1.1), "Quill already has problems");
    let answer = desk.ask(Command::TellMe { product: "quill".to_owned(), wanted: true }).await;
    assert_eq!(answer, Ok(Reply::Said("You will be told when Quill is back.".to_owned())));
    assert!(desk.product("quill").asked);
    desk.at(20).await;
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(40).await;
    let told = desk.want(between(20.0, 22.0), "Quill is back");
    assert!(told.telling.text.body.starts_with("You asked to be told."), "{}", told.telling.text.body);
    assert!(!desk.product("quill").asked);
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn who_asked_about_a_product_they_do_not_watch_is_told_that_it_is_back_and_nothing_else() {
    let mut desk = Desk::closed();
    desk.settings("language = \"en\"\nwatch = [\"quill\"]\n");
    desk.start();
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(&[("api", Status::PartialOutage)]));
    desk.at(20).await;
    desk.ask(Command::TellMe { product: "quill-api".to_owned(), wanted: true }).await.unwrap();
    desk.feeds.says(QUILL, quill(&[("api", Status::MajorOutage)]));
    desk.at(30).await;
    desk.none_otherwise();
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(60).await;
    desk.want(between(30.0, 35.0), "Quill API is back");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_snooze_holds_and_what_is_still_wrong_when_it_ends_is_told() {
    let desk = Desk::open().await;
    desk.at(5).await;
    desk.ask(Command::Snooze { product: Some("quill".to_owned()), seconds: 3600 }).await.unwrap();
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.feeds.says(RAVEN, calm(&["raven"]));
    desk.at(64).await;
    desk.none_otherwise();
    assert_eq!(desk.product("quill").held.as_deref(), Some("Snoozed"));
    assert!(desk.product("quill").snoozed_until.is_some());
    desk.at(70).await;
    desk.want(between(65.0, 66.0), "Quill is down");
    assert_eq!(desk.product("quill").snoozed_until, None);
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_began_and_ended_within_a_snooze_of_everything_is_never_told() {
    let desk = Desk::open().await;
    desk.at(5).await;
    desk.ask(Command::Snooze { product: None, seconds: 3600 }).await.unwrap();
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(40).await;
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(120).await;
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn the_same_incident_again_within_a_day_is_told_as_that() {
    let desk = Desk::open().await;
    for minute in [10, 100] {
        desk.at(minute).await;
        desk.feeds.says(QUILL, reporting(quill(DOWN), incident("same", Impact::Major, &["chat"])));
        desk.at(minute + 15).await;
        desk.feeds.says(QUILL, quill(&[]));
    }
    desk.at(130).await;
    desk.want(between(10.0, 12.3), "Quill is down");
    desk.want(between(25.0, 27.0), "Quill is working again");
    let again = desk.want(between(100.0, 102.3), "Quill is down again");
    assert!(again.telling.text.body.starts_with("It worked for 1 h 1"), "{}", again.telling.text.body);
    desk.want(between(115.0, 117.0), "Quill is working again");
    desk.none_otherwise();
}
