//! Doubt: this computer was offline, asleep or behind a sign-in page, or a platform fails. Nothing is told meanwhile,
//! and what that leaves to tell is told together, once.

use std::time::Duration;

use siaga_core::alert::Reason;
use siaga_core::observation::{Impact, Incident, Stage, Status};
use siaga_core::snapshot::VerdictKind;

use super::desk::*;
use super::local::{all_answer, all_work_again};

const DOWN: &[(&str, Status)] = &[("chat", Status::MajorOutage)];

/// Every story begins at 09:00.
const QUIET: &str = "language = \"en\"\nwatch = [\"quill\", \"quill-api\", \"raven\"]\n[quiet]\nhours = [\"09:30-11:00\"]\nzone = \"UTC\"\n";

/// An incident that its provider lists as over, between these times of the story's day.
fn was(id: &str, impact: Impact, from: &str, until: &str) -> Incident {
    let at = |time: &str| Some(format!("2026-03-12T{time}:00Z").parse().unwrap());
    let (started_at, resolved_at) = (at(from), at(until));
    let report = incident(id, impact, &["chat"]);
    Incident { open: false, stage: Stage::Resolved, started_at, resolved_at, updated_at: resolved_at, ..report }
}

fn body(told: &Told) -> &str {
    &told.telling.text.body
}

/// Offline from minute 5 to minute 60; then the feeds are as the story leaves them.
async fn offline_for_an_hour(desk: &Desk, quill_says: siaga_core::observation::Observation) {
    desk.at(5).await;
    all_answer(desk, unreached);
    desk.at(60).await;
    assert_eq!(desk.snapshot().verdict.kind, VerdictKind::Offline);
    all_work_again(desk);
    desk.feeds.says(QUILL, quill_says);
}

#[tokio::test(start_paused = true)]
async fn what_began_and_ended_while_offline_is_told_once_if_it_was_long() {
    for (until, told) in [("09:34", false), ("09:35", true), ("09:50", true)] {
        let desk = Desk::open().await;
        let report = was("gone", Impact::Major, "09:20", until);
        offline_for_an_hour(&desk, reporting(quill(&[]), report)).await;
        desk.at(120).await;
        if told {
            let told = desk.want(between(60.0, 64.0), "While you were away");
            assert_eq!(body(&told), format!("Quill was partly down from 09:20 to {until}."));
        }
        desk.none_otherwise();
    }
}

#[tokio::test(start_paused = true)]
async fn of_what_was_missed_nothing_is_told_that_the_person_does_not_want_or_that_is_older() {
    let unwanted = [
        (was("minor", Impact::Minor, "09:20", "09:50"), "[product.quill]\nthreshold = \"down\"\n"),
        (was("off", Impact::Major, "09:20", "09:50"), "[product.quill]\nloudness = \"off\"\n"),
        (was("none", Impact::None, "09:20", "09:50"), ""),
        (was("older", Impact::Critical, "08:00", "09:01"), ""),
        (
            was("silenced", Impact::Critical, "09:20", "09:50"),
            "[[silence]]\ntitle = \"trouble silenced\"\nuntil = \"2026-03-13T00:00:00Z\"\n",
        ),
    ];
    for (report, more) in unwanted {
        let mut desk = Desk::closed();
        desk.settings(&format!("language = \"en\"\nwatch = [\"quill\", \"raven\"]\n{more}"));
        desk.start();
        offline_for_an_hour(&desk, reporting(quill(&[]), report)).await;
        desk.at(120).await;
        desk.none_otherwise();
    }
}

#[tokio::test(start_paused = true)]
async fn who_was_here_is_not_told_of_what_a_provider_only_lists_as_over() {
    let desk = Desk::open().await;
    desk.at(60).await;
    desk.feeds.says(QUILL, reporting(quill(&[]), was("late", Impact::Critical, "09:20", "09:50")));
    desk.at(90).await;
    desk.held(between(60.0, 62.3), "quill", Reason::RetroPosted);
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_digest_waits_until_the_round_after_waking_is_over() {
    let desk = Desk::open().await;
    desk.at(5).await;
    desk.feeds.hold(RAVEN);
    desk.clock.sleep(Duration::from_secs(3600));
    let woke = desk.clock.now().duration_since("2026-03-12T09:00:00Z".parse().unwrap()).as_secs_f64() / 60.0;
    desk.feeds.says(QUILL, reporting(quill(&[]), was("gone", Impact::Critical, "09:20", "09:50")));
    desk.at(30).await;
    let told = desk.want(between(woke + 1.0, woke + 1.2), "While you were away");
    assert_eq!(body(&told), "Quill was down from 09:20 to 09:50.");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_is_open_after_waking_is_told_together_and_its_end_by_itself() {
    let desk = Desk::open().await;
    desk.at(5).await;
    desk.clock.sleep(Duration::from_secs(8 * 3600));
    desk.feeds.says(QUILL, quill(&[("chat", Status::MajorOutage), ("api", Status::PartialOutage)]));
    desk.feeds.answers(RAVEN, Ok(broken_raven()));
    desk.at(20).await;
    let told = desk.want(between(485.0, 486.3), "While you were away");
    let text = body(&told);
    assert!(text.starts_with("Raven is still down") || text.starts_with("Quill is still down"), "{text}");
    assert!(text.contains("Quill API is still partly down") && text.contains("Raven is still down"), "{text}");
    desk.none_otherwise();
    desk.feeds.says(QUILL, quill(&[("api", Status::PartialOutage)]));
    desk.at(40).await;
    desk.want(between(500.0, 502.3), "Quill is working again");
    desk.none_otherwise();
}

fn broken_raven() -> siaga_core::observation::Observation {
    let mut page = calm(&["raven"]);
    page.components[0].status = Status::MajorOutage;
    page
}

#[tokio::test(start_paused = true)]
async fn the_last_feed_of_the_round_is_told_with_the_others() {
    let desk = Desk::open().await;
    desk.at(5).await;
    desk.feeds.hold(RAVEN);
    desk.clock.sleep(Duration::from_secs(3600));
    desk.feeds.says(QUILL, quill(DOWN));
    desk.feeds.says(RAVEN, broken_raven());
    desk.at_second(5 * 60 + 40).await;
    desk.none_otherwise();
    desk.feeds.let_go(RAVEN);
    desk.at(10).await;
    let told = desk.want(between(65.5, 66.0), "While you were away");
    assert!(body(&told).contains("Quill is still down") && body(&told).contains("Raven is still down"), "{told:?}");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_was_told_before_and_ended_meanwhile_is_told_as_working_alone() {
    let desk = Desk::open().await;
    desk.at(1).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(4).await;
    desk.want(between(1.0, 3.3), "Quill is down");
    offline_for_an_hour(&desk, quill(&[])).await;
    desk.at(120).await;
    desk.want(between(60.0, 65.0), "Quill is working again");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_was_told_before_and_ended_meanwhile_stands_among_other_news() {
    let desk = Desk::open().await;
    desk.at(1).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(4).await;
    desk.want(between(1.0, 3.3), "Quill is down");
    desk.at(5).await;
    desk.clock.sleep(Duration::from_secs(3600));
    desk.feeds.says(QUILL, quill(&[("api", Status::MajorOutage)]));
    desk.at(60).await;
    let told = desk.want(between(65.0, 68.0), "While you were away");
    assert!(body(&told).starts_with("Quill API is still down"), "{told:?}");
    assert!(body(&told).contains("Quill was down from 09:0"), "{told:?}");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_goes_on_as_it_did_before_is_not_told_again() {
    let desk = Desk::open().await;
    desk.at(1).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(4).await;
    desk.want(between(1.0, 3.3), "Quill is down");
    offline_for_an_hour(&desk, quill(DOWN)).await;
    desk.at(120).await;
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn behind_a_sign_in_page_nothing_is_told_until_somebody_has_signed_in() {
    let desk = Desk::open().await;
    desk.at(5).await;
    all_answer(&desk, page);
    desk.at(40).await;
    assert_eq!(desk.snapshot().verdict.kind, VerdictKind::SignIn);
    desk.none_otherwise();
    all_work_again(&desk);
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(60).await;
    let told = desk.want(between(40.0, 44.0), "While you were away");
    assert!(body(&told).starts_with("Quill is still down (since 09:4"), "{told:?}");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn who_wakes_in_quiet_hours_is_told_once_at_their_end() {
    let mut desk = Desk::closed();
    desk.settings(QUIET);
    desk.start();
    desk.at(20).await;
    desk.clock.sleep(Duration::from_secs(20 * 60));
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(40).await;
    desk.none_otherwise();
    assert!(desk.decided("quill", Reason::Offline) > 0, "{:?}", desk.reasons());
    desk.feeds.says(RAVEN, broken_raven());
    desk.at(99).await;
    desk.none_otherwise();
    desk.at(130).await;
    let told = desk.want(between(120.0, 120.1), "While you were away");
    assert!(body(&told).contains("Quill is still down") && body(&told).contains("Raven is still down"), "{told:?}");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_restart_while_offline_tells_nothing_twice_and_loses_nothing() {
    for (then, title) in [(DOWN, None), (&[][..], Some("Quill is working again"))] {
        let mut desk = Desk::open().await;
        desk.at(1).await;
        desk.feeds.says(QUILL, quill(DOWN));
        desk.at(4).await;
        desk.want(between(1.0, 3.3), "Quill is down");
        desk.at(5).await;
        all_answer(&desk, unreached);
        desk.at(30).await;
        desk.kill().await;
        desk.at(40).await;
        desk.start();
        desk.at(60).await;
        assert_eq!(desk.snapshot().verdict.kind, VerdictKind::Offline);
        all_work_again(&desk);
        desk.feeds.says(QUILL, quill(then));
        desk.at(120).await;
        if let Some(title) = title {
            desk.want(between(60.0, 65.0), title);
        }
        desk.none_otherwise();
    }
}

#[tokio::test(start_paused = true)]
async fn what_began_while_offline_and_restarted_is_told_once() {
    let mut desk = Desk::open().await;
    desk.at(5).await;
    all_answer(&desk, unreached);
    desk.at(30).await;
    desk.restart().await;
    desk.at(60).await;
    all_work_again(&desk);
    let gone = was("gone", Impact::Major, "09:20", "09:50");
    desk.feeds.says(QUILL, reporting(quill(&[("api", Status::MajorOutage)]), gone));
    desk.at(120).await;
    let told = desk.want(between(60.0, 64.0), "While you were away");
    assert!(body(&told).starts_with("Quill API is still down (since 10:0"), "{told:?}");
    assert!(body(&told).contains("Quill was partly down from 09:20 to 09:50."), "{told:?}");
    desk.none_otherwise();
}

/// So many providers on one platform that nothing else of the stories is on; the last of them is down and can be read.
async fn platform(failing: usize, of: usize) -> Desk {
    let mut desk = Desk::closed();
    let ids: Vec<String> = (0..of).map(|number| format!("one{number}")).collect();
    for id in &ids {
        desk.overlay(
            id,
            &format!(
                r#"
                    id = "{id}"
                    name = "{id}"
                    feed = {{ format = "onlineornot", url = "https://{id}.example/summary.json" }}
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
    }
    let watch: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
    desk.settings(&format!("language = \"en\"\nwatch = [{}]\n", watch.join(", ")));
    desk.start();
    desk.at(5).await;
    for id in &ids[..failing] {
        desk.feeds.answers(id, unreadable());
    }
    desk.at(20).await;
    let mut down = calm(&["part"]);
    down.components[0].status = Status::MajorOutage;
    desk.feeds.says(&ids[of - 1], down);
    desk.at(40).await;
    desk
}

#[tokio::test(start_paused = true)]
async fn while_a_platform_is_doubted_what_can_still_be_read_of_it_is_told_after_that_and_once() {
    let desk = platform(7, 10).await;
    desk.held(between(20.0, 24.0), "one9", Reason::PlatformDoubt);
    desk.none_otherwise();
    desk.feeds.says("one0", calm(&["part"]));
    desk.at(100).await;
    desk.want(between(40.0, 60.0), "one9 is down");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn less_than_seven_in_ten_that_fail_are_no_doubt_about_their_platform() {
    for (failing, of) in [(9, 13), (2, 3)] {
        let desk = platform(failing, of).await;
        desk.want(between(20.0, 24.0), &format!("one{} is down", of - 1));
        desk.none_otherwise();
    }
}
