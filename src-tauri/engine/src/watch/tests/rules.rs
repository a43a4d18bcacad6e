//! A person's rules, and times in which nothing is told: quiet hours, silences, the ceiling, loudness, reminders.

use siaga_core::alert::Reason;
use siaga_core::observation::{Impact, Status};
use siaga_core::wire::Command;

use super::desk::*;

const DOWN: &[(&str, Status)] = &[("chat", Status::MajorOutage)];

/// Every story begins at 09:00.
const QUIET: &str = "[quiet]\nhours = [\"09:30-11:00\"]\nzone = \"UTC\"\n";

fn settings(more: &str) -> String {
    format!("language = \"en\"\nwatch = [\"quill\", \"quill-api\", \"raven\"]\n{more}")
}

async fn desk(more: &str) -> Desk {
    let mut desk = Desk::closed();
    desk.settings(&settings(more));
    desk.start();
    desk.settle().await;
    desk
}

#[tokio::test(start_paused = true)]
async fn what_happens_in_quiet_hours_is_told_together_when_they_are_over() {
    let desk = desk(QUIET).await;
    desk.at(40).await;
    desk.feeds.says(QUILL, quill(&[("chat", Status::MajorOutage), ("api", Status::PartialOutage)]));
    desk.at(70).await;
    assert_eq!(desk.product("quill").held.as_deref(), Some("QuietHours"));
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(119).await;
    desk.none_otherwise();
    desk.at(140).await;
    let told = desk.want(between(120.0, 121.1), "During your quiet hours");
    let body = &told.telling.text.body;
    assert!(body.starts_with("Quill is still down (since 09:4"), "{body}");
    assert!(body.contains("Quill API was partly down from 09:4") && body.ends_with("are working."), "{body}");
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(160).await;
    desk.want(between(140.0, 142.0), "Quill is working again");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn without_a_summary_what_is_still_wrong_is_told_when_quiet_hours_are_over() {
    let desk = desk(&format!("{QUIET}summary = false\n")).await;
    desk.at(40).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.feeds.says(RAVEN, calm(&["raven"]));
    desk.at(119).await;
    desk.none_otherwise();
    desk.at(130).await;
    desk.want(between(120.0, 121.1), "Quill is down");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_restart_in_the_middle_of_quiet_hours_keeps_what_is_owed() {
    let mut desk = desk(QUIET).await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(20).await;
    desk.want(between(10.0, 12.3), "Quill is down");
    desk.at(40).await;
    desk.feeds.says(QUILL, quill(&[("api", Status::MajorOutage)]));
    desk.at(60).await;
    desk.kill().await;
    desk.at(90).await;
    desk.start();
    desk.at(100).await;
    desk.restart().await;
    desk.at(119).await;
    desk.none_otherwise();
    desk.at(130).await;
    let told = desk.want(between(120.0, 121.1), "During your quiet hours");
    let body = &told.telling.text.body;
    assert!(body.contains("Quill API is still down") && body.contains("Quill was down from 09:1"), "{body}");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn after_a_restart_what_is_owed_is_told_as_the_feed_says_then() {
    let mut desk = desk(QUIET).await;
    desk.at(40).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(60).await;
    desk.kill().await;
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(200).await;
    desk.start();
    desk.at(220).await;
    let told = desk.want(between(200.0, 202.0), "During your quiet hours");
    assert!(told.telling.text.body.starts_with("Quill was down from 09:4"), "{}", told.telling.text.body);
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_is_must_know_passes_quiet_hours() {
    let desk = desk(&format!("{QUIET}[product.quill]\nloudness = \"must-know\"\n")).await;
    desk.at(40).await;
    desk.feeds.says(QUILL, quill(&[("chat", Status::MajorOutage), ("api", Status::MajorOutage)]));
    desk.at(60).await;
    desk.want(between(40.0, 42.3), "Quill is down");
    desk.none_otherwise();
    assert!(desk.decided("quill-api", Reason::QuietHours) > 0);
}

#[tokio::test(start_paused = true)]
async fn quiet_hours_that_are_taken_back_tell_at_once() {
    let desk = desk(QUIET).await;
    desk.at(40).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(60).await;
    desk.none_otherwise();
    desk.settings(&settings(""));
    desk.at(70).await;
    desk.want(between(60.0, 60.2), "During your quiet hours");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_is_off_or_no_longer_used_is_not_told_afterwards() {
    for then in ["[product.quill]\nloudness = \"off\"\n".to_owned(), String::new()] {
        let desk = desk(QUIET).await;
        desk.at(40).await;
        desk.feeds.says(QUILL, quill(DOWN));
        desk.at(60).await;
        desk.settings(&if then.is_empty() {
            format!("language = \"en\"\nwatch = [\"raven\"]\n{QUIET}")
        } else {
            settings(&format!("{QUIET}{then}"))
        });
        desk.at(140).await;
        desk.feeds.says(QUILL, quill(&[]));
        desk.at(160).await;
        desk.none_otherwise();
        assert_eq!(desk.store().load().unwrap().memory.owed.debts().count(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_silenced_is_told_when_the_silence_ends() {
    let desk = desk("[[silence]]\nproduct = \"quill\"\nuntil = \"2026-03-12T10:00:00Z\"\n").await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(59).await;
    desk.none_otherwise();
    assert_eq!(desk.product("quill").held.as_deref(), Some("Silenced"));
    desk.at(65).await;
    desk.want(between(60.0, 61.1), "Quill is down");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn over_the_days_ceiling_nothing_is_told_until_the_day_is_over() {
    let desk = desk("[notify]\nceiling = 1\n[quiet]\nzone = \"UTC\"\n").await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(20).await;
    desk.want(between(10.0, 12.3), "Quill is down");
    desk.feeds.says(QUILL, quill(&[("chat", Status::MajorOutage), ("api", Status::MajorOutage)]));
    let midnight = 15 * 60;
    desk.at(midnight - 1).await;
    desk.none_otherwise();
    assert!(desk.decided("quill-api", Reason::Grouped) > 0);
    desk.at(midnight + 5).await;
    let told = desk.want(between(900.0, 901.1), "What else happened");
    assert!(told.telling.text.body.starts_with("Quill API is still down"), "{}", told.telling.text.body);
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_comes_and_goes_is_called_unstable_once() {
    let desk = Desk::open().await;
    for (minute, parts) in [(10, DOWN), (20, &[]), (30, DOWN), (36, &[]), (42, DOWN), (48, &[])] {
        desk.at(minute).await;
        desk.feeds.says(QUILL, quill(parts));
    }
    desk.at(120).await;
    desk.want(between(10.0, 12.3), "Quill is down");
    desk.want(between(20.0, 22.0), "Quill is working again");
    let told = desk.want(between(30.0, 32.3), "Quill is unstable");
    assert!(told.telling.text.body.starts_with("It comes and goes."), "{}", told.telling.text.body);
    desk.want(between(60.0, 63.0), "Quill is working again");
    desk.none_otherwise();
    assert!(desk.decided("quill", Reason::Flapping) > 0, "{:?}", desk.reasons());
}

#[tokio::test(start_paused = true)]
async fn who_wants_reminders_is_reminded_while_it_lasts() {
    let desk = desk("[notify]\nreminder = \"30m\"\n").await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(80).await;
    desk.want(between(10.0, 12.3), "Quill is down");
    let told = desk.want(between(40.0, 44.0), "Quill is still down");
    assert!(told.telling.text.body.starts_with("This has gone on for 30 min."), "{}", told.telling.text.body);
    desk.want(between(70.0, 76.0), "Quill is still down");
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(100).await;
    desk.want(between(80.0, 82.0), "Quill is working again");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn planned_work_is_told_where_that_is_wanted_and_once() {
    let mut desk = desk("[notify]\nmaintenance = true\n").await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(&[("chat", Status::Maintenance)]));
    desk.at(30).await;
    let told = desk.want(between(10.0, 12.3), "Planned work on Quill");
    assert_eq!(told.telling.buttons, ["Details"]);
    desk.restart().await;
    desk.at(60).await;
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(80).await;
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn an_end_within_a_snooze_is_not_told_unless_it_was_asked_for() {
    for asked in [false, true] {
        let desk = Desk::open().await;
        desk.at(10).await;
        desk.feeds.says(QUILL, quill(DOWN));
        desk.at(20).await;
        desk.want(between(10.0, 12.3), "Quill is down");
        desk.ask(Command::Snooze { product: Some("quill".to_owned()), seconds: 3600 }).await.unwrap();
        if asked {
            desk.ask(Command::TellMe { product: "quill".to_owned(), wanted: true }).await.unwrap();
        }
        desk.feeds.says(QUILL, quill(&[]));
        desk.at(120).await;
        if asked {
            desk.want(between(20.0, 22.0), "Quill is back");
        }
        desk.none_otherwise();
    }
}

#[tokio::test(start_paused = true)]
async fn several_that_begin_in_one_read_are_told_as_one() {
    let desk = Desk::open().await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(&[("chat", Status::MajorOutage), ("api", Status::PartialOutage)]));
    desk.at(20).await;
    let told = desk.want(between(10.0, 12.3), "2 of your tools have problems");
    assert_eq!(told.telling.text.body, "Quill and Quill API. Raven is working.");
    desk.none_otherwise();
    desk.feeds.says(QUILL, quill(&[("api", Status::PartialOutage)]));
    desk.at(40).await;
    desk.want(between(20.0, 22.0), "Quill is working again");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn an_older_copy_of_a_page_is_put_aside() {
    let desk = Desk::open().await;
    let dated = |at: &str, impact| {
        let mut report = incident("same", impact, &["chat"]);
        report.updated_at = Some(at.parse().unwrap());
        reporting(quill(&[]), report)
    };
    let newer = || dated("2026-03-12T09:09:00Z", Impact::Major);
    desk.at(10).await;
    desk.feeds.says(QUILL, newer());
    desk.at(20).await;
    desk.want(between(10.0, 12.3), "Quill is partly down");
    desk.feeds.then(QUILL, [Ok(dated("2026-03-12T09:05:00Z", Impact::Critical)), Ok(newer())]);
    desk.at(40).await;
    desk.none_otherwise();
}
