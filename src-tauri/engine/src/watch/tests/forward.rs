//! Further outputs: what they are handed, and what becomes of it while they are in trouble.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use siaga_core::observation::{Impact, Status};
use siaga_core::wire::{Command, Reply};

use super::desk::*;
use crate::output::carrier::{Carrier, Carrying, NotSent, Parcel};

const DOWN: &[(&str, Status)] = &[("chat", Status::MajorOutage)];
const PARTLY: &[(&str, Status)] = &[("chat", Status::PartialOutage)];

const SETTINGS: &str = "language = \"en\"\nwatch = [\"quill\", \"quill-api\", \"raven\"]\n";
const LAMP: &str = "[output.lamp]\nkind = \"script\"\ncommand = [\"lamp\"]\n";
const TEAM: &str = "[output.team]\nkind = \"webhook\"\nurl = \"https://team.example/hook\"\n";

/// How an output answers.
#[derive(Clone)]
enum Answer {
    Takes,
    Fails(NotSent),
    Hangs,
}

/// Outputs that do as they are told, and what came to them.
#[derive(Clone, Default)]
struct Outside {
    answers: Arc<Mutex<Vec<(String, Answer)>>>,
    came: Arc<Mutex<Vec<(String, String, f64)>>>,
}

impl Outside {
    fn answers(&self, output: &str, answer: Answer) {
        let mut answers = self.answers.lock().unwrap();
        answers.retain(|(name, _)| name != output);
        answers.push((output.to_owned(), answer));
    }

    /// Event by event, what came to an output.
    fn came(&self, output: &str) -> Vec<String> {
        let came = self.came.lock().unwrap();
        came.iter().filter(|(name, ..)| name == output).map(|(_, event, _)| event.clone()).collect()
    }

    /// At which seconds something came to an output.
    fn times(&self, output: &str) -> Vec<f64> {
        let came = self.came.lock().unwrap();
        came.iter().filter(|(name, ..)| name == output).map(|(.., at)| *at).collect()
    }

    fn forget(&self) {
        self.came.lock().unwrap().clear();
    }
}

impl Carrier for Outside {
    fn carry(&self, parcel: Parcel) -> Carrying {
        let event = parcel.forward.event().word().to_owned();
        let at = parcel.now.as_duration().as_secs_f64();
        self.came.lock().unwrap().push((parcel.name.clone(), event, at));
        let answers = self.answers.lock().unwrap();
        let answer = answers.iter().find(|(name, _)| *name == parcel.name).map(|(_, answer)| answer.clone());
        let limit = parcel.settings.timeout;
        Box::pin(async move {
            match answer.unwrap_or(Answer::Takes) {
                Answer::Takes => Ok(()),
                Answer::Fails(failure) => Err(failure),
                Answer::Hangs => {
                    tokio::time::sleep(limit).await;
                    Err(failure("did not answer", false, None))
                }
            }
        })
    }
}

fn failure(why: &str, refused: bool, wait: Option<u64>) -> NotSent {
    NotSent { why: why.to_owned(), refused, wait: wait.map(Duration::from_secs) }
}

fn fails(why: &str) -> Answer {
    Answer::Fails(failure(why, false, None))
}

async fn desk(settings: &str) -> (Desk, Outside) {
    let outside = Outside::default();
    let mut desk = Desk::closed();
    desk.settings(&format!("{SETTINGS}{settings}"));
    desk.outputs = Some(Arc::new(outside.clone()));
    desk.start();
    desk.settle().await;
    (desk, outside)
}

/// What is stored as waiting: output and tries.
fn waiting(desk: &Desk) -> Vec<(String, u32)> {
    desk.store().load().unwrap().forwards.into_iter().map(|row| (row.output, row.tries)).collect()
}

#[tokio::test(start_paused = true)]
async fn each_output_is_handed_what_is_told_and_wanted_there() {
    let some = "[output.lamp]\nkind = \"script\"\ncommand = [\"lamp\"]\nevents = [\"recovered\"]\n";
    let other = "[output.other]\nkind = \"script\"\ncommand = [\"x\"]\nproducts = [\"raven\"]\n";
    let (desk, outside) = desk(&format!("{some}{other}{TEAM}")).await;
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(20).await;
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(30).await;
    desk.want(between(10.0, 12.3), "Quill is down");
    assert_eq!(outside.came("team"), ["began", "recovered"]);
    assert_eq!(outside.came("lamp"), ["recovered"]);
    assert_eq!(outside.came("other"), [""; 0]);
    assert_eq!(waiting(&desk), []);
}

#[tokio::test(start_paused = true)]
async fn a_message_that_does_not_get_through_is_tried_again_after_growing_pauses() {
    let (desk, outside) = desk(TEAM).await;
    outside.answers("team", fails("team.example answered 500"));
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(15).await;
    let times = outside.times("team");
    let pauses: Vec<f64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(pauses.len() >= 4, "{pauses:?}");
    for (pause, least) in pauses.iter().zip([10.0, 20.0, 40.0, 80.0]) {
        assert!((least..least + 7.0).contains(pause), "{pauses:?}");
    }
    let said = desk.snapshot().problems.join("\n");
    assert!(said.contains("team: team.example answered 500"), "{said}");
    outside.answers("team", Answer::Takes);
    desk.at(20).await;
    assert_eq!(waiting(&desk), []);
    assert_eq!(desk.snapshot().problems, [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_an_output_asks_for_is_obeyed() {
    let (desk, outside) = desk(TEAM).await;
    outside.answers("team", Answer::Fails(failure("team.example answered 429", false, Some(600))));
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(30).await;
    let times = outside.times("team");
    assert!((600.0..607.0).contains(&(times[1] - times[0])), "{times:?}");
}

#[tokio::test(start_paused = true)]
async fn what_is_refused_for_good_is_dropped_and_said() {
    let (desk, outside) = desk(TEAM).await;
    outside.answers("team", Answer::Fails(failure("team.example answered 404", true, None)));
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(40).await;
    assert_eq!(outside.came("team"), ["began"]);
    assert_eq!(waiting(&desk), []);
    let problems = desk.snapshot().problems.clone();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].contains("team: team.example answered 404"), "{problems:?}");
    desk.settings(&format!("{SETTINGS}{}", TEAM.replace("/hook", "/new")));
    desk.at(41).await;
    assert_eq!(desk.snapshot().problems, [""; 0], "the person has mended it");
}

#[tokio::test(start_paused = true)]
async fn an_output_in_trouble_for_a_day_disturbs_neither_notifications_nor_other_outputs() {
    let hung = "[output.hung]\nkind = \"webhook\"\nurl = \"https://hung.example/\"\ntimeout = \"1m\"\n";
    let (desk, outside) = desk(&format!("{LAMP}{TEAM}{hung}")).await;
    outside.answers("team", fails("team.example answered 500"));
    outside.answers("hung", Answer::Hangs);
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(20).await;
    desk.want(between(10.0, 12.3), "Quill is down");
    desk.feeds.says(RAVEN, {
        let mut page = calm(&["raven"]);
        page.components[0].status = Status::MajorOutage;
        page
    });
    desk.at(40).await;
    desk.want(between(20.0, 22.3), "Raven is down");
    assert_eq!(outside.came("lamp"), ["began", "began"]);
    desk.at(24 * 60).await;
    desk.none_otherwise();
    let tries = outside.times("team").len();
    assert!((20..90).contains(&tries), "tried {tries} times in a day");
    assert_eq!(outside.came("lamp").len(), 2);
    // Still true, so still to be told once they are back.
    outside.answers("team", Answer::Takes);
    outside.answers("hung", Answer::Takes);
    outside.forget();
    desk.at(26 * 60).await;
    assert_eq!(outside.came("team"), ["began", "began"]);
    assert_eq!(outside.came("hung"), ["began", "began"]);
    assert_eq!(waiting(&desk), []);
}

#[tokio::test(start_paused = true)]
async fn what_was_over_before_it_got_through_is_never_sent_and_neither_is_its_end() {
    let (desk, outside) = desk(TEAM).await;
    outside.answers("team", fails("no"));
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(PARTLY));
    desk.at(20).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(30).await;
    assert_eq!(waiting(&desk).len(), 1, "the worse stands for the milder");
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(60).await;
    outside.answers("team", Answer::Takes);
    outside.forget();
    desk.at(180).await;
    assert_eq!(outside.came("team"), [""; 0]);
    assert_eq!(waiting(&desk), []);
}

#[tokio::test(start_paused = true)]
async fn an_end_while_its_beginning_is_under_way_stands_for_both_when_that_fails() {
    let hung = "[output.team]\nkind = \"webhook\"\nurl = \"https://hung.example/\"\ntimeout = \"1m\"\n[poll]\nopen = \"10s\"\n";
    let (desk, outside) = desk(hung).await;
    outside.answers("team", Answer::Hangs);
    desk.at(10).await;
    desk.feeds.then(QUILL, [Ok(quill(DOWN))]);
    desk.at(30).await;
    outside.answers("team", Answer::Takes);
    desk.at(60).await;
    assert_eq!(outside.came("team"), ["began"]);
    assert_eq!(waiting(&desk), []);
}

#[tokio::test(start_paused = true)]
async fn what_waits_outlives_a_kill_and_what_was_taken_is_not_sent_again() {
    let (mut desk, outside) = desk(&format!("{LAMP}{TEAM}")).await;
    outside.answers("team", fails("no"));
    desk.at(10).await;
    desk.feeds.says(QUILL, reporting(quill(DOWN), incident("i-1", Impact::Major, &["chat"])));
    desk.at(14).await;
    desk.kill().await;
    let before = waiting(&desk);
    assert_eq!(before.len(), 1);
    assert!(before[0].0 == "team" && before[0].1 >= 3, "{before:?}");
    outside.answers("team", Answer::Takes);
    outside.forget();
    desk.start();
    desk.at(20).await;
    assert_eq!(outside.came("team"), ["began"]);
    assert_eq!(outside.came("lamp"), [""; 0]);
    assert_eq!(waiting(&desk), []);
}

#[tokio::test(start_paused = true)]
async fn what_waits_for_an_output_that_was_taken_away_is_forgotten_after_a_day() {
    let (mut desk, outside) = desk(TEAM).await;
    outside.answers("team", fails("no"));
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(20).await;
    desk.settings(SETTINGS);
    desk.at(21).await;
    assert_eq!(desk.snapshot().problems, [""; 0]);
    let tries = outside.times("team").len();
    desk.kill().await;
    desk.at(23 * 60).await;
    desk.start();
    desk.at(23 * 60 + 5).await;
    assert_eq!((outside.times("team").len(), waiting(&desk).len()), (tries, 1));
    desk.kill().await;
    desk.at(25 * 60).await;
    desk.start();
    desk.at(25 * 60 + 5).await;
    assert_eq!(waiting(&desk), []);
}

#[tokio::test(start_paused = true)]
async fn a_test_is_answered_in_a_sentence_and_touches_nothing_that_waits() {
    let (desk, outside) = desk(TEAM).await;
    let test = |name: &str| Command::TestOutput { name: name.to_owned() };
    let said = desk.ask(test("team")).await.unwrap();
    assert_eq!(said, Reply::Said("The test message reached “team”.".to_owned()));
    assert_eq!(outside.came("team"), ["test"]);
    outside.answers("team", fails("team.example answered 500"));
    let said = desk.ask(test("team")).await.unwrap_err().message;
    assert_eq!(said, "The test message did not reach “team”: team.example answered 500.");
    let said = desk.ask(test("lamp")).await.unwrap_err().message;
    assert_eq!(said, "There is no output called “lamp”. Yours: team.");
    assert_eq!(waiting(&desk), []);
}

#[tokio::test(start_paused = true)]
async fn an_engine_without_a_way_out_hands_nothing_on() {
    let mut desk = Desk::closed();
    desk.settings(&format!("{SETTINGS}{TEAM}"));
    desk.start();
    desk.at(10).await;
    desk.feeds.says(QUILL, quill(DOWN));
    desk.at(20).await;
    desk.want(between(10.0, 12.3), "Quill is down");
    assert_eq!(waiting(&desk), []);
    let said = desk.ask(Command::TestOutput { name: "team".to_owned() }).await.unwrap_err().message;
    assert!(said.starts_with("A drill contacts nobody"), "{said}");
}
