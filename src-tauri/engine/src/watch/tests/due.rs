//! What is held until a moment is told at that moment, however fast the clock runs: at the pace of a drill, one tick of
//! the loop is half an hour of the story.

use siaga_core::alert::Reason;
use siaga_core::observation::Status;
use siaga_core::wire::Command;

use super::desk::*;

const RATE: f64 = 400.0;
const DOWN: &[(&str, Status)] = &[("chat", Status::MajorOutage)];

/// Seconds of the story, as a part of a minute: timers are exact to a thousandth of a second that passes.
const PROMPT: f64 = 5.0 / 60.0;

async fn desk(more: &str) -> Desk {
    let mut desk = Desk::closed_on("2026-03-12T09:00:00[UTC]", RATE);
    desk.settings(&format!("language = \"en\"\nwatch = [\"quill\", \"quill-api\", \"raven\"]\n{more}"));
    desk.start();
    desk.settle().await;
    desk
}

#[tokio::test(start_paused = true)]
async fn what_quiet_hours_held_is_told_within_seconds() {
    let desk = desk("[quiet]\nhours = [\"09:30-11:00\"]\nzone = \"UTC\"\n").await;
    desk.at(40).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(70).await;
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(119).await;
    desk.none_otherwise();
    desk.at(130).await;
    desk.want(between(120.0, 120.0 + PROMPT), "During your quiet hours");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn an_end_owed_for_a_snooze_is_told_within_seconds_of_its_end() {
    let desk = desk("[quiet]\nhours = [\"09:30-10:00\"]\nzone = \"UTC\"\n").await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(20).await;
    desk.want(between(10.0, 12.4), "Quill is down");
    desk.at(31).await;
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(50).await;
    // Its end is owed for the quiet hours; the snooze outlasts them.
    desk.ask(Command::Snooze { product: Some("quill".to_owned()), seconds: 3600 }).await.unwrap();
    desk.at(109).await;
    desk.none_otherwise();
    desk.at(115).await;
    assert_eq!(desk.product("quill").snoozed_until, None, "it is over, and is shown so");
    desk.want(between(110.0, 110.0 + PROMPT), "Quill is working again");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn the_half_hour_of_what_comes_and_goes_is_over_when_it_is() {
    let desk = desk("").await;
    for (minute, parts) in [(10, DOWN), (20, &[]), (30, DOWN), (36, &[])] {
        desk.at(minute).await;
        desk.feeds.says(QUILL, quill(parts));
    }
    desk.at(90).await;
    desk.want(between(10.0, 12.4), "Quill is down");
    desk.want(between(20.0, 22.1), "Quill is working again");
    let unstable = desk.want(between(30.0, 32.4), "Quill is unstable").minute;
    desk.want(between(unstable + 29.9, unstable + 30.0 + PROMPT), "Quill is working again");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_was_over_the_days_ceiling_is_told_as_the_day_ends() {
    let desk = desk("[notify]\nceiling = 1\n[quiet]\nzone = \"UTC\"\n").await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(20).await;
    desk.want(between(10.0, 12.4), "Quill is down");
    desk.feeds.says(QUILL, quill(&[("chat", Status::MajorOutage), ("api", Status::PartialOutage)]));
    desk.at(60).await;
    assert!(desk.decided("quill-api", Reason::Grouped) > 0);
    desk.at(899).await;
    desk.none_otherwise();
    desk.at(905).await;
    desk.want(between(900.0, 900.0 + PROMPT), "What else happened");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn news_of_a_night_are_told_within_seconds_of_the_round_after_it() {
    let desk = desk("").await;
    desk.at(10).await;
    desk.clock.sleep(std::time::Duration::from_secs(8 * 3600));
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(20).await;
    // Ten seconds for the round, and what a tick may take to notice that this computer slept.
    let told = desk.want(between(490.0, 500.0), "While you were away");
    let read = desk.feeds.asked(QUILL).into_iter().find(|at| at.to_string().as_str() > "2026-03-12T17:10").unwrap();
    let began = read.duration_since("2026-03-12T09:00:00Z".parse().unwrap()).as_secs_f64() / 60.0;
    assert!(told.minute - began < 0.3, "read at {began:.2}, told at {:.2}", told.minute);
    desk.none_otherwise();
}
