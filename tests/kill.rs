//! An agent that is killed again and again around changes: nothing it had to tell is lost, and at most one notification
//! repeats for each kill.

use std::time::Duration;

use siaga_core::observation::Status;

use crate::support::bus::{Call, Mock, PrivateBus};
use crate::support::feeds::{Feeds, OPENAI, Trouble};
use crate::support::home::{ALL_THE_TIME, Agent, Home, chatgpt, soon};

/// A generator whose numbers follow from its seed alone: Marsaglia's xorshift, 64 bits.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// 30 kills; 300 with `SIAGA_LONG=1`. `SIAGA_SEED` repeats a run.
#[tokio::test]
#[expect(clippy::print_stdout, reason = "shown when the test fails, so that the run can be repeated")]
async fn nothing_is_lost_and_at_most_one_repeats_however_often_the_agent_is_killed() {
    let kills = if std::env::var("SIAGA_LONG").is_ok_and(|value| value == "1") { 300 } else { 30 };
    let seed = std::env::var("SIAGA_SEED").ok().and_then(|value| value.parse().ok());
    let seed = seed.unwrap_or_else(|| u64::try_from(jiff::Timestamp::now().as_millisecond()).unwrap() | 1);
    println!("SIAGA_SEED={seed}");
    let mut draw = Draw(seed);

    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, &["actions", "body"]).await;
    let home = Home::new(&feeds, ALL_THE_TIME).on(&bus);
    let mut agent = home.settled_agent().await;
    let (mut repeats, mut done) = (0, 0);
    for round in 0..kills / 2 {
        let title = format!("Outage number {round}");
        // The beginning, and then the end: one kill around each.
        for begins in [true, false] {
            let before = desktop.calls().len();
            if begins {
                feeds.trouble(Trouble::Down, &title);
            } else {
                feeds.calm();
            }
            kill_at_some_moment(agent, &mut draw, &feeds, &desktop).await;
            done += 1;
            agent = home.agent().await;
            let wanted = if begins { Status::MajorOutage } else { Status::Operational };
            // An end is believed after two reads, and the row that says so is written with the second.
            let settled = |view: &siaga_core::snapshot::ProductView| view.status == wanted && view.told == begins;
            agent.until("that the agent knows", |snapshot| settled(chatgpt(snapshot))).await;
            soon("that nothing waits", nothing_waits(&agent)).await;
            let told = &desktop.calls()[before..];
            assert!(!told.is_empty(), "after {done} kills: lost: {title}, begins: {begins}");
            assert!(told.len() <= 2, "after {done} kills: told more than twice: {told:?}");
            assert!(told.iter().all(|call| is_about(call, begins.then_some(title.as_str()))), "{told:?}");
            repeats += told.len() - 1;
        }
    }
    println!("{done} kills, {repeats} repeated notifications");
    assert!(repeats <= done);
}

#[tokio::test]
async fn an_agent_killed_before_the_desktop_answers_tells_once_more() {
    let (bus, feeds) = (PrivateBus::start(), Feeds::start());
    let desktop = Mock::start(&bus, &["actions", "body"]).await;
    let home = Home::new(&feeds, ALL_THE_TIME).on(&bus);
    let agent = home.settled_agent().await;
    desktop.hang();
    feeds.trouble(Trouble::Down, "Elevated errors");
    soon("a notification that is not answered", desktop.arrived(1)).await;
    agent.kill().await;
    desktop.resume();
    let agent = home.settled_agent().await;
    soon("that nothing waits", nothing_waits(&agent)).await;
    let calls = soon("both", desktop.shown(2)).await;
    assert!(calls.iter().all(|call| is_about(call, Some("Elevated errors"))), "{calls:?}");
    agent.kill().await;
    let agent = home.settled_agent().await;
    assert!(chatgpt(&agent.told_all().await).told);
    assert_eq!(desktop.calls().len(), 2, "what was answered is marked");
}

/// Around the change itself, around the read that finds it, or around the notification that tells it.
async fn kill_at_some_moment(agent: Agent, draw: &mut Draw, feeds: &Feeds, desktop: &Mock) {
    let (hits, shown) = (feeds.server.hits(OPENAI), desktop.calls().len());
    let pause = match draw.below(4) {
        0 => draw.below(250),
        1 => {
            soon("a read", feeds.server.reached(OPENAI, hits + 1)).await;
            draw.below(40)
        }
        2 => {
            soon("a second read", feeds.server.reached(OPENAI, hits + 2)).await;
            draw.below(40)
        }
        _ => {
            soon("a notification", desktop.shown(shown + 1)).await;
            draw.below(4)
        }
    };
    // The moment is what is being tried here: no event could stand for it.
    if pause > 0 {
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
    agent.kill().await;
}

async fn nothing_waits(agent: &Agent) {
    while agent.waiting().await > 0 {
        agent.read().await;
    }
}

fn is_about(call: &Call, title: Option<&str>) -> bool {
    match title {
        // A read that falls between the feed's two documents finds the parts in trouble before it finds the incident:
        // it names none, and never another.
        Some(title) => {
            let named = call.body.contains(&format!("“{title}”"));
            call.title == "ChatGPT is down" && (named || !call.body.contains('“'))
        }
        None => call.title == "ChatGPT is working again",
    }
}

/// The crash test's other half ends the agent from within, at places that only a feature of the engine's has.
#[cfg(not(feature = "failpoints"))]
#[test]
fn a_binary_without_the_feature_knows_no_place_to_end_at() {
    let binary = std::fs::read(env!("CARGO_BIN_EXE_siaga")).unwrap();
    let holds = |text: &[u8]| binary.windows(text.len()).any(|part| part == text);
    assert!(holds(b"SIAGA_DATA_DIR"), "a variable that it does know is found this way");
    assert!(!holds(concat!("SIAGA_", "FAILPOINT").as_bytes()));
}
