//! What stands together on the desktop and how loudly, over a real bus: several beginnings in one notification, what
//! joins it and what does not, and the ends of its parts.

use siaga_core::observation::Status;

use super::desk::*;
use super::wire::bus::Call;
use super::wire::{open_on, shown};

const DOWN: &[(&str, Status)] = &[("chat", Status::MajorOutage)];
const BOTH: &[(&str, Status)] = &[("chat", Status::MajorOutage), ("api", Status::PartialOutage)];

async fn desk(more: &str) -> Desk {
    let desk = Desk::closed();
    desk.settings(&format!("language = \"en\"\nwatch = [\"quill\", \"quill-api\", \"raven\"]\n{more}"));
    open_on(desk).await
}

/// Waits second by second until so many notes were given to the server, and answers at which second that was.
async fn until_shown(desk: &Desk, count: usize, from: u64, to: u64) -> u64 {
    for second in from..to {
        desk.at_second(second).await;
        if shown(desk).len() >= count {
            return second;
        }
    }
    panic!("{} notes by second {to}: {:?}", shown(desk).len(), desk.reasons());
}

/// A hint of a note; `None` if absent.
fn sound_is_off(call: &Call) -> bool {
    call.flag_hint("suppress-sound") == Some(true)
}

#[tokio::test(start_paused = true)]
async fn two_that_begin_in_one_round_are_one_note_and_the_end_of_one_leaves_it_alone() {
    let desk = desk("").await;
    desk.at(5).await;
    desk.feeds.says(QUILL, quill(BOTH));
    desk.at(8).await;
    desk.want(between(5.0, 7.4), "2 of your tools have problems");
    let calls = shown(&desk);
    assert_eq!((calls.len(), calls[0].replaces, calls[0].urgency()), (1, 0, Some(1)), "{calls:?}");
    assert_eq!(calls[0].buttons(), ["switch", "details"]);
    assert!(!sound_is_off(&calls[0]));
    let group = calls[0].id;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(11).await;
    desk.want(between(8.0, 10.0), "Quill API is working again");
    let calls = shown(&desk);
    assert_eq!((calls.len(), calls[1].replaces), (2, 0), "the group's note still tells of Quill: {calls:?}");
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(14).await;
    desk.want(between(11.0, 13.0), "Quill is working again");
    let calls = shown(&desk);
    assert_eq!((calls.len(), calls[2].replaces), (3, group), "{calls:?}");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_second_one_within_a_minute_takes_the_place_of_the_first() {
    let desk = desk("").await;
    desk.at(5).await;
    desk.feeds.says(QUILL, quill(DOWN));
    let first = until_shown(&desk, 1, 301, 460).await;
    desk.want(between(5.0, 7.4), "Quill is down");
    desk.feeds.says(QUILL, quill(BOTH));
    let second = until_shown(&desk, 2, first + 1, first + 60).await;
    assert!(second - first < 60);
    desk.want(between(5.0, 9.0), "2 of your tools have problems");
    let calls = shown(&desk);
    assert_eq!((calls.len(), calls[1].replaces), (2, calls[0].id), "{calls:?}");
    assert_eq!(calls[1].body, "Quill and Quill API. Raven is working.");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_second_one_after_a_minute_stands_by_itself() {
    let desk = desk("").await;
    desk.at(5).await;
    desk.feeds.says(QUILL, quill(DOWN));
    let first = until_shown(&desk, 1, 301, 460).await;
    desk.want(between(5.0, 7.4), "Quill is down");
    desk.at_second(first + 60).await;
    desk.feeds.says(QUILL, quill(BOTH));
    until_shown(&desk, 2, first + 61, first + 120).await;
    desk.want(between(5.0, 10.0), "Quill API is partly down");
    let calls = shown(&desk);
    assert_eq!((calls.len(), calls[1].replaces), (2, 0), "{calls:?}");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn a_press_on_switch_of_a_group_acts_once() {
    let desk = Desk::closed();
    let opened = desk.path("opened");
    desk.settings(&format!(
        "language = \"en\"\nwatch = [\"quill\", \"quill-api\", \"raven\"]\n\
         [open]\ncommand = [\"/bin/sh\", \"-c\", \"echo $0 >> {}\", \"{{url}}\"]\n",
        opened.display()
    ));
    desk.overlay(
        RAVEN,
        r#"
            id = "raven"
            name = "Raven"
            feed = { format = "statuspage", url = "https://raven.example/api/v2/summary.json" }
            [[product]]
            id = "raven"
            name = "Raven"
            order = 1
            uses = ["music"]
            components = ["raven"]
            core = ["raven"]
            title_words = ["raven"]
            open = "https://raven.example/start"
        "#,
    );
    let desk = open_on(desk).await;
    desk.at(5).await;
    desk.feeds.says(QUILL, quill(DOWN));
    let first = until_shown(&desk, 1, 301, 460).await;
    desk.want(between(5.0, 7.4), "Quill is down");
    // It takes the place of one that was about Quill alone, and stands for two outages.
    desk.feeds.says(QUILL, quill(BOTH));
    let second = until_shown(&desk, 2, first + 1, first + 60).await;
    desk.want(between(5.0, 9.0), "2 of your tools have problems");
    let wire = desk.wire.as_ref().unwrap();
    wire.server.as_ref().unwrap().press(shown(&desk)[1].id, "switch").await;
    let lines = || std::fs::read_to_string(&opened).unwrap_or_default();
    // The program that opens it is a process of its own: it takes what time it takes.
    for _ in 0..10_000 {
        wire.idle().await;
        if lines().ends_with('\n') {
            break;
        }
    }
    desk.at_second(second + 30).await;
    assert_eq!(lines(), "https://raven.example/start\n");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_is_must_know_is_critical_and_passes_quiet_hours() {
    let more = "[quiet]\nhours = [\"09:00-11:00\"]\nzone = \"UTC\"\n[product.quill]\nloudness = \"must-know\"\n";
    let desk = desk(more).await;
    desk.at(5).await;
    desk.feeds.says(QUILL, quill(BOTH));
    desk.at(8).await;
    desk.want(between(5.0, 7.4), "Quill is down");
    desk.feeds.says(QUILL, quill(&[("api", Status::PartialOutage)]));
    desk.at(12).await;
    desk.want(between(8.0, 10.0), "Quill is working again");
    desk.none_otherwise();
    let calls = shown(&desk);
    let urgencies: Vec<Option<u8>> = calls.iter().map(Call::urgency).collect();
    assert_eq!(urgencies, [Some(2), Some(1)], "{calls:?}");
    assert!(!sound_is_off(&calls[0]) && sound_is_off(&calls[1]), "{calls:?}");
}

#[tokio::test(start_paused = true)]
async fn what_is_quiet_is_of_low_urgency_and_makes_no_sound() {
    let desk = desk("[product.quill]\nloudness = \"quiet\"\n").await;
    desk.at(5).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(8).await;
    desk.want(between(5.0, 7.4), "Quill is down");
    let calls = shown(&desk);
    assert_eq!((calls[0].urgency(), sound_is_off(&calls[0])), (Some(0), true), "{calls:?}");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn what_is_degraded_is_shown_in_silence() {
    let desk = desk("").await;
    desk.at(5).await;
    desk.feeds.says(QUILL, quill(&[("chat", Status::Degraded)]));
    desk.at(12).await;
    desk.want(between(5.5, 9.0), "Quill has some problems");
    let calls = shown(&desk);
    assert_eq!((calls[0].urgency(), sound_is_off(&calls[0])), (Some(1), true), "{calls:?}");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn the_end_of_what_a_digest_told_takes_its_place() {
    let desk = desk("").await;
    desk.at(5).await;
    desk.clock.sleep(std::time::Duration::from_secs(3600));
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(8).await;
    desk.want(between(65.0, 67.0), "While you were away");
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(11).await;
    desk.want(between(68.0, 70.0), "Quill is working again");
    desk.none_otherwise();
    let calls = shown(&desk);
    assert_eq!((calls.len(), calls[1].replaces), (2, calls[0].id), "{calls:?}");
    assert_eq!((calls[0].urgency(), sound_is_off(&calls[0])), (Some(0), true), "{calls:?}");
}
