//! The local truth: this computer is offline, behind a sign-in page, asleep, or its clock is set. What that does to the
//! answer, to the reads and to the notice about a feed that cannot be read.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use siaga_core::observation::Status;
use siaga_core::provider::Catalogue;
use siaga_core::snapshot::{SourceKind, VerdictKind};
use siaga_core::wire::{Command, Reply};

use super::desk::*;
use crate::local::Hint;

const NIGHT: Duration = Duration::from_secs(8 * 3600);

/// Every feed there is, those of the story last.
fn every_feed() -> Vec<String> {
    let shipped = Catalogue::shipped();
    let ids = shipped.providers().iter().map(|provider| provider.id.clone());
    ids.chain([QUILL, RAVEN].map(str::to_owned)).collect()
}

pub(super) fn all_answer(desk: &Desk, says: impl Fn() -> Says) {
    for feed in every_feed() {
        desk.feeds.answers(&feed, says());
    }
}

pub(super) fn all_work_again(desk: &Desk) {
    all_answer(desk, || Ok(calm(&["part"])));
    desk.feeds.says(QUILL, quill(&[]));
    desk.feeds.says(RAVEN, calm(&["raven"]));
}

/// How often each feed that is read was asked so far.
fn counts(desk: &Desk) -> Vec<(String, usize)> {
    let asked = every_feed().into_iter().map(|feed| (feed.clone(), desk.feeds.asked(&feed).len()));
    asked.filter(|(_, count)| *count > 0).collect()
}

/// When feeds were asked since, in order.
fn asked_since(desk: &Desk, before: &[(String, usize)]) -> Vec<Timestamp> {
    let mut moments: Vec<Timestamp> =
        before.iter().flat_map(|(feed, count)| desk.feeds.asked(feed).split_off(*count)).collect();
    moments.sort();
    moments
}

/// Each was asked once since, within this many seconds of the moment, and never many at a time.
#[track_caller]
fn one_spread_round(desk: &Desk, before: &[(String, usize)], from: Timestamp, within: f64) {
    let asked = asked_since(desk, before);
    assert_eq!(asked.len(), before.len(), "{asked:?}");
    for (feed, count) in before {
        assert_eq!(desk.feeds.asked(feed).len(), count + 1, "{feed}");
    }
    let seconds: Vec<f64> = asked.iter().map(|at| at.duration_since(from).as_secs_f64()).collect();
    assert!(seconds.iter().all(|second| (0.0..=within).contains(second)), "{seconds:?}");
    let share = 10.0 / before.len() as f64;
    for start in &seconds {
        let burst = seconds.iter().filter(|second| (*start..start + share).contains(*second)).count();
        assert!(burst <= 2, "{burst} within {share} s: {seconds:?}");
    }
}

/// What the engine says of its computer.
async fn computer(desk: &Desk) -> String {
    let Ok(Reply::Report(lines)) = desk.ask(Command::Diagnose).await else { panic!("no report") };
    lines.iter().find_map(|line| line.strip_prefix("this computer: ")).unwrap().to_owned()
}

#[tokio::test(start_paused = true)]
async fn who_is_offline_is_told_so_and_the_first_feed_that_is_read_ends_it_with_one_spread_round() {
    let desk = Desk::open().await;
    desk.at(1).await;
    all_answer(&desk, unreached);
    desk.at(7).await;
    let verdict = desk.snapshot().verdict.clone();
    assert_eq!((verdict.kind, verdict.status), (VerdictKind::Offline, Status::Unknown));
    assert!(verdict.text.starts_with("You're offline. Last checked 09:0"), "{}", verdict.text);
    assert!(verdict.text.ends_with("This isn't an outage."), "{}", verdict.text);
    assert_eq!(desk.snapshot().provider(QUILL).unwrap().source.kind, SourceKind::Unreadable, "it stays what it is");
    assert!(computer(&desk).await.starts_with("in doubt (Offline)"));
    desk.at(20).await;
    assert_eq!(desk.snapshot().provider(QUILL).unwrap().source.next_why, "every 2 min: until you are online again");
    // Hours later it is tried as often as ever: the patience is not with the providers.
    desk.at(60).await;
    let count = desk.feeds.asked(QUILL).len();
    all_work_again(&desk);
    let before = counts(&desk);
    desk.at(64).await;
    assert_eq!(desk.snapshot().verdict.kind, VerdictKind::Working);
    assert!(desk.feeds.asked(QUILL).len() > count);
    let asked = asked_since(&desk, &before);
    let round: Vec<_> = asked.iter().filter(|at| at.duration_since(asked[0]).as_secs() <= 10).collect();
    assert!(round.len() >= before.len(), "all are read within ten seconds of the first: {asked:?}");
    let away = computer(&desk).await;
    assert!(away.starts_with("online") && away.contains("last away since 2026-03-12T09:0"), "{away}");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn one_feed_out_of_reach_among_many_is_unreadable_and_nobody_is_offline() {
    let desk = Desk::open().await;
    desk.feeds.answers(QUILL, unreached());
    desk.at(60).await;
    assert_eq!(desk.snapshot().verdict.kind, VerdictKind::Working);
    assert_eq!(
        desk.snapshot().verdict.text,
        "Everything that can be read is working. No status for Quill and Quill API."
    );
    assert_eq!(desk.snapshot().provider(QUILL).unwrap().source.kind, SourceKind::Unreadable);
    assert!(computer(&desk).await.starts_with("online"));
}

#[tokio::test(start_paused = true)]
async fn pages_in_place_of_feeds_on_many_hosts_are_a_network_that_asks_to_sign_in() {
    let desk = Desk::open().await;
    desk.at(1).await;
    all_answer(&desk, page);
    desk.at(7).await;
    let verdict = desk.snapshot().verdict.clone();
    assert_eq!(
        (verdict.kind, verdict.text.as_str()),
        (VerdictKind::SignIn, "This network needs you to sign in first.")
    );
    all_work_again(&desk);
    desk.at(12).await;
    assert_eq!(desk.snapshot().verdict.kind, VerdictKind::Working);
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn after_a_night_every_feed_is_read_once_within_ten_seconds_and_nothing_bursts() {
    let desk = Desk::open().await;
    desk.at(10).await;
    let before = counts(&desk);
    assert!(before.len() > 3, "{before:?}");
    desk.clock.sleep(NIGHT);
    let woke = desk.clock.now();
    desk.at_second(605).await;
    let shown = desk.snapshot();
    let known = shown.products.iter().filter(|product| product.status != Status::Unknown);
    assert!(known.clone().all(|product| product.read_at >= Some(woke)), "what was known is eight hours old");
    assert!(known.count() < before.len(), "five seconds are half of the round");
    let said = computer(&desk).await;
    assert!(said.starts_with("in doubt (Awake), last away since 2026-03-12T09:"), "{said}");
    let why = desk.snapshot().providers.iter().map(|one| one.source.next_why.clone()).collect::<Vec<_>>();
    assert!(why.contains(&"all are read again after a break".to_owned()), "{why:?}");
    desk.at_second(616).await;
    one_spread_round(&desk, &before, woke, 16.0);
    assert_eq!(desk.snapshot().verdict.kind, VerdictKind::Working);
    assert!(computer(&desk).await.starts_with("online"));
    desk.at(60).await;
    desk.none_otherwise();
    let pauses = desk.feeds.pauses(QUILL, before.iter().find(|(feed, _)| feed == QUILL).unwrap().1);
    assert!(pauses.iter().all(|pause| (107.0..=133.0).contains(pause)), "{pauses:?}");
}

#[tokio::test(start_paused = true)]
async fn a_night_in_which_timers_went_on_bursts_no_more_than_another() {
    let desk = Desk::open().await;
    desk.at(10).await;
    let before = counts(&desk);
    // Every feed has been due for hours when the loop runs again.
    tokio::time::advance(NIGHT).await;
    let woke = desk.clock.now();
    desk.at_second(600 + NIGHT.as_secs() + 12).await;
    one_spread_round(&desk, &before, woke, 11.0);
}

#[tokio::test(start_paused = true)]
async fn a_read_that_the_night_broke_off_is_forgotten_and_made_again() {
    let desk = Desk::open().await;
    desk.feeds.hold(QUILL);
    desk.at(5).await;
    let asked = desk.feeds.asked(QUILL).len();
    desk.clock.sleep(NIGHT);
    desk.feeds.then(QUILL, [unreached()]);
    desk.feeds.let_go(QUILL);
    desk.settle().await;
    assert_eq!(desk.feeds.asked(QUILL).len(), asked);
    let source = desk.snapshot().provider(QUILL).unwrap().source.clone();
    assert_eq!((source.kind, source.failing_since), (SourceKind::Readable, None), "nothing failed");
    desk.at_second(312).await;
    assert_eq!(desk.feeds.asked(QUILL).len(), asked + 1);
    assert_eq!(desk.product("quill").status, Status::Operational);
}

#[tokio::test(start_paused = true)]
async fn a_round_is_waited_for_a_minute_at_most() {
    let desk = Desk::open().await;
    desk.at(5).await;
    desk.feeds.hold(QUILL);
    desk.clock.sleep(NIGHT);
    desk.at_second(340).await;
    assert!(computer(&desk).await.starts_with("in doubt (Awake)"));
    desk.at_second(372).await;
    assert!(computer(&desk).await.starts_with("online"), "the others were read, and one that hangs is not us");
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_is_doubted_until_all_was_read_again() {
    for hours in [2, -2] {
        let desk = Desk::open().await;
        desk.at(10).await;
        let before = counts(&desk);
        desk.clock.set(SignedDuration::from_hours(hours));
        let set = desk.clock.now();
        desk.at_second(606).await;
        assert!(computer(&desk).await.starts_with("in doubt (ClockJumped)"), "{hours} h");
        desk.at_second(616).await;
        one_spread_round(&desk, &before, set, 16.0);
        assert_eq!(desk.snapshot().verdict.kind, VerdictKind::Working, "{hours} h");
    }
}

#[tokio::test(start_paused = true)]
async fn a_round_reads_nobody_who_asked_to_be_left_alone() {
    let desk = Desk::open().await;
    desk.feeds.then(QUILL, [asks_to_wait(Duration::from_secs(3600))]);
    desk.at(10).await;
    let asked = desk.feeds.asked(QUILL).len();
    desk.clock.sleep(Duration::from_secs(1800));
    desk.at(12).await;
    assert_eq!(desk.feeds.asked(QUILL).len(), asked);
    let why = desk.snapshot().provider(QUILL).unwrap().source.next_why.clone();
    assert!(why.starts_with("not before 10:0") && why.ends_with(": the provider asked"), "{why}");
    assert!(computer(&desk).await.starts_with("online"), "nothing else is to be read");
    desk.at(40).await;
    assert!(desk.feeds.asked(QUILL).len() > asked, "half an hour of it was slept through");
}

#[tokio::test(start_paused = true)]
async fn news_of_the_network_hurry_who_is_offline_and_nobody_else() {
    let desk = Desk::open().await;
    desk.at(5).await;
    let before = counts(&desk);
    desk.hint(Hint::Network { usable: true }).await;
    desk.hint(Hint::Network { usable: false }).await;
    desk.hint(Hint::Network { usable: true }).await;
    desk.at_second(301).await;
    assert!(asked_since(&desk, &before).len() < 3, "nothing failed, so nothing is read again");
    all_answer(&desk, unreached);
    desk.at(20).await;
    assert_eq!(desk.snapshot().verdict.kind, VerdictKind::Offline);
    all_work_again(&desk);
    let before = counts(&desk);
    let now = desk.clock.now();
    desk.hint(Hint::Network { usable: true }).await;
    desk.at_second(20 * 60 + 11).await;
    one_spread_round(&desk, &before, now, 11.0);
    assert_eq!(desk.snapshot().verdict.kind, VerdictKind::Working);
}

#[tokio::test(start_paused = true)]
async fn what_logind_says_begins_a_round_once() {
    let desk = Desk::open().await;
    desk.at(5).await;
    desk.hint(Hint::Sleeps).await;
    let before = counts(&desk);
    let now = desk.clock.now();
    desk.hint(Hint::Woke).await;
    desk.hint(Hint::Woke).await;
    assert!(computer(&desk).await.starts_with("in doubt (Awake)"));
    desk.at_second(311).await;
    one_spread_round(&desk, &before, now, 11.0);
}

#[tokio::test(start_paused = true)]
async fn a_day_offline_is_no_day_in_which_a_feed_could_not_be_read() {
    let desk = Desk::open().await;
    desk.at(1).await;
    all_answer(&desk, unreached);
    desk.at(20).await;
    desk.clock.sleep(Duration::from_secs(25 * 3600));
    desk.at(40).await;
    assert_eq!(desk.snapshot().verdict.kind, VerdictKind::Offline);
    all_work_again(&desk);
    desk.feeds.answers(QUILL, unreached());
    desk.at(120).await;
    let since = desk.snapshot().provider(QUILL).unwrap().source.failing_since.unwrap();
    assert!(desk.clock.now().duration_since(since) > SignedDuration::from_hours(26), "so long nothing was read there");
    desk.none_otherwise();
}

#[tokio::test(start_paused = true)]
async fn on_battery_pauses_are_longer_unless_something_of_theirs_is_in_trouble() {
    let mut desk = Desk::closed();
    let battery = desk.path("power").join("BAT0");
    std::fs::create_dir_all(&battery).unwrap();
    std::fs::write(battery.join("type"), "Battery\n").unwrap();
    std::fs::write(battery.join("status"), "Discharging\n").unwrap();
    desk.start();
    desk.at(30).await;
    let why = |desk: &Desk, feed: &str| desk.snapshot().provider(feed).unwrap().source.next_why.clone();
    let pauses = desk.feeds.pauses(QUILL, 0);
    assert!(pauses.iter().all(|pause| (215.0..=265.0).contains(pause)), "{pauses:?}");
    assert_eq!(why(&desk, QUILL), "every 4 min: on battery");
    desk.feeds.says(QUILL, quill(&[("chat", Status::MajorOutage)]));
    desk.at(40).await;
    assert_eq!(why(&desk, QUILL), "every 45 s: an incident is open");
    assert_eq!(why(&desk, RAVEN), "every 2 min: you use it");
    desk.feeds.says(QUILL, quill(&[]));
    desk.at(60).await;
    assert_eq!(why(&desk, RAVEN), "every 4 min: on battery");
    std::fs::write(battery.join("status"), "Charging\n").unwrap();
    desk.at(62).await;
    assert_eq!(why(&desk, QUILL), "every 2 min: you use it");
}

#[tokio::test(start_paused = true)]
async fn a_platform_whose_feeds_fail_together_is_doubted_and_this_computer_is_not() {
    let mut desk = Desk::closed();
    for id in ["one", "two"] {
        desk.overlay(
            id,
            &format!(
                r#"
                    id = "{id}"
                    name = "{id}"
                    feed = {{ format = "statuspage", url = "https://{id}.example/summary.json" }}
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
    desk.settings("language = \"en\"\nwatch = [\"one\", \"two\", \"quill\", \"raven\"]\n");
    desk.start();
    desk.at(1).await;
    assert!(computer(&desk).await.ends_with("0 feeds doubted"));
    all_answer(&desk, unreadable);
    for id in ["one", "two"] {
        desk.feeds.answers(id, unreadable());
    }
    desk.feeds.says(RAVEN, calm(&["raven"]));
    desk.at(7).await;
    let said = computer(&desk).await;
    assert!(said.starts_with("online") && !said.ends_with(", 0 feeds doubted"), "{said}");
    assert_eq!(desk.product("raven").status, Status::Operational, "what can be read is shown");
    all_work_again(&desk);
    desk.at(30).await;
    assert!(computer(&desk).await.ends_with("0 feeds doubted"));
    desk.none_otherwise();
}
